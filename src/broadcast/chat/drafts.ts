import { basisFor, type KnownActor } from '../../access/roles.ts';
import type { Composed } from '../compose/compose.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { type BroadcastAnswer, done, refuse, say } from './answers.ts';
import { isSaved } from './commands.ts';
import type { ChatPorts } from './ports.ts';
import { type Asked, type AskedOf, order, type Services } from './services.ts';

/** Whose draft it becomes. */
export function authorOf({ actor, origin }: Asked<unknown>) {
  return { id: actor.id, name: origin.name };
}

/** The form to change it, or without an audience to correct it. */
export async function form(
  { composing }: Services,
  { broadcast, lang }: AskedOf<unknown>,
  withAudience: boolean,
): Promise<BroadcastAnswer> {
  return say('form', await composing.form(broadcast, withAudience, lang), false);
}

/** What comes of a form that was filled in. */
export async function composed(
  services: Services,
  asked: Asked<unknown>,
  result: Composed,
): Promise<BroadcastAnswer> {
  switch (result.do) {
    case 'form':
      return say('form', result.message, true);
    case 'create': {
      const { broadcast, madeFrom } = result;
      const answer = await create(services, asked, result);
      if (result.keeps && answer.isDone) await keepTemplate(services, asked, broadcast, madeFrom);
      return answer;
    }
    case 'command': {
      const { broadcast, command, version, formWith } = result;
      const answer = await order(services, { ...asked, broadcast }, command, { version, formWith });
      if (result.keeps && answer.isDone && command.do === 'save')
        await keepTemplate(services, asked, command, `${broadcast.id} ${version}`);
      return answer;
    }
  }
}

/** A template of what has just been saved, for everybody who writes; a month's highlights would be out of date. */
async function keepTemplate(
  { ports, composing }: Services,
  asked: Asked<unknown>,
  { content, audience }: Pick<Broadcast, 'content' | 'audience'>,
  madeFrom: string,
): Promise<void> {
  const { highlights: _, ...lasting } = content;
  const template = {
    ...composing.copy({ content: lasting, audience }, authorOf(asked)),
    state: 'template' as const,
  };
  await isNew(ports, asked.actor, template, `${madeFrom} template`);
}

async function create(
  { ports, controlCard }: Services,
  { actor, lang }: Asked<unknown>,
  { broadcast, madeFrom, formWith }: Extract<Composed, { do: 'create' }>,
): Promise<BroadcastAnswer> {
  if (await isNew(ports, actor, broadcast, madeFrom))
    return done(await controlCard.show(broadcast, actor, { note: 'saved' }, lang));
  const current = await ports.store.madeFrom(actor.id, madeFrom);
  if (!current || current.state === 'deleted') return refuse(ports, 'gone', lang);
  if (isSaved(current, broadcast)) return await controlCard.show(current, actor, { note: 'saved' }, lang);
  return say('refused stale', await formWith(current, 'stale'), true);
}

async function isNew(
  { store, now }: ChatPorts,
  actor: KnownActor,
  created: Broadcast,
  madeFrom: string,
): Promise<boolean> {
  const written = { at: now(), actor: actor.id, action: 'create', subject: created.id };
  return await store.create(created, { ...written, detail: { by: basisFor(actor, 'compose') } }, madeFrom);
}

/** Of one version. */
const maxCopies = 50;

/** Pressed twice it is one copy; the next one is another when something has been done with the first. */
export async function copy(
  { ports, controlCard, composing }: Services,
  asked: AskedOf<{ readonly id: string; readonly version: number }>,
): Promise<BroadcastAnswer> {
  const { broadcast, actor, request, lang } = asked;
  for (let nth = 1; nth <= maxCopies; nth += 1) {
    const made = composing.copy(broadcast, authorOf(asked));
    const madeFrom = `${broadcast.id} ${request.version} ${nth}`;
    if (await isNew(ports, actor, made, madeFrom))
      return done(
        await controlCard.show(
          made,
          actor,
          { note: broadcast.state === 'template' ? 'fromTemplate' : 'copied' },
          lang,
        ),
      );
    const current = await ports.store.madeFrom(actor.id, madeFrom);
    if (current?.version === made.version)
      return await controlCard.show(current, actor, { note: 'alreadyCopied' }, lang);
  }
  return await controlCard.show(broadcast, actor, { refusal: 'nothingToDo' }, lang);
}

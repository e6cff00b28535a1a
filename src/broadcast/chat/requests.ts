import { findActor } from '../../access/actor.ts';
import { can, type Permission } from '../../access/roles.ts';
import type { Lang } from '../../question/answer.ts';
import type { BroadcastAction } from '../cards/actions.ts';
import { commandOf, type OfferedCommand, refusalOf } from '../decide/offered.ts';
import type { CommandRefusal } from '../decide/refusals.ts';
import { parseLocalTime } from '../decide/settings.ts';
import { acknowledge } from './acknowledge.ts';
import { type BroadcastAnswer, denied, done, home, refuse, say } from './answers.ts';
import { findCircumstances } from './circumstances.ts';
import { createCommands, toSee } from './commands.ts';
import { createComposing } from '../compose/compose.ts';
import type { ControlCard } from './control-card.ts';
import { inWords, list, unreachedCard } from './lists.ts';
import { authorOf, composed, copy, form } from './drafts.ts';
import { createNotices } from './notices.ts';
import type { ChatPorts } from './ports.ts';
import { offerReport } from './report-files.ts';
import { createRoleCards, type RoleChange } from './roles.ts';
import { type Asked, type AskedOf, order, type RequestOrigin, type Services } from './services.ts';
import { createUploads, type FileRequest } from '../compose/uploads.ts';

/** What a person can ask for about broadcasts, by words or by a button. */
export type BroadcastRequest =
  | BroadcastAction
  | { readonly do: 'broadcast.home' | 'broadcast.roles'; readonly lang: Lang }
  /** Words that may be meant for the list of broadcasts; from others they are a question. */
  | { readonly do: 'broadcast.words'; readonly lang: Lang; readonly words: string }
  | {
      readonly do: 'broadcast.audit';
      readonly lang: Lang;
      /** The word alone: from whom the trail is not for, it is a question. */
      readonly isBare: boolean;
    }
  | ({ readonly do: 'broadcast.mentionRole'; readonly lang: Lang } & RoleChange)
  | FileRequest
  | { readonly do: 'invalid'; readonly lang: Lang };

/** Answers everything about broadcasts; null = it is a question after all. Never throws. */
export type AnswerBroadcasts = (
  request: BroadcastRequest,
  origin: RequestOrigin,
) => Promise<BroadcastAnswer | null>;

export function createBroadcastChat(ports: ChatPorts, controlCard: ControlCard): AnswerBroadcasts {
  const notices = createNotices(ports, controlCard);
  const services: Services = {
    ports,
    controlCard,
    notices,
    run: createCommands(ports, controlCard, notices),
    composing: createComposing(ports),
    roles: createRoleCards(ports),
    uploads: createUploads(ports),
  };
  return async (request, origin) => {
    try {
      return await answer(services, request, origin);
    } catch (error) {
      ports.onError(error);
      const message = ports.cards.refusal('unavailable', ports.data(), request.lang);
      return say('unavailable', message, false);
    }
  };
}

async function answer(
  services: Services,
  request: BroadcastRequest,
  origin: RequestOrigin,
): Promise<BroadcastAnswer | null> {
  const { ports } = services;
  const { lang } = request;
  if (request.do === 'invalid') return refuse(ports, 'invalid', lang);
  if (request.do === 'broadcast.acknowledge')
    return { ...(await acknowledge(ports, request, origin)), isPrivate: true };
  const actor = origin.objectId === null ? null : await findActor(origin.objectId, ports);
  if (request.do === 'broadcast.audit' && request.isBare && !(actor && can(actor.roles, 'readAudit')))
    return null;
  if (request.do === 'broadcast.words' && !(actor && can(actor.roles, 'seeBroadcasts'))) return null;
  if (actor === null) return refuse(ports, 'noRole', lang);
  // A role in a channel too, where the person is mentioned.
  if (!origin.isPersonal && request.do !== 'broadcast.mentionRole')
    return refuse(ports, request.do === 'broadcast.file' ? 'filePersonalOnly' : 'personalOnly', lang);
  const rule = requests[request.do] as RequestRule<typeof request>;
  const { needs } = rule;
  if (needs !== null && !can(actor.roles, needs)) {
    const action = request.do.replace(/^broadcast\./, '');
    return await denied(ports, actor, { action, subject: subjectOf(request), needed: needs }, lang);
  }
  return await rule.answer(services, { request, actor, origin, lang });
}

function subjectOf(request: BroadcastRequest): string {
  if ('id' in request) return request.id;
  if ('upload' in request) return request.upload;
  return '';
}

interface RequestRule<R> {
  /** null: whoever answers looks at it, for it depends on what is asked for. */
  readonly needs: Permission | null;
  answer(services: Services, asked: Asked<R>): Promise<BroadcastAnswer>;
}

type Named = Exclude<BroadcastRequest, { do: 'invalid' | 'broadcast.acknowledge' }>;
type RequestOf<D extends Named['do']> = Extract<Named, { do: D }>;

/** By name: what it takes to ask for it, and what is answered. */
const requests: { readonly [D in Named['do']]: RequestRule<RequestOf<D>> } = {
  'broadcast.home': {
    needs: 'seeBroadcasts',
    answer: ({ ports }, { actor, lang }) => Promise.resolve(say('home', home(ports, actor, {}, lang), false)),
  },
  'broadcast.list': { needs: 'seeBroadcasts', answer: ({ ports }, asked) => list(ports, asked) },
  'broadcast.words': { needs: 'seeBroadcasts', answer: ({ ports }, asked) => list(ports, inWords(asked)) },
  'broadcast.roles': { needs: 'grantRoles', answer: ({ roles }, { lang }) => roles.show(lang) },
  'broadcast.role': {
    needs: 'grantRoles',
    answer: ({ roles }, { request: { grant, role, person }, actor, lang }) =>
      roles.change(actor, { grant, role, people: [person] }, lang),
  },
  'broadcast.mentionRole': {
    needs: 'grantRoles',
    answer: ({ roles }, { request, actor, lang }) => roles.change(actor, request, lang),
  },
  'broadcast.audit': {
    needs: null,
    answer: ({ ports }, { actor, lang }) => offerReport(ports, actor, null, lang),
  },
  'broadcast.file': {
    needs: null,
    answer: ({ uploads }, { request, actor }) => uploads.receive(actor, request),
  },
  'broadcast.fromUpload': {
    needs: 'compose',
    async answer({ uploads, composing }, { request, actor, lang }) {
      const upload = await uploads.own(actor, request.upload, lang);
      if ('intent' in upload) return upload;
      return say('form', await composing.formNew(actor.id, upload, lang), false);
    },
  },
  'broadcast.useUpload': {
    needs: 'compose',
    async answer(services, asked) {
      const { request, actor, lang } = asked;
      const upload = await services.uploads.own(actor, request.upload, lang);
      if ('intent' in upload) return upload;
      const used = await services.uploads.use(actor, upload, request);
      if ('intent' in used) return used;
      const { broadcast, command } = used;
      // The list may be used again, so its card stays.
      return { ...(await order(services, { ...asked, broadcast }, command, {})), inPlace: false };
    },
  },
  'broadcast.new': {
    needs: 'compose',
    answer: async ({ composing }, { actor, lang }) =>
      say('form', await composing.formNew(actor.id, null, lang), false),
  },
  'broadcast.find': {
    needs: 'compose',
    answer: async ({ composing }, asked) =>
      say('find', await composing.find(asked.request, authorOf(asked)), true),
  },
  'broadcast.save': {
    needs: 'compose',
    answer: async (services, asked) =>
      await composed(services, asked, await services.composing.save(asked.request, authorOf(asked))),
  },
  'broadcast.open': ofBroadcast(({ controlCard }, { broadcast, actor, lang }) =>
    controlCard.show(broadcast, actor, {}, lang),
  ),
  'broadcast.unreached': ofBroadcast(async ({ ports }, { broadcast, request, lang }) => {
    const message = await unreachedCard(ports, broadcast, request, lang);
    return say('unreached', message, request.isTurned);
  }),
  'broadcast.report': ofBroadcast(({ ports }, { broadcast, actor, lang }) =>
    offerReport(ports, actor, broadcast, lang),
  ),
  'broadcast.edit': ofBroadcast(offered('edit', (services, asked) => form(services, asked, true))),
  'broadcast.correction': ofBroadcast(
    offered('correction', (services, asked) => form(services, asked, false)),
  ),
  'broadcast.copy': ofBroadcast(offered<RequestOf<'broadcast.copy'>>('copy', copy)),
  'broadcast.test': ofBroadcast(
    offered('test', async ({ notices, controlCard }, { broadcast, actor, lang }) => {
      await notices.test(broadcast, actor.id);
      return done(await controlCard.show(broadcast, actor, { note: 'testing' }, lang));
    }),
  ),
  'broadcast.correct': ofBroadcast(async (services, asked) =>
    composed(services, asked, await services.composing.correct(asked.broadcast, asked.request)),
  ),
  'broadcast.send': ofBroadcast(async (services, asked) => {
    const { broadcast, actor, lang, request } = asked;
    const { when, date, time, confirmed, version } = request;
    const sendAt = when === 'now' ? null : sendAtOf(date, time, services.ports.rules.timeZone);
    if (sendAt === undefined)
      return await services.controlCard.show(broadcast, actor, { refusal: 'badTime' }, lang);
    return await order(
      services,
      asked,
      { do: 'send', sendAt, confirmed },
      { version, chosen: { when, date, time } },
    );
  }),
  'broadcast.command': ofBroadcast((services, asked) => {
    const { command, version, reason } = asked.request;
    return order(services, asked, commandOf(command, reason, asked.origin.name), { version });
  }),
};

type AnswerOf<R> = (services: Services, asked: AskedOf<R>) => Promise<BroadcastAnswer>;

/** With the broadcast of that id, for those who may see it. */
function ofBroadcast<R extends { readonly id: string }>(respond: AnswerOf<R>): RequestRule<R> {
  return {
    needs: null,
    async answer(services, asked) {
      const { ports } = services;
      const { request, actor, lang } = asked;
      const broadcast = await ports.store.get(request.id);
      // Its card has nothing more to offer.
      if (!broadcast || broadcast.state === 'deleted')
        return { ...refuse(ports, 'gone', lang), inPlace: true };
      const needed = toSee(actor, broadcast);
      if (can(actor.roles, needed)) return await respond(services, { ...asked, broadcast });
      return await denied(ports, actor, { action: 'open', subject: broadcast.id, needed }, lang);
    },
  };
}

/** Only what the card would offer now; else the card says why not. */
function offered<R extends { readonly id: string; readonly version?: number }>(
  name: OfferedCommand,
  respond: AnswerOf<R>,
): AnswerOf<R> {
  return async (services, asked) => {
    const { ports, controlCard } = services;
    const { broadcast, actor, request, lang } = asked;
    const { version = broadcast.version } = request;
    const circumstances = await findCircumstances(ports, broadcast, {
      command: { do: 'submit' },
      version,
      actorId: actor.id,
    });
    const refusal: CommandRefusal | null =
      name !== 'copy' && version !== broadcast.version
        ? 'stale'
        : refusalOf(name, broadcast, actor, circumstances);
    if (refusal === null) return await respond(services, asked);
    if (refusal !== 'noRole') return await controlCard.show(broadcast, actor, { refusal }, lang);
    return await denied(ports, actor, { action: name, subject: broadcast.id, needed: 'compose' }, lang);
  };
}

/** undefined: cannot be read, or nothing is filled in. */
function sendAtOf(date: string, time: string, timeZone: string): number | undefined {
  return parseLocalTime(`${date} ${time || '09:00'}`, timeZone) ?? undefined;
}

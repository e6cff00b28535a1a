import type { Lang } from '../../question/answer.ts';
import type { BroadcastDetailView, UnreachedRecipient } from '../cards/view.ts';
import { type Audience, countAudience, resolveAudience } from '../decide/audience.ts';
import type { Addressee } from '../decide/people.ts';
import type { Unreached } from '../jobs/unreached.ts';
import { placeOf } from './choices.ts';
import type { ChatPorts } from '../chat/ports.ts';

type Sources = Pick<ChatPorts, 'cards' | 'sources' | 'now'>;

/** Whom a broadcast would reach now, in words and in numbers. */
export async function viewAudience(
  ports: Sources,
  audience: Audience,
  lang: Lang,
): Promise<NonNullable<BroadcastDetailView['audience']>> {
  const unreached: Addressee[] = [];
  const { reachable, unreachable } = await countAudience(
    noting(unreached, resolveAudience(audience, ports.sources, ports.now())),
  );
  return {
    sources: await sourceWords(ports, audience, lang),
    reachable,
    unreachable: Object.entries(unreachable).map(([reason, count]) => ({ reason, count })),
    unnamed: 'nameNotFound' in unreachable ? await ports.sources.reach.countUnnamed() : 0,
    unreached: await nameUnreached(
      ports,
      unreached.map(({ skip, ...one }) => ({ ...one, reason: skip })),
      lang,
    ),
  };
}

/** A card names so few itself. */
const namedUnreached = 5;

/** Passes everyone on, and keeps the first few to whom nothing can be sent. */
async function* noting(unreached: Addressee[], all: AsyncIterable<Addressee>): AsyncGenerator<Addressee> {
  for await (const addressee of all) {
    const { recipientId, skip } = addressee;
    const isNew = () => unreached.every((one) => one.recipientId !== recipientId);
    if (skip !== null && unreached.length < namedUnreached && isNew()) unreached.push(addressee);
    yield addressee;
  }
}

/** Those who are not reached as people know them: by name, a channel with its team, else by their id. */
export async function nameUnreached(
  { cards, sources: { reach } }: Pick<Sources, 'cards' | 'sources'>,
  unreached: readonly Unreached[],
  lang: Lang,
): Promise<readonly UnreachedRecipient[]> {
  return await Promise.all(
    unreached.map(async ({ recipientId, name, ...why }) => {
      const place = await placeOf(recipientId, reach);
      if (place?.who === 'channel') return { name: cards.source(place, lang), ...why };
      return { name: name ?? recipientId.replace(/^[a-z]+:/, ''), ...why };
    }),
  );
}

async function sourceWords(
  { cards, sources: { reach } }: Sources,
  { include, exclude, excludeUploads = [], guests }: Audience,
  lang: Lang,
): Promise<readonly string[]> {
  const words: string[] = [];
  const add = (source: Parameters<Sources['cards']['source']>[0]) => words.push(cards.source(source, lang));
  for (const source of include) {
    switch (source.who) {
      case 'allPeople':
        add({ who: 'people' });
        break;
      case 'allChannels':
        add({ who: 'channels' });
        break;
      case 'peopleOf':
      case 'channelsOf':
        for (const teamId of source.teamIds)
          add({ who: source.who, team: (await reach.get(`team:${teamId}`))?.name ?? teamId });
        break;
      case 'channels':
        for (const id of source.ids) {
          const place = await placeOf(id, reach);
          if (place?.who === 'channel') add(place);
        }
        break;
      case 'list':
        add({ who: 'list', count: source.people.length });
        break;
      case 'upload':
        add({ who: 'upload', name: source.name, count: source.count });
    }
  }
  if (guests) add({ who: 'guests' });
  if (exclude.length > 0) add({ who: 'exclude', count: exclude.length });
  for (const { name, count } of excludeUploads) add({ who: 'without', name, count });
  return words;
}

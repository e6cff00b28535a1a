import type { Lang } from '../../question/answer.ts';
import type { BroadcastDetailView } from '../cards/view.ts';
import { type Audience, countAudience, resolveAudience } from '../decide/audience.ts';
import { placeOf } from './choices.ts';
import type { ChatPorts } from '../chat/ports.ts';

type Sources = Pick<ChatPorts, 'cards' | 'sources' | 'now'>;

/** Whom a broadcast would reach now, in words and in numbers. */
export async function viewAudience(
  ports: Sources,
  audience: Audience,
  lang: Lang,
): Promise<NonNullable<BroadcastDetailView['audience']>> {
  const { reachable, unreachable } = await countAudience(
    resolveAudience(audience, ports.sources, ports.now()),
  );
  return {
    sources: await sourceWords(ports, audience, lang),
    reachable,
    unreachable: Object.entries(unreachable).map(([reason, count]) => ({ reason, count })),
  };
}

async function sourceWords(
  { cards, sources: { reach } }: Sources,
  { include, exclude, excludeUploads = [], guests }: Audience,
  lang: Lang,
): Promise<readonly string[]> {
  const words: string[] = [];
  const add = (source: Parameters<ReturnType<Sources['cards']>['source']>[0]) =>
    words.push(cards().source(source, lang));
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

import type { BroadcastFormView, BroadcastPostView } from '../cards/broadcast-view.ts';
import type { CardData } from '../cards/cards.ts';
import type { BroadcastCards } from '../cards/load-broadcast.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../cards/size.ts';
import type { Content } from '../delivery/ports.ts';
import type { Lang } from '../question/answer.ts';
import type { Audience } from './audience.ts';
import type { Broadcast } from './broadcast.ts';
import { type BroadcastContent, languagesOf } from './content.ts';
import type { BroadcastRenderer } from './jobs.ts';

/** What a broadcast shows in one language. */
export function postView(
  { id, content }: Pick<Broadcast, 'id' | 'content'>,
  lang: Lang,
  note: BroadcastPostView['note'],
  data: CardData,
): BroadcastPostView {
  const { title, body } = content[lang]!;
  return {
    id,
    title,
    body,
    important: content.importance === 'high',
    links: content.links,
    initiatives: data.initiatives.filter((initiative) => content.initiativeIds.includes(initiative.id)),
    acknowledge: content.acknowledge,
    note,
  };
}

/** Renders a broadcast in each language that it is written in. */
export function createRenderer(cards: () => BroadcastCards, data: () => CardData): BroadcastRenderer {
  const render = (broadcast: Broadcast, note: BroadcastPostView['note']): Content =>
    Object.fromEntries(
      languagesOf(broadcast.content).map((lang) => [
        lang,
        cards().post(postView(broadcast, lang, note, data()), data(), lang),
      ]),
    );
  return {
    post: (broadcast) =>
      render(broadcast, broadcast.jobs.some(({ kind }) => kind === 'correction') ? 'corrected' : null),
    reminder: (broadcast) => render(broadcast, 'reminder'),
    notice: (broadcast) => render(broadcast, 'recalled'),
  };
}

/** Bytes of the largest card that would be sent. */
export function sizeOf(
  broadcast: Pick<Broadcast, 'id' | 'content'>,
  cards: BroadcastCards,
  data: CardData,
): number {
  // With the longest mark, which a reminder may get.
  const sizes = languagesOf(broadcast.content).map((lang) =>
    sizeInBytes(cards.post(postView(broadcast, lang, 'reminder', data), data, lang).card),
  );
  return Math.max(...sizes);
}

export function isTooLarge(bytes: number): boolean {
  return bytes > MAX_CARD_BYTES;
}

const emptyContent: BroadcastContent = {
  ja: null,
  en: null,
  importance: 'normal',
  links: [],
  initiativeIds: [],
  acknowledge: false,
};

/** The form for a broadcast, or an empty one. */
export function formView(
  id: string,
  broadcast: Broadcast | null,
  teams: BroadcastFormView['teams'],
  withAudience: boolean,
): BroadcastFormView {
  const content = broadcast?.content ?? emptyContent;
  return {
    id,
    version: broadcast?.version ?? 0,
    withAudience,
    titleJa: content.ja?.title ?? '',
    bodyJa: content.ja?.body ?? '',
    titleEn: content.en?.title ?? '',
    bodyEn: content.en?.body ?? '',
    important: content.importance === 'high',
    links: content.links.map(({ title, url }) => `${title} | ${url}`).join('\n'),
    initiatives: content.initiativeIds,
    acknowledge: content.acknowledge,
    ...(broadcast ? audienceChoices(broadcast.audience) : { audience: ['people'], list: '', exclude: '' }),
    teams,
  };
}

function audienceChoices({
  include,
  exclude,
}: Audience): Pick<BroadcastFormView, 'audience' | 'list' | 'exclude'> {
  const audience = include.flatMap((source): string[] => {
    switch (source.who) {
      case 'allPeople':
        return ['people'];
      case 'allChannels':
        return ['channels'];
      case 'peopleOf':
      case 'channelsOf':
        return source.teamIds.map((teamId) => `${source.who}:${teamId}`);
      default:
        return [];
    }
  });
  const list = include.flatMap((source) => (source.who === 'list' ? source.people : []));
  return { audience, list: list.join('\n'), exclude: exclude.join('\n') };
}

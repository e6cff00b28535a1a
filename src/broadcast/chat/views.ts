import type { AudienceFields } from '../cards/actions.ts';
import type { BroadcastFormView, BroadcastPostView } from '../cards/view.ts';
import type { CardData } from '../../cards/cards.ts';
import type { BroadcastCards } from '../cards/cards.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../../cards/size.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Content } from '../../delivery/ports.ts';
import type { Lang } from '../../question/answer.ts';
import type { Audience } from '../decide/audience.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { languagesOf } from '../decide/content.ts';
import type { BroadcastRenderer } from '../jobs/jobs.ts';

/** What a broadcast shows in one language. */
function postView(
  { id, content }: Pick<Broadcast, 'id' | 'content'>,
  lang: Lang,
  note: BroadcastPostView['note'],
  data: CardData,
): BroadcastPostView {
  const { title, body } = content[lang]!;
  const { highlights } = content;
  return {
    id,
    title,
    body,
    important: content.importance === 'high',
    links: content.links,
    initiatives: data.initiatives.filter((initiative) => content.initiativeIds.includes(initiative.id)),
    highlights: highlights
      ? { month: highlights.month, initiatives: rowsOf(highlights.initiativeIds, data) }
      : null,
    acknowledge: content.acknowledge,
    note,
  };
}

/** In the order of the ids; what the document no longer has is left out. */
function rowsOf(ids: readonly string[], { initiatives }: CardData): readonly Initiative[] {
  return ids.flatMap((id) => initiatives.find((initiative) => initiative.id === id) ?? []);
}

/** What it shows in each language that it is written in. */
export function postViews(
  broadcast: Pick<Broadcast, 'id' | 'content'>,
  note: BroadcastPostView['note'],
  data: CardData,
): readonly { readonly lang: Lang; readonly post: BroadcastPostView }[] {
  return languagesOf(broadcast.content).map((lang) => ({
    lang,
    post: postView(broadcast, lang, note, data),
  }));
}

/** Renders a broadcast in each language that it is written in. */
export function createRenderer(cards: () => BroadcastCards, data: () => CardData): BroadcastRenderer {
  const render = (broadcast: Broadcast, note: BroadcastPostView['note']): Content =>
    Object.fromEntries(
      postViews(broadcast, note, data()).map(({ lang, post }) => [lang, cards().post(post, data(), lang)]),
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
  const sizes = postViews(broadcast, 'reminder', data).map(({ lang, post }) =>
    sizeInBytes(cards.post(post, data, lang).card),
  );
  return Math.max(...sizes);
}

export function isTooLarge(bytes: number): boolean {
  return bytes > MAX_CARD_BYTES;
}

/** What a form holds before anything is filled in: that of a broadcast, or of a new one. */
export function fieldsOf(broadcast: Broadcast | null): BroadcastFormView['fields'] {
  const content = broadcast?.content;
  return {
    titleJa: content?.ja?.title ?? '',
    bodyJa: content?.ja?.body ?? '',
    titleEn: content?.en?.title ?? '',
    bodyEn: content?.en?.body ?? '',
    importance: content?.importance ?? 'normal',
    links: (content?.links ?? []).map(({ title, url }) => `${title} | ${url}`).join('\n'),
    initiatives: (content?.initiativeIds ?? []).join(','),
    findInitiatives: '',
    highlights: content?.highlights?.month ?? '',
    acknowledge: content?.acknowledge ? 'true' : 'false',
    findPlaces: '',
    ...(broadcast ? audienceFields(broadcast.audience) : { audience: '', list: '', exclude: '' }),
  };
}

function audienceFields({
  include,
  exclude,
  excludeUploads = [],
  guests,
}: Audience): Pick<AudienceFields, 'audience' | 'list' | 'exclude'> {
  const audience = include.flatMap((source): readonly string[] => {
    switch (source.who) {
      case 'allPeople':
        return ['people'];
      case 'allChannels':
        return ['channels'];
      case 'peopleOf':
      case 'channelsOf':
        return source.teamIds.map((teamId) => `${source.who}:${teamId}`);
      case 'channels':
        return source.ids;
      case 'upload':
        return [`upload:${source.id}`];
      case 'list':
        return [];
    }
  });
  const list = include.flatMap((source) => (source.who === 'list' ? source.people : []));
  if (guests) audience.push('guests');
  audience.push(...excludeUploads.map(({ id }) => `without:${id}`));
  return { audience: audience.join(','), list: list.join('\n'), exclude: exclude.join('\n') };
}

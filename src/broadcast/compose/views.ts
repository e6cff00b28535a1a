import type { AudienceFields } from '../cards/actions.ts';
import type { BroadcastFormView, BroadcastPostView, PostRow } from '../cards/view.ts';
import type { CardData } from '../../cards/cards.ts';
import type { BroadcastCards } from '../cards/cards.ts';
import { MAX_CARD_BYTES, sizeInBytes } from '../../cards/size.ts';
import { dateAt } from '../../calendar/zone.ts';
import type { Content } from '../../delivery/ports.ts';
import type { Lang } from '../../question/answer.ts';
import type { Audience } from '../decide/audience.ts';
import type { Broadcast } from '../decide/broadcast.ts';
import { type BroadcastContent, languagesOf } from '../decide/content.ts';
import type { BroadcastRenderer } from '../jobs/jobs.ts';

/** What a broadcast shows is made of. */
export type Shown = Pick<Broadcast, 'id' | 'content' | 'authorName'> &
  Partial<Pick<Broadcast, 'sentAt' | 'sendAt'>>;

/** How it is shown. */
export interface ShowAs {
  readonly note: BroadcastPostView['note'];
  readonly pressed?: BroadcastPostView['pressed'];
}

/** With what a broadcast is shown. */
export interface ShowServices {
  readonly data: () => CardData;
  readonly cards: BroadcastCards;
  readonly now: () => number;
  readonly rules: { readonly timeZone: string };
}

/** What a broadcast shows in one language. */
function postView(
  { id, content, authorName, sentAt, sendAt }: Shown,
  lang: Lang,
  { note, pressed = null }: ShowAs,
  { data, now, rules }: ShowServices,
): BroadcastPostView {
  const { title, body } = content[lang]!;
  const { highlights } = content;
  const rows = data();
  return {
    id,
    title,
    body,
    important: content.importance === 'high',
    links: content.links,
    pictures: content.pictures ?? [],
    initiatives: rowsOf(content, content.initiativeIds, rows, lang),
    highlights: highlights
      ? { month: highlights.month, initiatives: rowsOf(content, highlights.initiativeIds, rows, lang) }
      : null,
    acknowledge: content.acknowledge,
    pressed,
    sender: content.sender ?? authorName ?? '',
    contact: content.contact ?? '',
    date: dateAt(sentAt ?? sendAt ?? now(), rules.timeZone),
    note,
  };
}

/** As they were fixed; of a broadcast from before that, as the document has them, where it still does. */
function rowsOf(
  { rows }: BroadcastContent,
  ids: readonly string[],
  { initiatives }: CardData,
  lang: Lang,
): readonly PostRow[] {
  return ids.flatMap((id): PostRow | [] => {
    const fixed = rows?.find((row) => row.id === id);
    if (fixed) return { id, ...fixed[lang] };
    return initiatives.find((initiative) => initiative.id === id) ?? [];
  });
}

/** The content with what its rows say now. */
export function withRows(
  { rows: _before, ...content }: BroadcastContent,
  { data, cards }: Pick<ShowServices, 'data' | 'cards'>,
): BroadcastContent {
  const { initiatives } = data();
  const ids = new Set([...content.initiativeIds, ...(content.highlights?.initiativeIds ?? [])]);
  const rows = initiatives
    .filter(({ id }) => ids.has(id))
    .map((one) => ({
      id: one.id,
      ja: cards.rowWords(one, data(), 'ja'),
      en: cards.rowWords(one, data(), 'en'),
    }));
  return rows.length === 0 ? content : { ...content, rows };
}

/** What it shows in each language that it is written in. */
export function postViews(
  shown: Shown,
  as: ShowAs,
  services: ShowServices,
): readonly { readonly lang: Lang; readonly post: BroadcastPostView }[] {
  return languagesOf(shown.content).map((lang) => ({ lang, post: postView(shown, lang, as, services) }));
}

/** Renders a broadcast in each language that it is written in. */
export function createRenderer(services: ShowServices): BroadcastRenderer {
  const render = (broadcast: Broadcast, as: ShowAs): Content =>
    Object.fromEntries(
      postViews(broadcast, as, services).map(({ lang, post }) => [
        lang,
        services.cards.post(post, services.data(), lang),
      ]),
    );
  return {
    post: (broadcast, pressed = null) => render(broadcast, { note: noteOf(broadcast), pressed }),
    reminder: (broadcast, pressed = null) =>
      render(broadcast, { note: isCorrected(broadcast) ? 'correctedReminder' : 'reminder', pressed }),
    test: (broadcast, pressed = null) => render(broadcast, { note: 'test', pressed }),
    notice: (broadcast) => render(broadcast, { note: 'recalled' }),
  };
}

/** What was corrected says so, a reminder of it too. */
function noteOf(broadcast: Broadcast): BroadcastPostView['note'] {
  return isCorrected(broadcast) ? 'corrected' : null;
}

function isCorrected({ jobs }: Broadcast): boolean {
  return jobs.some(({ kind }) => kind === 'correction');
}

/** Bytes of the largest card that would be sent. */
export function sizeOf(shown: Shown, services: ShowServices): number {
  // With the longest mark, which a reminder may get.
  const sizes = postViews(shown, { note: 'correctedReminder' }, services).map(({ lang, post }) =>
    sizeInBytes(services.cards.post(post, services.data(), lang).card),
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
    sender: content?.sender ?? '',
    contact: content?.contact ?? '',
    importance: content?.importance ?? 'normal',
    links: (content?.links ?? []).map(({ title, url }) => `${title} | ${url}`).join('\n'),
    pictures: (content?.pictures ?? []).map(({ alt, url }) => `${alt} | ${url}`).join('\n'),
    initiatives: (content?.initiativeIds ?? []).join(','),
    findInitiatives: '',
    highlights: content?.highlights?.month ?? '',
    acknowledge: content?.acknowledge ? 'true' : 'false',
    findPlaces: '',
    keep: 'false',
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

import { z } from 'zod';
import type { Lang } from '../../question/answer.ts';

/** As many initiatives as may be attached. */
export const maxAttached = 5;

/** Of buttons with links; ［確認しました］ has its place beside them. */
export const maxLinks = 4;

/** A card of more is a gallery. */
export const maxPictures = 2;

const InitiativeId = z.string().regex(/^[a-z0-9-]{4,40}$/);

/** They turn the direction of what follows: an address, or the end of a name, would be read as another. */
const directionControls = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const plain = (text: z.ZodString) => text.refine((value) => !directionControls.test(value));

/**
 * Only https, to a host in plain letters, with nobody's name before it: a link of a broadcast is trusted by whoever gets
 * it, and `xn--` hosts look like others (unicode.org/reports/tr39), as does what stands before an @.
 */
function isPlainAddress(text: string): boolean {
  const url = URL.parse(text);
  return (
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    z.regexes.domain.test(url.hostname) &&
    !/(^|\.)xn--/.test(url.hostname) &&
    // As it is written too: full-width letters, percent signs and backslashes end up in another place than they say.
    text.toLowerCase().startsWith(`https://${url.host}`)
  );
}

const addresses = /https:\/\/[^\s()<>"\\]+/gi;

const Version = z.strictObject({
  title: plain(z.string().trim().min(1).max(150)),
  /** Markdown: bold, italics, lists and https links; anything else is shown as it is written. */
  body: plain(z.string().trim().min(1).max(6000)).refine((body) =>
    [...body.matchAll(addresses)].every(([address]) => isPlainAddress(address)),
  ),
});

const HttpsUrl = plain(z.string().max(1000)).refine(isPlainAddress);

/** A button that opens a page. */
export const LinkButton = z.strictObject({ title: plain(z.string().trim().min(1).max(40)), url: HttpsUrl });

/** From a host that the city allows, with what it shows for those who do not see it. */
export const Picture = z.strictObject({ url: HttpsUrl, alt: plain(z.string().trim().min(1).max(200)) });

const RowWords = z.strictObject({ name: z.string(), where: z.string() });

/** A row as it is shown, in both languages. */
const FixedRow = z.strictObject({ id: z.string(), ja: RowWords, en: RowWords });

/** What a broadcast says. */
export const BroadcastContent = z
  .strictObject({
    ja: Version.nullable(),
    en: Version.nullable(),
    /** The office that it comes from, as its readers know it. */
    sender: plain(z.string().trim().min(1).max(60)).optional(),
    /** Whom to ask about it. */
    contact: plain(z.string().trim().min(1).max(200)).optional(),
    importance: z.enum(['normal', 'high']),
    links: z.array(LinkButton).max(maxLinks),
    pictures: z.array(Picture).min(1).max(maxPictures).optional(),
    initiativeIds: z.array(InitiativeId).max(maxAttached),
    /** A month's highlights, as they were when it was saved: what is approved is what is sent. */
    highlights: z
      .strictObject({
        month: z.string().regex(/^\d{4}-\d{2}$/),
        initiativeIds: z.array(InitiativeId).min(1).max(8),
      })
      .optional(),
    /** What its initiatives and highlights said when it was saved: the document may have changed when it goes out. */
    rows: z.array(FixedRow).optional(),
    /** With a button 「確認しました」. */
    acknowledge: z.boolean(),
  })
  .refine(({ ja, en }) => ja !== null || en !== null, { path: ['ja'], message: 'one language is needed' });
export type BroadcastContent = z.infer<typeof BroadcastContent>;

/** Its title in a reader's language, else in the one that it is written in. */
export function titleIn(content: BroadcastContent, lang: Lang): string {
  return (content[lang] ?? content.ja ?? content.en)?.title ?? '';
}

/** The languages that it is written in. */
export function languagesOf(content: BroadcastContent): readonly Lang[] {
  return (['ja', 'en'] as const).filter((lang) => content[lang] !== null);
}

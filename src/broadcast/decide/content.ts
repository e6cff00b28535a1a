import { z } from 'zod';
import type { Lang } from '../../question/answer.ts';

/** As many initiatives as may be attached. */
export const maxAttached = 5;

const InitiativeId = z.string().regex(/^[a-z0-9-]{4,40}$/);

const Version = z.strictObject({
  title: z.string().trim().min(1).max(150),
  /** Markdown: bold, italics, lists and https links; anything else is shown as it is written. */
  body: z.string().trim().min(1).max(6000),
});

/** Only https: a link of a broadcast is trusted by whoever gets it. */
const HttpsUrl = z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(1000);

/** What a broadcast says. */
export const BroadcastContent = z
  .strictObject({
    ja: Version.nullable(),
    en: Version.nullable(),
    importance: z.enum(['normal', 'high']),
    links: z.array(z.strictObject({ title: z.string().trim().min(1).max(40), url: HttpsUrl })).max(4),
    initiativeIds: z.array(InitiativeId).max(maxAttached),
    /** A month's highlights, as they were when it was saved: what is approved is what is sent. */
    highlights: z
      .strictObject({
        month: z.string().regex(/^\d{4}-\d{2}$/),
        initiativeIds: z.array(InitiativeId).min(1).max(8),
      })
      .optional(),
    /** With a button 「見ました」. */
    acknowledge: z.boolean(),
  })
  .refine(({ ja, en }) => ja !== null || en !== null, { path: ['ja'], message: 'one language is needed' });
export type BroadcastContent = z.infer<typeof BroadcastContent>;

/** The languages that it is written in. */
export function languagesOf(content: BroadcastContent): readonly Lang[] {
  return (['ja', 'en'] as const).filter((lang) => content[lang] !== null);
}

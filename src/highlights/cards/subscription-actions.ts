import { z } from 'zod';
import { highlightsDecisions } from '../ports.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

/**
 * The day of the month as a form's choice: `first` business day, `day:1` … `day:31` (31 = the last),
 * `weekday:N:D` with N 1–5 (5 = the last) and D 1 = Monday … 7.
 */
export const DayCode = z
  .string()
  .regex(/^(first|day:([1-9]|[12]\d|3[01])|weekday:[1-5]:[1-7])$/)
  .default('first');
export type DayCode = z.infer<typeof DayCode>;

/** What a multiple choice sends: `a,b`, or nothing at all when nothing is chosen. */
const Choices = z
  .string()
  .max(4_000)
  .default('')
  .transform((text) => text.split(',').filter((part) => part !== ''))
  .pipe(z.array(z.string().max(100)).max(100));

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const stateActions = ['highlightsState', ...highlightsDecisions] as const;

/** What the buttons about subscriptions ask for, with the form's inputs: anybody in the conversation can forge it. */
const SubscriptionAction = z.discriminatedUnion('do', [
  /** Show what is set, and the form. */
  z.object({ ...head, do: z.literal('subscription') }),
  z.object({
    ...head,
    do: z.literal('subscribe'),
    day: DayCode,
    hour: z.coerce.number().int().min(0).max(23).default(9),
    themes: Choices,
    departments: Choices,
    language: z.enum(['ja', 'en']).default('ja'),
  }),
  z.object({ ...head, do: z.literal('unsubscribe') }),
  /** Post this month's highlights to every subscriber now. */
  z.object({ ...head, do: z.literal('postNow'), month: Month }),
  /** Show where a month's posts stand, or decide about them. */
  z.object({ ...head, do: z.enum(stateActions), month: Month }),
]);
export type SubscriptionAction = z.infer<typeof SubscriptionAction>;

/** A button's own part of the data; a form's inputs are added by the client. */
export type NewSubscriptionAction =
  | { readonly do: 'subscription' | 'subscribe' | 'unsubscribe'; readonly lang: 'ja' | 'en' }
  | { readonly do: 'postNow'; readonly lang: 'ja' | 'en'; readonly month: string };

/** The data of a button about a month's posts. */
export function stateData(action: {
  readonly do: (typeof stateActions)[number];
  readonly month: string;
  readonly lang: 'ja' | 'en';
}): Readonly<Record<string, unknown>> {
  return { v: VERSION, ...action };
}

/** The data of a button as it stands in the card. */
export function subscriptionData(action: NewSubscriptionAction): Readonly<Record<string, unknown>> {
  return { v: VERSION, ...action };
}

const Named = z.object({
  do: z.enum(['subscription', 'subscribe', 'unsubscribe', 'postNow', ...stateActions]),
  lang: head.lang.catch('ja'),
});

/**
 * The action in the data of a pressed button: null when it is none of these, `invalid` when it is but cannot be read
 * (an older card, a forged choice).
 */
export function parseSubscriptionAction(
  data: unknown,
): SubscriptionAction | { do: 'invalid'; lang: 'ja' | 'en' } | null {
  const parsed = SubscriptionAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}

import { z } from 'zod';
import { pressesOf, pressHead } from '../../cards/presses.ts';
import { highlightsDecisions } from '../ports.ts';

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

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const stateActions = ['highlightsState', ...highlightsDecisions] as const;

/** What the buttons about subscriptions ask for, with the form's inputs: anybody in the conversation can forge it. */
const SubscriptionAction = z.discriminatedUnion('do', [
  /** Show what is set, and the form. */
  z.object({ ...pressHead, do: z.literal('subscription') }),
  z.object({
    ...pressHead,
    do: z.literal('subscribe'),
    day: DayCode,
    hour: z.coerce.number().int().min(0).max(23).default(9),
    themes: Choices,
    departments: Choices,
    language: z.enum(['ja', 'en']).default('ja'),
  }),
  z.object({ ...pressHead, do: z.literal('unsubscribe') }),
  /** Post this month's highlights to every subscriber now. */
  z.object({ ...pressHead, do: z.literal('postNow'), month: Month }),
  /** Show where a month's posts stand, or decide about them. */
  z.object({ ...pressHead, do: z.enum(stateActions), month: Month }),
]);
export type SubscriptionAction = z.infer<typeof SubscriptionAction>;

const names: ReadonlySet<string> = new Set([
  'subscription',
  'subscribe',
  'unsubscribe',
  'postNow',
  ...stateActions,
]);

export const { act, parse: parseSubscriptionAction } = pressesOf(
  (name) => names.has(name),
  SubscriptionAction,
);

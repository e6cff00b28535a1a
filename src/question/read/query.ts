import { z } from 'zod';
import { YearMonth } from '../../calendar/month.ts';
import { SCHEDULE_KINDS, TIME_RELATIONS } from '../answer.ts';

const Text = z.string().max(200);
const DepartmentIndices = z.array(z.int().min(0).max(999)).max(200);

/** One thing that a question asks for. */
const Term = z.strictObject({
  /** As the person wrote it. */
  words: Text,
  folded: Text,
  /** Index of the concept, or -1 when the words are looked for as they stand. */
  concept: z.int().min(-1).max(99_999),
  kind: z.enum(['topic', 'audience', 'actor']),
  /** 1 for what is asked, less for what only sets the scene. */
  weight: z.number().min(0).max(2),
  /** Recognised by a word that only questions use. */
  asked: z.boolean(),
  /** Nothing in the data has these words. */
  unknown: z.boolean(),
});
export type Term = z.infer<typeof Term>;

/** What is asked of rows' time, and of how far they have come. */
const When = z.strictObject({
  time: z
    .strictObject({
      relation: z.enum(TIME_RELATIONS),
      periods: z
        .array(z.strictObject({ from: YearMonth.nullable(), to: YearMonth.nullable() }))
        .min(1)
        .max(20),
    })
    .nullable(),
  /** The row must go on with no stated end (4月から続いている). */
  open: z.boolean(),
  /** A period was named, and nothing says whether it is the start or the running that is meant. */
  ambiguous: z.boolean(),
  /** Only a verb says the time (動いていること): worth no empty answer. */
  implied: z.boolean(),
  kinds: z.array(z.enum(SCHEDULE_KINDS)).max(12),
  stages: z.array(z.enum(['planned', 'considering'])).max(4),
  /** The time or the kind of schedule will do (4月の取組と随時の取組). */
  either: z.boolean(),
  /** Kinds and stages are those that are not meant (随時じゃないもの). */
  except: z.boolean(),
  /** Kinds are what the column of the time says (実施時期が「毎月」), not what the rest of a row tells in passing. */
  stated: z.boolean().default(false),
  sorted: z.boolean(),
  /** Of the rows that answer, those that start before all others, or after. */
  extreme: z.enum(['first', 'last', 'busiest', 'quietest']).nullable().default(null),
});
export type When = Immutable<z.infer<typeof When>>;

/** Whether a time, a kind of schedule, a stage, or who starts first was asked for. */
export const saysWhen = ({ time, kinds, stages, extreme }: When): boolean =>
  time !== null || kinds.length > 0 || stages.length > 0 || extreme !== null;

/**
 * What was understood, before any row is chosen. Plain values only: it is kept for follow-ups, and comes back from
 * cards, so it is checked like anything that arrives.
 */
export const Query = z.strictObject({
  lang: z.enum(['ja', 'en']),
  intent: z.enum(['find', 'fact', 'count', 'compare', 'departments', 'help', 'greeting']),
  /** The words that say what is wanted done with the rows, cleaned: a follow-up's may be those of the question before. */
  asked: z.string().max(600),
  /** AND over groups, OR within one. */
  groups: z.array(z.array(Term).min(1).max(40)).max(40),
  /** Groups joined by と / and, which may mean either: all first, any when no row has all. */
  loose: z.boolean(),
  lights: z.array(Term).max(80),
  excluded: z.array(Term).max(40),
  /** Null: all departments. */
  departments: DepartmentIndices.nullable(),
  excludedDepartments: DepartmentIndices,
  /** Names with the form of a department's that none here has. */
  unknownDepartments: z.array(Text).max(20),
  when: When,
  /** Only rows with remarks (備考のあるもの). */
  remarked: z.boolean(),
  /** Words that nothing has, left out because what is counted or listed is told without them. */
  leftOut: z.array(Text).max(40),
  /** The folded question without its facets, for comparing with curated questions. */
  features: z.array(Text).max(600),
  /** The folded question without its facets, cut into words, each with the space before it; '' parts what does not belong together. */
  words: z.array(Text).max(600),
  /** The request itself names nothing (全部お願いします); what came before it was told, not asked. */
  told: z.boolean(),
  /** Words are to be looked for in names only (…という名前の). */
  nameOnly: z.boolean(),
  /** The first group is what is to be written in a row (「執務環境」と書いてあるもの), and nothing is meant by it. */
  literal: z.boolean().default(false),
});
export type Query = Immutable<z.infer<typeof Query>>;

/** Plain values through and through: nothing that has been understood is changed afterwards. */
type Immutable<T> = T extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Immutable<T[Key]> }
    : T;

/** Below this weight a term only sets the scene: it ranks, and does not choose. */
export const ASKED_WEIGHT = 0.5;

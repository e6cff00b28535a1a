import type { Term } from '../read/query.ts';

/** What one group of the question asks for, whatever row has it. */
export interface AskedGroup {
  readonly weight: number;
  /** It only sets the scene. */
  readonly scene: boolean;
  /** `absent`: a known thing that no row has; `unknown`: words that nothing has. */
  readonly known: 'concept' | 'text' | 'absent' | 'unknown';
  /** Absent, and a thing that such documents never have. */
  readonly never: boolean;
  readonly kind: Term['kind'];
  /** Meant by a word that only questions use. */
  readonly asked: boolean;
  readonly latin: boolean;
  /** Several things that were named side by side, by their own names: any of them will do. */
  readonly listed: boolean;
  /** Rows that have it. */
  readonly found: number;
}

/** What is noted of each row, 0…1 in the main; the judge is told of them in this order. */
export const SHARES = [
  /** Share of what was asked that the row meets. */
  'coverage',
  /** How strongly the row has what the question asks for. */
  'strength',
  /** Share of what only sets the scene. */
  'scene',
  /** Share of light words that it has. */
  'light',
  /** Likeness to the row's most alike curated question. */
  'question',
  /** How likely the question means what the row has, by the likeliest of its soft topics and by all together. */
  'soft',
  'softSum',
  /** Share of what was asked that the row is likely to speak of, in whatever words. */
  'softMet',
  /** Share of what was asked that the row has or serves, and also counting what is only related to it. */
  'served',
  'kin',
  /** Share of the question's characters, two by two and by their rarity, that the row's text has. */
  'wording',
  /** Share of what was asked whose very words the row has. */
  'verbatim',
  /** Share of the ideographs of what was asked, by their rarity, that the row's text has; noted by `lookInto` alone. */
  'ideographs',
] as const;
export type Share = (typeof SHARES)[number];
/** Those that are parts of all that was asked. */
export const OF_ASKED = ['coverage', 'strength', 'softMet', 'served', 'kin', 'verbatim'] as const;

/** Rows weighed against one question. Valid until the next call of `score`. */
export interface Scores extends Readonly<Record<Share, Float32Array>> {
  readonly groups: readonly AskedGroup[];
  /** Rows that have anything of what was asked, ascending. */
  readonly rows: Uint32Array;
  /** Which of the groups the row meets, a bit each. */
  readonly met: Uint32Array;
  /** Notes of these rows what is looked for only in rows that are judged. */
  readonly lookInto: (rows: Uint32Array) => void;
}

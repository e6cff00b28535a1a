import type { Term } from '../../read/query.ts';

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

/** What is noted of each row that has any of it, 0…1 in the main. */
export const NOTED = [
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
] as const;
export type Noted = (typeof NOTED)[number];
/** Where each stands among the notes of a profile, of which there are so many. */
export const AT = Object.fromEntries(NOTED.map((share, i) => [share, i])) as Readonly<Record<Noted, number>>;
export const WIDTH = NOTED.length;
/** What the judge is told of a row, in this order. */
export const SHARES = [
  ...NOTED,
  /** Share of the ideographs of what was asked, by their rarity, that the row's text has: looked for only in rows that are judged. */
  'ideographs',
] as const;
export type Share = (typeof SHARES)[number];
/** Those that are parts of all that was asked. */
export const OF_ASKED = ['coverage', 'strength', 'softMet', 'served', 'kin', 'verbatim'] as const;

/** What is noted of profiles. */
export interface Notes {
  /** `WIDTH` numbers of each, one after the other, in the order of `NOTED`. */
  readonly values: Float32Array;
  /** By profile, which of the groups it meets, a bit each. */
  readonly met: Uint32Array;
}

/** Rows weighed against one question. Valid until the next call of `score`. */
export interface Scores extends Notes {
  readonly groups: readonly AskedGroup[];
  /** By row, its profile: rows of one are the same in all that is noted. */
  readonly profileOf: Uint32Array;
  /** By profile, how many rows have it where it has anything of what was asked, else 0. */
  readonly counts: Uint32Array;
  readonly ideographsOf: (row: number) => number;
}

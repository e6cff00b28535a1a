import type { Intent, Lang, TimeFacet, Understood } from './answer.ts';

/** One thing that a question asks for. */
export interface Term {
  /** As the person wrote it. */
  readonly words: string;
  readonly folded: string;
  /** Index of the concept, or -1 when the words are looked for as they stand. */
  readonly concept: number;
  readonly kind: 'topic' | 'audience' | 'actor';
  /** 1 for what is asked, less for what only sets the scene. */
  readonly weight: number;
  /** Recognised by a word that only questions use. */
  readonly asked: boolean;
  /** Nothing in the data has these words. */
  readonly unknown: boolean;
}

/** What was understood, before any row is chosen. Plain values only: it is kept for follow-ups. */
export interface Query {
  readonly lang: Lang;
  readonly intent: Intent;
  /** AND over groups, OR within one. */
  readonly groups: readonly (readonly Term[])[];
  /** Groups joined by と / and, which may mean either: all first, any when no row has all. */
  readonly loose: boolean;
  readonly lights: readonly Term[];
  readonly excluded: readonly Term[];
  /** Null: all departments. */
  readonly departments: readonly number[] | null;
  readonly excludedDepartments: readonly number[];
  /** Names with the form of a department's that none here has. */
  readonly unknownDepartments: readonly string[];
  readonly time: TimeFacet | null;
  /** The row must go on with no stated end. */
  readonly open: boolean;
  readonly timeAmbiguous: boolean;
  readonly scheduleKinds: Understood['scheduleKinds'];
  readonly stages: readonly ('planned' | 'considering')[];
  readonly sorted: boolean;
  /** The folded question without its facets, for comparing with curated questions. */
  readonly features: readonly string[];
  /** Words are to be looked for in names only (…という名前の). */
  readonly nameOnly: boolean;
}

/** How much of each text a card shows. In characters. */
export interface Limits {
  /** Headline, understood line, fact. */
  readonly line: number;
  readonly name: number;
  /** Department, time, reasons. */
  readonly detail: number;
  readonly short: number;
  /** What "続きを読む" opens; 0: nothing opens. */
  readonly full: number;
  readonly remarks: number;
  /** How many near misses. */
  readonly near: number;
}

/** From what looks best to what always fits, whatever the texts are. */
export const LIMITS: readonly Limits[] = [
  { line: 240, name: 200, detail: 120, short: 140, full: 1_500, remarks: 300, near: 5 },
  { line: 200, name: 120, detail: 80, short: 140, full: 600, remarks: 160, near: 3 },
  { line: 80, name: 50, detail: 25, short: 60, full: 0, remarks: 40, near: 0 },
];

/** Of a name that stands in a sentence: names come from outside. In characters. */
export const MAX_NAME_CHARS = 60;

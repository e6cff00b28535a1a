/** How much of each text a card shows. In characters. */
export interface Limits {
  readonly name: number;
  readonly short: number;
  /** What "続きを読む" opens; 0: nothing opens. */
  readonly full: number;
  readonly remarks: number;
  readonly near: number;
}

/** From what looks best to what always fits, whatever the texts are. */
export const LIMITS: readonly Limits[] = [
  { name: 200, short: 140, full: 1_500, remarks: 300, near: 5 },
  { name: 120, short: 140, full: 600, remarks: 160, near: 3 },
  { name: 60, short: 80, full: 0, remarks: 60, near: 0 },
];

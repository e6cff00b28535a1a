import { createHash } from 'node:crypto';

/** How far a department has come with what another one does: 関心 → 検討 → 試行 → 導入, or 見送り. */
export const adoptionStates = ['interested', 'considering', 'trying', 'adopted', 'declined'] as const;
export type AdoptionState = (typeof adoptionStates)[number];

/** Somebody who takes part, as Teams names them. */
export interface Participant {
  /** Entra object id; where Teams does not say it, the user id. */
  readonly id: string;
  readonly name: string;
}

/** What one department makes of one initiative of another: there is one for both, whatever becomes of it. */
export interface Adoption {
  readonly id: string;
  /** Counts its steps from 1. */
  readonly version: number;
  readonly initiativeId: string;
  /** The initiative as it was when it was taken up: a later edition may have it no more. */
  readonly source: { readonly department: string; readonly name: string };
  /** Which department takes it up. */
  readonly department: string;
  readonly state: AdoptionState;
  /** The state that 導入 or 見送り was decided in, to be taken back to; null in any other. */
  readonly before: AdoptionState | null;
  /** Why it was taken up; of what was declined, why not. */
  readonly reason: string;
  readonly people: readonly Participant[];
  /** The department's own row of the document, once an edition has one; the link survives editions as ids do. */
  readonly rowId: string | null;
  /** Epoch ms. */
  readonly beganAt: number;
  readonly movedAt: number;
}

/** What has happened to it, in order; never changed. */
export interface AdoptionStep {
  readonly kind: 'begin' | 'join' | 'move' | 'takeBack' | 'link';
  /** The state that it is in from then on. */
  readonly state: AdoptionState;
  readonly at: number;
  /** `system` for what follows from a new edition. */
  readonly person: Participant;
  readonly note: string;
}

/** Still to be decided. */
export function isOpen({ state }: Pick<Adoption, 'state'>): boolean {
  return state !== 'adopted' && state !== 'declined';
}

/** The same for everybody who presses for this department and this initiative. */
export function adoptionId(initiativeId: string, department: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([initiativeId, department]))
    .digest('hex');
  return `adoption-${hash.slice(0, 24)}`;
}

import type { AdoptionState, AdoptionStep } from '../../adoption/decide/adoption.ts';

/** The tables of what departments take over from each other, in the form of schema.ts. */
export interface AdoptionTables {
  adoptions: {
    id: string;
    version: number;
    initiative_id: string;
    department: string;
    state: AdoptionState;
    /** The rest, as JSON. */
    data: string;
    began_at: number;
    moved_at: number;
    /** When its people were asked how it goes; null since the last step. */
    asked_at: number | null;
  };
  adoption_steps: {
    seq: number;
    adoption_id: string;
    kind: AdoptionStep['kind'];
    state: AdoptionState;
    at: number;
    person_id: string;
    person_name: string;
    note: string;
  };
  person_departments: {
    person_id: string;
    department: string;
    changed_at: number;
  };
  quiet_departments: {
    department: string;
    since: number;
  };
}

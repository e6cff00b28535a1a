import type { Adoption, AdoptionStep } from '../../adoption/decide/adoption.ts';

/** What has no column of its own: JSON. */
export type AdoptionData = 'source' | 'before' | 'reason' | 'people' | 'rowId';

/** The tables of what departments take over from each other, in the form of schema.ts. */
export interface AdoptionTables {
  adoptions: Omit<Adoption, AdoptionData> & {
    data: string;
    /** When its people were asked how it goes; null since the last step. */
    askedAt: number | null;
  };
  adoptionSteps: Omit<AdoptionStep, 'person'> & {
    seq: number;
    adoptionId: string;
    personId: string;
    personName: string;
  };
  personDepartments: {
    personId: string;
    department: string;
    changedAt: number;
  };
  quietDepartments: {
    department: string;
    since: number;
  };
}

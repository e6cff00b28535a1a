import type { Initiative, Schedule } from '../../../src/dataset/schema.ts';
import type { Understood } from '../../../src/question/answer.ts';

/** Of a question that says nothing. */
export const NOTHING_UNDERSTOOD: Understood = {
  intent: 'find',
  departments: [],
  excludedDepartments: [],
  time: null,
  scheduleKinds: [],
  except: false,
  either: false,
  stages: [],
  topics: [],
  excludedTopics: [],
  extreme: null,
  remarked: false,
  refined: false,
};

/** A schedule with the fields that the text does not give left at rest. */
export function scheduleOf(text: string, kind: Schedule['kind'], rest: Partial<Schedule> = {}): Schedule {
  return {
    text,
    kind,
    start: null,
    end: null,
    open: kind === 'from',
    monthStated: kind !== 'unstated',
    recurrence: null,
    recurrenceMonths: [],
    ...rest,
  };
}

/** A row of which nothing is told but that. */
export function rowOf({ id, department, name, line = 1 }: Told): Initiative {
  return {
    id,
    department,
    name,
    summary: '',
    schedule: scheduleOf('', 'unstated'),
    stage: null,
    remarks: '',
    source: { line, text: name },
  };
}

interface Told extends Pick<Initiative, 'id' | 'department' | 'name'> {
  readonly line?: number;
}

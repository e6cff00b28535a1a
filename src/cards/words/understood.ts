import type { Answer, Relaxation, TimeFacet, Understood } from '../../question/answer.ts';
import { departmentNames, periodsWords, topicsWords, type Phrases } from './subject.ts';

/** Names beyond this are counted, not listed. */
const MAX_NAMES = 6;

function timeWords(time: TimeFacet, phrases: Phrases): string | null {
  const { say } = phrases;
  const period = periodsWords(time.periods, phrases);
  if (period !== null)
    return say(time.relation === 'notStarted' ? 'understood.notStartedIn' : `understood.${time.relation}`, {
      period,
    });
  if (time.relation === 'notStarted') return say('understood.notStarted');
  if (time.relation === 'ended') return say('understood.over');
  return time.relation === 'runs' ? say('understood.runsNow') : null;
}

function names(departments: readonly string[], phrases: Phrases): string {
  const shown = departmentNames(departments.slice(0, MAX_NAMES), phrases);
  return departments.length > MAX_NAMES ? `${shown}… (${departments.length})` : shown;
}

/** "理解した内容: 部署＝… ／ 時期＝…", or null when the question limits nothing. Plain text. */
export function understoodLine(answer: Answer, phrases: Phrases): string | null {
  const { say } = phrases;
  const { understood } = answer;
  const or = say('list.or');
  const values = [
    ['understood.departments', names(understood.departments, phrases)],
    ['understood.exceptDepartments', names(understood.excludedDepartments, phrases)],
    [
      'understood.time',
      [
        understood.time && timeWords(understood.time, phrases),
        ...understood.scheduleKinds.map((kind) => say(`understood.${kind}`)),
      ]
        .filter((part) => part !== null)
        .join(or),
    ],
    [
      'understood.stage',
      understood.stages
        .map((stage) => say(stage === 'ended' ? 'understood.endedStage' : `understood.${stage}`))
        .join(or),
    ],
    ['understood.topics', topicsWords(understood.topics, 'understood.and', phrases)],
    ['understood.exceptTopics', topicsWords([understood.excludedTopics], 'understood.and', phrases)],
  ] as const;
  const parts = values
    .filter(([, value]) => value !== '')
    .map(([name, value]) => say('understood.part', { name: say(name), value }));
  if (understood.refined) parts.push(say('understood.refined'));
  return parts.length === 0
    ? null
    : say('understood.line', { parts: parts.join(say('understood.separator')) });
}

/** One condition in a few words. */
export function facetWords(understood: Understood, facet: Relaxation['facet'], phrases: Phrases): string {
  switch (facet) {
    case 'departments':
      return names(understood.departments, phrases);
    case 'time':
      return (understood.time && timeWords(understood.time, phrases)) ?? '';
    case 'topics':
      return topicsWords(understood.topics, 'understood.and', phrases);
  }
}

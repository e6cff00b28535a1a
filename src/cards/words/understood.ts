import type { Answer, Facet, TimeFacet, Understood } from '../../question/answer.ts';
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
  const not = (value: string): string => (understood.except ? say('understood.except', { value }) : value);
  const values = [
    ['understood.departments', names(understood.departments, phrases)],
    ['understood.exceptDepartments', names(understood.excludedDepartments, phrases)],
    [
      'understood.time',
      [
        understood.time && timeWords(understood.time, phrases),
        ...understood.scheduleKinds.map((kind) => not(say(`understood.${kind}`))),
      ]
        .filter((part) => part !== null)
        .join(or),
    ],
    ['understood.time', understood.extreme ? say(`understood.${understood.extreme}`) : ''],
    [
      'understood.stage',
      understood.stages
        .map((stage) => not(say(stage === 'ended' ? 'understood.endedStage' : `understood.${stage}`)))
        .join(or),
    ],
    ['understood.remarks', understood.remarked ? say('understood.remarked') : ''],
    ['understood.topics', topicsWords(understood.topics, 'understood.and', phrases)],
    ['understood.exceptTopics', topicsWords([understood.excludedTopics], 'understood.and', phrases)],
  ] as const;
  const parts = values
    .filter(([, value]) => value !== '')
    .map(([name, value]) => say('understood.part', { name: say(name), value }));
  return parts.length === 0
    ? null
    : say('understood.line', { parts: parts.join(say('understood.separator')) });
}

/** What was taken over from the question before, or '' where nothing was. */
export function carriedLine({ follows, understood }: Answer, phrases: Phrases): string {
  const { say } = phrases;
  if (follows === null) return '';
  const words = follows.carried
    .map((facet) => facetWords(understood, facet, phrases))
    .filter((each) => each !== '');
  return words.length === 0
    ? ''
    : say('understood.carried', { parts: words.join(say('understood.separator')) });
}

/** One condition in a few words. */
export function facetWords(understood: Understood, facet: Facet, phrases: Phrases): string {
  switch (facet) {
    case 'departments':
      return names(understood.departments, phrases);
    case 'time':
      return (understood.time && timeWords(understood.time, phrases)) ?? '';
    case 'topics':
      return topicsWords(understood.topics, 'understood.and', phrases);
    case 'remarks':
      return phrases.say('understood.remarked');
  }
}

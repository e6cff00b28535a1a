import type { Department } from '../../dataset/schema.ts';
import type { Facet, Lang, Period, TimeFacet, Topic, Understood } from '../../question/answer.ts';
import { oneLine, truncate } from '../../text/markdown.ts';
import { listWords, periodWords, type Words } from './schedule-words.ts';
import type { TextKey } from '../texts.ts';

/** More department names than this become "…など5部署". */
const MAX_NAMES = 3;
/** Words of a person that a headline repeats. */
const MAX_WORDS_CHARS = 60;

/** Speaks of departments, too. */
export interface Phrases extends Words {
  readonly departments: readonly Department[];
}

/** The department's name in the language, as far as someone has written it. */
export function departmentName(name: string, { departments, lang }: Phrases): string {
  return (lang === 'en' && departments.find((department) => department.name === name)?.en) || name;
}

/** Names in a list, all of them. */
export function departmentNames(names: readonly string[], phrases: Phrases): string {
  return listWords(
    names.map((name) => departmentName(name, phrases)),
    phrases.say,
  );
}

/** English names that end in one of these take "the" inside a sentence. */
const OFFICES = [
  'Office|Bureau|Department|Division|Section|Secretariat|Headquarters|Team|Unit',
  'Committee|Commission|Board|Council|Cent(er|re)',
].join('|');
const TAKES_ARTICLE = new RegExp(String.raw`^(?!the\b).*\b(${OFFICES})$`, 'i');

/** Names in a list inside a sentence: at the Midori Ward Office. */
export function departmentsInSentence(names: readonly string[], phrases: Phrases): string {
  return listWords(
    names.map((name) => {
      const shown = departmentName(name, phrases);
      return phrases.lang === 'en' && TAKES_ARTICLE.test(shown) ? `the ${shown}` : shown;
    }),
    phrases.say,
  );
}

/** A topic as people call it, in quotation marks. */
function topicWords(topic: Topic, lang: Lang, { say }: Words): string {
  return say('quote', { words: topic.label?.[lang] ?? truncate(oneLine(topic.words), MAX_WORDS_CHARS) });
}

/** （「研修」または「講義」）かつ「若手職員」 */
export function topicsWords(groups: readonly (readonly Topic[])[], and: TextKey, words: Words): string {
  const { say, lang } = words;
  const alternatives = groups
    .map((group) => [...new Set(group.map((topic) => topicWords(topic, lang, words)))])
    .filter((group) => group.length > 0);
  const parts = alternatives.map((group) => {
    const either = group.join(say('list.or'));
    return group.length > 1 && alternatives.length > 1 ? say('either', { words: either }) : either;
  });
  return [...new Set(parts)].join(say(and));
}

/** Several periods, any of which will do; null when none has a bound. */
export function periodsWords(periods: readonly Period[], words: Words): string | null {
  const known = periods.map((period) => periodWords(period, words)).filter((period) => period !== null);
  return known.length === 0 ? null : known.join(words.say('list.or'));
}

function timeQualifier(time: TimeFacet, today: string, words: Words): string | null {
  const { say } = words;
  const period = periodsWords(time.periods, words);
  const isPast = time.periods.every(({ to }) => to !== null && to < today.slice(0, 7));
  switch (time.relation) {
    case 'starts':
      return period && say(isPast ? 'qualifier.started' : 'qualifier.starts', { period });
    case 'runs':
      return period ? say('qualifier.runs', { period }) : say('qualifier.runsNow');
    case 'ended':
      return period ? say('qualifier.ended', { period }) : say('qualifier.over');
    case 'notStarted':
      return period ? say('qualifier.notStartedIn', { period }) : say('qualifier.notStarted');
    case 'in':
      return period && say('qualifier.in', { period });
  }
}

function qualifiers(understood: Understood, today: string, words: Words): string {
  const { say } = words;
  const kinds = understood.scheduleKinds.map((kind) => say(`qualifier.${kind}`));
  const stages = understood.stages.map((stage) =>
    say(stage === 'ended' ? 'qualifier.endedStage' : `qualifier.${stage}`),
  );
  const left = [...understood.scheduleKinds, ...understood.stages].map((each) =>
    say(each === 'ended' ? 'understood.endedStage' : `understood.${each}`),
  );
  const time = understood.time && timeQualifier(understood.time, today, words);
  const when =
    understood.either && time !== null
      ? [[time, ...kinds].join(say('qualifier.or'))]
      : [time, kinds.join(say('qualifier.or'))];
  return [
    ...(understood.except
      ? [time, say('qualifier.except', { words: left.join(say('list.or')) })]
      : [...when, stages.join(say('qualifier.or'))]),
    understood.extreme && say(`qualifier.${understood.extreme}`),
    understood.remarked && say('qualifier.remarked'),
  ]
    .filter((part) => part !== null && part !== false && part !== '')
    .join(say('qualifier.separator'));
}

function departmentsPart(understood: Understood, phrases: Phrases): string {
  const { say } = phrases;
  const { departments, excludedDepartments } = understood;
  const names = departmentsInSentence(departments, phrases);
  let included = '';
  if (departments.length > MAX_NAMES) {
    const first = departmentsInSentence(departments.slice(0, 1), phrases);
    included = say('subject.manyDepartments', { first, count: departments.length });
  } else if (departments.length > 0) included = say('subject.departments', { departments: names });
  const excluded =
    excludedDepartments.length === 0
      ? ''
      : say('subject.otherDepartments', { departments: departmentsInSentence(excludedDepartments, phrases) });
  return `${included}${excluded}`;
}

/** One condition, as a sentence that lacks it has it: 「朝礼」に当てはまる, 2026年8月に始まる. */
export function conditionWords(
  understood: Understood,
  facet: Facet,
  today: string,
  phrases: Phrases,
): string {
  const { say } = phrases;
  switch (facet) {
    case 'topics':
      return say('condition.topics', {
        topics: topicsWords(understood.topics, 'subject.topicsAnd', phrases),
      });
    case 'time':
      return qualifiers({ ...understood, remarked: false }, today, phrases);
    case 'departments':
      return departmentsPart(understood, phrases).trim();
    case 'remarks':
      return say('qualifier.remarked');
  }
}

/** The parts of "緑区役所の「研修」の取組（「採用」を除く）のうち、2026年7月に始まるもの". Plain text. */
export interface Subject {
  readonly departments: string;
  readonly topics: string;
  /** All of it, as the headline's sentences take it; null when the question limits nothing. */
  readonly text: string | null;
  /** Topics are all that the question names. */
  readonly onlyTopics: boolean;
}

/** 「若手職員」の, 「若手職員」と「定着」の両方に当てはまる */
function topicsKey(groups: number): TextKey {
  if (groups < 2) return 'subject.topics';
  return groups === 2 ? 'subject.topicsBoth' : 'subject.topicsAll';
}

/** By what was understood: a headline, and whether it says all, rest on the same words. */
const known = new WeakMap<Understood, { readonly phrases: Phrases; readonly subject: Subject }>();

/** What the question asks for, as the subject of a sentence about it. */
export function subjectOf(understood: Understood, today: string, phrases: Phrases): Subject {
  const last = known.get(understood);
  if (last?.phrases === phrases) return last.subject;
  const subject = makeSubject(understood, today, phrases);
  known.set(understood, { phrases, subject });
  return subject;
}

function makeSubject(understood: Understood, today: string, phrases: Phrases): Subject {
  const { say } = phrases;
  const names = topicsWords(understood.topics, 'subject.topicsAnd', phrases);
  const parts = {
    departments: departmentsPart(understood, phrases),
    topics: names === '' ? '' : say(topicsKey(understood.topics.length), { topics: names }),
    except:
      understood.excludedTopics.length === 0
        ? ''
        : say('subject.except', {
            topics: topicsWords([understood.excludedTopics], 'subject.topicsAnd', phrases),
          }),
    qualifiers: qualifiers(understood, today, phrases),
  };
  const { departments, topics, except } = parts;
  const onlyTopics = topics !== '' && departments === '' && except === '' && parts.qualifiers === '';
  const isPlain = parts.qualifiers === '';
  let text: string | null = null;
  if (departments !== '' || topics !== '') text = say(isPlain ? 'subject.plain' : 'subject.both', parts);
  else if (!isPlain) text = say('subject.qualified', parts);
  else if (except !== '') text = say('subject.plain', parts);
  return { departments, topics, text, onlyTopics };
}

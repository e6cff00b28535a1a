import type { Facet, Lang, Period, Relaxation, Understood } from '../answer.ts';
import { ENGLISH_MONTHS } from '../../calendar/month.ts';

/** A period as a person writes it, so that the analyser reads the same months back. */
function periodWords({ from, to }: Period, lang: Lang): string {
  const month = (ym: string): string =>
    lang === 'ja'
      ? `${ym.slice(0, 4)}年${String(Number(ym.slice(5)))}月`
      : `${ENGLISH_MONTHS[Number(ym.slice(5)) - 1]!} ${ym.slice(0, 4)}`;
  if (from === null) return to === null ? '' : lang === 'ja' ? `${month(to)}まで` : `until ${month(to)}`;
  if (to === null) return lang === 'ja' ? `${month(from)}以降` : `${month(from)} or later`;
  if (from === to) return lang === 'ja' ? month(from) : month(from);
  return lang === 'ja' ? `${month(from)}から${month(to)}まで` : `${month(from)} to ${month(to)}`;
}

/** The same question with its time read another way, or its topics joined the other way, in words. */
export function questionWith(
  understood: Understood,
  lang: Lang,
  change: { readonly relation?: 'starts' | 'runs'; readonly any?: true },
): string {
  const topics = understood.topics.map((group) => group.map((topic) => topic.words));
  const period =
    understood.time === null
      ? ''
      : understood.time.periods.map((p) => periodWords(p, lang)).join(lang === 'ja' ? 'か' : ' or ');
  const relation = change.relation ?? (understood.time?.relation === 'runs' ? 'runs' : 'starts');
  if (lang === 'ja') {
    const departments = understood.departments.length > 0 ? `${understood.departments.join('と')}で` : '';
    const when = period === '' ? '' : relation === 'starts' ? `${period}に始まる` : `${period}に動いている`;
    const joined = topics.map((group) => group.join('または')).join(change.any === true ? 'または' : 'かつ');
    return `${departments}${when}${joined === '' ? '' : `${joined}の`}取組`;
  }
  const joined = topics.map((group) => group.join(' or ')).join(change.any === true ? ' or ' : ' and ');
  const when =
    period === '' ? '' : relation === 'starts' ? ` starting in ${period}` : ` running in ${period}`;
  const departments = understood.departments.length > 0 ? ` in ${understood.departments.join(' and ')}` : '';
  return `${joined === '' ? '' : `${joined} `}initiatives${when}${departments}`;
}

/** More departments than a headline names. */
const MANY_DEPARTMENTS = 4;

/**
 * What can be taken off a question that has taken conditions over from the one before, names many departments, or has
 * no answer (`met`: what there is an answer without). Only where {@link questionWith} says all of the rest.
 */
export function relaxationsOf(
  understood: Understood,
  lang: Lang,
  met: ReadonlySet<Facet> | null = null,
): readonly Relaxation[] {
  const { departments, topics, time, refined } = understood;
  if (met === null && !refined && departments.length < MANY_DEPARTMENTS) return [];
  const isSaid =
    understood.excludedDepartments.length + understood.excludedTopics.length === 0 &&
    understood.scheduleKinds.length + understood.stages.length === 0 &&
    !understood.remarked &&
    (time === null || time.relation === 'starts' || time.relation === 'runs');
  const has = { departments: departments.length > 0, time: time !== null, topics: topics.length > 0 };
  if (!isSaid || Object.values(has).filter(Boolean).length < 2) return [];
  const without = { departments: { departments: [] }, time: { time: null }, topics: { topics: [] } };
  return (['departments', 'time', 'topics'] as const)
    .filter((facet) => has[facet] && met?.has(facet) !== false)
    .map((facet) => ({ facet, question: questionWith({ ...understood, ...without[facet] }, lang, {}) }));
}

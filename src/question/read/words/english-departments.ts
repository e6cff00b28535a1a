import type { Folded } from '../../../text/fold.ts';
import { DISTINCT, type EnglishNames, FILLERS, ORGANISATIONS, stems } from '../../index/english-names.ts';
import { withinOneEdit } from '../../index/vocabulary.ts';
import type { NamedDepartments } from './token.ts';

/** Those who work there, called by its name: the port people, the HR team. */
const COLLECTIVES = stems('people', 'folks', 'guys', 'team', 'lot', 'crowd');
/** What departments are called, and no building is. */
const ENDS_NAME = stems('bureau', 'department', 'dept', 'division', 'section', 'office');
/** Said of people anywhere: the young people are no office for the young. */
const OF_ANYBODY = stems(
  'young',
  'new',
  'old',
  'older',
  'elderly',
  'senior',
  'local',
  'disabled',
  'other',
  'right',
  'same',
  'future',
);
const MAX_ALONE = 2;
/** Words before the word for an organisation that may belong to the name. */
const MAX_WORDS_BEFORE = 5;
/** Words that more departments have name none. */
const MAX_NAMED = 3;
const JOINING = /^(?:and|or)$/;
/** Shorter words are other words when a letter changes. */
const MIN_MISSPELT = 5;

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds "the Welfare and Health Department", "fire dept", "Mayor's Office" in a folded question: up to five words
 * before a word for an organisation, all of which one department's names must have.
 */
export function findEnglishDepartments(folded: Folded, names: EnglishNames): NamedDepartments[] {
  const { text, at, source } = folded;
  const words: Word[] = [...text.matchAll(/[a-z0-9]+/g)].map((m) => ({
    text: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }));
  const found: NamedDepartments[] = [];
  // From the right: in "hospital nursing department" the first word belongs to the name.
  for (let last = words.length - 1; last >= 0; last--) {
    if (COLLECTIVES.has(words[last]!.text)) {
      const named = namedByStaff(words, last, names);
      if (named !== null) found.push({ ...named, start: words[named.first]!.start, end: words[last]!.end });
    }
    if (!ORGANISATIONS.has(words[last]!.text)) continue;
    const organisation = firstOrganisation(words, last);
    const after = namedAfter(words, last, names);
    if (after !== null) {
      found.push({ start: words[organisation]!.start, ...after });
      last = organisation;
      continue;
    }
    const named = namedBefore(words, organisation, names) ?? namedAlone(words, organisation, names);
    if (named !== null && named.departments.length <= MAX_NAMED) {
      const isPlural = /s$/i.test(source.slice(at[words[last]!.start], at[words[last]!.end]).trim());
      const list = [named, ...(isPlural ? listedBefore(words, named, names, text) : [])];
      const first = list.at(-1)!.first;
      const departments = list.flatMap((each) => each.departments);
      found.push({ start: words[first]!.start, end: words[last]!.end, departments });
      last = first;
    } else last = organisation;
  }
  return found;
}

/** fire, welfare and education bureaus: each of the list has the ending. */
function listedBefore(words: readonly Word[], last: Named, names: EnglishNames, text: string): Named[] {
  const list: Named[] = [];
  for (let { first } = last; first > 0;) {
    const isAnd = JOINING.test(words[first - 1]!.text);
    const isListed = isAnd || text.slice(words[first - 1]!.end, words[first]!.start).includes(',');
    const named = isListed ? namedBefore(words, isAnd ? first - 1 : first, names) : null;
    if (named === null || named.departments.length > MAX_NAMED) break;
    list.push(named);
    first = named.first;
  }
  return list;
}

/** ward office: words for an organisation side by side are one. */
function firstOrganisation(words: readonly Word[], last: number): number {
  let first = last;
  const goesOn = (before: Word | undefined): boolean =>
    before !== undefined && ORGANISATIONS.has(before.text) && words[first]!.start - before.end <= 1;
  while (goesOn(words[first - 1])) first--;
  return first;
}

interface Named {
  /** Position of the name's first word. */
  readonly first: number;
  readonly departments: readonly number[];
}

function namedBefore(words: readonly Word[], organisation: number, names: EnglishNames): Named | null {
  let named: Named | null = null;
  const before: string[] = [];
  for (let first = organisation - 1; first >= 0 && first >= organisation - MAX_WORDS_BEFORE; first--) {
    const { text, end } = words[first]!;
    if (words[first + 1]!.start - end > 2) break;
    if (FILLERS.has(text)) continue;
    if (ORGANISATIONS.has(text) && withWord(text, names).length === 0) break;
    before.push(asNamed(text, names));
    const departments = bestNamed(before, names);
    if (departments.length === 0) break;
    // How future stations are built: they are no Station of the Future.
    if (OF_ANYBODY.has(text) && before.length === 1 && !ENDS_NAME.has(words[organisation]!.text)) break;
    named = { first, departments };
  }
  return named;
}

/** "board of education", "department of welfare and health": where all that follows is one department's name. */
function namedAfter(
  words: readonly Word[],
  organisation: number,
  names: EnglishNames,
): Omit<NamedDepartments, 'start'> | null {
  if (words[organisation + 1]?.text !== 'of') return null;
  const said: string[] = [];
  let named: Omit<NamedDepartments, 'start'> | null = null;
  for (let i = organisation + 2; i <= organisation + 1 + MAX_WORDS_BEFORE; i++) {
    const word = words[i];
    if (word === undefined || word.start - words[i - 1]!.end > 2) break;
    if (FILLERS.has(word.text)) continue;
    said.push(asNamed(word.text, names));
    const departments = bestNamed(said, names);
    if (departments.length === 0) break;
    if (departments.length === 1) named = { end: word.end, departments };
  }
  return named;
}

/** "the port people", where between the article and the noun stands one department's name and nothing else. */
function namedByStaff(words: readonly Word[], last: number, names: EnglishNames): Named | null {
  const article = words.findLastIndex(
    ({ text }, i) => i < last && i >= last - MAX_WORDS_BEFORE && text === 'the',
  );
  const said = words.slice(article + 1, last).map(({ text }) => asNamed(text, names));
  if (article < 0 || said.length === 0 || said.some((word) => OF_ANYBODY.has(word))) return null;
  const departments = bestNamed(said, names);
  return departments.length === 1 ? { first: article + 1, departments } : null;
}

/** "the hospital", where there is but one. */
function namedAlone(words: readonly Word[], organisation: number, names: EnglishNames): Named | null {
  const { text } = words[organisation]!;
  const departments = DISTINCT.has(text) ? withWord(text, names) : [];
  const areFew = departments.length > 0 && departments.length <= MAX_ALONE;
  return areFew ? { first: organisation, departments } : null;
}

/** The word, or the only word of a name that a typing error away is it. */
function asNamed(word: string, names: EnglishNames): string {
  if (word.length < MIN_MISSPELT || withWord(word, names).length > 0) return word;
  const isSlipOf = (other: string): boolean => other[0] === word[0] && withinOneEdit(word, other);
  const like = new Set(names.flat().flatMap((part) => [...part].filter(isSlipOf)));
  return like.size === 1 ? [...like][0]! : word;
}

const withWord = (word: string, names: EnglishNames): number[] =>
  names.flatMap((parts, d) => (parts.some((part) => part.has(word)) ? [d] : []));

/** Departments whose names have all the words, those of whose names most is said. */
function bestNamed(words: readonly string[], names: EnglishNames): number[] {
  const shares = names.map((parts) => {
    if (!words.every((word) => parts.some((part) => part.has(word)))) return 0;
    return parts.filter((part) => words.some((word) => part.has(word))).length / parts.length;
  });
  const best = Math.max(...shares);
  return best === 0 ? [] : shares.flatMap((share, d) => (share === best ? [d] : []));
}

import { toRomaji } from 'wanakana';
import type { Dataset, Department, DepartmentWord } from '../../dataset/schema.ts';
import { foldText, stem } from '../../text/fold.ts';
import { ENDINGS, leadingWord, partsOf } from './department-parts.ts';

/** By department and word of its name, the English words that may stand for that word. */
export type EnglishNames = readonly (readonly ReadonlySet<string>[])[];

/** A department named in English: where in the folded question, and which. */
export interface EnglishDepartment {
  readonly start: number;
  readonly end: number;
  readonly departments: readonly number[];
}

const stems = (...words: readonly string[]): ReadonlySet<string> => new Set(words.map(stem));

const ORGANISATIONS = stems(
  ...ENDINGS.flatMap(({ en }) => en),
  'agency',
  'unit',
  'branch',
  'committee',
  'council',
);
const FILLERS = stems('the', 'of', 'and', 'for', 'city', 'municipal', 'affair', 's', 'a');
/** Words for an organisation that name one by themselves where only one department is of that kind. */
const DISTINCT = stems('hospital', 'ward', 'station', 'headquarters', 'council');
/** Words before the word for an organisation that may belong to the name. */
const MAX_WORDS_BEFORE = 5;

/** Folds English into its stemmed words. */
const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** What each department may be called in English. `kana` are the readings of their names, null where not known. */
export function englishNames(
  { departments, departmentWords }: Pick<Dataset, 'departments' | 'departmentWords'>,
  kana: readonly (string | null)[],
): EnglishNames {
  return departments.map((department, d) => {
    const words = wordsOfName(department.name, departmentWords);
    const others = otherWords(department, kana[d] ?? null);
    return others.size > 0 ? [...words, others] : words;
  });
}

function wordsOfName(name: string, known: readonly DepartmentWord[]): ReadonlySet<string>[] {
  const words: ReadonlySet<string>[] = [];
  for (let rest = partsOf(name).base; rest !== '';) {
    const word = leadingWord(rest, known);
    if (word !== null) words.push(new Set(word.en.flatMap(wordsOf).filter((each) => !FILLERS.has(each))));
    rest = rest.slice(word?.length ?? 1);
  }
  return words;
}

/** Words of the curated English name, the name in Latin letters, and what only this kind of office is called. */
function otherWords({ name, en }: Department, kana: string | null): ReadonlySet<string> {
  const { ending } = partsOf(name);
  const words = new Set<string>();
  for (const word of en === null ? [] : wordsOf(en))
    if (!FILLERS.has(word) && !ORGANISATIONS.has(word)) words.add(word);
  if (kana !== null && ending !== null) {
    const romaji = foldText(toRomaji(kana.endsWith(ending.kana) ? kana.slice(0, -ending.kana.length) : kana));
    words.add(romaji.replace(/ou/g, 'o').replace(/uu/g, 'u'));
    words.add(romaji);
  }
  for (const word of ending?.en ?? []) if (DISTINCT.has(stem(word))) words.add(stem(word));
  return words;
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Finds "the Welfare and Health Department", "fire dept", "Mayor's Office" in a folded question: up to five words
 * before a word for an organisation, all of which one department's names must have.
 */
export function findEnglishDepartments(text: string, names: EnglishNames): EnglishDepartment[] {
  const words: Word[] = [...text.matchAll(/[a-z0-9]+/g)].map((m) => ({
    text: m[0],
    start: m.index,
    end: m.index + m[0].length,
  }));
  const found: EnglishDepartment[] = [];
  for (let i = 0; i < words.length; i++) {
    if (!ORGANISATIONS.has(words[i]!.text)) continue;
    const last = lastOrganisation(words, i);
    const named = namedBefore(words, i, names) ?? namedAlone(words, i, names);
    if (named !== null && named.departments.length <= 3)
      found.push({ start: words[named.first]!.start, end: words[last]!.end, departments: named.departments });
    i = last;
  }
  return found;
}

/** ward office: words for an organisation side by side are one. */
function lastOrganisation(words: readonly Word[], first: number): number {
  let last = first;
  const goesOn = (next: Word | undefined): boolean =>
    next !== undefined && ORGANISATIONS.has(next.text) && next.start - words[last]!.end <= 1;
  while (goesOn(words[last + 1])) last++;
  return last;
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
    before.push(text);
    const departments = bestNamed(before, names);
    if (departments.length === 0) break;
    named = { first, departments };
  }
  return named;
}

/** "the hospital", where there is but one. */
function namedAlone(words: readonly Word[], organisation: number, names: EnglishNames): Named | null {
  const { text } = words[organisation]!;
  const departments = DISTINCT.has(text) ? withWord(text, names) : [];
  return departments.length === 1 ? { first: organisation, departments } : null;
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

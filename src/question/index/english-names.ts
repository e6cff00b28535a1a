import { toRomaji } from 'wanakana';
import type { Dataset, Department, DepartmentWord } from '../../dataset/schema.ts';
import { foldText, stem } from '../../text/fold.ts';
import { mapped, type Steps } from '../../text/steps.ts';
import { ENDINGS, leadingWord, partsOf } from './department-parts.ts';

/** By department and word of its name, the English words that may stand for that word. */
export type EnglishNames = readonly (readonly ReadonlySet<string>[])[];

export const stems = (...words: readonly string[]): ReadonlySet<string> => new Set(words.map(stem));

/** Offices that are a place. */
const FACILITIES = ['hospital', 'library', 'clinic', 'kindergarten', 'nursery', 'museum', 'zoo', 'aquarium'];
/** Words for an office. */
export const ORGANISATIONS = stems(
  ...ENDINGS.flatMap(({ en }) => en),
  ...FACILITIES,
  // A plural that looks like a word of its own (status, bus).
  'bureaus',
  'agency',
  'utility',
  'unit',
  'branch',
  'committee',
  'council',
  'board',
);
/** They tell no name from another. */
export const FILLERS = stems('the', 'of', 'and', 'for', 'city', 'municipal', 'affair', 's', 'a');
/** Words that name an office by themselves where no more departments than these are of that kind. */
export const DISTINCT = stems(...FACILITIES, 'ward', 'station', 'headquarters', 'council');

/** Folds English into its stemmed words. */
const wordsOf = (text: string): string[] =>
  foldText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** What each department may be called in English. `kana` are the readings of their names, null where not known. */
export function englishNames(
  { departments, departmentWords }: Pick<Dataset, 'departments' | 'departmentWords'>,
  kana: readonly (string | null)[],
): Steps<EnglishNames> {
  return mapped(departments, (department, d) => {
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

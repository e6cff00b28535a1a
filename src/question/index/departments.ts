import type { Dataset, DepartmentWord } from '../../dataset/schema.ts';
import { toRomaji } from 'wanakana';
import { foldText, isKanji, stem, type Folded } from '../../text/fold.ts';
import type { Lexicon, Segment } from './lexicon.ts';

/** Endings of department names, the longest first, with their readings and English. */
const ENDINGS: readonly (readonly [string, string, readonly string[]])[] = [
  ['委員会事務局', 'いいんかいじむきょく', ['secretariat', 'commission', 'committee', 'board', 'office']],
  ['総合支所', 'そうごうししょ', ['branch', 'office']],
  ['市民センター', 'しみんせんたー', ['center', 'centre']],
  ['区役所', 'くやくしょ', ['ward', 'office']],
  ['事務局', 'じむきょく', ['secretariat', 'office', 'bureau']],
  ['事務所', 'じむしょ', ['office']],
  ['出張所', 'しゅっちょうじょ', ['branch', 'office']],
  ['センター', 'せんたー', ['center', 'centre']],
  ['支所', 'ししょ', ['branch', 'office']],
  ['公室', 'こうしつ', ['office']],
  ['本部', 'ほんぶ', ['headquarters', 'department']],
  ['病院', 'びょういん', ['hospital']],
  ['局', 'きょく', ['bureau', 'department', 'dept', 'office']],
  ['部', 'ぶ', ['department', 'dept', 'division', 'bureau']],
  ['課', 'か', ['section', 'division', 'department', 'dept', 'office']],
  ['室', 'しつ', ['office', 'room', 'section']],
  ['区', 'く', ['ward']],
  ['署', 'しょ', ['station']],
];

const endingOf = (name: string): (typeof ENDINGS)[number] | null =>
  ENDINGS.find(([ending]) => name.endsWith(ending) && name.length > ending.length) ?? null;

/** 健康福祉 → 健福, 農業委員会 → 農委: the first character of each two-character word. */
function abbreviations(base: string): string[] {
  const chars = Array.from(base);
  if (!chars.every((char) => isKanji(char.codePointAt(0)!))) return [];
  if (base.endsWith('委員会') && chars.length >= 5) return [`${chars[0]!}委`, `${chars[0]!}委会`];
  if (chars.length === 4) return [chars[0]! + chars[2]!];
  return [];
}

const ORGANISATION_EN = new Set(
  ENDINGS.flatMap(([, , en]) => en.map(stem)).concat(
    ['agency', 'unit', 'branch', 'committee', 'council'].map(stem),
  ),
);
const FILLER_EN = new Set(['the', 'of', 'and', 'for', 'city', 'municipal', 'affair', 's', 'a'].map(stem));
/** Endings that name a department by themselves where only one has them, with other words for them. */
const LONE_ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['支所', ['ししょ']],
  ['総合支所', ['支所', 'ししょ', 'branch office', 'branch']],
  ['出張所', ['しゅっちょうじょ']],
  ['病院', ['びょういん']],
]);
/** Words for an organisation that name one by themselves where only one department is of that kind. */
const DISTINCT_EN = new Set(['hospital', 'ward', 'station', 'headquarters', 'council'].map(stem));

/** Folds English into its stemmed words. */
const englishWords = (text: string): string[] =>
  foldText(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

export interface DepartmentNames {
  /** The English words of each department, beside its ending. */
  readonly english: readonly (readonly ReadonlySet<string>[])[];
}

/**
 * Puts each department's names into the lexicon: the heading, what follows from it by rule (消防局 → 消防, 緑区役所 →
 * 緑区, 健康福祉局 → 健福局), readings, curated names; and the groups that share an ending (区役所).
 */
export function addDepartments(lexicon: Lexicon, dataset: Dataset): DepartmentNames {
  const names = new Map<string, { departments: Set<number>; bare: boolean }>();
  const add = (surface: string, department: number, bare: boolean): void => {
    const key = foldText(surface);
    if (key.length < 2 && !/[\u4e00-\u9fff]/.test(key)) return;
    if (key.length < 2) return;
    const known = names.get(key);
    if (known === undefined) names.set(key, { departments: new Set([department]), bare });
    else {
      // A full name beats an abbreviation of another department.
      if (known.bare && !bare) names.set(key, { departments: new Set([department]), bare });
      else if (known.bare === bare) known.departments.add(department);
    }
  };
  const english: ReadonlySet<string>[][] = [];
  const byEnding = new Map<string, number[]>();

  dataset.departments.forEach((department, index) => {
    const { name } = department;
    const ending = endingOf(name);
    add(name, index, false);
    for (const alias of department.aliases) {
      const aliasEnding = endingOf(alias);
      add(alias, index, aliasEnding === null && foldText(alias).length <= 2);
    }
    if (department.en !== null) add(department.en, index, false);
    const kana = department.kana ?? readingOf(name, ending, dataset.departmentWords);
    if (kana !== null) add(kana, index, false);
    if (ending !== null) {
      const base = name.slice(0, -ending[0].length);
      const list = byEnding.get(ending[0]) ?? [];
      list.push(index);
      byEnding.set(ending[0], list);
      if (ending[0] === '区役所') {
        add(`${base}区`, index, false);
      } else if (ending[0] === '委員会事務局') {
        add(`${base}委員会`, index, false);
        for (const short of abbreviations(`${base}委員会`)) add(short, index, false);
        add(`${base}委員会の事務局`, index, false);
      } else {
        // 市長公室 is not the mayor.
        if (ending[0] !== '公室') add(base, index, true);
        // 都市建: the start of a long name stands for it where no other name starts so.
        for (let length = 3; length < base.length; length++) {
          const start = base.slice(0, length);
          if (dataset.departments.every((d) => d === department || !d.name.startsWith(start)))
            add(start, index, true);
        }
        // 北総合支所 is called 北支所 for short.
        if (ending[0] === '総合支所') add(`${base}支所`, index, false);
        // 議会局 is asked for as 議会事務局, 企画部 as 企画課: the ending is what people get wrong.
        if (ending[0] === '局' || ending[0] === '部') add(`${base}事務局`, index, false);
        if (base.endsWith('委員')) add(`${base}会`, index, false);
      }
      for (const short of [...abbreviations(base), ...partAbbreviations(base, dataset.departmentWords)]) {
        add(`${short}${ending[0]}`, index, false);
        add(short, index, true);
      }
      if (base === '教育')
        for (const alias of ['教育委員会', '教育委員会事務局', '市教委', '教委']) add(alias, index, false);
      if (kana?.endsWith(ending[1]) === true && ending[0] !== '公室') {
        const kanaBase = kana.slice(0, -ending[1].length);
        if (ending[0] === '区役所') {
          add(`${kanaBase}く`, index, false);
          add(`${kanaBase}区`, index, false);
          add(`${kanaBase}区役所`, index, false);
        } else {
          add(`${kanaBase}${ending[0]}`, index, false);
          if (ending[0] === '委員会事務局') add(`${kanaBase}いいんかい`, index, false);
          if (foldText(kanaBase).length >= 4) add(kanaBase, index, true);
        }
      }
      // こども・若者 → the words of a listed name.
      const firstPart = base.split('・')[0]!;
      if (firstPart !== base && firstPart.length >= 2) {
        add(`${firstPart}${ending[0]}`, index, false);
      }
    }
    english.push(englishOf(department.name, department.en, kana, dataset.departmentWords));
  });

  for (const [ending, list] of byEnding) {
    // The only branch office or hospital is called just that.
    const kana = LONE_ENDINGS.get(ending);
    if (list.length === 1 && kana !== undefined)
      for (const word of [ending, ...kana]) add(word, list[0]!, false);
    if (list.length < 2 || ['局', '部', '課', '室'].includes(ending)) continue;
    lexicon.add(ending, { kind: 'group', departments: list });
    if (ending === '区役所') {
      for (const word of [
        '区役所',
        '各区',
        '全区',
        '区役所すべて',
        'くやくしょ',
        'ward office',
        'ward',
        '区の役所',
        '区',
        '行政区',
      ]) {
        lexicon.add(word, { kind: 'group', departments: list });
      }
    }
    if (ending === '委員会事務局') {
      for (const word of ['行政委員会の事務局', 'commission secretariat', 'committee secretariat']) {
        if (!names.has(foldText(word))) lexicon.add(word, { kind: 'group', departments: list });
      }
    }
    if (ending === '支所' || ending === '総合支所') {
      for (const word of ['支所', 'branch office', 'branch'])
        lexicon.add(word, { kind: 'group', departments: list });
    }
  }
  for (const group of dataset.groups) {
    const members = group.departments
      .map((name) => dataset.departments.findIndex((d) => d.name === name))
      .filter((index) => index >= 0);
    for (const name of group.names) lexicon.add(name, { kind: 'group', departments: members });
  }
  for (const [folded, { departments, bare }] of names) {
    lexicon.add(folded, { kind: 'department', departments: [...departments], bare });
  }
  return { english };
}

/** The reading of a name whose parts are all known words. */
function readingOf(
  name: string,
  ending: (typeof ENDINGS)[number] | null,
  vocabulary: readonly DepartmentWord[],
): string | null {
  let base = ending === null ? name : name.slice(0, -ending[0].length);
  let reading = '';
  while (base !== '') {
    const word = longestWord(base, vocabulary);
    if (word === null) return null;
    reading += word.kana;
    base = base.slice(word.length);
  }
  return reading + (ending?.[1] ?? '');
}

/** まちづくり推進 → まち推: the start of the first word and the first character of the second. */
function partAbbreviations(base: string, vocabulary: readonly DepartmentWord[]): string[] {
  const first = longestWord(base, vocabulary);
  const second = first === null ? null : longestWord(base.slice(first.length), vocabulary);
  if (first === null || second === null || first.length + second.length !== base.length || first.length < 3)
    return [];
  return [base.slice(0, 2) + base.charAt(first.length)];
}

/** The longest known word that the text starts with. */
function longestWord(
  text: string,
  vocabulary: readonly DepartmentWord[],
): { length: number; kana: string; en: readonly string[] } | null {
  let best: { length: number; kana: string; en: readonly string[] } | null = null;
  for (const word of vocabulary) {
    for (const ja of word.ja) {
      if (text.startsWith(ja) && (best === null || ja.length > best.length))
        best = { length: ja.length, kana: word.kana, en: word.en };
    }
  }
  return best;
}

/** For each part of the name, the English words that may stand for it. */
function englishOf(
  name: string,
  curated: string | null,
  kana: string | null,
  vocabulary: readonly DepartmentWord[],
): ReadonlySet<string>[] {
  const parts: Set<string>[] = [];
  const ending = endingOf(name);
  let base = ending === null ? name : name.slice(0, -ending[0].length);
  while (base !== '') {
    const best = longestWord(base, vocabulary);
    if (best !== null) {
      parts.push(new Set(best.en.flatMap((en) => englishWords(en)).filter((word) => !FILLER_EN.has(word))));
      base = base.slice(best.length);
    } else {
      base = base.slice(1);
    }
  }
  const extra = new Set<string>();
  if (curated !== null) {
    for (const word of englishWords(curated))
      if (!FILLER_EN.has(word) && !ORGANISATION_EN.has(word)) extra.add(word);
  }
  if (kana !== null && ending !== null) {
    const base2 = kana.endsWith(ending[1]) ? kana.slice(0, -ending[1].length) : kana;
    extra.add(foldText(toRomaji(base2)).replace(/ou/g, 'o').replace(/uu/g, 'u'));
    extra.add(foldText(toRomaji(base2)));
  }
  for (const word of ending?.[2] ?? []) if (DISTINCT_EN.has(stem(word))) extra.add(stem(word));
  if (extra.size > 0) parts.push(extra);
  return parts;
}

/** A department named in English: where, and which. */
export interface EnglishDepartment {
  readonly start: number;
  readonly end: number;
  readonly departments: readonly number[];
  /** It has the form of a department's name, and none is called so. */
  readonly unknown: boolean;
}

/**
 * Finds "the Welfare and Health Department", "fire dept", "Mayor's Office" in a folded question: up to five words
 * before a word for an organisation, all of which one department's names must have.
 */
export function findEnglishDepartments(text: string, names: DepartmentNames): EnglishDepartment[] {
  const tokens: { word: string; start: number; end: number }[] = [];
  for (const m of text.matchAll(/[a-z0-9]+/g))
    tokens.push({ word: m[0], start: m.index, end: m.index + m[0].length });
  const found: EnglishDepartment[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (!ORGANISATION_EN.has(tokens[i]!.word)) continue;
    let end = i;
    while (
      end + 1 < tokens.length &&
      ORGANISATION_EN.has(tokens[end + 1]!.word) &&
      tokens[end + 1]!.start - tokens[end]!.end <= 1
    )
      end++;
    let best: { first: number; departments: number[]; matched: number } | null = null;
    const wordsBefore: string[] = [];
    for (let first = i - 1; first >= 0 && first >= i - 5; first--) {
      const word = tokens[first]!.word;
      if (tokens[first + 1]!.start - tokens[first]!.end > 2) break;
      if (FILLER_EN.has(word)) continue;
      if (ORGANISATION_EN.has(word) && !names.english.some((parts) => parts.some((part) => part.has(word))))
        break;
      wordsBefore.push(word);
      const matches: [number, number][] = [];
      names.english.forEach((parts, index) => {
        let covered = 0;
        for (const w of wordsBefore) if (parts.some((part) => part.has(w))) covered++;
        if (covered === wordsBefore.length) {
          const partsHit = parts.filter((part) => wordsBefore.some((w) => part.has(w))).length;
          matches.push([index, partsHit / Math.max(1, parts.length)]);
        }
      });
      if (matches.length === 0) break;
      const top = Math.max(...matches.map(([, score]) => score));
      best = {
        first,
        departments: matches.filter(([, score]) => score === top).map(([index]) => index),
        matched: wordsBefore.length,
      };
    }
    if (best === null && DISTINCT_EN.has(tokens[i]!.word)) {
      const departments = names.english.flatMap((parts, index) =>
        parts.some((part) => part.has(tokens[i]!.word)) ? [index] : [],
      );
      if (departments.length === 1)
        found.push({ start: tokens[i]!.start, end: tokens[end]!.end, departments, unknown: false });
    }
    if (best !== null && best.departments.length <= 3) {
      found.push({
        start: tokens[best.first]!.start,
        end: tokens[end]!.end,
        departments: best.departments,
        unknown: false,
      });
    }
    i = end;
  }
  return found;
}

/** Departments that a row's text names as the place where it is done: A、B、C内の, Aにおける. */
export function departmentsAbout(folded: Folded, segments: readonly Segment[]): number[] {
  const mentions = segments.filter((segment) => segment.sense?.kind === 'department');
  const about = new Set<number>();
  let list: number[] = [];
  mentions.forEach((mention, i) => {
    if (mention.sense?.kind !== 'department') return;
    list.push(...mention.sense.departments);
    const following = folded.text.slice(mention.end, mention.end + 8);
    const next = mentions[i + 1];
    const joined =
      next !== undefined &&
      /^(?:、|,|及び|および|並びに|と|や)?$/.test(folded.text.slice(mention.end, next.start));
    if (joined) return;
    if (
      /^(?:内|における|において|で|の各|と連携|と合同|と共同|の全|に(?!関|つい|係|対|伴|より|よる))/.test(
        following,
      )
    ) {
      for (const d of list) about.add(d);
    }
    list = [];
  });
  return [...about];
}

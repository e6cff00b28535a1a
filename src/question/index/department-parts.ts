import type { Dataset, DepartmentWord } from '../../dataset/schema.ts';
import { foldText } from '../../text/fold.ts';

/** What makes an office of a name: 局, 区役所. */
export interface Ending {
  readonly ja: string;
  readonly kana: string;
  readonly en: readonly string[];
}

const ending = (ja: string, kana: string, ...en: readonly string[]): Ending => ({ ja, kana, en });

/** Endings of department names, the longest first. */
export const ENDINGS: readonly Ending[] = [
  ending('委員会事務局', 'いいんかいじむきょく', 'secretariat', 'commission', 'committee', 'board', 'office'),
  ending('総合支所', 'そうごうししょ', 'branch', 'office'),
  ending('市民センター', 'しみんせんたー', 'center', 'centre'),
  ending('区役所', 'くやくしょ', 'ward', 'office'),
  ending('事務局', 'じむきょく', 'secretariat', 'office', 'bureau'),
  ending('企業団', 'きぎょうだん', 'authority', 'enterprise', 'office'),
  ending('役場', 'やくば', 'office', 'hall', 'village', 'town'),
  ending('事務所', 'じむしょ', 'office'),
  ending('事業所', 'じぎょうしょ', 'service', 'office'),
  ending('診療所', 'しんりょうじょ', 'clinic'),
  ending('出張所', 'しゅっちょうじょ', 'branch', 'office'),
  ending('センター', 'せんたー', 'center', 'centre'),
  ending('支所', 'ししょ', 'branch', 'office'),
  ending('公室', 'こうしつ', 'office'),
  ending('本部', 'ほんぶ', 'headquarters', 'hq', 'department'),
  ending('病院', 'びょういん', 'hospital'),
  ending('局', 'きょく', 'bureau', 'department', 'dept', 'office'),
  ending('部', 'ぶ', 'department', 'dept', 'division', 'bureau'),
  ending('課', 'か', 'section', 'division', 'department', 'dept', 'office'),
  ending('室', 'しつ', 'office', 'room', 'section'),
  ending('区', 'く', 'ward'),
  ending('署', 'しょ', 'station'),
];

/** Who runs it: 町立病院, 浜手市立図書館 are called 病院, 図書館. */
export const FOUNDER = /^.{0,6}?[市町村区県][立営](?=..)/u;

/** A department's name taken apart: 消防 + 局. */
export interface NameParts {
  /** The name without its ending. */
  readonly base: string;
  readonly ending: Ending | null;
}

/** Takes the longest ending off the name; a name that is an ending alone has none. */
export function partsOf(name: string): NameParts {
  const found = ENDINGS.find(({ ja }) => name.endsWith(ja) && name.length > ja.length) ?? null;
  return { base: found === null ? name : name.slice(0, -found.ja.length), ending: found };
}

/** A known word at the start of a text, with its length there. */
export interface LeadingWord extends DepartmentWord {
  readonly length: number;
}

/** The longest known word that the text starts with. */
export function leadingWord(text: string, words: readonly DepartmentWord[]): LeadingWord | null {
  let longest: LeadingWord | null = null;
  for (const word of words) {
    for (const ja of word.ja) {
      if (text.startsWith(ja) && (longest === null || ja.length > longest.length))
        longest = { ...word, length: ja.length };
    }
  }
  return longest;
}

/** The reading of a name whose words are all known, else null. */
export function readingOf({ base, ending }: NameParts, words: readonly DepartmentWord[]): string | null {
  let reading = '';
  for (let rest = base; rest !== '';) {
    const word = leadingWord(rest, words);
    if (word === null) return null;
    reading += word.kana;
    rest = rest.slice(word.length);
  }
  return reading + (ending?.kana ?? '');
}

/** What an office sees to, with the departments whose names say that they do. */
export interface Duty {
  readonly folded: string;
  readonly departments: readonly number[];
}

/** By length, the longest first: 生活保護 before 保護. */
export function dutiesOf({
  departments,
  departmentWords,
}: Pick<Dataset, 'departments' | 'departmentWords'>): readonly Duty[] {
  const owners = new Map<string, Set<number>>();
  departments.forEach(({ name, aliases }, d) => {
    const { base } = partsOf(name);
    const known = departmentWords.filter(({ ja }) => ja.some((word) => base.includes(word)));
    // 団地 of 団地再生室: what no list has is its own.
    const own = known
      .flatMap(({ ja }) => ja)
      .reduce((rest, word) => rest.replaceAll(word, ' '), base)
      .split(' ');
    const listed = known.flatMap(({ ja, duties }) => [...ja, ...(duties?.split(', ') ?? [])]);
    for (const duty of [...own.filter(({ length }) => length > 1), ...aliases, ...listed]) {
      const folded = foldText(duty);
      owners.set(folded, (owners.get(folded) ?? new Set<number>()).add(d));
    }
  });
  return [...owners]
    .map(([folded, set]) => ({ folded, departments: [...set] }))
    .sort((a, b) => b.folded.length - a.folded.length);
}

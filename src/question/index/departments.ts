import type { Dataset, Department, DepartmentGroup, DepartmentWord } from '../../dataset/schema.ts';
import { foldText, isKanji, type Folded } from '../../text/fold.ts';
import { mapped, type Steps } from '../../text/steps.ts';
import { FOUNDER, leadingWord, partsOf, readingOf, type NameParts } from './department-parts.ts';
import { englishNames, type EnglishNames } from './english-names.ts';
import type { Lexicon, Segment } from './lexicon.ts';

/** A name that a department is called by. */
interface Name {
  readonly text: string;
  /** Another thing may be called so: it names the department only where the sentence treats it as one. */
  readonly bare: boolean;
}

const full = (...names: readonly string[]): Name[] => names.map((text) => ({ text, bare: false }));
const bare = (...names: readonly string[]): Name[] => names.map((text) => ({ text, bare: true }));

/** Endings that name a department by themselves where only one has them, with other words for them. */
const LONE_ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['支所', ['ししょ']],
  ['総合支所', ['支所', 'ししょ', 'branch office', 'branch']],
  ['出張所', ['しゅっちょうじょ']],
  ['病院', ['びょういん', '市立病院', '市民病院', '市の病院', '総合病院', 'the hospital', 'city hospital']],
]);
/** Houses that are called by what they are where there is only one: 中央図書館 → 図書館. */
const HOUSES = [
  '図書館',
  '博物館',
  '美術館',
  '公民館',
  '保健所',
  '市場',
  '動物園',
  '水族館',
  '文化会館',
  '保健センター',
];
/** What an office does with the field that it is named after: 空港振興部 is called 空港, as a thing is. */
const TASK_OF_FIELD =
  /^(.{2,4}?)(?:振興|推進|政策|戦略|対策|整備|創造|創生|経営|企画|調整|管理|支援|未来|共生)$/u;
/** Whatever it is called in full. */
const ZOO = /動植物公?園$|動物公園$/;
/** What an ending is written as by mistake; 化 is left out: 情報化 is a word of its own. */
const ENDING_SLIPS: ReadonlyMap<string, readonly string[]> = new Map([
  ['局', ['曲', '極']],
  ['課', ['科']],
  ['室', ['質']],
]);
/** Endings that most departments have: they are no name of a group. */
const COMMON_ENDINGS: ReadonlySet<string> = new Set(['局', '部', '課', '室', '役場']);
/** What the departments that share an ending are called together. */
const GROUP_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    '区役所',
    ['各区', '全区', '区役所すべて', 'くやくしょ', 'ward office', 'ward', '区の役所', '区', '行政区'],
  ],
  ['委員会事務局', ['行政委員会の事務局', 'commission secretariat', 'committee secretariat']],
  ['支所', ['branch office', 'branch']],
  ['総合支所', ['支所', 'branch office', 'branch']],
]);

/**
 * Puts each department's names into the lexicon: the heading, what follows from it by rule (消防局 → 消防, 緑区役所 →
 * 緑区, 健康福祉局 → 健福局), readings, curated names; and the groups that share an ending (区役所). A department a step: a
 * name counts beside all others'.
 */
export function* addDepartments(lexicon: Lexicon, dataset: Dataset): Steps<EnglishNames> {
  const { departments, departmentWords } = dataset;
  const kana = yield* mapped(
    departments,
    ({ name, kana }) => kana ?? readingOf(partsOf(name), departmentWords),
  );
  const known = new NameTable();
  for (const [d, department] of departments.entries()) {
    for (const name of namesOf(department, kana[d]!, dataset)) known.add(name, d);
    yield;
  }
  for (const [head, members] of branchesOf(departments)) {
    for (const name of [head, head.replace(FOUNDER, '')])
      if (!known.has(name)) lexicon.add(name, { kind: 'group', departments: members });
    for (const d of members)
      for (const name of full(departments[d]!.name.slice(head.length))) known.add(name, d);
  }
  for (const [ending, members] of membersByEnding(departments)) {
    // The only branch office or hospital is called just that.
    const alone = members.length === 1 ? LONE_ENDINGS.get(ending) : undefined;
    // 出張所に一人: where who asks works, and not the office of that name.
    const called = ending === '出張所' || ending === '支所' ? bare : full;
    if (alone !== undefined) for (const name of called(ending, ...alone)) known.add(name, members[0]!);
    if (members.length < 2 || COMMON_ENDINGS.has(ending)) continue;
    for (const word of [ending, ...(GROUP_NAMES.get(ending) ?? [])])
      if (word === ending || !known.has(word)) lexicon.add(word, { kind: 'group', departments: members });
  }
  for (const group of dataset.groups) addGroup(lexicon, group, departments);
  yield;
  known.addTo(lexicon);
  yield;
  return yield* englishNames(dataset, kana);
}

/** Which departments each name stands for. */
class NameTable {
  readonly #names = new Map<string, { departments: Set<number>; bare: boolean }>();

  /** A full name beats a bare one of another department; a single character is no name. */
  add({ text, bare }: Name, department: number): void {
    const folded = foldText(text);
    if (folded.length < 2) return;
    const known = this.#names.get(folded);
    if (known === undefined || (known.bare && !bare))
      this.#names.set(folded, { departments: new Set([department]), bare });
    else if (known.bare === bare) known.departments.add(department);
  }

  has(text: string): boolean {
    return this.#names.has(foldText(text));
  }

  addTo(lexicon: Lexicon): void {
    for (const [folded, { departments, bare }] of this.#names)
      lexicon.add(folded, { kind: 'department', departments: [...departments], bare });
  }
}

/** Everything that a department is called. */
function namesOf(department: Department, kana: string | null, dataset: Dataset): Name[] {
  const { name, en, aliases } = department;
  const parts = partsOf(name);
  return [
    ...full(name, ...(parts.ending === null ? [] : [`${parts.base}の${parts.ending.ja}`])),
    ...full(name.replace(FOUNDER, '')),
    ...(ZOO.test(name) ? bare('動物園', 'どうぶつえん') : []),
    ...aliases.map((text) => ({ text, bare: partsOf(text).ending === null && foldText(text).length <= 2 })),
    ...(en === null ? [] : full(en)),
    ...(kana === null ? [] : full(kana)),
    ...bare(...houseOf(department, dataset.departments)),
    ...(parts.ending === null ? [] : namesByRule(department, parts, dataset)),
    ...(kana === null ? [] : namesInKana(parts, kana)),
  ];
}

/** 秘書広報しつ, こそだて支援課: as it is typed where its end or its beginning is left in kana. か is a particle as well. */
function namesPartlyInKana({ base, ending }: NameParts, { departmentWords }: Dataset): string[] {
  const first = leadingWord(base, departmentWords);
  const rest = first === null ? '' : base.slice(first.length);
  return [
    ...(ending!.kana === 'か' ? [] : [base + ending!.kana]),
    ...(first === null || rest === '' ? [] : [first.kana + rest + ending!.ja]),
  ];
}

/** What follows from a name with an ending. */
function namesByRule(department: Department, parts: NameParts, dataset: Dataset): Name[] {
  const { base, ending } = parts;
  const short = [...abbreviations(base), ...abbreviationByWords(base, dataset.departmentWords)];
  const [first] = base.split('・');
  return [
    ...namesByEnding(department, base, ending!.ja, dataset.departments),
    ...(base.length < 2 ? [] : full(...(ENDING_SLIPS.get(ending!.ja) ?? []).map((slip) => base + slip))),
    ...(ending!.ja === '区役所' ? full(`${base}の区`) : []),
    ...short.flatMap((text) => [...full(text + ending!.ja), ...bare(text)]),
    ...(base === '教育' ? full('教育委員会', '教育委員会事務局', '市教委', '教委') : []),
    // こども・若者 → the words of a listed name.
    ...(first !== base && first!.length >= 2 ? full(first! + ending!.ja) : []),
    ...full(...namesPartlyInKana(parts, dataset)),
  ];
}

function namesByEnding(
  department: Department,
  base: string,
  ending: string,
  departments: readonly Department[],
): Name[] {
  if (ending === '区役所') return full(`${base}区`);
  if (ending === '委員会事務局') {
    const committee = `${base}委員会`;
    return full(committee, `${base}委`, ...abbreviations(committee), `${committee}の事務局`);
  }
  return [
    // 市長公室 is not the mayor.
    ...(ending === '公室' ? [] : bare(base)),
    ...bare(...distinctStarts(department, base, departments)),
    ...bare(...fieldOf(department, base, departments)),
    // 北総合支所 is called 北支所 for short.
    ...(ending === '総合支所' ? full(`${base}支所`) : []),
    // 議会局 is asked for as 議会事務局, 企画部 as 企画課: the ending is what people get wrong.
    ...(ending === '局' || ending === '部' ? full(`${base}事務局`) : []),
    ...(base.endsWith('委員') ? full(`${base}会`) : []),
  ];
}

/** 空港振興: the field stands for the office where no other name has it. */
function fieldOf(department: Department, base: string, departments: readonly Department[]): string[] {
  const field = TASK_OF_FIELD.exec(base)?.[1];
  return field !== undefined && departments.every((d) => d === department || !d.name.includes(field))
    ? [field]
    : [];
}

/** 中央図書館: the house stands for the office where no other is one. */
function houseOf(department: Department, departments: readonly Department[]): string[] {
  const house = HOUSES.find((ending) => department.name.endsWith(ending) && department.name !== ending);
  return house !== undefined && departments.every((d) => d === department || !d.name.includes(house))
    ? [house]
    : [];
}

/** 都市建: the start of a long name stands for it where no other name starts so. */
function distinctStarts(department: Department, base: string, departments: readonly Department[]): string[] {
  const starts = Array.from({ length: Math.max(0, base.length - 3) }, (_, i) => base.slice(0, i + 3));
  return starts.filter((start) => departments.every((d) => d === department || !d.name.startsWith(start)));
}

function namesInKana({ ending }: NameParts, kana: string): Name[] {
  if (ending === null || ending.ja === '公室' || !kana.endsWith(ending.kana)) return [];
  const base = kana.slice(0, -ending.kana.length);
  if (ending.ja === '区役所') return full(`${base}く`, `${base}区`, `${base}区役所`);
  return [
    ...full(base + ending.ja),
    ...(ending.ja === '委員会事務局' ? full(`${base}いいんかい`) : []),
    ...(foldText(base).length >= 4 ? bare(base) : []),
  ];
}

/** 健康福祉 → 健福, 農業委員会 → 農委: the first character of each two-character word. */
function abbreviations(base: string): string[] {
  const chars = Array.from(base);
  if (!chars.every((char) => isKanji(char.codePointAt(0)!))) return [];
  if (base.endsWith('委員会') && chars.length >= 5) return [`${chars[0]!}委`, `${chars[0]!}委会`];
  return chars.length === 4 ? [chars[0]! + chars[2]!] : [];
}

/** まちづくり推進 → まち推: the start of the first word and the first character of the second. */
function abbreviationByWords(base: string, words: readonly DepartmentWord[]): string[] {
  const first = leadingWord(base, words);
  const second = first === null ? null : leadingWord(base.slice(first.length), words);
  if (first === null || second === null || first.length + second.length !== base.length || first.length < 3)
    return [];
  return [base.slice(0, 2) + base.charAt(first.length)];
}

function membersByEnding(departments: readonly Department[]): ReadonlyMap<string, number[]> {
  const members = new Map<string, number[]>();
  departments.forEach(({ name }, d) => {
    const { ending } = partsOf(name);
    if (ending !== null) members.set(ending.ja, [...(members.get(ending.ja) ?? []), d]);
  });
  return members;
}

/** 町立病院事務部, 町立病院看護部: several departments of one office, by its name. */
function branchesOf(departments: readonly Department[]): ReadonlyMap<string, number[]> {
  const branches = new Map<string, number[]>();
  departments.forEach(({ name }, d) => {
    for (let length = 3; length < name.length - 1; length++) {
      const head = name.slice(0, length);
      if (partsOf(head).ending !== null) branches.set(head, [...(branches.get(head) ?? []), d]);
    }
  });
  return new Map([...branches].filter(([, members]) => members.length > 1));
}

function addGroup(lexicon: Lexicon, group: DepartmentGroup, departments: readonly Department[]): void {
  const members = group.departments
    .map((name) => departments.findIndex((d) => d.name === name))
    .filter((d) => d >= 0);
  for (const name of group.names) lexicon.add(name, { kind: 'group', departments: members });
}

/** What stands after a list of departments that are the place where something is done. */
const PLACE = /^(?:内|における|において|で|の各|と連携|と合同|と共同|の全|に(?!関|つい|係|対|伴|より|よる))/;
/** Between two departments of one list. */
const LISTED = /^(?:、|,|及び|および|並びに|と|や)?$/;

/** Departments that a row's text names as the place where it is done: A、B、C内の, Aにおける. */
export function departmentsAbout({ text }: Folded, segments: readonly Segment[]): number[] {
  const mentions = segments.flatMap(({ start, end, sense }) =>
    sense?.kind === 'department' ? [{ start, end, departments: sense.departments }] : [],
  );
  const about = new Set<number>();
  let list: number[] = [];
  mentions.forEach(({ end, departments }, i) => {
    list.push(...departments);
    const next = mentions[i + 1];
    if (next !== undefined && LISTED.test(text.slice(end, next.start))) return;
    if (PLACE.test(text.slice(end, end + 8))) for (const d of list) about.add(d);
    list = [];
  });
  return [...about];
}

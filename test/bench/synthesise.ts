import type { Dataset, Department, Initiative } from '../../src/dataset/schema.ts';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A larger city's departments have about this many rows each. */
const ROWS_PER_DEPARTMENT = 500;
/** Words are drawn with weight 1 / (rank + this): some in every tenth row, most in few. */
const ZIPF_SHIFT = 20;
const LINKS = ['の', 'を', 'と', 'による', 'に向けた', '・', 'や', '及び'];
const ENDINGS = ['の実施', 'の推進', 'の見直し', 'を開始', 'の検討', 'の導入', 'に関する取組', ''];

/**
 * A dataset of `size` rows in the words of `data`: its rows' own phrases and times, and the terms of its thesaurus.
 * Without the curated questions, which nobody writes for a million rows. The same for the same size.
 */
export function synthesise(data: Dataset, size: number): Dataset {
  const next = random(size);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const word = zipf(vocabulary(data, next), next);
  const departments = [
    ...data.departments,
    ...moreDepartments(data, Math.floor(size / ROWS_PER_DEPARTMENT), next),
  ];
  const phrase = (words: number): string => {
    const parts = [word()];
    for (let i = 1; i < words; i++) parts.push(pick(LINKS), word());
    return parts.join('');
  };
  const initiatives = Array.from({ length: size }, (_, i): Initiative => {
    const { schedule, stage } = pick(data.initiatives);
    return {
      id: `syn-${i}`,
      department: pick(departments).name,
      name: phrase(1 + Math.floor(next() * 2)) + pick(ENDINGS),
      summary: phrase(3 + Math.floor(next() * 4)) + pick(ENDINGS),
      schedule: { ...schedule, recurrenceMonths: [...schedule.recurrenceMonths] },
      stage,
      remarks: next() < 0.4 ? phrase(1 + Math.floor(next() * 2)) : '',
      source: { line: i + 1, text: '' },
    };
  });
  return {
    ...data,
    departments,
    initiatives,
    expansions: new Map(),
    wishes: [],
    revision: `synthetic-${size}`,
  };
}

/** The same rows under different names: a document that names two rows of a department alike is refused. */
export const withNamesOfTheirOwn = (data: Dataset): Dataset => ({
  ...data,
  initiatives: data.initiatives.map((row, index) => ({ ...row, name: `${row.name}（その${index + 1}）` })),
});

/** The rows' phrases first, as the commonest words; then the thesaurus in random order. */
function vocabulary(data: Dataset, next: () => number): string[] {
  const phrases = data.initiatives.flatMap((row) =>
    `${row.name}\n${row.summary}\n${row.remarks}`
      .split(/[\s、。・（）()「」【】のをにへとやがはで]+/)
      .filter((each) => each.length >= 2 && each.length <= 12),
  );
  const terms = data.concepts.flatMap((concept) => concept.terms);
  return [...new Set([...shuffled(phrases, next), ...shuffled(terms, next)])];
}

function shuffled<T>(items: readonly T[], next: () => number): T[] {
  return items
    .map((item) => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

/** Draws items, the earlier ones more often. */
function zipf(items: readonly string[], next: () => number): () => string {
  const sums: number[] = [];
  items.reduce((sum, _, rank) => (sums[rank] = sum + 1 / (rank + ZIPF_SHIFT)), 0);
  const total = sums.at(-1)!;
  return () => {
    const wanted = next() * total;
    let [low, high] = [0, items.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return items[low]!;
  };
}

function moreDepartments(data: Dataset, count: number, next: () => number): Department[] {
  const parts = data.departmentWords.map(({ ja }) => ja[0]!);
  const names = new Set<string>();
  const taken = new Set(data.departments.map(({ name }) => name));
  while (names.size < count) {
    const [a, b] = [parts[Math.floor(next() * parts.length)]!, parts[Math.floor(next() * parts.length)]!];
    const name = `${a}${b}${['局', '部', '課'][Math.floor(next() * 3)]!}`;
    if (a !== b && !taken.has(name)) names.add(name);
  }
  return [...names].map((name) => ({ name, en: null, kana: null, aliases: [] }));
}

import type { Concept, Dataset, Initiative } from '../../../src/dataset/schema.ts';
import { addDepartments } from '../../../src/question/index/departments.ts';
import { fold, foldText } from '../../../src/text/fold.ts';
import { finish } from '../../../src/text/steps.ts';
import { Lexicon, type Sense } from '../../../src/question/index/lexicon.ts';

/** What a row should have; below it, questions in other words than the row's own are not found. */
const ENOUGH = { all: 15, ja: 8, en: 4, needs: 2 } as const;

/** One row shares its few words with many concepts by chance; the same two rows hardly. */
const TELLING_ROWS = 2;

/** Wording of somebody who has a wish or a problem and no name for what would help. */
const NEED =
  /[いきしちりえけせてめれ]たい|ほしい|欲しい|困|悩|なんとか|何とか|どうすれば|どうしたら|すぎ|過ぎ|しんどい|つらい|(?<![a-z])(?:want|need|how (?:can|do|could) (?:i|we)|trouble|struggl|too (?:many|much)|tired|wish|help)/i;

/** Questions that editors have written for a row. */
interface RowCoverage {
  readonly id: string;
  readonly department: string;
  readonly name: string;
  readonly all: number;
  readonly ja: number;
  readonly en: number;
  /** Written as a wish or a problem. */
  readonly needs: number;
  /** What there is less of than ENOUGH. */
  readonly lacks: readonly (keyof typeof ENOUGH)[];
}

/** What the curated data lacks, for its editors. */
export interface Coverage {
  /** Rows with fewer questions than ENOUGH. */
  readonly thinRows: readonly RowCoverage[];
  /** Words (folded) that two or more concepts claim in terms, kana, en or asks. */
  readonly sharedWords: readonly { readonly word: string; readonly concepts: readonly string[] }[];
  /** Concepts whose own words stand in exactly the same two or more rows. */
  readonly sameRows: readonly { readonly concepts: readonly string[]; readonly rows: readonly string[] }[];
  /** Concepts that no row has, nor a narrower one: right for what the document does not cover. */
  readonly idleConcepts: readonly string[];
  /** Rows that no concept finds. */
  readonly rowsWithoutConcept: readonly string[];
}

/** Examines a dataset; pure. */
export function coverage(data: Dataset): Coverage {
  const direct = rowsByConcept(data);
  const found = new Set(
    data.concepts.filter((c) => direct.get(c.id)!.size > 0).flatMap((c) => wider(c, data)),
  );
  const rowsFound = new Set([...direct.values()].flatMap((rows) => [...rows]));
  return {
    thinRows: data.initiatives.map((row) => rowCoverage(row, data)).filter((row) => row.lacks.length > 0),
    sharedWords: sharedWords(data.concepts),
    sameRows: sameRows(direct, data),
    idleConcepts: data.concepts.filter((c) => !found.has(c.id)).map((c) => c.id),
    rowsWithoutConcept: data.initiatives.filter((_, r) => !rowsFound.has(r)).map(rowTitle),
  };
}

function rowCoverage(row: Initiative, data: Dataset): RowCoverage {
  const questions = data.expansions.get(row.id)?.questions ?? [];
  const english = questions.filter((question) => !/[\u3041-\u30ff\u4e00-\u9fff]/.test(question));
  const counts = {
    all: questions.length,
    ja: questions.length - english.length,
    en: english.length,
    needs: questions.filter((question) => NEED.test(question)).length,
  };
  const lacks = (['all', 'ja', 'en', 'needs'] as const).filter((kind) => counts[kind] < ENOUGH[kind]);
  return { id: row.id, department: row.department, name: row.name, ...counts, lacks };
}

function sharedWords(concepts: readonly Concept[]): Coverage['sharedWords'] {
  const owners = new Map<string, Set<string>>();
  for (const { id, terms, kana, en, asks } of concepts) {
    for (const surface of [...terms, ...kana, ...en, ...asks]) {
      const word = foldText(surface);
      owners.set(word, (owners.get(word) ?? new Set()).add(id));
    }
  }
  return [...owners].filter(([, ids]) => ids.size > 1).map(([word, ids]) => ({ word, concepts: [...ids] }));
}

function sameRows(direct: ReadonlyMap<string, ReadonlySet<number>>, data: Dataset): Coverage['sameRows'] {
  const telling = [...direct].filter(([, rows]) => rows.size >= TELLING_ROWS);
  const byRows = Map.groupBy(telling, ([, rows]) => [...rows].sort((a, b) => a - b).join(' '));
  return [...byRows.values()]
    .filter((group) => group.length > 1)
    .map((group) => ({
      concepts: group.map(([id]) => id),
      rows: [...group[0]![1]].map((r) => rowTitle(data.initiatives[r]!)),
    }));
}

/** Rows that have each concept's own words, or the concept as a theme; without what follows from narrower concepts. */
function rowsByConcept(data: Dataset): Map<string, Set<number>> {
  const lexicon = new Lexicon();
  data.concepts.forEach(({ terms, en }, concept) => {
    for (const term of terms) lexicon.add(term, { kind: 'concept', concept, from: 'term' });
    for (const term of en) lexicon.add(term, { kind: 'concept', concept, from: 'en' });
  });
  for (const word of data.concepts.flatMap((c) => c.not))
    if (!lexicon.has(word)) lexicon.add(word, { kind: 'block' });
  finish(addDepartments(lexicon, data));
  const accepts = (sense: Sense): boolean => sense.kind !== 'department' || !sense.bare;
  const rows = new Map(data.concepts.map(({ id }) => [id, new Set<number>()]));
  data.initiatives.forEach((row, r) => {
    for (const field of [row.name, row.summary, row.remarks]) {
      for (const { sense } of lexicon.scan(fold(field), accepts))
        if (sense.kind === 'concept') rows.get(data.concepts[sense.concept]!.id)!.add(r);
    }
    for (const id of data.expansions.get(row.id)?.themes ?? []) rows.get(id)?.add(r);
  });
  return rows;
}

/** The concept and every wider one. */
function wider(concept: Concept, data: Dataset): string[] {
  const byId = new Map(data.concepts.map((c) => [c.id, c]));
  const seen = new Set([concept.id]);
  for (const id of seen) for (const broader of byId.get(id)?.broader ?? []) seen.add(broader);
  return [...seen];
}

function rowTitle({ department, name }: Initiative): string {
  return `${department}「${name}」`;
}

/** The report for a terminal. */
export function coverageLines({
  thinRows,
  sharedWords: words,
  sameRows: overlaps,
  idleConcepts,
  rowsWithoutConcept,
}: Coverage): string[] {
  const section = (title: string, lines: readonly string[]): string[] => [
    `${title}: ${lines.length}`,
    ...lines.map((line) => `  ${line}`),
    '',
  ];
  return [
    ...section(
      `rows with too few questions (${ENOUGH.all} in all, ${ENOUGH.ja} ja, ${ENOUGH.en} en, ${ENOUGH.needs} needs)`,
      thinRows.map(
        (row) =>
          `${row.id} ${row.department}「${row.name}」 ${row.all} (${row.ja} ja, ${row.en} en, ${row.needs} needs): ` +
          `few ${row.lacks.join(', ')}`,
      ),
    ),
    ...section(
      'words claimed by several concepts',
      words.map(({ word, concepts }) => `${word}: ${concepts.join(', ')}`),
    ),
    ...section(
      'concepts whose words stand in exactly the same rows',
      overlaps.map(({ concepts, rows }) => `${concepts.join(', ')}: ${rows.join(' ')}`),
    ),
    ...section('concepts that no row has', idleConcepts),
    ...section('rows without a concept', rowsWithoutConcept),
  ];
}

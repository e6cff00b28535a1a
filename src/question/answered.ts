import type { YearMonth } from '../calendar/month.ts';
import type { Dataset, Expansion, Initiative } from '../dataset/schema.ts';
import { foldText, isLatin } from '../text/fold.ts';
import { numberIn, tellingOf } from './answer/counters.ts';
import { OFTEN } from './answer/fact-signs.ts';
import { phrasesOf } from './answer/phrases.ts';
import { charactersShared, sharedRun } from './answer/shared-run.ts';
import { similarRows } from './answer/similar.ts';
import type { Finder } from './choose/finder.ts';
import type { Ranking } from './choose/weigh/ranking.ts';
import type { RowFacets } from './choose/row-facets.ts';
import { neighboursOf } from './neighbours.ts';
import type { RowIndex } from './index/rows/row-index.ts';
import { FACT_CUES } from './read/cues.ts';
import { saysWhen, type Query, type Term } from './read/query.ts';

/** What a dataset says of the rows that were answered. */
export interface Answered {
  /** Department numbers of the rows with these ids, each once. */
  departmentsOf(ids: readonly string[]): readonly number[];
  /** Ids of rows like these, best first. */
  similarTo(ids: readonly string[]): readonly string[];
  /** The rows of these departments that are most like these; all of them where none is. */
  likeIn(ids: readonly string[], departments: readonly number[]): readonly string[];
  /** Of these rows, those that have what the query says: in their names, where any has; `wide`: or anywhere else. */
  meeting(ids: readonly string[], query: Query, wide?: boolean): readonly string[];
  /** Of these rows, those whose name the text is, or as good as. */
  called(ids: readonly string[], text: string): readonly string[];
  /** Of these rows, those that have what the query says in their names. */
  named(ids: readonly string[], query: Query): readonly string[];
  /** Whether what the query says is written in other rows, and in none of these. */
  isElsewhere(ids: readonly string[], query: Query): boolean;
  /** Rows of other departments than these rows' that have what the query says. */
  others(ids: readonly string[], query: Query): readonly string[];
  /** The other departments of the same kind as one of these (区役所). */
  alike(departments: readonly number[]): readonly number[];
  /** The rows of these departments. */
  rowsOf(departments: readonly number[]): readonly string[];
  /** The other rows of the departments of these. */
  siblings(ids: readonly string[]): readonly string[];
  /** Of these rows, those that tell a number or a place where the text asks for one (何本, どこを回る). */
  telling(ids: readonly string[], text: string): readonly string[];
  /** Of these rows, those that write a number that the text has (5本, 3課). */
  counting(ids: readonly string[], text: string): readonly string[];
  /** Of these rows, those with most of the text's words in a run, where they have any. */
  sharing(ids: readonly string[], text: string): readonly string[];
  /** Of these rows, those whose English has most of the text's words, where any has one. */
  worded(ids: readonly string[], text: string): readonly string[];
  /** Of several rows, the only one that has characters of the question; null where others have its words as they stand. */
  likest(ids: readonly string[], query: Query): string | null;
  /** Whether one of these rows is of one of the departments, or writes its name. */
  speaksOf(ids: readonly string[], departments: readonly number[]): boolean;
  /** Whether one of these rows has any character of the text that tells something. */
  hinted(ids: readonly string[], text: string): boolean;
  /** Of these rows, those whose names have most in common with that one's. */
  akin(ids: readonly string[], to: string): readonly string[];
  /** The month in which the row starts; null where it does not say. */
  startOf(id: string): YearMonth | null;
  /** Of these rows, those whose names several departments have. */
  common(ids: readonly string[]): readonly string[];
}

/** More than this many like initiatives would bury what led there. */
const MAX_SIMILAR = 5;
/** A shorter part of an English word may be of any. */
const MIN_ENGLISH_PART = 4;
/** A single character of a name calls no department. */
const MIN_NAME_PART = 2;

/** What is asked of a dataset, all of the same. */
interface Searched {
  readonly index: RowIndex;
  readonly facets: RowFacets;
  readonly ranking: Ranking;
  readonly finder: Finder;
}

/** What follow-ups ask of the rows that were answered. */
export function answeredOf(dataset: Dataset, searched: Searched): Answered {
  const { initiatives } = dataset;
  const { facets, finder } = searched;
  const numbersOf = (ids: readonly string[]): number[] => ids.flatMap((id) => finder.rowOf(id) ?? []);
  const rowsOf = (ids: readonly string[]): Initiative[] => numbersOf(ids).map((row) => initiatives[row]!);
  const departmentsOf = (ids: readonly string[]): number[] => [
    ...new Set(numbersOf(ids).map((row) => facets.departmentOf[row]!)),
  ];
  const meeting = meetingOf(dataset, searched);
  const isElsewhere: Answered['isElsewhere'] = (ids, { groups }) =>
    groups.some((group) =>
      group.every(({ folded }) => searched.index.hasText(folded) && !isWritten(rowsOf(ids), folded)),
    );
  /** Rows of these departments, or of all others. */
  const rowsIn = (departments: readonly number[], isIn: boolean): string[] =>
    initiatives
      .filter((_, row) => departments.includes(facets.departmentOf[row]!) === isIn)
      .map(({ id }) => id);
  return {
    departmentsOf,
    meeting,
    others: (ids, query) => meeting(rowsIn(departmentsOf(ids), false), query),
    named: (ids, { groups }) =>
      numbersOf(ids)
        .filter((row) =>
          groups.every((group) =>
            group.some(({ folded }) => foldText(initiatives[row]!.name).includes(folded)),
          ),
        )
        .map((row) => initiatives[row]!.id),
    called: (ids, text) => calledIn(rowsOf(ids), text, (id) => dataset.expansions.get(id)?.en ?? null),
    isElsewhere,
    alike(departments) {
      const names = departments.flatMap((d) => {
        const { kind, names: alike } = neighboursOf(dataset.departments[d]!.name, dataset.departments);
        return kind === null ? [] : alike;
      });
      return dataset.departments.flatMap(({ name }, d) =>
        names.includes(name) && !departments.includes(d) ? [d] : [],
      );
    },
    rowsOf: (departments) => rowsIn(departments, true),
    siblings: (ids) => rowsIn(departmentsOf(ids), true).filter((id) => !ids.includes(id)),
    telling(ids, text) {
      const tells = tellsIn(text);
      return tells === null ? [] : rowsOf(ids).flatMap((row) => (tells(row) ? [row.id] : []));
    },
    counting(ids, text) {
      const number = numberIn(text);
      return number === null ? [] : rowsOf(ids).flatMap((row) => (number.test(textOf(row)) ? [row.id] : []));
    },
    sharing: (ids, text) => most(rowsOf(ids), (row) => sharedRun(text, textOf(row)).length),
    worded: (ids, text) =>
      most(rowsOf(ids), ({ id }) => wordsOf(text, dataset.expansions.get(id)?.en ?? null)),
    likest: (ids, query) =>
      ids.length < 2 || isElsewhere(ids, query) ? null : likestOf(rowsOf(ids), query.asked),
    speaksOf: (ids, departments) =>
      departmentsOf(ids).some((d) => departments.includes(d)) ||
      departments.some((d) => rowsOf(ids).some((row) => textOf(row).includes(dataset.departments[d]!.name))),
    hinted: (ids, text) => rowsOf(ids).some((row) => charactersShared(text, textOf(row)) > 0),
    akin: (ids, to) => most(rowsOf(ids), ({ name }) => sharedRun(rowsOf([to])[0]?.name ?? '', name).length),
    startOf: (id) => rowsOf([id])[0]?.schedule.start ?? null,
    common: (ids) => ofSeveral(rowsOf(ids)),
    likeIn: (ids, departments) => likestIn(numbersOf(ids), rowsIn(departments, true), dataset, searched),
    similarTo: (ids) =>
      similarRows(numbersOf(ids), MAX_SIMILAR, { dataset, ...searched }).map(
        ({ initiative }) => initiative.id,
      ),
  };
}

/** A text that is a smaller part of a name than this may mean others that have it as well. */
const MOST_OF_NAME = 0.6;

/** Ids of the rows with this very name, else of those that are called by most of it. */
function calledIn(
  rows: readonly Initiative[],
  text: string,
  englishOf: (id: string) => Expansion['en'],
): readonly string[] {
  const bare = (name: string): string => foldText(name).replaceAll(/[「」『』\s]/g, '');
  const typed = bare(text);
  const share = (name: string): number =>
    name.includes(typed) ? typed.length / name.length : name.length > 1 && typed.endsWith(name) ? 1 : 0;
  const scored = rows.map((row) => ({
    id: row.id,
    share: Math.max(...[row.name, englishOf(row.id)?.name ?? ''].map(bare).map(share)),
  }));
  const best = Math.max(0, ...scored.map((each) => each.share));
  return best < MOST_OF_NAME ? [] : scored.filter((each) => each.share === best).map(({ id }) => id);
}

/** Of a department's rows the one that is most like these; or those about what is related (面談, of 1on1); or all. */
function likestIn(
  rows: readonly number[],
  own: readonly string[],
  dataset: Dataset,
  searched: Searched,
): readonly string[] {
  const ranked = similarRows(rows, dataset.initiatives.length, { dataset, ...searched });
  const like = ranked.find(({ initiative }) => own.includes(initiative.id));
  if (like !== undefined) return [like.initiative.id];
  const topicsOf = (numbers: readonly number[]) =>
    numbers
      .flatMap((row) => searched.index.conceptsOf(row).map((concept) => dataset.concepts[concept]!))
      .filter(({ kind }) => kind === 'topic');
  const theirs = topicsOf(rows);
  const related = own.filter((id) =>
    topicsOf([searched.finder.rowOf(id)!]).some((one) =>
      theirs.some((other) => one.related.includes(other.id) || other.related.includes(one.id)),
    ),
  );
  return related.length > 0 ? related : own;
}

/** Of rows, those that have what a query says: in their names, where any has. */
function meetingOf(dataset: Dataset, { facets, ranking, finder, index }: Searched): Answered['meeting'] {
  const { initiatives } = dataset;
  // The crisis one: a part of a department's name, in either language.
  const departmentNames = dataset.departments.map(({ name, en }) => foldText(`${name}\n${en ?? ''}`));
  const inEnglish = (id: string): string => {
    const { name = '', summary = '' } = dataset.expansions.get(id)?.en ?? {};
    return foldText(`${name}\n${summary}`);
  };
  const isNamed = (row: number, term: Term): boolean =>
    foldText(initiatives[row]!.name).includes(term.folded) || ranking.evidence(row, term)?.field === 'name';
  return (ids, query, wide = false) => {
    const { departments } = query;
    const { accepts } = facets.filter({ ...query, departments: null }, '');
    const calls = (row: number, { folded }: Term): boolean =>
      folded.length >= MIN_NAME_PART && departmentNames[facets.departmentOf[row]!]!.includes(folded);
    // the phones, of a row about smartphones: a word that nothing has as it stands is part of one in English.
    const says = (row: number, { folded }: Term): boolean =>
      folded.length >= MIN_ENGLISH_PART &&
      !index.hasText(folded) &&
      isLatin(folded.charCodeAt(0)) &&
      inEnglish(initiatives[row]!.id).includes(folded);
    const rows = ids.flatMap((id) => finder.rowOf(id) ?? []);
    const groups = query.groups.filter((group) =>
      group.some((term) => !term.unknown || rows.some((row) => calls(row, term) || says(row, term))),
    );
    // 10月のやつの備考は: what nothing has is left out where a facet tells the row.
    if (groups.length === 0 && query.groups.length > 0 && !saysWhen(query.when)) return [];
    const meets = rows.filter(
      (row) =>
        accepts(row) &&
        query.excluded.every((term) => ranking.evidence(row, term) === null && !calls(row, term)) &&
        (departments === null || departments.includes(facets.departmentOf[row]!)) &&
        groups.every((group) =>
          group.some((term) => ranking.evidence(row, term) !== null || calls(row, term) || says(row, term)),
        ),
    );
    if (wide) return meets.map((row) => initiatives[row]!.id);
    // 情報交換会, of two that are about sharing information: the one that has the very word in its name.
    const isIn = (name: string, { folded }: Term): boolean => foldText(name).includes(folded);
    const called = meets.filter((row) =>
      groups.every((group) => group.some((term) => isIn(initiatives[row]!.name, term))),
    );
    if (groups.length > 0 && called.length > 0) return called.map((row) => initiatives[row]!.id);
    // the nurse lecture, of several in whose English both words are: the one that has them in its name.
    const titled = meets.filter((row) => {
      const name = foldText(dataset.expansions.get(initiatives[row]!.id)?.en?.name ?? '');
      return groups.every((group) => group.some(({ folded }) => isWord(folded, name)));
    });
    if (groups.length > 1 && titled.length > 0) return titled.map((row) => initiatives[row]!.id);
    // ビデオメッセージ, of two about films: the one that has the very word anywhere.
    const written = meets.filter((row) =>
      groups.every((group) =>
        group.some(
          ({ folded }) =>
            isWritten([initiatives[row]!], folded) || isWord(folded, inEnglish(initiatives[row]!.id)),
        ),
      ),
    );
    if (groups.length > 0 && written.length > 0) return written.map((row) => initiatives[row]!.id);
    const named = meets.filter((row) => groups.every((group) => group.some((term) => isNamed(row, term))));
    return (named.length > 0 ? named : meets).map((row) => initiatives[row]!.id);
  };
}

/** Whether a row tells what the text asks for; null where it asks for no such thing. */
function tellsIn(text: string): ((row: Initiative) => boolean) | null {
  if (UNTIL_ASKED.test(text)) return ({ schedule }) => schedule.kind === 'range';
  if (OFTEN_ASKED.test(text)) return (row) => OFTEN.test(`${row.schedule.text}\n${textOf(row)}`);
  const sign = tellingOf(text);
  return sign === null ? null : (row) => sign.test(textOf(row));
}

/** いつまで: what tells when it ends. */
const UNTIL_ASKED = /(?:いつ|何月)(?:ごろ|頃)?まで|until when|when (?:does|do|will) (?:it|they|that) end/i;

const OFTEN_ASKED = FACT_CUES.find(([asks]) => asks === 'howOften')![1];

const textOf = ({ name, summary, remarks }: Initiative): string => `${name}\n${summary}\n${remarks}`;

const isWritten = (rows: readonly Initiative[], folded: string): boolean =>
  rows.some((row) => foldText(textOf(row)).includes(folded));

/** road, of what begins with it in English. */
const isWord = (folded: string, english: string): boolean =>
  /^[a-z ]+$/.test(folded) && ` ${english.replace(/[^a-z]+/g, ' ')}`.includes(` ${folded.trim()}`);

/** Ids of the rows that have most of something, where any has some. */
function most(rows: readonly Initiative[], scoreOf: (row: Initiative) => number): readonly string[] {
  const scored = rows.map((row) => ({ id: row.id, score: scoreOf(row) }));
  const highest = Math.max(0, ...scored.map(({ score }) => score));
  return scored.flatMap(({ id, score }) => (score > 0 && score === highest ? [id] : []));
}

/** lectur, of a lecturer: what begins with it is meant as well. */
const stemOf = (word: string): string => (word.length > MIN_STEMMED ? word.slice(0, -2) : word);
const MIN_STEMMED = 6;

/** The words of a text that a row has in English; one of its name counts twice. */
function wordsOf(text: string, english: Expansion['en']): number {
  const name = foldText(english?.name ?? '');
  const all = foldText(`${english?.name ?? ''}\n${english?.summary ?? ''}`);
  return phrasesOf(text)
    .map(stemOf)
    .reduce((sum, word) => sum + (isWord(word, name) ? 2 : isWord(word, all) ? 1 : 0), 0);
}

/** Ids of the rows whose names another department's row has as well. */
const ofSeveral = (rows: readonly Initiative[]): readonly string[] =>
  rows
    .filter(({ name, department }) => rows.some((row) => row.name === name && row.department !== department))
    .map(({ id }) => id);

/** Id of the only row that has characters of the text, two or as good as all; null where others have any. */
function likestOf(rows: readonly Initiative[], text: string): string | null {
  const sharing = rows.flatMap((row) => {
    const score = charactersShared(text, textOf(row));
    return score > 0 ? [{ id: row.id, score }] : [];
  });
  const isSure = sharing.length === 1 && (sharing[0]!.score > 1 || charactersShared(text, text) <= 2);
  return isSure ? sharing[0]!.id : null;
}

import type { Dataset } from '../../dataset/schema.ts';
import type { AskInput, Candidates, Follows, Hit, Hits, Reading, Reason } from '../answer.ts';
import type { RowNames } from './called.ts';
import { MAX_NEAR, chooseRows, LIKELY, NO_CHOICE, type Choice } from './choose.ts';
import { cleanQuestion } from '../read/clean.ts';
import { foldText, type Folded } from '../../text/fold.ts';
import { ASKED_WEIGHT, type Query, type Term } from '../read/query.ts';
import { likeReason, reasonOf } from './reason.ts';
import type { Ranking } from './weigh/ranking.ts';
import { ABOUT_NONE, both, EVERY_ROW, filedThere, hasFacets, type RowFacets } from './row-facets.ts';
import { hitOf, hitsOf, type HitsSource } from './row-hits.ts';
import type { Posting, RowIndex } from '../index/rows/row-index.ts';
import { placeOf } from '../index/rows/matches.ts';
import { RowSet } from '../index/rows/row-set.ts';
import { asksInCommon, rowsInCommon } from './row-facets.ts';
import { sortedBy } from './sort.ts';
import { softTopics } from './weigh/soft-topics.ts';
import type { SoftConcepts } from '../index/soft-concepts.ts';
import type { Judge } from './judge.ts';

/** What the question before leaves to this one. */
export interface Scope {
  /** Ids of the only rows that count; with `outside`, of those that do not. */
  readonly among: ReadonlySet<string> | null;
  readonly outside: boolean;
  /** 他に?: what met the question has been answered; the rest is near at best. */
  readonly nearOnly: boolean;
  /** Only facets narrow what has been answered: its rows need no second judgement. */
  readonly settled: boolean;
  /** Ids of the very rows that are meant, in their order: nothing is looked for. */
  readonly exactly: readonly string[] | null;
  /** So many of the rows have been shown before. */
  readonly skip: number;
  /** Null: it stands for itself. */
  readonly follows: Follows | null;
}

/** The rows that a query finds. */
export interface Found {
  /** The groups that chose: the query's, or what stands for them where it names nothing but light words. */
  readonly groups: readonly (readonly Term[])[];
  /** Terms that were asked for and that no row has. */
  readonly missing: readonly Term[];
  /** The rows that answer, ascending; `hits` has them in their order, without those shown before. */
  readonly rows: Uint32Array;
  readonly hits: Hits;
  /** Ids of the first of the rows that answer, in their order. */
  readonly ids: readonly string[];
  readonly nearMisses: readonly Hit[];
  readonly departmentOf: (row: number) => number;
  /** The departments asked for that the row is only about, filed under another. */
  readonly aboutOf: (row: number) => readonly number[];
  readonly follows: Follows | null;
}

/** Ids of more rows than this are not kept: a follow-up to them refines the question only. */
export const MAX_CONTEXT_ROWS = 60;

/** What a finder looks in and judges by, all of the same dataset. */
interface FinderSources {
  readonly index: RowIndex;
  readonly facets: RowFacets;
  readonly ranking: Ranking;
  readonly soft: SoftConcepts;
  /** By id, the number of each row. */
  readonly rowOf: ReadonlyMap<string, number>;
  readonly judge: Judge;
  readonly names: RowNames;
}

/** Rows that are about as likely as each other stand in the document's order: so many steps are told apart. */
const STEPS = 50;

/** All rows up to so many are shown to a reader, else so many of the likeliest. */
const MAX_CANDIDATES = 150;
const BEST_CANDIDATES = 60;

/** Finds the rows that answer a query. */
export class Finder {
  readonly #dataset: Dataset;
  readonly #index: RowIndex;
  readonly #facets: RowFacets;
  readonly #ranking: Ranking;
  readonly #soft: SoftConcepts;
  readonly #judge: Judge;
  readonly #names: RowNames;
  readonly #rowById: ReadonlyMap<string, number>;
  /** Rows by their curated questions, folded. */
  readonly #curated = new Map<string, number[]>();

  constructor(
    dataset: Dataset,
    curated: readonly { readonly rows: readonly number[]; readonly folded: Folded }[],
    { index, facets, ranking, soft, judge, names, rowOf }: FinderSources,
  ) {
    this.#dataset = dataset;
    this.#index = index;
    this.#facets = facets;
    this.#ranking = ranking;
    this.#soft = soft;
    this.#judge = judge;
    this.#names = names;
    this.#rowById = rowOf;
    for (const { rows, folded } of curated)
      this.#curated.set(folded.text, [...(this.#curated.get(folded.text) ?? []), ...rows]);
  }

  /** The row with this id; undefined when there is none. */
  rowOf(id: string): number | undefined {
    return this.#rowById.get(id);
  }

  /** The rows that answer, and those that come near. */
  find(query: Query, input: AskInput, scope: Scope): Found {
    const { accepts, aboutOf } = this.#facets.filter(query, input.today);
    const { groups, lights } = this.#topics(query);
    const topics = softTopics(query.words, this.#soft);
    const scores = this.#ranking.score(query, groups, lights, topics);
    const isOpen = this.#isOpen(query, scope);
    if (scope.exactly !== null) return this.#exactly(scope.exactly, groups, scope);
    const all = scope.settled || (groups.length === 0 && (hasFacets(query) || asksForAll(query, input.text)));
    const allowed = both(isOpen, accepts);
    const chosenRows = () =>
      input.chosen
        ? this.#choiceOf(input.chosen, allowed)
        : (this.#choiceAsWritten(query, allowed) ??
          chooseRows(query, scores, this.#judge, {
            isOpen,
            accepts,
            size: this.#dataset.initiatives.length,
          }));
    const judged = all ? NO_CHOICE : this.#names.calledInFull(chosenRows(), query.asked);
    const chosen = this.#chosen({ query, text: input.text, scope }, all ? allowed : judged.rows);
    const met = this.#inCommon(this.#extremeOf(chosen, query.when.extreme), query);
    const ofOwn = filedThere(met, aboutOf);
    // What another department does about this one stands beside what is its own.
    const rows = ofOwn.length === 0 ? met : ofOwn;
    const beside = rows.length === met.length ? [] : Array.from(met).filter((row) => aboutOf(row).length > 0);
    const near = [...beside, ...(all ? [] : judged.near.filter((row) => placeOf(chosen, row) < 0))];
    const scoreOf = all ? ALIKE : judged.likelihoodOf;
    const ordered = this.#ordered(rows, scoreOf, isByTime(query), aboutOf);
    const likeOf = (row: number) =>
      likeReason(row, input.text, topics, { dataset: this.#dataset, index: this.#index });
    const source = this.#source(groups, aboutOf, all ? NO_REASON : likeOf);
    const shown = ordered.subarray(scope.skip);
    return {
      groups,
      missing: groups
        .flat()
        .filter((term) => term.weight >= ASKED_WEIGHT && this.#ranking.match(term).rows.length === 0),
      rows,
      hits: hitsOf(shown, scoresOf(shown, scoreOf), source),
      ids: this.#firstIds(ordered),
      nearMisses: near.slice(0, MAX_NEAR).map((row) => hitOf(row, scoreOf(row), source)),
      departmentOf: (row) => this.#facets.departmentOf[row]!,
      aboutOf,
      follows: scope.follows && { ...scope.follows, total: rows.length },
    };
  }

  /** These rows in this order, whatever the question says. */
  #exactly(ids: readonly string[], groups: readonly (readonly Term[])[], { skip, follows }: Scope): Found {
    const rows = Uint32Array.from(ids.flatMap((id) => this.#rowById.get(id) ?? []));
    const shown = rows.subarray(skip);
    const aboutOf = (): readonly number[] => [];
    return {
      groups,
      missing: [],
      rows: rows.toSorted(),
      hits: hitsOf(shown, new Float32Array(shown.length).fill(1), this.#source(groups, aboutOf, NO_REASON)),
      ids: this.#firstIds(rows),
      nearMisses: [],
      departmentOf: (row) => this.#facets.departmentOf[row]!,
      aboutOf,
      follows: follows && { ...follows, total: rows.length },
    };
  }

  #firstIds(rows: Uint32Array): readonly string[] {
    return Array.from(rows.subarray(0, MAX_CONTEXT_ROWS), (row) => this.#dataset.initiatives[row]!.id);
  }

  /** The rows that a reader may choose among; null where facets alone choose. */
  candidates(query: Query, input: AskInput, scope: Scope): Candidates | null {
    const { accepts } = this.#facets.filter(query, input.today);
    const { groups, lights } = this.#topics(query);
    const all = scope.settled || (groups.length === 0 && (hasFacets(query) || asksForAll(query, input.text)));
    if (
      all ||
      scope.exactly !== null ||
      scope.skip > 0 ||
      (query.unknownDepartments.length > 0 && query.departments === null)
    )
      return null;
    const { initiatives } = this.#dataset;
    const scores = this.#ranking.score(query, groups, lights, softTopics(query.words, this.#soft));
    const isOpen = this.#isOpen(query, scope);
    const choice = chooseRows(query, scores, this.#judge, { isOpen, accepts, size: initiatives.length });
    const allowed = both(isOpen, accepts);
    const open = initiatives.flatMap((_, row) => (allowed(row) ? [row] : []));
    const likeliest = open.toSorted((a, b) => choice.likelihoodOf(b) - choice.likelihoodOf(a) || a - b);
    const shown = likeliest.slice(0, open.length > MAX_CANDIDATES ? BEST_CANDIDATES : open.length);
    const chosen = new Set(choice.rows);
    const isClose = (row: number) =>
      !chosen.has(row) && choice.likelihoodOf(row) >= this.#judge.bounds.others / 2;
    const isDoubtful = (row: number) => choice.likelihoodOf(row) < LIKELY;
    return {
      rows: shown.map((row) => initiatives[row]!),
      isUnsure: choice.rows.length === 0 || choice.rows.some(isDoubtful) || shown.some(isClose),
    };
  }

  /** What a reader chose, as far as the facets let it through, the best first. */
  #choiceOf({ answers, near }: Reading, allowed: (row: number) => boolean): Choice {
    const rowsOf = (ids: readonly string[]) =>
      ids.flatMap((id) => this.#rowById.get(id) ?? []).filter((row) => allowed(row));
    const chosen = rowsOf(answers);
    return {
      rows: Uint32Array.from(chosen).sort(),
      near: rowsOf(near),
      likelihoodOf: (row) => (chosen.includes(row) ? 1 : 0),
    };
  }

  /** The rows that hold what is to be written in them, and have what else is asked for; null where there are none, or it is not. */
  #choiceAsWritten(query: Query, allowed: (row: number) => boolean): Choice | null {
    const [written, ...others] = query.literal ? query.groups : [];
    if (written === undefined) return null;
    const asked = others.filter((group) => group.some(({ weight }) => weight >= ASKED_WEIGHT));
    const sets = asked.map((group) => this.#withAny(group));
    const isMeant = (row: number): boolean => allowed(row) && sets.every((set) => set.has(row));
    const rows = this.#withAny(written).rows().filter(isMeant);
    return rows.length === 0 ? null : { rows, near: [], likelihoodOf: () => 1 };
  }

  #withAny(terms: readonly Term[]): RowSet {
    const found = new RowSet(this.#dataset.initiatives.length);
    for (const term of terms) found.addAll(this.#ranking.match(term).rows);
    return found;
  }

  /** Whether some of the rows have what two or more of the groups ask for. */
  haveTwoOf(groups: readonly (readonly Term[])[], rows: Uint32Array): boolean {
    const sets = groups.map((group) => this.#withAny(group));
    return rows.some((row) => sets.filter((set) => set.has(row)).length > 1);
  }

  /** Rows that are neither excluded nor outside what the question before leaves. */
  #isOpen({ excluded }: Query, { among, outside }: Scope): (row: number) => boolean {
    if (excluded.length === 0 && among === null) return EVERY_ROW;
    const closed = this.#withAny(excluded);
    const answered = among === null ? null : new Set([...among].map((id) => this.#rowById.get(id)));
    return (row) => !closed.has(row) && (answered === null || answered.has(row) !== outside);
  }

  /** What the question's words and facets choose, ascending: every row that the facets let through, or those that the judge took. */
  #chosen(
    { query, text, scope }: { readonly query: Query; readonly text: string; readonly scope: Scope },
    chooses: ((row: number) => boolean) | Choice['rows'],
  ): Uint32Array {
    const elsewhere = query.unknownDepartments.length > 0 && query.departments === null;
    const rows = elsewhere ? NO_ROWS : this.#rowsOf(chooses, scope);
    // An editor's very question: its rows are meant, whatever else its words say.
    const isAlone = scope.follows === null && query.intent !== 'departments';
    const curated = isAlone ? (this.#curated.get(foldText(cleanQuestion(text))) ?? []) : [];
    return curated.length === 0 ? rows : Uint32Array.from(new Set([...rows, ...curated])).sort();
  }

  #rowsOf(chooses: ((row: number) => boolean) | Choice['rows'], { nearOnly }: Scope): Uint32Array {
    if (typeof chooses !== 'function') return nearOnly ? NO_ROWS : chooses;
    const rows = new Uint32Array(this.#dataset.initiatives.length);
    let n = 0;
    for (let row = 0; row < rows.length; row++) if (chooses(row)) rows[n++] = row;
    return rows.slice(0, n);
  }

  /** Light words rank; where there is nothing else, they are the topic. */
  #topics(query: Query): Pick<Query, 'groups' | 'lights'> {
    const { lights } = query;
    const facets = hasFacets(query);
    // 毎年やる行事: words that say hardly anything do not count beside a facet.
    const groups = facets
      ? query.groups.filter((group) =>
          group.some((t) => t.concept < 0 || this.#dataset.concepts[t.concept]!.weight >= 0.5),
        )
      : query.groups;
    const onlyLight = groups.every((group) => group.every((t) => t.weight < 1)) && lights.length > 0;
    if (!onlyLight || facets || query.unknownDepartments.length > 0) return { groups, lights };
    return {
      groups: [...groups, ...lights.map((term) => [this.#asTopic(term)])],
      lights: [],
    };
  }

  #asTopic(light: Term): Term {
    return { ...light, unknown: light.concept < 0 && !this.#index.hasText(light.folded) };
  }

  /** Of these rows those that several departments have alike, where that is asked for and there are any. */
  #inCommon(rows: Uint32Array, query: Query): Uint32Array {
    if (!asksInCommon(query) || rows.length > MAX_CONTEXT_ROWS) return rows;
    const nameOf = (row: number) => this.#dataset.initiatives[row]!.name;
    const common = rowsInCommon(Array.from(rows), nameOf, (row) => this.#facets.departmentOf[row]!);
    return common.length === 0 ? rows : Uint32Array.from(common);
  }

  /** Of these rows those that start before all others, or after; all of them where no start is known, or none was asked for. */
  #extremeOf(rows: Uint32Array, end: Query['when']['extreme']): Uint32Array {
    if (end === null) return rows;
    if (end === 'busiest' || end === 'quietest') return this.#facets.inMonth(rows, end);
    const starts = rows.filter((row) => this.#facets.hasStart(row));
    if (starts.length === 0) return rows;
    const ranks = Array.from(starts, (row) => this.#facets.startRankOf(row));
    const best = ranks.reduce((a, b) => (end === 'first' ? Math.min(a, b) : Math.max(a, b)));
    return starts.filter((row) => this.#facets.startRankOf(row) === best);
  }

  /** Rows of the departments asked for before those only about them; then by time or by score; then as in the document. */
  #ordered(
    rows: Uint32Array,
    scoreOf: (row: number) => number,
    byTime: boolean,
    aboutOf: (row: number) => readonly number[],
  ): Uint32Array {
    const byScore =
      scoreOf === ALIKE ? rows : sortedBy(rows, (row) => Math.round((1 - scoreOf(row)) * STEPS));
    const timed = byTime ? sortedBy(byScore, (row) => this.#facets.startRankOf(row)) : byScore;
    return aboutOf === ABOUT_NONE ? timed : sortedBy(timed, (row) => (aboutOf(row).length > 0 ? 1 : 0));
  }

  #source(
    groups: readonly (readonly Term[])[],
    aboutOf: (row: number) => readonly number[],
    likeOf: (row: number) => Reason | null,
  ): HitsSource {
    const { initiatives, departments } = this.#dataset;
    const reasonsBy = (evidenceOf: (term: Term) => Posting | null): Reason[] =>
      groups.flatMap((group) => {
        for (const term of group) {
          const posting = term.unknown ? null : evidenceOf(term);
          if (posting !== null) return [reasonOf(this.#dataset, posting, term.words)];
        }
        return [];
      });
    return {
      departmentOf: this.#facets.departmentOf,
      departments,
      initiativeOf: (row) => initiatives[row]!,
      aboutOf: (row) => aboutOf(row).map((d) => departments[d]!.name),
      reasonsOf: (row) => {
        const exact = reasonsBy((term) => this.#ranking.evidence(row, term));
        if (exact.length > 0) return exact;
        const means = reasonsBy((term) => this.#ranking.evidenceOfMeans(row, term));
        if (means.length > 0) return means.map((reason) => ({ ...reason, kind: 'means' }));
        const like = likeOf(row);
        return like === null ? [] : [like];
      },
    };
  }
}

const NO_ROWS = new Uint32Array(0);
const NO_REASON = (): null => null;
/** Rows that facets alone have chosen. */
const ALIKE = (): number => 1;

/** Asked for by time alone, rows are told in its order. */
const isByTime = ({ groups, when }: Query): boolean =>
  when.sorted || (groups.length === 0 && when.time !== null && when.time.relation !== 'runs');

/** 取組は全部で何件, 一覧: every row, when nothing narrower was asked. */
function asksForAll({ unknownDepartments, intent }: Query, text: string): boolean {
  if (unknownDepartments.length > 0 || intent === 'greeting' || intent === 'help') return false;
  return (
    intent === 'count' ||
    intent === 'departments' ||
    /(?:全部|すべて|全て|全件|一覧|ぜんぶ|リスト)|(?<![a-z])(?:all|everything|full list|whole list)(?![a-z])/i.test(
      text,
    )
  );
}

/** Kept with the hits: the ranking's own are those of the question at hand. */
function scoresOf(rows: Uint32Array, scoreOf: (row: number) => number): Float32Array {
  const scores = new Float32Array(rows.length);
  for (let i = 0; i < rows.length; i++) scores[i] = scoreOf(rows[i]!);
  return scores;
}

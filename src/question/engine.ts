import type { Dataset } from '../dataset/schema.ts';
import type {
  Alternative,
  Answer,
  AskInput,
  Candidates,
  Engine,
  Hit,
  Hits,
  Lang,
  QuestionContext,
} from './answer.ts';
import { due, type Due, finish, type Steps } from '../text/steps.ts';
import { type Answered, answeredOf } from './answered.ts';
import { type CuratedQuestion, curatedQuestions, readingContext } from './reading-context.ts';
import { Analyzer } from './read/analyse.ts';
import { cleanQuestion } from './read/clean.ts';
import { questionWith, relaxationsOf } from './answer/alternative.ts';
import { unmetConditions } from './answer/unmet.ts';
import { checkedJudge, type Judge } from './choose/judge.ts';
import { Finder, type Found, type Scope } from './choose/finder.ts';
import { foldText } from '../text/fold.ts';
import { knownWords } from './index/known-words.ts';
import { present } from './answer/present.ts';
import { queryOf } from './read/follow/refine.ts';
import {
  asSaid,
  corrected,
  isApart,
  withoutCourtesy,
  withoutOwn,
  withoutSlip,
} from './read/follow/asides.ts';
import { asksSomething, isPredicate } from './read/follow/follow-up.ts';
import { spelt } from './read/follow/spelling.ts';
import { officesOfKind, withWardNames } from './read/follow/office-names.ts';
import { ALONE, type Meant, otherReadings } from './follow/following.ts';
import { bothAsked, comparedIn } from './compared.ts';
import { follow } from './follow/resolve.ts';
import type { Query } from './read/query.ts';
import { contentsAsked } from './answer/department-answer.ts';
import { facetsAlone, looserReadings, type KnownRows } from './looser-readings.ts';
import { RowNames } from './choose/called.ts';
import { QuestionSimilarity } from './choose/weigh/question-similarity.ts';
import { Ranking } from './choose/weigh/ranking.ts';
import { reasonOf } from './choose/reason.ts';
import { RowFacets } from './choose/row-facets.ts';
import { hitsOf } from './choose/row-hits.ts';
import { RowIndex } from './index/rows/row-index.ts';
import { STRENGTHS } from './index/rows/strengths.ts';
import { similarRows } from './answer/similar.ts';

/** Builds the engine for a dataset: lexicon, index and analyser, once per revision. */
export function createEngine(dataset: Dataset, judge: Judge = checkedJudge(dataset.judge)): Engine {
  return finish(engineSteps(dataset, judge));
}

/** The same, but that the first question may have to wait for what the curated questions are compared by: for a start. */
export function beginEngine(dataset: Dataset): Engine {
  return finish(begun(dataset, checkedJudge(dataset.judge))).engine;
}

/** The same in steps, for who has others to serve meanwhile: each is a millisecond or so, the words' counts aside. */
export function* engineSteps(dataset: Dataset, judge: Judge = checkedJudge(dataset.judge)): Steps<Engine> {
  const { engine, similarity } = yield* begun(dataset, judge);
  yield* similarity.steps();
  return engine;
}

function* begun(
  dataset: Dataset,
  judge: Judge,
): Steps<{ readonly engine: Engine; readonly similarity: Due<QuestionSimilarity> }> {
  const words = yield* knownWords(dataset);
  const index = yield* RowIndex.build(dataset, words);
  const facets = yield* RowFacets.build(dataset, index.about);
  const departmentNames = dataset.departments.map((d) => foldText(d.name));
  const { curated, rowOf } = yield* curatedQuestions(dataset);
  yield;
  const analyzer = new Analyzer(readingContext(dataset, { words, index, departmentNames, curated }));
  const similarity = due(similaritySteps(curated, analyzer));
  const ranking = new Ranking(index, similarity.get, dataset.concepts, words.conceptIds);
  yield;
  const names = yield* RowNames.build(dataset.initiatives);
  const finder = new Finder(dataset, curated, {
    ...{ index, facets, ranking, names, judge, rowOf },
    soft: words.soft,
  });
  const built = { index, facets, analyzer, ranking, finder, departmentNames };
  return { engine: new QuestionEngine(dataset, built), similarity };
}

function* similaritySteps(
  curated: readonly CuratedQuestion[],
  analyzer: Analyzer,
): Steps<QuestionSimilarity> {
  const questions = [];
  for (const { rows, cleaned, folded } of curated) {
    const features = analyzer.features(cleaned, folded);
    questions.push(...rows.map((row) => ({ row, features })));
    yield;
  }
  return new QuestionSimilarity(questions);
}

/** What is built of a dataset. */
interface Built {
  readonly index: RowIndex;
  readonly facets: RowFacets;
  readonly analyzer: Analyzer;
  readonly ranking: Ranking;
  readonly finder: Finder;
  /** Folded. */
  readonly departmentNames: readonly string[];
}

class QuestionEngine implements Engine {
  readonly #dataset: Dataset;
  readonly #index: RowIndex;
  readonly #facets: RowFacets;
  readonly #analyzer: Analyzer;
  readonly #ranking: Ranking;
  readonly #finder: Finder;
  readonly #knownRows: KnownRows;
  readonly #answered: Answered;

  constructor(dataset: Dataset, built: Built) {
    this.#dataset = dataset;
    this.#index = built.index;
    this.#facets = built.facets;
    this.#analyzer = built.analyzer;
    this.#ranking = built.ranking;
    this.#finder = built.finder;
    this.#knownRows = {
      rows: dataset.initiatives,
      departmentNames: built.departmentNames,
      hasText: (folded) => built.index.hasText(folded),
      hasTerm: (term) => built.ranking.match(term).rows.length > 0,
    };
    this.#answered = answeredOf(dataset, built);
  }

  candidates(input: AskInput): Candidates | null {
    this.#ranking.start();
    const { alone, following } = this.#meant(input);
    const { query, scope } = following ?? alone;
    if (query.intent === 'help' || query.intent === 'greeting' || scope.nearOnly) return null;
    return this.#finder.candidates(query, input, scope);
  }

  ask(input: AskInput): Answer {
    const { revision } = this.#dataset;
    const answer = this.#ask(input);
    return answer.context === null ? answer : { ...answer, context: { ...answer.context, revision } };
  }

  #ask(input: AskInput): Answer {
    this.#ranking.start();
    const lookup = {
      analyse: (text: string) => this.#analyzer.analyse({ ...input, text }),
      find: (query: Query) => this.#finder.find(query, input, ALONE).ids,
      answered: this.#answered,
    };
    const compared = comparedIn(input, lookup, (each) => this.#ask(each));
    if (compared !== null) return compared;
    const both = bothAsked(input, lookup);
    if (both !== null)
      return this.#answerTo({ query: both.query, scope: { ...ALONE, exactly: both.ids } }, input);
    return this.#askPlainly(input);
  }

  #askPlainly(input: AskInput): Answer {
    this.#ranking.start();
    const { alone, following } = this.#meant(input);
    const answer = this.#answerTo(following ?? alone, input);
    if (following === null || hasAny(answer)) return answer;
    const others = [
      ...otherReadings(following, cleanQuestion(input.text)),
      ...(following.lone ? [alone] : []),
    ];
    for (const other of others) {
      const reading = this.#answerTo(other, input);
      if (hasAny(reading)) return reading;
    }
    return answer;
  }

  /** The question by itself, and what it means after the last one; null = it stands for itself. */
  #meant(input: AskInput) {
    const reading = (text: string) => this.#analyzer.analyse({ ...input, text });
    // 財政局じゃなくて議会局: only what is meant is read.
    const previous = isApart(input.text) ? null : input.previous;
    const meant = asSaid(withoutSlip(input.text));
    const told = input.previous === null ? meant : withoutCourtesy(meant);
    // うちは緑区だけど使える？ of one row: whose question it is says nothing of rows.
    const typed = previous?.ids.length === 1 && isPredicate(withoutOwn(told)) ? withoutOwn(told) : told;
    const said = previous === null ? typed : spelt(typed, reading);
    const text = previous === null ? said : withWardNames(corrected(said), this.#dataset.departments);
    const read = reading(text);
    const offices = previous === null ? null : officesOfKind(cleanQuestion(text), this.#dataset.departments);
    const next = offices === null ? read : { ...read, departments: offices, groups: [] };
    const alone: Meant = { query: next, scope: ALONE };
    if (!this.#isUsable(previous)) return { alone, following: null };
    const plain =
      this.#hasAbsentPhrase(next) && !asksSomething(text)
        ? this.#analyzer.byWords().analyse({ ...input, text })
        : next;
    return { alone, following: follow({ ...input, text: said, previous }, plain, this.#answered, reading) };
  }

  #answerTo({ query, scope }: Meant, input: AskInput): Answer {
    const found = this.#finder.find(query, input, scope);
    const answer = this.#withAlternative(present(this.#dataset, query, input, found), found, query, input);
    const contents = contentsAsked(query, answer, this.#dataset.departments);
    if (contents !== null) return this.#answer(contents, input, scope);
    const isLeft = scope.follows?.kind === 'rest' || scope.follows?.kind === 'similar';
    if (hasAny(answer) || isLeft || input.chosen) return this.#withLikeness(answer, input);
    const reading = this.#otherReading(query, answer, input, scope);
    return reading ?? { ...answer, ...this.#unmet(query, answer, input, scope) };
  }

  /** The row that the hits are like, where something similar was asked for. */
  #withLikeness(answer: Answer, { previous }: AskInput): Answer {
    if (answer.follows?.kind !== 'similar') return answer;
    const row = this.#finder.rowOf(previous!.ids[0]!);
    return row === undefined ? answer : { ...answer, similarTo: this.#dataset.initiatives[row]! };
  }

  /** Another reading that has rows; null where none has. */
  #otherReading(query: Query, answer: Answer, input: AskInput, scope: Scope): Answer | null {
    const alone = facetsAlone(query);
    if (alone !== null) {
      const reading = this.#answer(alone, input, scope);
      if (reading.hits.length > 0) return { ...reading, unknownWords: answer.unknownWords };
    }
    for (const other of this.#looserReadings(query, input, scope)) {
      const reading = this.#answer(other, input, scope);
      if (reading.hits.length > 0) return reading;
    }
    return this.#readByWords(query, input, scope);
  }

  readonly #hasAbsentPhrase = ({ groups }: Pick<Query, 'groups'>): boolean =>
    groups.flat().some((term) => term.asked && this.#ranking.isAbsent(term));

  /** 預け先がない, where no row is about what that phrase is listed for: its words are read by themselves. */
  #readByWords({ groups }: Query, input: AskInput, scope: Scope): Answer | null {
    if (scope !== ALONE || !this.#hasAbsentPhrase({ groups })) return null;
    const reading = this.#answer(this.#analyzer.byWords().analyse(input), input, scope);
    return reading.hits.length > 0 ? reading : null;
  }

  /** What there is when one condition is taken off, the least certain first. */
  #unmet(query: Query, answer: Answer, input: AskInput, scope: Scope): Pick<Answer, 'unmet' | 'relaxations'> {
    const rest = unmetConditions(query).map((each) => ({
      facet: each.facet,
      found: this.#answer(each.without, input, scope),
    }));
    const told = rest.filter(({ found }) => found.hits.length > 0);
    const [first] = told;
    const facets = new Set(told.map(({ facet }) => facet));
    return {
      unmet:
        first === undefined
          ? null
          : { facet: first.facet, understood: first.found.understood, count: first.found.hits.length },
      relaxations: relaxationsOf(answer.understood, answer.lang, facets),
    };
  }

  /** What a question that no row answers may have meant, the likeliest first. */
  #looserReadings(query: Query, { text }: AskInput, { follows }: Scope): Query[] {
    const isOwn = follows === null || query.asked === cleanQuestion(text);
    return looserReadings(query, { follows, isOwn }, this.#knownRows);
  }

  #isUsable(context: QuestionContext | null): boolean {
    const { revision = this.#dataset.revision } = context ?? {};
    const query = context === null || revision !== this.#dataset.revision ? null : queryOf(context.query);
    return query !== null && this.#isCurrent(query);
  }

  /** What comes back from a card may name concepts and departments that there are not. */
  #isCurrent(query: Query): boolean {
    const terms = [...query.groups.flat(), ...query.lights, ...query.excluded];
    return (
      terms.every((term) => term.concept < this.#dataset.concepts.length) &&
      [...(query.departments ?? []), ...query.excludedDepartments].every(
        (d) => d < this.#dataset.departments.length,
      )
    );
  }

  #answer(query: Query, input: AskInput, scope: Scope): Answer {
    return present(this.#dataset, query, input, this.#finder.find(query, input, scope));
  }

  /** Where another reading gives other rows, it is offered. */
  #withAlternative(answer: Answer, found: Found, query: Query, input: AskInput): Answer {
    if (found.follows !== null || answer.intent !== 'find') return answer;
    const other = this.#alternativeTo(answer, found, query);
    if (other === null) return answer;
    const { rows } = this.#finder.find(
      this.#analyzer.analyse({ ...input, text: other.question }),
      input,
      ALONE,
    );
    const same = rows.length === found.rows.length && rows.every((row, i) => row === found.rows[i]);
    return same || rows.length === 0 ? answer : { ...answer, alternative: { ...other, count: rows.length } };
  }

  #alternativeTo(answer: Answer, found: Found, query: Query): Omit<Alternative, 'count'> | null {
    const { understood, lang } = answer;
    if (query.when.ambiguous && query.when.time !== null) {
      const kind = query.when.time.relation === 'runs' ? 'starts' : 'runs';
      return { kind, question: questionWith(understood, lang, { relation: kind }) };
    }
    const mayMeanAny = query.loose && query.groups.length === 2;
    if (!mayMeanAny || !this.#finder.haveTwoOf(found.groups, found.rows)) return null;
    return { kind: 'any', question: questionWith(understood, lang, { any: true }) };
  }

  similar(id: string, limit: number): readonly Hit[] {
    const row = this.#finder.rowOf(id);
    const searched = { dataset: this.#dataset, index: this.#index, facets: this.#facets };
    return row === undefined ? [] : similarRows([row], limit, searched);
  }

  search(text: string, today: string, lang: Lang): Hits {
    const cleaned = cleanQuestion(text);
    const { initiatives, departments } = this.#dataset;
    const source = {
      departmentOf: this.#facets.departmentOf,
      departments,
      initiativeOf: (row: number) => initiatives[row]!,
      aboutOf: () => [],
      reasonsOf: () => [],
    };
    if (cleaned === '')
      return hitsOf(
        Uint32Array.from(initiatives, (_, row) => row),
        new Float32Array(initiatives.length),
        source,
      );
    const answer = this.ask({ text: cleaned, today, lang, previous: null });
    if (answer.hits.length > 0) return answer.hits;
    const folded = foldText(cleaned);
    const { rows, levels } = this.#index.withText(folded);
    if (rows.length === 0) return answer.nearMisses;
    return hitsOf(
      rows,
      Float32Array.from(levels, (level) => STRENGTHS[level]!),
      {
        ...source,
        reasonsOf: (row) => {
          const posting = this.#index.evidence(row, -1, folded);
          return posting === null ? [] : [reasonOf(this.#dataset, posting, cleaned)];
        },
      },
    );
  }
}

const hasAny = ({ hits, departments }: Answer): boolean => hits.length + departments.length > 0;

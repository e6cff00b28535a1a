import type { Dataset } from '../dataset/schema.ts';
import type {
  Alternative,
  Answer,
  AskInput,
  DepartmentCount,
  DepartmentsAsk,
  Engine,
  Hit,
  Intent,
  Reason,
  Topic,
  Understood,
} from './answer.ts';
import { Analyzer } from './analyse.ts';
import { cleanQuestion } from './clean.ts';
import { departmentAnswer } from './department-answer.ts';
import { addDepartments } from './departments.ts';
import { questionWith } from './alternative.ts';
import { findFact, MAX_FACT_ROWS } from './fact.ts';
import { chooseRows, nearMisses } from './choose.ts';
import { fold, foldText, isLatin } from './fold.ts';
import { followUpOf, onlyExcludes, queryOf, refine, saysSomething } from './follow-up.ts';
import { addGrammar, CUES } from './grammar.ts';
import { Lexicon } from './lexicon.ts';
import type { Query, Term } from './query.ts';
import { QuestionSimilarity } from './question-similarity.ts';
import { ASKED_WEIGHT, Ranking } from './ranking.ts';
import { RowFacets } from './row-facets.ts';
import { RowIndex, type Posting } from './row-index.ts';
import { RowSet } from './row-set.ts';
import { sortedBy } from './sort.ts';
import { Vocabulary } from './vocabulary.ts';

/** A follow-up to more rows than this refines the question only. */
const MAX_CONTEXT_ROWS = 60;
const NEAR_MISSES = 5;
const NEAR_MISSES_BESIDE = 3;

type Explain = (row: number) => readonly Reason[];
const NO_NAMES: readonly string[] = [];

/** The rows that answer, as numbers and as hits, and those that come near. */
interface Found {
  readonly chosen: readonly number[];
  readonly hits: readonly Hit[];
  readonly nearMisses: readonly Hit[];
}

interface FollowState {
  /** Only these rows; with `more`, all but these. */
  readonly among: ReadonlySet<string> | null;
  readonly more: boolean;
  readonly refined: boolean;
}
const ALONE: FollowState = { among: null, more: false, refined: false };

/** Reasons are worked out when somebody looks: a wide question has many rows, and a card shows eight. */
class RowHit implements Hit {
  readonly initiative: Hit['initiative'];
  readonly score: number;
  readonly about: readonly string[];
  readonly #row: number;
  readonly #explain: Explain;
  #reasons: readonly Reason[] | null = null;

  constructor(
    row: number,
    initiative: Hit['initiative'],
    score: number,
    about: readonly string[],
    explain: Explain,
  ) {
    this.initiative = initiative;
    this.score = score;
    this.about = about;
    this.#row = row;
    this.#explain = explain;
  }

  get reasons(): readonly Reason[] {
    this.#reasons ??= this.#explain(this.#row);
    return this.#reasons;
  }
}

/** Builds the engine for a dataset: lexicon, index and analyser, once per revision. */
export function createEngine(dataset: Dataset): Engine {
  return new QuestionEngine(dataset);
}

class QuestionEngine implements Engine {
  readonly #dataset: Dataset;
  readonly #index: RowIndex;
  readonly #facets: RowFacets;
  readonly #analyzer: Analyzer;
  readonly #ranking: Ranking;
  readonly #departmentNames: readonly string[];
  /** Rows by their curated questions, folded. */
  readonly #curated = new Map<string, number[]>();
  readonly #rowById: ReadonlyMap<string, number>;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    const lexicon = new Lexicon();
    const vocabulary = new Vocabulary();
    addGrammar(lexicon);
    const conceptIds = new Map(dataset.concepts.map((c, i) => [c.id, i]));
    dataset.concepts.forEach((concept, i) => {
      for (const term of concept.terms) {
        lexicon.add(term, { kind: 'concept', concept: i, from: 'term' });
        vocabulary.addTerm(term, i);
      }
      for (const kana of concept.kana) {
        lexicon.add(kana, { kind: 'concept', concept: i, from: 'kana' });
        vocabulary.addTerm(kana, i);
      }
      for (const en of concept.en) {
        lexicon.add(en, { kind: 'concept', concept: i, from: 'en' });
        vocabulary.addTerm(en, i);
      }
      for (const ask of concept.asks) lexicon.add(ask, { kind: 'concept', concept: i, from: 'ask' });
      vocabulary.addReadings(concept.terms, concept.kana, i);
    });
    // A look-alike of one concept that is a word of another is that other.
    for (const concept of dataset.concepts)
      for (const word of concept.not) if (!lexicon.has(word)) lexicon.add(word, { kind: 'block' });
    const names = addDepartments(lexicon, dataset);
    const ancestors = dataset.concepts.map((_, i) => closure(i, dataset, conceptIds));
    this.#index = new RowIndex(dataset, lexicon, ancestors, conceptIds);
    this.#facets = new RowFacets(dataset, this.#index.about);
    for (const row of dataset.initiatives) {
      for (const m of `${row.name} ${row.summary}`.matchAll(/[ァ-ヶー]{4,}|[A-Za-z]{4,}/g))
        vocabulary.addTerm(m[0], -1);
    }
    this.#departmentNames = dataset.departments.map((d) => foldText(d.name));
    const questionText = [...dataset.expansions.values()]
      .flatMap((e) => e.questions.map(foldText))
      .join('\n');
    this.#analyzer = new Analyzer({
      lexicon,
      names,
      conceptKinds: dataset.concepts.map((c) => c.kind),
      vocabulary,
      hasText: (folded) => this.#index.hasText(folded),
      inQuestions: (folded) => questionText.includes(folded),
      departmentsLike: (folded) => {
        const like = this.#departmentsNamed(folded);
        return like.length <= 2 ? like : [];
      },
    });
    this.#rowById = new Map(dataset.initiatives.map((row, i) => [row.id, i]));
    dataset.initiatives.forEach((row, i) => {
      for (const text of dataset.expansions.get(row.id)?.questions ?? []) {
        const key = foldText(cleanQuestion(text));
        this.#curated.set(key, [...(this.#curated.get(key) ?? []), i]);
      }
    });
    const similarity = new QuestionSimilarity(
      dataset.initiatives.flatMap((row, i) =>
        (dataset.expansions.get(row.id)?.questions ?? []).map((text) => ({
          row: i,
          features: this.#analyzer.features(text),
        })),
      ),
    );
    this.#ranking = new Ranking(this.#index, similarity, dataset.concepts, conceptIds);
  }

  ask(input: AskInput): Answer {
    this.#ranking.start();
    const { query, among, more, refined } = this.#resolve(input);
    const answer = this.#withAlternative(this.#answer(query, input, { among, more, refined }), query, input);
    // "I have to report on 総務局 at a meeting. Everything, please": the department is asked for, the rest was told.
    const faceted =
      query.departments !== null ||
      query.time !== null ||
      query.scheduleKinds.length > 0 ||
      query.stages.length > 0;
    if (answer.hits.length === 0 && faceted && query.groups.length > 0) {
      const strange = query.groups.every((group) =>
        group.every((term) => term.unknown && isLatin(term.folded.charCodeAt(0))),
      );
      if ((query.told && query.departments !== null) || strange) {
        const plain = this.#answer({ ...query, groups: [], time: query.told ? null : query.time }, input, {
          among,
          more,
          refined,
        });
        if (plain.hits.length > 0) return { ...plain, unknownWords: answer.unknownWords };
      }
    }
    // A fact is asked of a row, whenever it was: 去年の実績は何パーセント？
    if (
      answer.hits.length === 0 &&
      query.intent === 'fact' &&
      query.time !== null &&
      query.groups.length > 0
    ) {
      const anytime = this.#answer({ ...query, time: null }, input, { among, more, refined });
      if (anytime.hits.length > 0) return anytime;
    }
    const departmental = answer.hits.length === 0 ? this.#asDepartment(query) : null;
    if (departmental !== null) {
      const reading = this.#answer(departmental, input, { among, more, refined });
      if (reading.hits.length > 0) return reading;
    }
    // 検討している部署はある？ asks for those who do it: how far they have come is not worth an empty answer.
    if (answer.hits.length === 0 && query.stages.length > 0 && query.groups.length > 0) {
      const wider = this.#answer({ ...query, stages: [] }, input, { among, more, refined });
      if (wider.hits.length > 0) return wider;
    }
    return answer;
  }

  /** Departments whose name holds the folded word. */
  #departmentsNamed(word: string): number[] {
    return this.#departmentNames.flatMap((name, d) => (name.includes(word) ? [d] : []));
  }

  /** 土木の採用: where no row has both, a word that one department's name holds may be that department. */
  #asDepartment(query: Query): Query | null {
    if (query.departments !== null) return null;
    for (const group of query.groups) {
      const word = group.length === 1 ? group[0]!.folded : '';
      if (word.length < 2) continue;
      const like = this.#departmentsNamed(word);
      if (like.length !== 1) continue;
      return { ...query, departments: like, groups: query.groups.filter((other) => other !== group) };
    }
    return null;
  }

  /** The question in full: what it says, with the one that it refers to. */
  #resolve(input: AskInput): {
    query: Query;
    among: ReadonlySet<string> | null;
    more: boolean;
    refined: boolean;
  } {
    const query = this.#analyzer.analyse(input);
    const alone = { query, among: null, more: false, refined: false };
    const previous = input.previous === null ? null : queryOf(input.previous.query);
    const how =
      previous === null ? null : (followUpOf(input.text) ?? (onlyExcludes(query) ? 'instead' : null));
    if (previous === null || how === null || !this.#isCurrent(previous)) return alone;
    const kept = input.previous!.ids;
    const ids = kept.length < MAX_CONTEXT_ROWS ? new Set(kept) : null;
    if (how === 'more')
      return {
        query: { ...previous, lang: query.lang, intent: 'find' },
        among: ids,
        more: true,
        refined: true,
      };
    const meant = refine(previous, query, how);
    return meant === null
      ? alone
      : { query: meant, among: how === 'among' ? ids : null, more: false, refined: true };
  }

  /** A query kept from another dataset may name concepts and departments that are not there any more. */
  #isCurrent(query: Query): boolean {
    const terms = [...query.groups.flat(), ...query.lights, ...query.excluded];
    return (
      terms.every((term) => term.concept < this.#dataset.concepts.length) &&
      [...(query.departments ?? []), ...query.excludedDepartments].every(
        (d) => d < this.#dataset.departments.length,
      )
    );
  }

  /** Where another reading gives other rows, it is offered. */
  #withAlternative(answer: Answer, query: Query, input: AskInput): Answer {
    if (answer.understood.refined || answer.intent !== 'find') return answer;
    const other: { kind: Alternative['kind']; question: string } | null =
      query.timeAmbiguous && query.time !== null
        ? query.time.relation === 'runs'
          ? { kind: 'starts', question: questionWith(answer.understood, answer.lang, { relation: 'starts' }) }
          : { kind: 'runs', question: questionWith(answer.understood, answer.lang, { relation: 'runs' }) }
        : query.loose && query.groups.length === 2 && answer.hits.some((hit) => hit.reasons.length > 1)
          ? { kind: 'any', question: questionWith(answer.understood, answer.lang, { any: true }) }
          : null;
    if (other === null) return answer;
    const reading = this.#answer(this.#analyzer.analyse({ ...input, text: other.question }), input, ALONE);
    const rows = new Set(answer.hits.map((hit) => hit.initiative));
    const same =
      reading.hits.length === answer.hits.length && reading.hits.every((hit) => rows.has(hit.initiative));
    if (same || reading.hits.length === 0) return answer;
    return { ...answer, alternative: { ...other, count: reading.hits.length } };
  }

  similar(id: string, limit: number): readonly Hit[] {
    const row = this.#rowById.get(id);
    if (row === undefined) return [];
    const own = this.#facets.departmentOf[row];
    const scores = new Map<number, { score: number; concepts: number[] }>();
    for (const concept of this.#index.conceptsOf(row)) {
      const { rows, strengths } = this.#index.withConcept(concept);
      const idf =
        Math.log(1 + this.#index.rows.length / rows.length) * this.#dataset.concepts[concept]!.weight;
      rows.forEach((other, i) => {
        if (other === row || this.#facets.departmentOf[other] === own) return;
        const entry = scores.get(other) ?? { score: 0, concepts: [] };
        entry.score += idf * strengths[i]!;
        entry.concepts.push(concept);
        scores.set(other, entry);
      });
    }
    const ranked = [...scores].sort(([a, x], [b, y]) => y.score - x.score || a - b).slice(0, limit);
    const max = ranked[0]?.[1].score ?? 1;
    return ranked.map(([other, { score, concepts }]) =>
      this.#hit(other, score / max, [], () =>
        concepts.slice(0, 3).flatMap((concept) => {
          const posting = this.#index.evidence(other, concept, '', undefined);
          return posting === null ? [] : [this.#reason(posting, this.#dataset.concepts[concept]!.label.ja)];
        }),
      ),
    );
  }

  search(text: string): readonly Hit[] {
    const cleaned = cleanQuestion(text);
    if (cleaned === '') return this.#index.rows.map((_, row) => this.#hit(row, 0, [], () => []));
    const answer = this.ask({ text: cleaned, today: '2000-01-01', lang: 'ja', previous: null });
    if (answer.hits.length > 0) return answer.hits;
    const folded = foldText(cleaned);
    const { rows, strengths } = this.#index.withText(folded);
    if (rows.length === 0) return answer.nearMisses;
    return Array.from(rows, (row, i) =>
      this.#hit(row, strengths[i]!, [], () => {
        const posting = this.#index.evidence(row, -1, folded, undefined);
        return posting === null ? [] : [this.#reason(posting, cleaned)];
      }),
    );
  }

  #hit(row: number, score: number, about: readonly number[], explain: Explain): Hit {
    const names = about.length === 0 ? NO_NAMES : about.map((d) => this.#dataset.departments[d]!.name);
    return new RowHit(row, this.#index.rows[row]!, score, names, explain);
  }

  #reason(posting: Posting, asked: string): Reason {
    const row = this.#index.rows[posting.row]!;
    const field = posting.field === 'english' ? 'summary' : posting.field;
    const concept = this.#dataset.concepts[posting.concept];
    let found = concept?.label.ja ?? asked;
    if (posting.start >= 0 && posting.field !== 'english') {
      const source = {
        name: row.name,
        summary: row.summary,
        remarks: row.remarks,
        schedule: row.schedule.text,
      }[posting.field as 'name' | 'summary' | 'remarks' | 'schedule'];
      const folded = fold(source);
      found = source.slice(folded.at[posting.start], folded.at[posting.end]);
    }
    return { kind: posting.concept >= 0 ? 'concept' : 'text', field, asked, found };
  }

  #answer(query: Query, input: AskInput, follow: FollowState): Answer {
    const { among, more } = follow;
    const { accepts, aboutOf } = this.#facets.filter(query, input.today);
    const facets =
      query.departments !== null ||
      query.excludedDepartments.length > 0 ||
      query.time !== null ||
      query.scheduleKinds.length > 0 ||
      query.stages.length > 0;
    const amongRows = among === null ? null : new Set([...among].map((id) => this.#rowById.get(id)));
    const inScope = (row: number): boolean => amongRows === null || amongRows.has(row) !== more;
    const { groups, lights } = this.#topics(query, facets);
    const excluded = new RowSet(this.#index.rows.length);
    for (const term of query.excluded) for (const row of this.#ranking.match(term).rows) excluded.add(row);
    const allowed = (row: number): boolean => !excluded.has(row) && inScope(row) && accepts(row);

    const scores = this.#ranking.score(query, groups, lights);
    let chosen: number[];
    if (query.unknownDepartments.length > 0 && query.departments === null) {
      chosen = [];
    } else if (groups.length === 0) {
      const all = facets || this.#asksForAll(query, input.text);
      chosen = [];
      for (let row = 0; all && row < this.#index.rows.length; row++) if (allowed(row)) chosen.push(row);
    } else {
      const absent = groups.some((group) => group.every((term) => this.#ranking.isAbsent(term)));
      // 他に?: what met the question has been answered; the rest is near at best.
      chosen = more ? [] : chooseRows(query, scores, allowed, absent);
    }
    // An editor's very question: its rows are meant, whatever else its words say.
    const curated = follow.refined ? undefined : this.#curated.get(foldText(cleanQuestion(input.text)));
    if (curated !== undefined && query.intent !== 'departments')
      chosen = [...new Set([...chosen, ...curated])];
    const chosenRows = new RowSet(this.#index.rows.length);
    for (const row of chosen) chosenRows.add(row);
    const near = nearMisses(
      scores,
      (row) => !chosenRows.has(row) && !excluded.has(row) && inScope(row),
      accepts,
      chosen.length === 0 ? NEAR_MISSES : NEAR_MISSES_BESIDE,
    );
    const scoreOf = (row: number): number => (groups.length === 0 ? 1 : scores.score[row]!);
    const explain = (row: number): Reason[] =>
      groups.flatMap((group) => {
        for (const term of group) {
          const posting = term.unknown ? null : this.#ranking.evidence(row, term);
          if (posting !== null) return [this.#reason(posting, term.words)];
        }
        return [];
      });
    const toHit = (row: number): Hit => this.#hit(row, scoreOf(row), aboutOf(row), explain);
    const byTime =
      query.sorted || (query.groups.length === 0 && query.time !== null && query.time.relation !== 'runs');
    const isListed = query.intent === 'departments' || query.intent === 'help' || query.intent === 'greeting';
    const hits =
      isListed && query.groups.length === 0
        ? []
        : Array.from(this.#ordered(chosenRows.rows(), scoreOf, byTime, aboutOf), toHit);
    return this.#present(query, input, { chosen, hits, nearMisses: near.map(toHit) }, groups, follow);
  }

  /** Light words rank; where there is nothing else, they are the topic. */
  #topics(query: Query, facets: boolean): Pick<Query, 'groups' | 'lights'> {
    const { lights } = query;
    // 毎年やる行事: words that say hardly anything do not count beside a facet.
    const groups = facets
      ? query.groups.filter((group) =>
          group.some((t) => t.concept < 0 || this.#dataset.concepts[t.concept]!.weight >= 0.5),
        )
      : query.groups;
    const onlyLight = groups.every((group) => group.every((t) => t.weight < 1)) && lights.length > 0;
    if (!onlyLight || facets || query.unknownDepartments.length > 0) return { groups, lights };
    return {
      groups: [...groups, ...lights.map((term) => [{ ...term, unknown: !this.#index.hasText(term.folded) }])],
      lights: [],
    };
  }

  /** Rows of the departments asked for before those only about them; then by time or by score; then as in the document. */
  #ordered(
    rows: Uint32Array,
    scoreOf: (row: number) => number,
    byTime: boolean,
    aboutOf: (row: number) => readonly number[],
  ): Uint32Array {
    const byScore = sortedBy(rows, (row) => Math.round((1 - scoreOf(row)) * 1000));
    const timed = byTime ? sortedBy(byScore, (row) => this.#facets.startRankOf(row)) : byScore;
    return sortedBy(timed, (row) => (aboutOf(row).length > 0 ? 1 : 0));
  }

  /** 取組は全部で何件, 一覧: every row, when nothing narrower was asked. */
  #asksForAll(query: Query, text: string): boolean {
    if (query.unknownDepartments.length > 0) return false;
    if (query.intent === 'count' || query.intent === 'departments') return true;
    return (
      /(?:全部|すべて|全て|全件|一覧|ぜんぶ|リスト)|(?<![a-z])(?:all|everything|full list|whole list)(?![a-z])/i.test(
        text,
      ) &&
      query.intent !== 'greeting' &&
      query.intent !== 'help'
    );
  }

  #present(
    query: Query,
    input: AskInput,
    { chosen, hits, nearMisses }: Found,
    groups: readonly (readonly Term[])[],
    follow: FollowState,
  ): Answer {
    const text = cleanQuestion(input.text);
    const departmentsOf = (indices: readonly number[]): string[] =>
      indices.map((d) => this.#dataset.departments[d]!.name);
    const topic = (term: Term): Topic => {
      const concept = this.#dataset.concepts[term.concept];
      return { words: term.words, label: concept?.label ?? null, conceptId: concept?.id ?? null };
    };
    const understood: Understood = {
      intent: query.intent,
      departments: departmentsOf(query.departments ?? []),
      excludedDepartments: departmentsOf(query.excludedDepartments),
      time: query.time,
      scheduleKinds: query.scheduleKinds,
      stages: query.stages,
      topics: groups
        .filter((g) => g.some((t) => t.weight >= ASKED_WEIGHT))
        .map((group) => group.filter((t) => !t.unknown).map(topic))
        .filter((g) => g.length > 0),
      excludedTopics: query.excluded.map(topic),
      refined: follow.refined,
    };
    const byDepartment = new Uint32Array(this.#dataset.departments.length);
    for (const row of chosen) byDepartment[this.#facets.departmentOf[row]!]!++;
    const counts = this.#dataset.departments.map(({ name }, d) => ({
      department: name,
      count: byDepartment[d]!,
    }));
    let intent: Intent = query.intent;
    let departmentsAsk: DepartmentsAsk | null = null;
    let departments: readonly DepartmentCount[] = [];
    if (intent === 'departments') {
      const scope = query.departments === null ? null : new Set(departmentsOf(query.departments));
      ({ departmentsAsk, departments } = departmentAnswer(query, text, counts, scope));
    }
    let count: number | null = null;
    let counted: Answer['counted'] = null;
    if (intent === 'count') {
      counted = CUES.countDepartments.test(text) ? 'departments' : 'initiatives';
      const own = hits.filter((hit) => hit.about.length === 0);
      count =
        counted === 'departments' ? new Set(own.map((hit) => hit.initiative.department)).size : own.length;
    }
    const fact =
      intent === 'fact' && hits.length > 0
        ? findFact(
            text,
            hits.slice(0, MAX_FACT_ROWS + 1).map((hit) => hit.initiative),
            query,
          )
        : null;
    if (intent === 'fact' && fact === null) intent = 'find';
    const unknownWords = [
      ...query.unknownDepartments,
      ...groups.flatMap((group) =>
        group
          .filter(
            (term) =>
              (term.unknown || this.#ranking.match(term).rows.length === 0) && term.weight >= ASKED_WEIGHT,
          )
          .map((term) => term.words),
      ),
    ];
    const listed = intent === 'departments' && departmentsAsk !== null;
    return {
      intent,
      lang: query.lang,
      question: text,
      today: input.today,
      understood: { ...understood, intent },
      hits: listed || intent === 'help' || intent === 'greeting' ? [] : hits,
      nearMisses: listed || intent === 'help' || intent === 'greeting' ? [] : nearMisses,
      unknownWords: [...new Set(unknownWords)],
      fact,
      count,
      counted,
      departmentsAsk,
      departments,
      alternative: null,
      context:
        saysSomething(query) && intent !== 'greeting' && intent !== 'help'
          ? { query, ids: hits.slice(0, MAX_CONTEXT_ROWS).map((hit) => hit.initiative.id) }
          : null,
    };
  }
}

/** A concept and all that are wider. */
function closure(concept: number, dataset: Dataset, ids: ReadonlyMap<string, number>): number[] {
  const seen = new Set([concept]);
  const queue = [concept];
  for (let i = queue.pop(); i !== undefined; i = queue.pop()) {
    for (const id of dataset.concepts[i]!.broader) {
      const wider = ids.get(id);
      if (wider !== undefined && !seen.has(wider)) {
        seen.add(wider);
        queue.push(wider);
      }
    }
  }
  return [...seen];
}

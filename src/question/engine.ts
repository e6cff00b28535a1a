import type { Dataset } from '../dataset/schema.ts';
import type {
  Alternative,
  Answer,
  AskInput,
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
import { addDepartments } from './departments.ts';
import { questionWith } from './alternative.ts';
import { findFact } from './fact.ts';
import { scheduleKindMatches, timeMatches } from './facets.ts';
import { fold, foldText, isLatin } from './fold.ts';
import { followUpOf, queryOf, refine } from './follow-up.ts';
import { addGrammar, CUES } from './grammar.ts';
import { Lexicon } from './lexicon.ts';
import { monthOf } from './month.ts';
import type { Query, Term } from './query.ts';
import { QuestionSimilarity } from './question-similarity.ts';
import { FIELD_STRENGTH, RowIndex, type Posting } from './row-index.ts';
import { Vocabulary } from './vocabulary.ts';

/** Rows that meet every group of the question answer it; a row that meets less may when nothing meets all. */
const FULL = 0.999;
const ENOUGH = 0.5;
/** Without a row that meets everything, rows nearly as good as the best count as well. */
const PARTIAL = 0.9;
/** A curated question this alike says that its row is meant. Cosine of idf-weighted features. */
const SAME_QUESTION = 0.6;
const NEAR_QUESTION = 0.45;
/** So much of the scene must be met before it narrows. */
const SCENE = 0.4;
const NEAR_MISSES = 5;

/** What counts how much when rows are weighed against a question. */
const KIND_WEIGHT: Record<Term['kind'], number> = { topic: 1, audience: 0.8, actor: 0.3 };
const LIGHT_WEIGHT = 0.1;
const TEXT_FIELDS = ['name', 'summary', 'remarks'] as const;
const ABSENT_CONCEPT = 1.3;
/** A word that nothing has: an English one is more often mere wording. */
/** An English word that stands in a row's translation as it is; less sure than a concept. */
const LATIN_WORD = 0.6;
const UNKNOWN_WORD = { latin: 0.5, other: 0.8 };

interface FollowState {
  /** Only these rows; with `more`, all but these. */
  readonly among: ReadonlySet<string> | null;
  readonly more: boolean;
  readonly refined: boolean;
}
const ALONE: FollowState = { among: null, more: false, refined: false };

interface Scored {
  readonly row: number;
  readonly coverage: number;
  /** Share of what only sets the scene. */
  readonly scene: number;
  readonly score: number;
  readonly postings: readonly { readonly term: Term; readonly posting: Posting }[];
  readonly question: number;
}

/** Builds the engine for a dataset: lexicon, index and analyser, once per revision. */
export function createEngine(dataset: Dataset): Engine {
  return new QuestionEngine(dataset);
}

class QuestionEngine implements Engine {
  readonly #dataset: Dataset;
  readonly #index: RowIndex;
  readonly #analyzer: Analyzer;
  readonly #similarity: QuestionSimilarity;
  /** By concept: the folded words that hold a term of it and mean something else. */
  readonly #lookAlikes: readonly ReadonlySet<string>[];
  readonly #conceptIds: ReadonlyMap<string, number>;
  readonly #rowById: ReadonlyMap<string, number>;

  constructor(dataset: Dataset) {
    this.#dataset = dataset;
    const lexicon = new Lexicon();
    const vocabulary = new Vocabulary();
    addGrammar(lexicon);
    const conceptIds = new Map(dataset.concepts.map((c, i) => [c.id, i]));
    this.#conceptIds = conceptIds;
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
    this.#lookAlikes = dataset.concepts.map((concept) => new Set(concept.not.map(foldText)));
    // A look-alike of one concept that is a word of another is that other.
    for (const concept of dataset.concepts)
      for (const word of concept.not) if (!lexicon.has(word)) lexicon.add(word, { kind: 'block' });
    const names = addDepartments(lexicon, dataset);
    const ancestors = dataset.concepts.map((_, i) => closure(i, dataset, conceptIds));
    this.#index = new RowIndex(dataset, lexicon, ancestors, conceptIds);
    for (const row of dataset.initiatives) {
      for (const m of `${row.name} ${row.summary}`.matchAll(/[ァ-ヶー]{4,}|[A-Za-z]{4,}/g))
        vocabulary.addTerm(m[0], -1);
    }
    const departmentNames = dataset.departments.map((d) => foldText(d.name));
    const questionText = [...dataset.expansions.values()]
      .flatMap((e) => e.questions.map(foldText))
      .join('\n');
    this.#analyzer = new Analyzer({
      lexicon,
      names,
      departmentCount: dataset.departments.length,
      conceptKinds: dataset.concepts.map((c) => c.kind),
      vocabulary,
      hasText: (folded) => this.#index.withText(folded).length > 0,
      inQuestions: (folded) => questionText.includes(folded),
      departmentsLike: (folded) => {
        const like = departmentNames.flatMap((name, i) => (name.includes(folded) ? [i] : []));
        return like.length <= 2 ? like : [];
      },
    });
    this.#rowById = new Map(dataset.initiatives.map((row, i) => [row.id, i]));
    this.#similarity = new QuestionSimilarity(
      dataset.initiatives.flatMap((row, i) =>
        (dataset.expansions.get(row.id)?.questions ?? []).map((text) => ({
          row: i,
          features: this.#analyzer.features(text),
        })),
      ),
    );
  }

  ask(input: AskInput): Answer {
    const { query, among, more, refined } = this.#resolve(input);
    const answer = this.#withAlternative(this.#answer(query, input, { among, more, refined }), query, input);
    // "I have to report on 総務局 at a meeting. Everything, please": the department is asked for, the rest was told.
    if (answer.hits.length === 0 && query.departments !== null && query.groups.length > 0) {
      const strange = query.groups.every((group) =>
        group.every((term) => term.unknown && isLatin(term.folded.charCodeAt(0))),
      );
      if (query.told || strange) {
        const plain = this.#answer({ ...query, groups: [], time: query.told ? null : query.time }, input, {
          among,
          more,
          refined,
        });
        if (plain.hits.length > 0) return { ...plain, unknownWords: answer.unknownWords };
      }
    }
    // 検討している部署はある？ asks for those who do it: how far they have come is not worth an empty answer.
    if (answer.hits.length === 0 && query.stages.length > 0 && query.groups.length > 0) {
      const wider = this.#answer({ ...query, stages: [] }, input, { among, more, refined });
      if (wider.hits.length > 0) return wider;
    }
    return answer;
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
    const how = previous === null ? null : followUpOf(input.text);
    if (previous === null || how === null || !this.#isCurrent(previous)) return alone;
    const ids = new Set(input.previous!.ids);
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
    const same =
      reading.hits.length === answer.hits.length &&
      reading.hits.every((hit) => answer.hits.some((h) => h.initiative.id === hit.initiative.id));
    if (same || reading.hits.length === 0) return answer;
    return { ...answer, alternative: { ...other, count: reading.hits.length } };
  }

  similar(id: string, limit: number): readonly Hit[] {
    const row = this.#rowById.get(id);
    if (row === undefined) return [];
    const own = this.#index.departmentOf[row];
    const scores = new Map<number, { score: number; shared: Posting[] }>();
    this.#dataset.concepts.forEach((_, concept) => {
      const postings = this.#index.withConcept(concept);
      const mine = postings.find((p) => p.row === row);
      if (mine === undefined) return;
      const idf = Math.log(1 + this.#index.rows.length / postings.length);
      for (const posting of postings) {
        if (posting.row === row || this.#index.departmentOf[posting.row] === own) continue;
        const entry = scores.get(posting.row) ?? { score: 0, shared: [] };
        entry.score += idf * FIELD_STRENGTH[posting.field] * FIELD_STRENGTH[mine.field];
        entry.shared.push(posting);
        scores.set(posting.row, entry);
      }
    });
    const max = Math.max(1, ...[...scores.values()].map((s) => s.score));
    return [...scores]
      .sort(([a, x], [b, y]) => y.score - x.score || a - b)
      .slice(0, limit)
      .map(([other, { score, shared }]) => ({
        initiative: this.#index.rows[other]!,
        score: score / max,
        reasons: shared
          .slice(0, 3)
          .map((posting) => this.#reason(posting, this.#dataset.concepts[posting.concept]?.label.ja ?? '')),
        about: [],
      }));
  }

  search(text: string): readonly Hit[] {
    const cleaned = cleanQuestion(text);
    if (cleaned === '')
      return this.#index.rows.map((initiative) => ({ initiative, score: 0, reasons: [], about: [] }));
    const answer = this.ask({ text: cleaned, today: '2000-01-01', lang: 'ja', previous: null });
    if (answer.hits.length > 0) return answer.hits;
    const folded = foldText(cleaned);
    const found = this.#index.withText(folded);
    if (found.length > 0) {
      return found.map((posting) => ({
        initiative: this.#index.rows[posting.row]!,
        score: FIELD_STRENGTH[posting.field],
        reasons: [this.#reason(posting, cleaned)],
        about: [],
      }));
    }
    return answer.nearMisses;
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

  #postings(term: Term, nameOnly: boolean): readonly Posting[] {
    if (term.unknown) return [];
    if (term.concept >= 0 && !nameOnly) {
      const found = this.#index.withConcept(term.concept);
      const literal = this.#index.withText(term.folded, TEXT_FIELDS, this.#lookAlikes[term.concept]);
      if (literal.length === 0) return found;
      const rows = new Set(found.map((posting) => posting.row));
      return [...found, ...literal.filter((posting) => !rows.has(posting.row))];
    }
    return this.#index.withText(term.folded, nameOnly ? ['name'] : undefined);
  }

  /** Beside other things asked for, a thing that no row has stands for the wider one that some have. */
  #widened(term: Term, nameOnly: boolean): readonly Posting[] {
    const found = this.#postings(term, nameOnly);
    if (found.length > 0 || term.concept < 0) return found;
    const wider = this.#dataset.concepts[term.concept]!.broader.map((id) => this.#conceptIds.get(id));
    return wider.flatMap((concept) => (concept === undefined ? [] : this.#index.withConcept(concept)));
  }

  #termWeight(term: Term): number {
    const kind = KIND_WEIGHT[term.kind] * term.weight;
    if (term.concept >= 0) {
      const concept = this.#dataset.concepts[term.concept]!;
      const found = this.#postings(term, false).length;
      // A known thing that no row has says more strongly that there is no answer than a strange word does.
      if (found === 0) return kind * concept.weight * (term.kind === 'topic' ? ABSENT_CONCEPT : 1);
      return kind * concept.weight * this.#rarity(found);
    }
    const latin = isLatin(term.folded.charCodeAt(0));
    if (term.unknown) return kind * UNKNOWN_WORD[latin ? 'latin' : 'other'];
    return kind * (latin ? LATIN_WORD : 1) * this.#rarity(this.#index.withText(term.folded).length);
  }

  /** 1 for what one row has, towards 0.5 for what all have. */
  #rarity(found: number): number {
    const all = this.#index.rows.length;
    return 0.5 + (0.5 * Math.log(1 + all / Math.max(1, found))) / Math.log(1 + all);
  }

  /** Rows that meet the facets (department, time, stage …), whatever they are about. */
  #filter(query: Query, today: string): { rows: number[]; about: Map<number, number[]>; facets: boolean } {
    const now = monthOf(today);
    const wanted = query.departments === null ? null : new Set(query.departments);
    const unwanted = new Set(query.excludedDepartments);
    const about = new Map<number, number[]>();
    const months = (query.time?.periods ?? []).flatMap((p) =>
      p.from !== null && p.from === p.to ? [Number(p.from.slice(5))] : [],
    );
    const rows: number[] = [];
    this.#index.rows.forEach((row, r) => {
      const department = this.#index.departmentOf[r]!;
      if (unwanted.has(department)) return;
      if (wanted !== null && !wanted.has(department)) {
        const others = (this.#index.about.get(r) ?? []).filter((d) => wanted.has(d));
        if (others.length === 0) return;
        about.set(r, others);
      }
      const recurring = query.scheduleKinds.filter((kind) => kind !== 'unstated');
      if (query.scheduleKinds.length > 0) {
        if (
          !query.scheduleKinds.some((kind) => scheduleKindMatches(kind, row, kind === 'yearly' ? months : []))
        )
          return;
      }
      if (query.time !== null && !(recurring.includes('yearly') && months.length > 0)) {
        if (!timeMatches(query.time, row.schedule, this.#index.times[r]!, now, query.open)) return;
      }
      if (query.stages.length > 0 && (row.stage === null || !query.stages.includes(row.stage))) return;
      rows.push(r);
    });
    return {
      rows,
      about,
      facets:
        wanted !== null ||
        unwanted.size > 0 ||
        query.time !== null ||
        query.scheduleKinds.length > 0 ||
        query.stages.length > 0,
    };
  }

  #answer(query: Query, input: AskInput, follow: FollowState): Answer {
    const { today } = input;
    const { rows, about, facets } = this.#filter(query, today);
    const { among, more } = follow;
    const inScope = (row: number): boolean => among === null || among.has(this.#index.rows[row]!.id) !== more;
    const allowed = new Set(rows.filter(inScope));
    let groups = query.groups;
    let lights = query.lights;
    if (
      groups.every((group) => group.every((t) => t.weight < 1)) &&
      lights.length > 0 &&
      !facets &&
      query.unknownDepartments.length === 0
    ) {
      // Nothing but light words: they are the topic.
      groups = [
        ...groups,
        ...lights.map((term) => [{ ...term, unknown: this.#index.withText(term.folded).length === 0 }]),
      ];
      lights = [];
    }
    const excludedRows = new Set(
      query.excluded.flatMap((term) => this.#postings(term, false).map((p) => p.row)),
    );

    const scored = this.#score(query, groups, lights);
    const candidates = scored.filter((s) => allowed.has(s.row) && !excludedRows.has(s.row));
    let chosen: Scored[];
    if (query.unknownDepartments.length > 0 && query.departments === null) {
      chosen = [];
    } else if (groups.length === 0) {
      chosen =
        facets || this.#asksForAll(query, input.text)
          ? rows
              .filter((row) => allowed.has(row) && !excludedRows.has(row))
              .map((row) => ({ row, coverage: 1, scene: 1, score: 1, postings: [], question: 0 }))
          : [];
    } else {
      // 他に?: what met the question has been answered; the rest is near at best.
      chosen = more ? [] : this.#choose(query, candidates, groups);
    }
    const chosenRows = new Set(chosen.map((s) => s.row));
    const near = scored
      .filter(
        (s) =>
          !chosenRows.has(s.row) &&
          !excludedRows.has(s.row) &&
          inScope(s.row) &&
          (s.coverage > 0.3 || s.question > 0.25),
      )
      .sort(
        (a, b) =>
          Number(allowed.has(b.row)) - Number(allowed.has(a.row)) || b.score - a.score || a.row - b.row,
      )
      .slice(0, chosen.length === 0 ? NEAR_MISSES : 3);

    const toHit = (s: Scored): Hit => ({
      initiative: this.#index.rows[s.row]!,
      score: s.score,
      reasons: s.postings.map(({ term, posting }) => this.#reason(posting, term.words)),
      about: (about.get(s.row) ?? []).map((d) => this.#dataset.departments[d]!.name),
    });
    const grouped = query.groups.length === 0;
    const ordered = [...chosen].sort((a, b) => {
      const aboutOrder = Number(about.has(a.row)) - Number(about.has(b.row));
      if (aboutOrder !== 0) return aboutOrder;
      if (query.sorted || (grouped && query.time !== null && query.time.relation !== 'runs')) {
        const x = this.#index.times[a.row]!.start ?? Infinity;
        const y = this.#index.times[b.row]!.start ?? Infinity;
        if (x !== y) return x - y;
      }
      return b.score - a.score || a.row - b.row;
    });
    const hits = ordered.map(toHit);
    return this.#present(query, input, hits, near.map(toHit), groups, follow);
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

  #score(query: Query, groups: readonly (readonly Term[])[], lights: readonly Term[]): Scored[] {
    const rows = new Map<
      number,
      {
        coverage: number;
        scene: number;
        strength: number;
        light: number;
        postings: { term: Term; posting: Posting }[];
      }
    >();
    const entry = (row: number) => {
      let e = rows.get(row);
      if (e === undefined)
        rows.set(row, (e = { coverage: 0, scene: 0, strength: 0, light: 0, postings: [] }));
      return e;
    };
    let total = 0;
    let sceneTotal = 0;
    const manyAsked = groups.filter((group) => group.some((term) => term.weight >= 0.5)).length > 1;
    const met = new Set(
      groups.flatMap((group) =>
        group.flatMap((term) => this.#postings(term, query.nameOnly).map((p) => p.row)),
      ),
    );
    for (const group of groups) {
      // What only sets the scene ranks, and does not choose.
      const scene = group.every((term) => term.weight < 0.5);
      const weight = Math.max(...group.map((term) => this.#termWeight(term)));
      if (scene) sceneTotal += weight;
      else total += weight;
      const best = new Map<number, { term: Term; posting: Posting; strength: number }>();
      for (const term of group) {
        for (const posting of manyAsked
          ? this.#widened(term, query.nameOnly)
          : this.#postings(term, query.nameOnly)) {
          if (!met.has(posting.row)) continue;
          // The very words say more than another word for the same, and that more than a narrower thing.
          const literal = this.#index.textOf(posting.row).includes(term.folded);
          const strength =
            FIELD_STRENGTH[posting.field] * (literal ? 1 : posting.concept === term.concept ? 0.85 : 0.75);
          const known = best.get(posting.row);
          if (known === undefined || strength > known.strength)
            best.set(posting.row, { term, posting, strength });
        }
      }
      for (const [row, { term, posting, strength }] of best) {
        const e = entry(row);
        if (scene) e.scene += weight;
        else e.coverage += weight;
        e.strength += weight * strength;
        e.postings.push({ term, posting });
      }
    }
    for (const light of lights) {
      for (const posting of this.#index.withText(light.folded)) {
        const e = rows.get(posting.row);
        if (e !== undefined) e.light += LIGHT_WEIGHT;
      }
    }
    const similar = this.#similarity.score(query.features);
    for (const row of similar.keys()) entry(row);
    const scored: Scored[] = [];
    for (const [row, e] of rows) {
      const question = similar.get(row) ?? 0;
      const coverage = total === 0 ? 0 : e.coverage / total;
      const strength = total === 0 ? 0 : Math.min(1, e.strength / total);
      scored.push({
        row,
        coverage,
        scene: sceneTotal === 0 ? 1 : e.scene / sceneTotal,
        question,
        postings: e.postings,
        score: Math.min(1, 0.6 * strength + 0.15 * Math.min(1, e.light) + 0.25 * question),
      });
    }
    return scored;
  }

  #choose(query: Query, candidates: readonly Scored[], groups: readonly (readonly Term[])[]): Scored[] {
    // What sets the scene narrows where it can: 学童の事務が紙だらけです。システム化する話は？
    const met = candidates.filter((s) => s.coverage >= FULL);
    const scene = met.reduce((max, s) => Math.max(max, s.scene), 0);
    const full = scene >= SCENE ? met.filter((s) => s.scene >= scene * PARTIAL) : met;
    if (full.length > 0) return query.intent === 'fact' ? nearTop(full) : full;
    if (query.loose) {
      const any = candidates.filter((s) => s.coverage > 0.3);
      if (any.length > 0) return any;
    }
    const best = candidates.reduce((max, s) => Math.max(max, s.coverage), 0);
    const partial = best >= ENOUGH ? candidates.filter((s) => s.coverage >= best * PARTIAL) : [];
    // Curated questions speak where words fail, unless a known thing was asked for that no row has.
    const absent = groups.some((group) =>
      group.every(
        (term) => term.concept >= 0 && this.#postings(term, false).length === 0 && term.kind === 'topic',
      ),
    );
    const same = candidates.filter(
      (s) => s.question >= (absent || s.coverage === 0 ? SAME_QUESTION : NEAR_QUESTION),
    );
    const topSame = same.reduce((max, s) => Math.max(max, s.question), 0);
    return [...new Set([...partial, ...same.filter((s) => s.question >= topSame * 0.85)])];
  }

  #present(
    query: Query,
    input: AskInput,
    hits: readonly Hit[],
    nearMisses: readonly Hit[],
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
        .filter((g) => g.some((t) => t.weight >= 0.5))
        .map((group) => group.filter((t) => !t.unknown).map(topic))
        .filter((g) => g.length > 0),
      excludedTopics: query.excluded.map(topic),
      refined: follow.refined,
    };
    const counts = this.#dataset.departments.map((d) => ({
      department: d.name,
      count: hits.filter((hit) => hit.initiative.department === d.name).length,
    }));
    let intent: Intent = query.intent;
    const content =
      query.groups.length > 0 || query.departments !== null || query.unknownDepartments.length > 0;
    if ((intent === 'greeting' || intent === 'help') && content) intent = 'find';
    let departmentsAsk: DepartmentsAsk | null = null;
    let departments: { department: string; count: number }[] = [];
    if (intent === 'departments') {
      ({ departmentsAsk, departments } = this.#departments(query, text, counts));
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
            hits.map((hit) => hit.initiative),
            query,
          )
        : null;
    if (intent === 'fact' && fact === null) intent = 'find';
    const unknownWords = [
      ...query.unknownDepartments,
      ...groups.flatMap((group) =>
        group
          .filter((term) => (term.unknown || this.#postings(term, false).length === 0) && term.weight >= 0.5)
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
      context: hits.length > 0 ? { query, ids: hits.map((hit) => hit.initiative.id) } : null,
    };
  }

  #departments(
    query: Query,
    text: string,
    counts: readonly { department: string; count: number }[],
  ): { departmentsAsk: DepartmentsAsk; departments: { department: string; count: number }[] } {
    const scope =
      query.departments === null
        ? null
        : new Set(query.departments.map((d) => this.#dataset.departments[d]!.name));
    const inScope = counts.filter((c) => scope === null || scope.has(c.department));
    if (CUES.without.test(text) && query.groups.length > 0) {
      return { departmentsAsk: { kind: 'without' }, departments: inScope.filter((c) => c.count === 0) };
    }
    const most = CUES.most.test(text);
    if (most || CUES.fewest.test(text)) {
      const best = most ? Math.max(...inScope.map((c) => c.count)) : Math.min(...inScope.map((c) => c.count));
      return {
        departmentsAsk: { kind: most ? 'most' : 'fewest', count: best },
        departments: inScope.filter((c) => c.count === best),
      };
    }
    const exactly = CUES.exactly.exec(text);
    if (exactly !== null) {
      const n = wordNumber(exactly[1] ?? exactly[4] ?? '0');
      const qualifier = exactly[2] ?? exactly[3] ?? '';
      if (/以上|at least/i.test(qualifier))
        return {
          departmentsAsk: { kind: 'atLeast', count: n },
          departments: inScope.filter((c) => c.count >= n),
        };
      if (/more than/i.test(qualifier))
        return {
          departmentsAsk: { kind: 'atLeast', count: n + 1 },
          departments: inScope.filter((c) => c.count > n),
        };
      if (/以下/.test(qualifier))
        return {
          departmentsAsk: { kind: 'atMost', count: n },
          departments: inScope.filter((c) => c.count <= n),
        };
      return {
        departmentsAsk: { kind: 'exactly', count: n },
        departments: inScope.filter((c) => c.count === n),
      };
    }
    const facetted =
      query.groups.length > 0 ||
      query.time !== null ||
      query.stages.length > 0 ||
      query.scheduleKinds.length > 0;
    return {
      departmentsAsk: { kind: 'list' },
      departments: facetted ? inScope.filter((c) => c.count > 0) : [...inScope],
    };
  }
}

/** A fact is asked of one row: only those about as good as the best. */
function nearTop(rows: readonly Scored[]): Scored[] {
  const top = rows.reduce((max, s) => Math.max(max, s.score), 0);
  return rows.filter((s) => s.score >= top * 0.9);
}

const wordNumber = (text: string): number => {
  const index = ['zero', 'one', 'two', 'three', 'four', 'five'].indexOf(text.toLowerCase());
  return index >= 0 ? index : Number(text);
};

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

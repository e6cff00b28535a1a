import type { Concept } from '../../../dataset/schema.ts';
import { isLatin } from '../../../text/fold.ts';
import { ideographShare } from './ideographs.ts';
import { either, NO_MATCHES, only, type Matches } from '../../index/rows/matches.ts';
import { ASKED_WEIGHT, type Query, type Term } from '../../read/query.ts';
import type { SoftTopic } from './soft-topics.ts';
import type { QuestionSimilarity } from './question-similarity.ts';
import type { Posting, RowIndex } from '../../index/rows/row-index.ts';
import { RowSet } from '../../index/rows/row-set.ts';
import { Profiles, type Aspect, type Counting } from './profiles.ts';
import { AT, OF_ASKED, WIDTH, type AskedGroup, type Noted, type Notes, type Scores } from './scores.ts';

/** What counts how much when rows are weighed against a question. */
const KIND_WEIGHT: Record<Term['kind'], number> = { topic: 1, audience: 0.8, actor: 0.3 };
/** A known thing that no row has says more strongly that there is no answer than a strange word does. */
const ABSENT_CONCEPT = 1.3;
/** The same where it was meant by an everyday phrase, which may be mere colour. */
const ABSENT_ASK = 0.7;
/** An English word that stands in a row's translation as it is; less sure than a concept. */
const LATIN_WORD = 0.45;
/** A word that nothing has: an English one is more often mere wording. */
const UNKNOWN_WORD = { latin: 0.5, other: 0.8 };
/** All English words that nothing has count no more than this: a long story has many, and each says less. */
const STRANGE_LATIN = 0.8;
/** Two guesses, of the question and of the row, say less than one. */
const SOFTLY = 0.7;
/** Two characters that more rows have tell none from another. */
const COMMON = { least: 20, share: 0.05 };
/** What more rows of a large document have, a guess that is less likely than this, or kinship, tells none from another either. */
const COMMON_THING = { least: 500, share: 0.05, likelihood: 0.5 };
/** Less than this is chance. */
const FAINT = { question: 0.15, soft: 0.08, wording: 0.1 };
const LIGHT_WEIGHT = 0.1;
/** What weighs more, such documents never have. */
const NEVER = 1;

/** Short words in katakana are other words in hiragana: メール, める. */
const SHORT_KATAKANA = /^[ァ-ヶー]+$/;
const SHORT = 3;
const isShortKatakana = ({ words, folded }: Term): boolean =>
  folded.length <= SHORT && SHORT_KATAKANA.test(words.normalize('NFKC'));

/** 当番の, 電話が: what only questions say often ends in a particle, and rows have the word without it. */
const PARTICLE = /(?<=[^\u3041-\u309f][^\u3041-\u309f])[をがのはにでも]$/;
const textOf = ({ asked, folded }: Term): string => (asked ? folded.replace(PARTICLE, '') : folded);

/** Weighs rows against questions. Keeps its arrays from one question to the next, so that a question allocates little. */
export class Ranking {
  readonly #index: RowIndex;
  readonly #similarity: () => QuestionSimilarity;
  readonly #concepts: readonly Concept[];
  readonly #conceptIds: ReadonlyMap<string, number>;
  readonly #profiles: Profiles;
  /** Matches of the terms of the question at hand. */
  #matches = new Map<string, Matches>();

  constructor(
    index: RowIndex,
    similarity: () => QuestionSimilarity,
    concepts: readonly Concept[],
    conceptIds: ReadonlyMap<string, number>,
  ) {
    this.#index = index;
    this.#similarity = similarity;
    this.#concepts = concepts;
    this.#conceptIds = conceptIds;
    this.#profiles = new Profiles(index.rows.length);
  }

  /** Forgets the matches of the last question; they are kept while one question is answered. */
  start(): void {
    this.#matches = new Map();
  }

  /** Rows that have what the term asks for. */
  match(term: Term, nameOnly = false): Matches {
    const key = `${String(term.concept)} ${nameOnly ? '!' : ''}${term.unknown ? '?' : ''}${term.folded}`;
    let found = this.#matches.get(key);
    if (found === undefined) {
      found = this.#find(term, nameOnly);
      this.#matches.set(key, found);
    }
    return found;
  }

  #find(term: Term, nameOnly: boolean): Matches {
    if (term.unknown) return NO_MATCHES;
    if (term.concept >= 0 && !nameOnly) {
      return either(this.#index.withConcept(term.concept), this.#verbatim(term));
    }
    return this.#index.withText(term.folded, { nameOnly, katakana: isShortKatakana(term) });
  }

  /** Rows that have the very words of the term. */
  #verbatim(term: Term): Matches {
    if (term.unknown || term.concept < 0) return this.match(term);
    const key = `${String(term.concept)} = ${term.folded}`;
    let found = this.#matches.get(key);
    if (found === undefined) {
      found = this.#index.withWord(term.concept, textOf(term), isShortKatakana(term));
      this.#matches.set(key, found);
    }
    return found;
  }

  /** Where the row has what the term asks for. */
  evidence(row: number, term: Term): Posting | null {
    return this.#index.evidence(row, term.concept, term.folded, isShortKatakana(term));
  }

  /** Where the row has what serves what the term asks for. */
  evidenceOfMeans(row: number, { concept }: Term): Posting | null {
    if (concept < 0) return null;
    for (const id of this.#concepts[concept]!.means) {
      const posting = this.#index.evidence(row, this.#conceptIds.get(id)!, '');
      if (posting !== null) return posting;
    }
    return null;
  }

  /** Whether the term is a known thing that no row has. */
  isAbsent(term: Term): boolean {
    return term.concept >= 0 && term.kind === 'topic' && this.match(term).rows.length === 0;
  }

  #weight(term: Term): number {
    const kind = KIND_WEIGHT[term.kind] * term.weight;
    const found = this.match(term).rows.length;
    if (term.concept >= 0) {
      const weight = kind * this.#concepts[term.concept]!.weight;
      if (this.isAbsent(term)) return weight * (term.asked ? ABSENT_ASK : ABSENT_CONCEPT);
      return found === 0 ? weight : weight * this.#rarity(found);
    }
    const latin = isLatin(term.folded.charCodeAt(0));
    if (term.unknown) return kind * UNKNOWN_WORD[latin ? 'latin' : 'other'];
    return kind * (latin ? LATIN_WORD : 1) * this.#rarity(found);
  }

  /** 1 for what one row has, towards 0.5 for what all have. */
  #rarity(found: number): number {
    const all = this.#index.rows.length;
    return 0.5 + (0.5 * Math.log(1 + all / Math.max(1, found))) / Math.log(1 + all);
  }

  /** Weighs all rows that have anything of what is asked. */
  score(
    query: Query,
    groups: readonly (readonly Term[])[],
    lights: readonly Term[],
    softTopics: readonly SoftTopic[],
  ): Scores {
    const profiles = this.#profiles;
    profiles.clear();
    const asked: AskedGroup[] = [];
    let total = 0;
    let sceneTotal = 0;
    let strange = 0;
    for (const [g, found] of this.#foundBy(groups, query.nameOnly).entries()) {
      const group = groups[g]!;
      const scene = group.every((term) => term.weight < ASKED_WEIGHT);
      const weight = Math.max(...group.map((term) => this.#weight(term)));
      if (scene) sceneTotal += weight;
      else if (group.every((t) => t.unknown && isLatin(t.folded.charCodeAt(0)))) strange += weight;
      else total += weight;
      asked.push({ ...this.#describe(group, found), weight, scene });
      const bit = 1 << Math.min(g, 31);
      if (scene) this.#addScene(found, weight, bit);
      else this.#addAsked(group, found, weight, bit);
    }
    for (const topic of softTopics) this.#addSoft(topic);
    const wordings = this.#addWording(query.words);
    total += Math.min(strange, STRANGE_LATIN);
    const among = (row: number): boolean => profiles.of[row] !== 0;
    for (const light of lights) {
      profiles.addRows(this.#index.withText(light.folded, { among }).rows, ({ values }, profile) => {
        values[profile * WIDTH + AT.light]! += LIGHT_WEIGHT;
      });
    }
    for (const [row, likeness] of this.#similarity().score(query.features)) {
      profiles.addRows(Uint32Array.of(row), ({ values }, profile) => {
        values[profile * WIDTH + AT.question] = likeness;
      });
    }
    const counts = this.#saying(total, wordings);
    const { values, met } = profiles.notes;
    const divide = (share: Noted, by: number, most: number): void => {
      for (let at = AT[share]; at < profiles.size * WIDTH; at += WIDTH)
        values[at] = by === 0 ? 0 : Math.min(most, values[at]! / by);
    };
    for (const share of OF_ASKED) divide(share, total, share === 'coverage' ? Infinity : 1);
    if (sceneTotal > 0) divide('scene', sceneTotal, Infinity);
    else for (let at = AT.scene; at < profiles.size * WIDTH; at += WIDTH) values[at] = 1;
    divide('wording', wordings, Infinity);
    return {
      groups: asked,
      profileOf: profiles.of,
      counts,
      values,
      met,
      ideographsOf: ideographShare([...groups.flat(), ...lights], this.#index),
    };
  }

  /** By profile, how many rows have it where it has more than the faintest likeness to what was asked. */
  #saying(total: number, wordings: number): Uint32Array {
    const profiles = this.#profiles;
    const { values } = profiles.notes;
    const shareOf = (part: number, all: number): number => (all === 0 ? 0 : Math.fround(part / all));
    const counts = new Uint32Array(profiles.size);
    for (let profile = 1; profile < counts.length; profile++) {
      const at = profile * WIDTH;
      const says =
        shareOf(values[at + AT.coverage]!, total) > 0 ||
        values[at + AT.question]! >= FAINT.question ||
        values[at + AT.soft]! >= FAINT.soft ||
        shareOf(values[at + AT.softMet]!, total) >= FAINT.soft ||
        shareOf(values[at + AT.served]!, total) > 0 ||
        shareOf(values[at + AT.wording]!, wordings) >= FAINT.wording;
      if (says) counts[profile] = profiles.countOf(profile);
    }
    return counts;
  }

  #describe(group: readonly Term[], found: readonly Matches[]): Omit<AskedGroup, 'weight' | 'scene'> {
    const first = group[0]!;
    const known = group.some(({ unknown }) => !unknown);
    return {
      known: !known
        ? 'unknown'
        : group.every((term) => this.isAbsent(term))
          ? 'absent'
          : group.some(({ concept }) => concept >= 0)
            ? 'concept'
            : 'text',
      never: group.every((term) => this.isAbsent(term) && this.#concepts[term.concept]!.weight > NEVER),
      kind: first.kind,
      asked: group.every((term) => term.asked),
      latin: isLatin(first.folded.charCodeAt(0)),
      listed: new Set(group.flatMap((term) => (term.asked || term.unknown ? [] : term.folded))).size > 1,
      found: Math.max(0, ...found.map(({ rows }) => rows.length)),
    };
  }

  #addScene(found: readonly Matches[], weight: number, bit: number): void {
    this.#profiles.addMatches(counting(['met'], found), ({ values, met }, profile, strengths) => {
      values[profile * WIDTH + AT.scene]! += weight;
      met[profile]! |= bit;
      values[profile * WIDTH + AT.strength]! += weight * strengths.met;
    });
  }

  /** OR within a group: each row counts once, by its strongest term. */
  #addAsked(group: readonly Term[], found: readonly Matches[], weight: number, bit: number): void {
    const softly = group.flatMap(({ concept }) => (concept < 0 ? [] : [this.#index.softly(concept)]));
    this.#profiles.addSoft(softly, ({ values }, profile, strength) => {
      values[profile * WIDTH + AT.softMet]! += weight * strength;
    });
    const lists = [
      ...counting(['met', 'served', 'kin'], found),
      ...counting(['served', 'kin'], this.#near(group, 'means')),
      ...counting(
        ['kin'],
        this.#near(group, 'related').filter((matches) => !this.#isCommon(matches)),
        true,
      ),
      ...counting(
        ['verbatim'],
        group.map((term) => this.#verbatim(term)),
        true,
      ),
    ];
    this.#profiles.addMatches(lists, ({ values, met }, profile, strengths) => {
      const at = profile * WIDTH;
      if (strengths.met > 0) {
        values[at + AT.coverage]! += weight;
        met[profile]! |= bit;
      }
      values[at + AT.strength]! += weight * strengths.met;
      values[at + AT.served]! += weight * strengths.served;
      values[at + AT.kin]! += weight * strengths.kin;
      values[at + AT.verbatim]! += weight * strengths.verbatim;
    });
  }

  /** By concept that stands so to one of the terms', the rows that have it. */
  #near(group: readonly Term[], relation: 'means' | 'related'): Matches[] {
    return group.flatMap(({ concept }) => {
      if (concept < 0) return [];
      return this.#concepts[concept]![relation].map((id) =>
        this.#index.withConcept(this.#conceptIds.get(id)!),
      );
    });
  }

  #isCommon({ rows }: Matches): boolean {
    return rows.length > Math.max(COMMON_THING.least, this.#index.rows.length * COMMON_THING.share);
  }

  /** By character pairs, where the question's words stand in rows: for words that no list knows. Tells what all pairs weigh. */
  #addWording(words: readonly string[]): number {
    const size = this.#index.rows.length;
    const seen = new Set<string>();
    let total = 0;
    for (const word of words) {
      for (let i = 0; i + 1 < word.length; i++) {
        const pair = word.slice(i, i + 2);
        if (seen.has(pair) || pair.includes(' ')) continue;
        seen.add(pair);
        const rows = this.#index.withBigram(word, i);
        const rarity = Math.log(1 + size / (1 + rows.length)) / Math.log(1 + size);
        total += rarity;
        if (rows.length > Math.max(COMMON.least, size * COMMON.share)) continue;
        this.#profiles.addRows(rows, ({ values }, profile) => {
          values[profile * WIDTH + AT.wording]! += rarity;
        });
      }
    }
    return total;
  }

  /** A row that has a soft topic is as likely meant as the topic, and as strongly as the row has it. */
  #addSoft({ concept, likelihood }: SoftTopic): void {
    const add = ({ values }: Notes, profile: number, share: number): void => {
      const at = profile * WIDTH;
      if (share > values[at + AT.soft]!) values[at + AT.soft] = share;
      values[at + AT.softSum]! += share;
    };
    const matches = this.#index.withConcept(concept);
    if (likelihood < COMMON_THING.likelihood && this.#isCommon(matches)) return;
    this.#profiles.addMatches(counting(['met'], [matches]), (notes, profile, { met }) => {
      add(notes, profile, likelihood * met);
    });
    this.#profiles.addSoft([this.#index.softly(concept)], (notes, profile, strength) => {
      add(notes, profile, likelihood * SOFTLY * strength);
    });
  }

  /**
   * By group, the rows that each of its terms finds. Beside other things asked for, a thing that no row has stands for
   * the wider ones that some have, and adds to rows that have something of their own.
   */
  #foundBy(groups: readonly (readonly Term[])[], nameOnly: boolean): readonly (readonly Matches[])[] {
    const manyAsked = groups.filter((group) => group.some((term) => term.weight >= ASKED_WEIGHT)).length > 1;
    const own = groups.map((group) => group.map((term) => this.match(term, nameOnly)));
    const hasAbsent = own.some((group) => group.some(({ rows }) => rows.length === 0));
    if (!manyAsked || !hasAbsent) return own;
    const ownRows = new RowSet(this.#index.rows.length);
    for (const { rows } of own.flat()) ownRows.addAll(rows);
    return groups.map((group, g) =>
      group.flatMap((term, t) => {
        const found = own[g]![t]!;
        return found.rows.length > 0 ? [found] : this.#wider(term).map((wider) => only(wider, ownRows));
      }),
    );
  }

  #wider(term: Term): Matches[] {
    if (term.concept < 0) return [];
    return this.#concepts[term.concept]!.broader.flatMap((id) => {
      const concept = this.#conceptIds.get(id);
      return concept === undefined ? [] : [this.#index.withConcept(concept)];
    });
  }
}

/** The matches as what counts for the aspects. */
const counting = (as: readonly Aspect[], lists: readonly Matches[], known = false): Counting[] =>
  lists.map((matches) => ({ matches, as, known }));

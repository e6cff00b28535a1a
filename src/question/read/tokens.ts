import { findEnglishDepartments, type DepartmentNames } from '../index/departments.ts';
import { isKanji, isLatin, sourceOf, type Folded } from '../../text/fold.ts';
import type { Lexicon, Segment, Sense } from '../index/lexicon.ts';
import type { Term } from './query.ts';
import type { Vocabulary } from '../index/vocabulary.ts';

/** What the analyser needs to know of the data; nothing of it is a row. */
export interface AnalyseContext {
  readonly lexicon: Lexicon;
  readonly names: DepartmentNames;
  readonly conceptKinds: readonly Term['kind'][];
  readonly vocabulary: Vocabulary;
  /** Departments whose name holds the folded text, when it is only one or two. */
  readonly departmentsLike: (folded: string) => readonly number[];
  /** Some curated question has the folded text: the word is known, although no row has it. */
  readonly inQuestions: (folded: string) => boolean;
  /** Some row has the folded text. */
  readonly hasText: (folded: string) => boolean;
}
/** A word of the question with what it is taken for. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: 'term' | 'light' | 'department' | 'or' | 'and' | 'not' | 'other' | 'break';
  readonly terms: readonly Term[];
  readonly departments: readonly number[];
  readonly unknownDepartment: string | null;
  /** The Japanese 以外 stands after what it excludes, the English except before. */
  readonly after: boolean;
}
/** Stands where a department was recognised by other means. */
const MASK = '\ue002';
/** や of やりとり, かつ of 預かって: parts of a verb that look like a word for "or" or "and". */
const JOINS_NOTHING = /^(?:や[らりるれろつめわす]|かつ[てた])$/;
/** か of いいか悩む: after a verb or adjective it asks, and joins nothing. */
const asksWhether = ({ text, katakana }: Folded, start: number, end: number): boolean =>
  text.slice(start, end) === 'か' &&
  katakana[start - 1] === 0 &&
  /[いるただのすう]/.test(text.charAt(start - 1));
/** A department's full name with a particle after it. */
const namesOffice = (text: string, start: number, end: number, lexicon: Lexicon): boolean =>
  end - start >= 3 &&
  /[のでがにをはも]/.test(text.charAt(end - 1)) &&
  lexicon.isOffice(text.slice(start, end - 1));
/** Bare names (消防, 議会) are departments only where the sentence treats them as one. */
function acceptsIn(folded: Folded, lexicon: Lexicon) {
  const { text } = folded;
  return (sense: Sense, start: number, end: number): boolean => {
    if ((sense.kind === 'stop' || sense.kind === 'light') && end - start === 1)
      return !cutsKanjiWord(text, start);
    if (sense.kind === 'or' || sense.kind === 'and')
      return !JOINS_NOTHING.test(text.slice(start, end + 1)) && !asksWhether(folded, start, end);
    // 区でやってる: all of them; 地区 and 区分 are other words.
    if (sense.kind === 'group' && end - start === 1)
      return !isKanji(text.charCodeAt(start - 1)) && /^(?:以外|[^\u4e00-\u9fff]|$)/.test(text.slice(end));
    // 病院の, 消防署で: where an office has the name, it is meant, and the particle is one.
    if (sense.kind === 'concept') return !(sense.from === 'ask' && namesOffice(text, start, end, lexicon));
    if (sense.kind !== 'department' || !sense.bare) return true;
    const before = text.charCodeAt(start - 1);
    if (start > 0 && (isKanji(before) || isLatin(before))) return false;
    const following = text.slice(end, end + 6);
    if (following === '' || /^[?!。、\s\ue000]/.test(following)) return true;
    const name = text.slice(start, end);
    // 市民が投稿する, 学校は休み: the thing, not the office that is named after it.
    if (lexicon.hasSense(name, 'light') && /^[でがも]|^は(?!何|なに|どん)/.test(following)) return false;
    if (lexicon.hasOther(name, 'department')) {
      return /^(?:[はでがも]|つて|とか|系|さん|以外|だけ|の(?:取|と|施|や|予|話|方|ほ|件|例|一|事|局|課|部|室|分|\d|研|職|人)|と[^い]|や[^り])/.test(
        following,
      );
    }
    return /^(?:[のはでがもにをとやへ]|つて|とか|系|さん|以外|だけ|から|より|じや|関|がらみ)/.test(following);
  };
}

/** What a department's name may be made of. */
const NAMING: ReadonlySet<Token['kind']> = new Set(['term', 'light']);

/** 担当課, 関係部局: any office, and no name of one. */
const GENERIC_OFFICE = /^(?:担当|関係|所管|主管|管理|運営|実施|該当|関連|対象|同じ|他|別|所属|自分)$/;

/** What follows a name that is spoken of as a department: 人事のとこ, 人事の取組, 人事は何を. */
const SPOKEN_OF = /^(?:の(?:とこ|取|施|やつ|方で|人た)|さん|つて(?:何|なに|どん)|は(?:何|なに|どん))/;

/** Single characters that end a word of several, and mean little there. */
const SUFFIX = /[用化式性度率力感系的者中内間別後前分側版名数順例件本回個等課局部室区署]/;

/** Whether a single ideograph is part of a longer word: 人 in 人事 is no word of its own. */
function cutsKanjiWord(text: string, at: number): boolean {
  if (!isKanji(text.charCodeAt(at))) return false;
  if (isKanji(text.charCodeAt(at + 1))) return true;
  return at > 0 && isKanji(text.charCodeAt(at - 1)) && !SUFFIX.test(text.charAt(at));
}

/** Followed by a particle or nothing, and not the tail of a longer word. */
function standsAlone(text: string, start: number, end: number): boolean {
  return (
    (start === 0 || !isKanji(text.charCodeAt(start - 1))) &&
    /^(?:$|[のはでがもとやっ?!、。\ue000]|つて|とか|系|さん)/.test(text.slice(end, end + 2))
  );
}
/** Cuts a folded question into words, each with what it is taken for. */
export class Tokenizer {
  readonly #context: AnalyseContext;

  constructor(context: AnalyseContext) {
    this.#context = context;
  }

  /** `weight` is what each term counts. */
  tokens(folded: Folded, weight: number): Token[] {
    const { lexicon, names } = this.#context;
    const english = findEnglishDepartments(folded.text, names);
    let text = folded.text;
    for (const { start, end } of english)
      text = text.slice(0, start) + MASK.repeat(end - start) + text.slice(end);
    const masked: Folded = { ...folded, text };
    const segments = lexicon.segment(masked, acceptsIn(masked, lexicon));
    const tokens: Token[] = [];
    const token = (
      segment: { start: number; end: number },
      part: Partial<Token> & Pick<Token, 'kind'>,
    ): Token => ({
      start: segment.start,
      end: segment.end,
      terms: [],
      departments: [],
      unknownDepartment: null,
      after: false,
      ...part,
    });
    segments.forEach((segment, i) => {
      const { sense } = segment;
      if (sense === null) {
        tokens.push(
          ...this.#residue(
            masked,
            segment,
            segments[i - 1],
            tokens.findLast((t) => t.kind === 'department' || t.kind === 'term'),
            segments.slice(i + 1, i + 3).find((x) => x.sense?.kind === 'department')?.sense ?? undefined,
            weight,
          ).map((part) => token(part, part)),
        );
        return;
      }
      switch (sense.kind) {
        case 'concept': {
          const words = sourceOf(masked, segment.start, segment.end);
          const word = text.slice(segment.start, segment.end);
          tokens.push(
            token(segment, {
              kind: 'term',
              terms: lexicon
                .conceptsOf(word)
                .map((concept) => this.#term(words, word, concept, weight, sense.from === 'ask')),
            }),
          );
          return;
        }
        case 'block': {
          const word = text.slice(segment.start, segment.end);
          const known = this.#context.hasText(word);
          tokens.push(
            token(segment, {
              kind: 'term',
              terms: [
                {
                  ...this.#term(sourceOf(masked, segment.start, segment.end), word, -1, weight),
                  unknown: !known,
                },
              ],
            }),
          );
          return;
        }
        case 'light': {
          const word = text.slice(segment.start, segment.end);
          tokens.push(
            token(segment, {
              kind: 'light',
              terms: [this.#term(sourceOf(masked, segment.start, segment.end), word, -1, weight)],
            }),
          );
          return;
        }
        case 'department':
        case 'group':
          tokens.push(token(segment, { kind: 'department', departments: sense.departments }));
          // 未来局長: the head of the department, who is named 局長 in the rows.
          if (text[segment.end] === '長' && isKanji(text.charCodeAt(segment.end - 1))) {
            const title = text.slice(segment.end - 1, segment.end + 1);
            tokens.push(
              token(
                { start: segment.end, end: segment.end + 1 },
                { kind: 'term', terms: [this.#term(title, title, -1, weight)] },
              ),
            );
          }
          return;
        case 'organisation':
          this.#organisation(masked, segment, tokens, weight);
          return;
        case 'or':
        case 'and':
          tokens.push(token(segment, { kind: sense.kind }));
          return;
        case 'not':
          tokens.push(token(segment, { kind: 'not', after: !isLatin(text.charCodeAt(segment.start)) }));
          return;
        case 'stop':
          tokens.push(
            token(segment, {
              kind: /[。!?\ue000]/.test(text.slice(segment.start, segment.end)) ? 'break' : 'other',
            }),
          );
      }
    });
    for (const named of english)
      tokens.push(token(named, { kind: 'department', departments: named.departments }));
    return tokens.sort((a, b) => a.start - b.start);
  }

  #term(words: string, folded: string, concept: number, weight: number, asked = false): Term {
    return {
      asked,
      words,
      folded,
      concept,
      kind: concept >= 0 ? (this.#context.conceptKinds[concept] ?? 'topic') : 'topic',
      weight,
      unknown: false,
    };
  }

  /** 水道 + 局: a department's name. When no department has it, the question is about one that is not in the data. */
  #organisation(folded: Folded, segment: Segment, tokens: Token[], weight: number): void {
    const last = tokens.at(-1);
    const other: Token = {
      start: segment.start,
      end: segment.end,
      kind: 'other',
      terms: [],
      departments: [],
      unknownDepartment: null,
      after: false,
    };
    if (
      last === undefined ||
      last.end !== segment.start ||
      !NAMING.has(last.kind) ||
      !isKanji(folded.text.charCodeAt(segment.end - 1))
    ) {
      tokens.push(other);
      return;
    }
    const previousChar = folded.text.charCodeAt(segment.start - 1);
    if (!isKanji(previousChar) && folded.katakana[segment.start - 1] === 0 && !isLatin(previousChar)) {
      tokens.push(other);
      return;
    }
    let first = tokens.length - 1;
    while (
      first > 0 &&
      tokens[first - 1]!.end === tokens[first]!.start &&
      NAMING.has(tokens[first - 1]!.kind)
    )
      first--;
    const start = tokens[first]!.start;
    const name = folded.text.slice(start, segment.end);
    const words = sourceOf(folded, start, segment.end);
    const known = this.#context.departmentsLike(name);
    const inRows = this.#context.hasText(name);
    if (known.length === 0 && !inRows && GENERIC_OFFICE.test(name.slice(0, -(segment.end - segment.start)))) {
      tokens.push(other);
      return;
    }
    tokens.length = first;
    if (known.length > 0) {
      tokens.push({ ...other, start, kind: 'department', departments: known });
    } else if (inRows) {
      tokens.push({ ...other, start, kind: 'term', terms: [this.#term(words, name, -1, weight)] });
    } else {
      tokens.push({ ...other, start, kind: 'department', unknownDepartment: words });
    }
  }

  /** Words that no list knows: looked for in the data as they stand, then as misspellings of known ones. */
  #residue(
    folded: Folded,
    segment: Segment,
    previous: Segment | undefined,
    before: Token | undefined,
    following: Sense | undefined,
    weight: number,
  ): (Partial<Token> & Pick<Token, 'kind' | 'start' | 'end'>)[] {
    const { vocabulary, hasText, inQuestions, departmentsLike } = this.#context;
    const after = (end: number): boolean =>
      /^(?:と|や|、)/.test(folded.text.slice(end, end + 1)) && following?.kind === 'department';
    const found: (Partial<Token> & Pick<Token, 'kind' | 'start' | 'end'>)[] = [];
    for (const run of runsOf(folded, segment.start, segment.end)) {
      const word = folded.text.slice(run.start, run.end);
      const words = sourceOf(folded, run.start, run.end);
      const push = (concept: number, unknown: boolean, as = word): void => {
        found.push({
          start: run.start,
          end: run.end,
          kind: 'term',
          terms: [{ ...this.#term(words, as, concept, weight), unknown }],
        });
      };
      const light = (): void => {
        found.push({
          start: run.start,
          end: run.end,
          kind: 'light',
          terms: [this.#term(words, word, -1, weight)],
        });
      };
      if (run.script === 'masked') continue;
      if (run.script === 'break') {
        found.push({ start: run.start, end: run.end, kind: 'break' });
        continue;
      }
      if (run.script === 'digits') {
        found.push({ start: run.start, end: run.end, kind: 'other' });
        continue;
      }
      const minimum = run.script === 'hiragana' ? 3 : 2;
      if (word.length < minimum) {
        found.push({ start: run.start, end: run.end, kind: 'other' });
        continue;
      }
      if (run.script === 'hiragana') {
        // 情報きょうゆう: the second half of a word in kana.
        const before =
          previous !== undefined && previous.end === run.start
            ? folded.text.slice(previous.start, previous.end)
            : '';
        const half = vocabulary.halfKana(before, word);
        const near = half ?? (word.length >= 5 ? vocabulary.nearKana(word) : null);
        if (near !== null) push(near, false);
        else found.push({ start: run.start, end: run.end, kind: 'other' });
        continue;
      }
      const departments = run.script === 'kanji' || run.script === 'katakana' ? departmentsLike(word) : [];
      if (
        departments.length > 0 &&
        standsAlone(folded.text, run.start, run.end) &&
        (!hasText(word) ||
          SPOKEN_OF.test(folded.text.slice(run.end, run.end + 5)) ||
          before?.kind === 'department' ||
          after(run.end))
      ) {
        found.push({ start: run.start, end: run.end, kind: 'department', departments });
        continue;
      }
      // 見直される, 混んで: a verb's stem says how, seldom what.
      if (
        run.script === 'kanji' &&
        VERB_ENDING.test(folded.text.slice(run.end, run.end + 1)) &&
        word.length <= 2
      ) {
        light();
        continue;
      }
      if (hasText(word)) {
        push(-1, false);
        continue;
      }
      if (inQuestions(word)) {
        light();
        continue;
      }
      if (run.script === 'kanji') {
        const parts = vocabulary.parts(word, hasText);
        if (parts.length > 0) {
          for (const part of parts) {
            const at = run.start + word.indexOf(part);
            found.push({
              start: at,
              end: at + part.length,
              kind: 'term',
              terms: [{ ...this.#term(part, part, -1, weight * 0.7), unknown: false }],
            });
          }
          continue;
        }
        push(-1, true);
        continue;
      }
      const near = vocabulary.near(word, run.script);
      if (near !== null) push(near.concept, false, near.folded);
      else push(-1, true);
    }
    return found;
  }
}

/** Kana that end a verb's or adjective's stem, other than those that are particles too. */
const VERB_ENDING = /[るれらりろくきけこむめみまうえいつちぬねぶべびぐげぎ]/;

type Script = 'kanji' | 'katakana' | 'hiragana' | 'latin' | 'digits' | 'break' | 'masked';

/** Runs of one script; anything that is no letter is a break. */
function* runsOf(
  folded: Folded,
  start: number,
  end: number,
): Generator<{ start: number; end: number; script: Script }> {
  const scriptAt = (i: number): Script => {
    const code = folded.text.charCodeAt(i);
    if (isKanji(code)) return 'kanji';
    if (folded.text[i] === MASK || code === 0x20) return 'masked';
    if (folded.katakana[i] === 1) return 'katakana';
    if (code >= 0x3041 && code <= 0x309f) return 'hiragana';
    if (isLatin(code) || code === 0x27 || (code >= 0xe0 && code <= 0x17f)) return 'latin';
    if (code >= 0x30 && code <= 0x39) return 'digits';
    return 'break';
  };
  for (let i = start; i < end;) {
    const script = scriptAt(i);
    let k = i + 1;
    while (k < end && scriptAt(k) === script) k++;
    yield { start: i, end: k, script };
    i = k;
  }
}

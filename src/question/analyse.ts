import type { AskInput, Intent, Lang } from './answer.ts';
import { cleanQuestion, languageOf } from './clean.ts';
import { findEnglishDepartments, type DepartmentNames } from './departments.ts';
import { fold, foldRomaji, isKanji, isLatin, sourceOf, type Folded } from './fold.ts';
import { CUES, FACT_CUES } from './grammar.ts';
import type { Lexicon, Segment, Sense } from './lexicon.ts';
import type { Query, Term } from './query.ts';
import { isRomaji, mayBeRomaji, romajiToKana } from './romaji.ts';
import { readTime } from './time.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What the analyser needs to know of the data; nothing of it is a row. */
export interface AnalyseContext {
  readonly lexicon: Lexicon;
  readonly names: DepartmentNames;
  readonly departmentCount: number;
  readonly conceptKinds: readonly Term['kind'][];
  readonly vocabulary: Vocabulary;
  /** Departments whose name holds the folded text, when it is only one or two. */
  readonly departmentsLike: (folded: string) => readonly number[];
  /** Some curated question has the folded text: the word is known, although no row has it. */
  readonly inQuestions: (folded: string) => boolean;
  /** Some row has the folded text. */
  readonly hasText: (folded: string) => boolean;
}

/** How much a term counts, by what it is. */
const SCENE_WEIGHT = 0.25;

interface Token {
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

const CLAUSE_END =
  /(?:[。！!?？\n]|(?<=[a-z])\. |(?:です|ます|ました|んです|のです|だ|た)(?:けれども|けれど|けど|が)、?|(?:んだ|てる|ってる|いる|ない|たい)(?:けれども|けれど|けど)、?|ので、|んで、|から、|ため、)/g;
const CONTINUES =
  /^\s*(?:ただし|ただ|でも|しかし|なお|また|ついでに|あと|それと|そのうち|その中|除|以外|but|except|however|and |or )/i;
/** Is it only they who do it: the others are asked for as well. */
const ONLY_HERE =
  /だけ(?:(?:です|なの|でしょう)か|(?:です|なの|でしょう)?か?[?？]|なの)[?？]*$|(?<![a-z])only (?:one|place|department|bureau)s?[?\s]*$/i;
const OWN_DEPARTMENT = /当課|当局|当部|当室|うちの|自分の|自課|自局|私の|弊課|この課|この局|所属の|my |our /i;

/** Words that ask. A message may end in something told: 総務局の取組を教えてください。来月異動します。 */
const ASKS =
  /[?？]|か(?:$|[。、])|かね|かな|教え|おしえ|知りた|ください|下さい|ほしい|欲しい|お願い|どこ|どれ|どの|どんな|何か|なにか|ある[の?]|あり(?:ます|そう)|ない[のか?]|見せ|出して|一覧|探して|まとめて|(?<![a-z])(?:what|which|who|where|when|how|is|are|do|does|can|could|any|please|list|show|tell|give|find|looking for|want to know)(?![a-z])/i;

/** Splits "context. question" and "question. context": the question is the last clause that asks, else all of it. */
function splitScene(text: string): { scene: string; question: string } {
  const clauses: string[] = [];
  let from = 0;
  for (const m of text.matchAll(CLAUSE_END)) {
    const end = m.index + m[0].length;
    if (text.slice(end).trim().length >= 3) {
      clauses.push(text.slice(from, end));
      from = end;
    }
  }
  clauses.push(text.slice(from));
  const last = clauses.findLastIndex((clause) => ASKS.test(clause));
  if (last < 0 || clauses.length === 1) return { scene: '', question: text };
  return { scene: clauses.filter((_, i) => i !== last).join(''), question: clauses[last]! };
}

/** Bare names (消防, 議会) are departments only where the sentence treats them as one. */
function acceptsIn(text: string, ambiguous: (start: number, end: number) => boolean) {
  return (sense: Sense, start: number, end: number): boolean => {
    if (sense.kind === 'stop' && end - start === 1) return !cutsKanjiWord(text, start);
    if (sense.kind !== 'department' || !sense.bare) return true;
    const before = text.charCodeAt(start - 1);
    if (start > 0 && (isKanji(before) || isLatin(before))) return false;
    const following = text.slice(end, end + 6);
    if (following === '' || /^[?!。、\s\ue000]/.test(following)) return true;
    if (ambiguous(start, end)) {
      return /^(?:[はでがも]|つて|とか|系|さん|以外|だけ|の(?:取|と|施|や|予|話|方|ほ|件|例|一|事|\d|研|職|人)|と[^い]|や[^り])/.test(
        following,
      );
    }
    return /^(?:[のはでがもにをとやへ]|つて|とか|系|さん|以外|だけ|から|より|じや|関|がらみ)/.test(following);
  };
}

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

export class Analyzer {
  readonly #context: AnalyseContext;

  constructor(context: AnalyseContext) {
    this.#context = context;
  }

  analyse(input: Pick<AskInput, 'text' | 'today' | 'lang'>): Query {
    const cleaned = cleanQuestion(input.text);
    const lang = languageOf(cleaned, input.lang);
    const romaji = isRomaji(cleaned);
    const text = romaji ? romajiToKana(cleaned) : cleaned;
    const { scene, question } = splitScene(text);
    if (scene !== '' && !CONTINUES.test(question)) {
      const main = this.#read(question, input.today, lang, 1, romaji);
      if (
        main.groups.some((group) => group.some((term) => !term.unknown)) ||
        (main.departments !== null && !OWN_DEPARTMENT.test(question))
      ) {
        const before = this.#read(scene, input.today, lang, SCENE_WEIGHT, romaji);
        return {
          ...main,
          groups: [...main.groups, ...before.groups],
          departments: main.departments ?? (OWN_DEPARTMENT.test(question) ? before.departments : null),
          features: [...new Set([...main.features, ...before.features])],
        };
      }
    }
    const whole = { ...this.#read(text, input.today, lang, 1, romaji), told: scene !== '' };
    // One word may be either (katazuke): when English knows none of it, it is tried as Japanese.
    if (
      !romaji &&
      mayBeRomaji(cleaned) &&
      whole.groups.length > 0 &&
      whole.groups.every((group) => group.every((term) => term.unknown))
    ) {
      const reread = this.#read(romajiToKana(cleaned), input.today, 'ja', 1, true);
      if (reread.groups.some((group) => group.some((term) => !term.unknown)) || reread.departments !== null)
        return reread;
    }
    return whole;
  }

  /** What a curated question is compared by: its words, without a look at its facets. */
  features(text: string): readonly string[] {
    const cleaned = cleanQuestion(text);
    return featuresOf(this.#tokens(isRomaji(cleaned) ? foldRomaji(romajiToKana(cleaned)) : fold(cleaned), 1));
  }

  #read(text: string, today: string, lang: Lang, weight: number, romaji: boolean): Query {
    const time = readTime(text, today);
    const folded = romaji ? foldRomaji(time.rest) : fold(time.rest);
    const tokens = this.#tokens(folded, weight);
    const without = CUES.without.test(text) && !/時期|時間/.test(CUES.without.exec(text)?.[0] ?? '');
    return {
      lang,
      ...this.#compose(tokens, folded, without),
      ...(ONLY_HERE.test(text) ? { departments: null } : {}),
      intent: this.#intent(text, without),
      time: time.facet,
      open: time.open,
      timeAmbiguous: time.ambiguous,
      scheduleKinds: time.scheduleKinds,
      stages: time.stages,
      sorted: time.sorted,
      told: false,
      nameOnly:
        /(?:って|という|と)(?:いう)?(?:名前|名称)(?:が|の|で)|(?:取組名|名前|名称|タイトル)に|(?<![a-z])(?:in (?:its|the|their) (?:names?|titles?))(?![a-z])/i.test(
          text,
        ),
    };
  }

  #intent(text: string, without: boolean): Intent {
    if (CUES.greeting.test(text)) return 'greeting';
    if (CUES.help.test(text)) return 'help';
    if (without) return 'departments';
    if (CUES.most.test(text) || CUES.fewest.test(text)) return 'departments';
    if (CUES.exactly.test(text) && /部署|局|課|区|所|とこ|department|bureau|office/i.test(text))
      return 'departments';
    if (CUES.departmentsList.test(text)) return 'departments';
    if (CUES.compare.test(text)) return 'compare';
    if (CUES.count.test(text)) return 'count';
    if (CUES.find.test(text)) return 'find';
    for (const [, pattern] of FACT_CUES) if (pattern.test(text)) return 'fact';
    return 'find';
  }

  #tokens(folded: Folded, weight: number): Token[] {
    const { lexicon, names } = this.#context;
    const english = findEnglishDepartments(folded.text, names);
    let text = folded.text;
    for (const { start, end } of english)
      text = text.slice(0, start) + MASK.repeat(end - start) + text.slice(end);
    const masked: Folded = { ...folded, text };
    const segments = lexicon.segment(
      masked,
      acceptsIn(text, (start, end) => lexicon.hasOther(text.slice(start, end), 'department')),
    );
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
                .conceptsOf(word, sense)
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
      last.kind !== 'term' ||
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
    while (first > 0 && tokens[first - 1]!.end === tokens[first]!.start && tokens[first - 1]!.kind === 'term')
      first--;
    const start = tokens[first]!.start;
    const name = folded.text.slice(start, segment.end);
    const words = sourceOf(folded, start, segment.end);
    const known = this.#context.departmentsLike(name);
    const inRows = this.#context.hasText(name);
    if (known.length === 0 && !inRows && tokens.slice(first).every((t) => t.kind === 'light')) {
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
        (!hasText(word) || before?.kind === 'department' || after(run.end))
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
        found.push({
          start: run.start,
          end: run.end,
          kind: 'light',
          terms: [this.#term(words, word, -1, weight)],
        });
        continue;
      }
      if (hasText(word)) {
        push(-1, false);
        continue;
      }
      if (inQuestions(word)) {
        found.push({
          start: run.start,
          end: run.end,
          kind: 'light',
          terms: [this.#term(words, word, -1, weight)],
        });
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

  #compose(
    tokens: readonly Token[],
    folded: Folded,
    without: boolean,
  ): Pick<
    Query,
    | 'groups'
    | 'loose'
    | 'lights'
    | 'excluded'
    | 'departments'
    | 'excludedDepartments'
    | 'unknownDepartments'
    | 'features'
  > {
    const excludedTokens = new Set<number>();
    const dropped = new Set<number>();
    tokens.forEach((token, i) => {
      if (token.kind !== 'not') return;
      if (token.after) {
        const words = folded.text.slice(token.start, token.end);
        const intoDrop = /けど$/.test(words);
        for (let k = i - 1; k >= 0; k--) {
          const t = tokens[k]!;
          if (t.kind === 'break' || t.kind === 'not') break;
          if (t.kind === 'term' || t.kind === 'department' || t.kind === 'light') {
            (intoDrop ? dropped : excludedTokens).add(k);
            // 大学や高校を除く: both.
            const joined = tokens[k - 1];
            if (
              joined !== undefined &&
              (joined.kind === 'or' || (joined.kind === 'and' && joined.end === t.start))
            ) {
              k--;
              continue;
            }
            if (
              joined?.kind === t.kind &&
              /^[・、,/]$/.test(folded.source.slice(folded.at[joined.end - 1], folded.at[t.start]).slice(-1))
            )
              continue;
            break;
          }
        }
      } else if (!without) {
        for (let k = i + 1; k < tokens.length; k++) {
          const t = tokens[k]!;
          if (t.kind === 'break' || folded.text[t.start] === ',') break;
          if (t.kind === 'term' || t.kind === 'department') excludedTokens.add(k);
        }
      }
    });

    const groups: Term[][] = [];
    const lights: Term[] = [];
    const excluded: Term[] = [];
    const departments = new Set<number>();
    const excludedDepartments = new Set<number>();
    const unknownDepartments: string[] = [];
    let loose = false;
    let lastTerm = -1;
    tokens.forEach((token, i) => {
      if (dropped.has(i)) return;
      if (token.kind === 'department') {
        if (token.unknownDepartment !== null) unknownDepartments.push(token.unknownDepartment);
        for (const d of token.departments) (excludedTokens.has(i) ? excludedDepartments : departments).add(d);
        return;
      }
      if (token.kind === 'light') {
        if (excludedTokens.has(i)) excluded.push(...token.terms);
        else lights.push(...token.terms);
        return;
      }
      if (token.kind !== 'term') return;
      if (excludedTokens.has(i)) {
        excluded.push(...token.terms);
        return;
      }
      const previous = lastTerm >= 0 ? tokens[lastTerm]! : null;
      const between = previous === null ? [] : tokens.slice(lastTerm + 1, i);
      const group = groups.at(-1);
      const sameKind = group !== undefined && group[0]!.kind === token.terms[0]!.kind;
      const mark =
        previous === null
          ? ''
          : folded.source.slice(folded.at[previous.end - 1]! + 1, folded.at[token.start]);
      const joinedByMark =
        previous !== null &&
        /^[^\p{L}\p{N}]*[・/,、][^\p{L}\p{N}]*$/u.test(mark.replace(/系|関係|関連/g, ''));
      const joinedByWord = between.some((t) => t.kind === 'or') && between.every((t) => t.kind !== 'break');
      if (group !== undefined && ((sameKind && joinedByMark) || joinedByWord)) group.push(...token.terms);
      else {
        // 採用と広報 may mean either; 上司と話す means neither: only nouns right beside the と.
        const and = between[0];
        if (
          previous !== null &&
          sameKind &&
          !token.terms[0]!.asked &&
          between.length === 1 &&
          and?.kind === 'and' &&
          (isLatin(folded.text.charCodeAt(and.start)) ||
            (and.start === previous.end && and.end === token.start))
        ) {
          loose = true;
        }
        groups.push([...token.terms]);
      }
      lastTerm = i;
    });

    // Only the ward offices but not this one: what is excluded is not also asked for.
    for (const d of excludedDepartments) departments.delete(d);
    return {
      groups: dedupe(groups),
      loose,
      lights,
      excluded,
      departments: departments.size > 0 ? [...departments].sort((a, b) => a - b) : null,
      excludedDepartments: [...excludedDepartments],
      unknownDepartments,
      features: featuresOf(tokens),
    };
  }
}

function dedupe(groups: readonly Term[][]): Term[][] {
  const seen = new Set<string>();
  const key = (term: Term): string => (term.concept >= 0 ? `#${String(term.concept)}` : term.folded);
  return groups
    .map((group) => group.filter((term, i) => group.findIndex((other) => key(other) === key(term)) === i))
    .filter((group) => {
      const k = group.map(key).sort().join('|');
      if (seen.has(k)) return false;
      seen.add(k);
      return true;
    });
}

/** What a question and a curated question are compared by. */
function featuresOf(tokens: readonly Token[]): string[] {
  const features = new Set<string>();
  for (const token of tokens) {
    for (const term of token.terms) {
      if (term.concept >= 0) features.add(`#${String(term.concept)}`);
      else if (term.folded.length <= 3 || isLatin(term.folded.charCodeAt(0))) features.add(term.folded);
      else for (let i = 0; i + 1 < term.folded.length; i++) features.add(term.folded.slice(i, i + 2));
    }
  }
  return [...features];
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

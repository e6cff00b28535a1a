import { isKanji, isLatin, sourceOf, type Folded } from '../../../text/fold.ts';
import { OF_OTHERS } from './acceptance.ts';
import type { Sense } from '../../index/lexicon.ts';
import { MASK, ofConcept, plainTerm, tokenAt, type ReadingContext, type Span, type Token } from './token.ts';

/** Words that no list knows, and what stands around them. */
export interface Surroundings {
  readonly folded: Folded;
  /** What each term counts. */
  readonly weight: number;
  /** The last term or department before them. */
  readonly named: Token | undefined;
  /** What the next two known words are taken for. */
  readonly following: readonly (Sense | null)[];
}

/** Of a compound, each piece that stands in the data counts less than a whole word. */
const PIECE = 0.7;
/** Kana that end a verb's or adjective's stem, other than those that are particles too. */
const VERB_ENDING = /[るれらりろくきけこむめみまうえいつちぬねぶべびぐげぎ]/;
/** 何個, 何隻, 何箇所: how many is asked, of whatever is counted so. */
const ASKS_HOW_MANY = /^[何幾].{1,2}$/;
/** 五時, 一日, 百世帯近: so much of something, which no row is about. */
const AMOUNT =
  /^[一二三四五六七八九十百千数]+(?:時間?半?|日|度|回|人|分|週間?|か月|年間?|件|個|台|枚|冊|通|本|軒|世帯|倍|割)[近目弱強半以余程]?[上下]?$/;
/** What follows a name that is spoken of as a department: 人事のとこ, 人事の取組, 人事は何を. */
const SPOKEN_OF =
  /^(?:の(?:とこ|取|施|やつ|方で|人た|部署|部で|課で|局で|課は|局は|部は)|さん|つて(?:何|なに|どん)|は(?:何|なに|どん)|を(?:担当|所管)(?:する|して))/;
/** The same said of a word that may be many a thing's: only an office is meant by it. */
const OFFICE_OF = /^(?:の|関係の|担当の|を(?:担当|所管)(?:する|して(?:い)?る))部署/;

/** Looks for words that no list knows in the data as they stand, then as misspellings of known ones. */
export function unknownWords(context: ReadingContext, span: Span, around: Surroundings): Token[] {
  return [...runsOf(around.folded, span)].flatMap((run) => readRun(context, run, around));
}

function readRun(context: ReadingContext, run: Run, around: Surroundings): Token[] {
  switch (run.script) {
    case 'masked':
      return [];
    case 'break':
      return [tokenAt(run, { kind: 'break' })];
    case 'digits':
      return [tokenAt(run, { kind: 'other' })];
    case 'hiragana':
      return [readHiragana(context, run, around)];
    default:
      // 西区: by itself a single character says nothing, and may begin a name.
      if (run.end - run.start < 2)
        return [tokenAt(run, { kind: run.script === 'kanji' ? 'light' : 'other' })];
      return readWord(context, { ...run, script: run.script }, around);
  }
}

/** A reading with a slip, else function words. */
function readHiragana(context: ReadingContext, run: Run, around: Surroundings): Token {
  const { folded, weight } = around;
  const word = folded.text.slice(run.start, run.end);
  const { vocabulary } = context;
  if (vocabulary.isLoanword(word))
    return tokenAt(run, { kind: 'term', terms: [termOf(folded, run, weight)] });
  const concept = word.length < 5 ? null : vocabulary.nearKana(word);
  if (concept === null) return tokenAt(run, { kind: 'other' });
  return tokenAt(run, { kind: 'term', terms: [ofConcept(context, termOf(folded, run, weight), concept)] });
}

function readWord(context: ReadingContext, run: WordRun, around: Surroundings): Token[] {
  const { folded, weight } = around;
  const word = folded.text.slice(run.start, run.end);
  if (ASKS_HOW_MANY.test(word)) return [tokenAt(run, { kind: 'other' })];
  const term = termOf(folded, run, weight);
  const office = departmentsNamed(context, run, around);
  if (office.length > 0) return [tokenAt(run, { kind: 'department', departments: office })];
  if (isVerbStem(folded, run))
    return [nounOfVerb(context, run, around) ?? tokenAt(run, { kind: 'light', terms: [term] })];
  if (context.hasText(word)) return [tokenAt(run, { kind: 'term', terms: [term] })];
  if (AMOUNT.test(word)) return [tokenAt(run, { kind: 'other' })];
  if (context.inQuestions(word)) return [tokenAt(run, { kind: 'light', terms: [term] })];
  if (run.script === 'kanji') return readCompound(context, run, around);
  const near = context.vocabulary.near(word, run.script);
  return [
    tokenAt(run, {
      kind: 'term',
      terms: [
        near === null
          ? { ...term, unknown: true }
          : ofConcept(context, { ...term, folded: near.folded }, near.concept),
      ],
    }),
  ];
}

/** 庁内報編集: the pieces that stand in the data, or one unknown word. */
function readCompound({ vocabulary, hasText }: ReadingContext, run: Span, around: Surroundings): Token[] {
  const { folded, weight } = around;
  const word = folded.text.slice(run.start, run.end);
  const pieces = vocabulary.pieces(word, hasText);
  if (pieces.length === 0)
    return [tokenAt(run, { kind: 'term', terms: [{ ...termOf(folded, run, weight), unknown: true }] })];
  return pieces.map((piece) => {
    const start = run.start + word.indexOf(piece);
    const place = { start, end: start + piece.length };
    return tokenAt(place, { kind: 'term', terms: [plainTerm(piece, piece, weight * PIECE)] });
  });
}

/** Departments that the word is part of the name of, where it stands alone and is spoken of as one. */
function departmentsNamed(context: ReadingContext, run: WordRun, around: Surroundings): readonly number[] {
  if (run.script === 'latin') return [];
  const { text } = around.folded;
  const word = text.slice(run.start, run.end);
  const departments = context.departmentsLike(word);
  if (departments.length === 0 || !standsAlone(text, run)) return [];
  if (OF_OTHERS.test(text.slice(0, run.start))) return [];
  const listed =
    /^(?:と|や|、)/.test(text.slice(run.end, run.end + 1)) &&
    around.following.find((sense) => sense?.kind === 'department') !== undefined;
  const spokenOf = SPOKEN_OF.test(text.slice(run.end, run.end + 5));
  const isMeant = !context.hasText(word) || spokenOf || around.named?.kind === 'department' || listed;
  return isMeant ? departments : [];
}

/** 見直される, 混んで: a verb's stem says how, seldom what. */
const isVerbStem = ({ text }: Folded, { start, end, script }: Run): boolean =>
  script === 'kanji' && end - start <= 2 && VERB_ENDING.test(text.slice(end, end + 1));

/** 貸付け, 積立て: with its ending, and a particle after it, a noun that some row has; null where none has. */
function nounOfVerb(
  { hasText }: ReadingContext,
  { start, end }: Span,
  { folded, weight }: Surroundings,
): Token | null {
  const noun = { start, end: end + 1 };
  const isNoun =
    end - start === 2 && /^[けてりしみえげせち](?:[のはがをにで]|$)/.test(folded.text.slice(end, end + 2));
  const term = termOf(folded, noun, weight * PIECE);
  return isNoun && hasText(term.folded) ? tokenAt(noun, { kind: 'term', terms: [term] }) : null;
}

/** Followed by a particle or nothing, and not the tail of a longer word. */
function standsAlone(text: string, { start, end }: Span): boolean {
  return (
    (start === 0 || !isKanji(text.charCodeAt(start - 1))) &&
    /^(?:$|[のはでがもとやっ?!、。\ue000]|つて|とか|系|さん)/.test(text.slice(end, end + 2))
  );
}

/** 文化の部署: the department that has the word in its name, where only one has; null where none is meant. */
export function officeOf(context: ReadingContext, { text }: Folded, span: Span): readonly number[] | null {
  const word = text.slice(span.start, span.end);
  if (word.length < 2 || !OFFICE_OF.test(text.slice(span.end, span.end + 10))) return null;
  const like = context.departmentsLike(word);
  return like.length === 1 ? like : null;
}

const termOf = (folded: Folded, { start, end }: Span, weight: number) =>
  plainTerm(sourceOf(folded, start, end), folded.text.slice(start, end), weight);

type Script = 'kanji' | 'katakana' | 'hiragana' | 'latin' | 'digits' | 'break' | 'masked';

/** Characters of one script side by side. */
interface Run extends Span {
  readonly script: Script;
}

interface WordRun extends Span {
  readonly script: 'kanji' | 'katakana' | 'latin';
}

/** Anything that is no letter is a break. */
function scriptAt(folded: Folded, i: number): Script {
  const code = folded.text.charCodeAt(i);
  if (isKanji(code)) return 'kanji';
  if (folded.text[i] === MASK || code === 0x20) return 'masked';
  if (folded.katakana[i] === 1) return 'katakana';
  if (code >= 0x3041 && code <= 0x309f) return 'hiragana';
  if (isLatin(code) || code === 0x27 || (code >= 0xe0 && code <= 0x17f)) return 'latin';
  if (code >= 0x30 && code <= 0x39) return 'digits';
  return 'break';
}

function* runsOf(folded: Folded, span: Span): Generator<Run> {
  for (let start = span.start; start < span.end;) {
    const script = scriptAt(folded, start);
    let end = start + 1;
    while (end < span.end && scriptAt(folded, end) === script) end++;
    yield { start, end, script };
    start = end;
  }
}

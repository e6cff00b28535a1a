import { EITHER, isKanji, isLatin, sourceOf, type Folded } from '../../../text/fold.ts';
import type { Accepts, Lexicon } from '../../index/lexicon.ts';
import type { ReadingContext } from './token.ts';

/** や of やりとり, かつ of 預かって: parts of a verb that look like a word for "or" or "and". */
const JOINS_NOTHING = /^(?:や[らりるれろつめわす]|かつ[てた])$/;

/** Single characters that end a word of several, and mean little there. */
const SUFFIX = /[用化式性度率力感系的者中内間別後前分側版名数順例件本回個等課局部室区署]/;

/** What follows a bare name that names a department and nothing else. */
const AFTER_NAME =
  /^(?:[のはでがもにをとやへ]|だ(?:つけ|よね|けど)|でし(?:た|よ)|かな|つて|とか|系|さん|以外|だけ|から|より|じや|関|がらみ)/;
/** What follows a bare name that has another meaning too, where the department is meant. */
const AFTER_AMBIGUOUS_NAME = new RegExp(
  [
    '^(?:[はでがも]|だつけ|でしたつけ|つて|とか|系|さん|以外|だけ|と[^い]|や[^り]|',
    'の(?:取|と|施|や|予|話|方|ほ|件|例|一|事|局|課|部|室|分|\\d|研|職|人))',
  ].join(''),
);
/** 市民が投稿する, 学校は休み: the thing, not the office that is named after it. */
const AFTER_THING = /^[でがも]|^は(?!何|なに|どん)/;
/** よその図書館, 他市の病院: a house of another city, of the same name. */
export const OF_OTHERS =
  /(?:よそ|余所|他市|他都市|他の(?:市|町|県|自治体)|ほかの(?:市|町|県)|近隣の?市|全国|各地|民間|隣(?:の)?[市町])の$/;
/** 議会とか契約のことを学べる: one of the things that are spoken of. */
const AMONG_THINGS =
  /^(?:とか|や)[^。、?？]{1,16}(?:の?(?:こと|話|仕組み|しくみ|知識|流れ)(?:を|に|が)|について|を(?:学|知|習|勉強|理解|体験))/;
const ENDS_PHRASE = /^$|^[?!。、\s\ue000]/;

/** Which words count where in the question: a bare name (消防, 議会) only where the sentence treats it as a department. */
export function acceptsIn(folded: Folded, context: ReadingContext): Accepts {
  const { text } = folded;
  const { lexicon } = context;
  return (sense, start, end) => {
    switch (sense.kind) {
      case 'stop':
      case 'light':
        return end - start > 1 || !cutsKanjiWord(text, start);
      case 'or':
      case 'and':
        // か of のうか: what was typed in Latin letters has spaces between its words.
        return !(
          isInsideRomaji(folded, start, end) ||
          JOINS_NOTHING.test(text.slice(start, end + 1)) ||
          asksWhether(folded, start, end)
        );
      case 'group':
        // 区でやってる: all of them; 地区 and 区分 are other words.
        return end - start > 1 || isWholeKanjiWord(text, start, end);
      case 'concept':
        // 病院の, 消防署で: where an office has the name, it is meant, and the particle is one.
        return !(
          isInsideRomaji(folded, start, end) ||
          cutsNextWord(text, start, end, lexicon) ||
          (sense.from === 'ask' && namesOffice(text, start, end, lexicon)) ||
          callsOffice(text, start, end, lexicon) ||
          (context.byWords && sense.from === 'ask' && context.isAbsent(sense.concept)) ||
          (isLatin(text.charCodeAt(start)) &&
            lexicon.isFunctional(text.slice(start, end), sourceOf(folded, start, end)))
        );
      case 'department':
        return (
          !OF_OTHERS.test(text.slice(0, start)) &&
          (!sense.bare || isSpokenOf(text, start, end, lexicon) || standsApart(folded, start, end))
        );
      default:
        return true;
    }
  };
}

/** か of いいか悩む: after a verb or adjective it asks, and joins nothing. */
function asksWhether({ text, katakana }: Folded, start: number, end: number): boolean {
  return (
    text.slice(start, end) === 'か' &&
    katakana[start - 1] === 0 &&
    /[いるただのすう]/.test(text.charAt(start - 1))
  );
}

/** ょが of しょがい: what was typed in Latin letters shows where its words begin, and short ones begin nowhere else. */
const SHORT_KANA = 3;
function isInsideRomaji({ text, katakana, source, at }: Folded, start: number, end: number): boolean {
  // jinji kouka|n: no word begins with ん.
  if (katakana[end - 1] === EITHER && text[end] === 'ん' && katakana[end] === EITHER) return true;
  if (start === 0 || end - start > SHORT_KANA || katakana[start] !== EITHER) return false;
  return /[\u3041-\u309fー]/.test(source.charAt(at[start]! - 1));
}

/** A department's full name with a particle after it. */
function namesOffice(text: string, start: number, end: number, lexicon: Lexicon): boolean {
  return (
    end - start >= 3 &&
    /[のでがにをはも]/.test(text.charAt(end - 1)) &&
    lexicon.officesCalled(text.slice(start, end - 1)).length > 0
  );
}

/** 消防さんの取組: those people are the office. */
function callsOffice(text: string, start: number, end: number, lexicon: Lexicon): boolean {
  const word = text.slice(start, end);
  return (
    word.endsWith('さん') &&
    /^の(?:取|ぶん|分|とこ)|^(?:は|つて)(?:何|なに)/.test(text.slice(end)) &&
    lexicon.hasSense(word.slice(0, -2), 'department')
  );
}

/** Whether the sentence treats a bare name as a department. */
function isSpokenOf(text: string, start: number, end: number, lexicon: Lexicon): boolean {
  const before = text.charCodeAt(start - 1);
  if (start > 0 && (isKanji(before) || isLatin(before))) return false;
  const following = text.slice(end, end + 6);
  if (ENDS_PHRASE.test(following)) return true;
  const name = text.slice(start, end);
  if (lexicon.hasSense(name, 'light') && AFTER_THING.test(following)) return false;
  if (AMONG_THINGS.test(text.slice(end, end + 24))) return false;
  return (lexicon.hasOther(name, 'department') ? AFTER_AMBIGUOUS_NAME : AFTER_NAME).test(following);
}

/** 消防 面談: key words side by side, of which an office's name is the first. */
const standsApart = ({ source, at }: Folded, start: number, end: number): boolean =>
  start === 0 && at[end] !== undefined && /^\s+$/.test(source.slice(at[end - 1]! + 1, at[end]));

function isWholeKanjiWord(text: string, start: number, end: number): boolean {
  return !isKanji(text.charCodeAt(start - 1)) && /^(?:以外|[^\u4e00-\u9fff]|$)/.test(text.slice(end));
}

/** 人が育 of 男の人が育休を: behind a particle, an ideograph with which a known word begins is no end of another. */
function cutsNextWord(text: string, start: number, end: number, lexicon: Lexicon): boolean {
  if (!/[\u3041-\u3096][\u4e00-\u9fff]$/.test(text.slice(start, end)) || !isKanji(text.charCodeAt(end)))
    return false;
  return [2, 3, 4].some((length) => lexicon.conceptsOf(text.slice(end - 1, end - 1 + length)).length > 0);
}

/** Whether a single ideograph is part of a longer word: 人 in 人事 is no word of its own. */
function cutsKanjiWord(text: string, at: number): boolean {
  if (!isKanji(text.charCodeAt(at))) return false;
  if (isKanji(text.charCodeAt(at + 1))) return true;
  return at > 0 && isKanji(text.charCodeAt(at - 1)) && !SUFFIX.test(text.charAt(at));
}

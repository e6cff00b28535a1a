import { cleanQuestion } from '../clean.ts';
import { anyOf, sequence } from '../pattern.ts';
import { endAsked, type End } from './order.ts';

/** Two things of which one starts before the other: "A と B はどっちが先". */
export interface Versus {
  readonly things: readonly [string, string];
  readonly end: End;
}

const AND_JA = /(?:と|か|、)/;
const OF_THEM_JA =
  /(?:(?:の(?:二つ|2つ|両方))?(?:だと|では|なら|って|とでは|とは|は|の(?:うち|中)?(?:で(?:は)?|だと)|で))?[、,\s]*/;
const TWO_JA = sequence(
  /^(.{2,24}?)/,
  AND_JA,
  /(.{2,24}?)/,
  OF_THEM_JA,
  /(?=(?:どっち|どちら)|(?:先|早い|後|遅い)(?:なの|の|に))/,
);
/** 研修は、中央区と南区どっち…: what both are of. */
const TOPIC_JA =
  /^([^とか、]{2,16}?)(?:(?:は|って|だと|なら)[、\s]*|[、\s]+)(?=[^、]{2,24}[とか][^、]{2,24}(?:どっち|どちら))/;
const BY_START = '(?:first|earlier|earliest|sooner|last|later|latest)';
const LEAD_EN = '^(?:so |and |then )*';
const TWO_EN = [
  new RegExp(
    [
      `${LEAD_EN}which (?:one |of (?:them|the two) )?[a-z]+ (?:the )?${BY_START}[\\s:,;-]*`,
      '(?:out of |between |of )?(.{2,40}?),? (?:or|and) (.{2,40}?)[?.!\\s]*$',
    ].join(''),
    'i',
  ),
  new RegExp(
    `${LEAD_EN}(?:between |of |out of )?(.{2,40}?),? (?:or|and) (.{2,40}?)[,;:\\s-]+(?:which|what) (?=.*${BY_START})`,
    'i',
  ),
] as const;
const LEADING_EN = /^(?:the|a|an|our|their) /i;

/** Which two things a message asks to be compared by when they start; null: it names no two. */
export function versusIn(text: string): Versus | null {
  const cleaned = cleanQuestion(text);
  const end =
    endAsked(cleaned) ??
    endAsked(cleaned.replace(/.*?(?=which )/i, '')) ??
    endAsked(cleaned.replace(/.*?(?=どっち|どちら)/, ''));
  if (end === null) return null;
  const topic = TOPIC_JA.exec(cleaned);
  const found =
    TWO_JA.exec(topic === null ? cleaned : cleaned.slice(topic[0].length)) ??
    TWO_EN.map((each) => each.exec(cleaned)).find((each) => each !== null);
  if (!found) return null;
  const [, one, other] = found;
  if (topic !== null) return { things: [`${one!}の${topic[1]!}`, `${other!}の${topic[1]!}`], end };
  return { things: [one!.replace(LEADING_EN, ''), other!.replace(LEADING_EN, '')], end };
}

const ONE_JA =
  /^(?:[そこ](?:れ|の(?:取組|やつ))(?:と|は|って)?[、\s]*)?(.{2,24}?)と(?:は|では|だと|なら|比べ(?:て|ると|たら))?[、\s]*(?=どっち|どちら|(?:先|早い|後|遅い)(?:なの|の|に))/;
/** Does it start before the credo?, which is first, this or the video relay? */
const ONE_EN = [
  /^(?:so |and |but )?which (?:one )?[a-z ]{2,30}[,:;\s-]+(?:it|this|that)(?: one)? or (?:the )?(.{2,40}?)[?.!\s]*$/i,
  anyOf([
    sequence(
      /^(?:so |and |but )?(?:does|did|is|was|will|has) (?:it|this|that)(?: one)? (?:[a-z]+ ){0,3}/,
      /(?:before|after|earlier than|later than) (?:the )?(.{2,40}?)(?: (?:one|does|did|do|is|starts?))?[?.!\s]*$/,
    ),
  ]),
] as const;
/** クレドより先？ */
const THAN_JA =
  /^(?:[そこ](?:れ|っち)(?:は|って)?[、\s]*)?(.{2,24}?)より(?:も)?(?:(先|前|まえ|早)|後|あと|遅)/;
const LATER_EN = /(?<![a-z])(?:after|later)(?![a-z])/i;
/** 局内会議とどっちが先？: what the row at hand is compared with; null: nothing. */
export function versusOneIn(text: string): (Pick<Versus, 'end'> & { readonly thing: string }) | null {
  const cleaned = cleanQuestion(text);
  const thing = ONE_JA.exec(cleaned)?.[1];
  const end = endAsked(cleaned.replace(/.*?(?=どっち|どちら|(?:先|早い|後|遅い)(?:なの|の|に))/, ''));
  if (thing !== undefined) return end === null ? null : { thing, end };
  const than = THAN_JA.exec(cleaned);
  if (than !== null) return { thing: than[1]!, end: than[2] === undefined ? 'last' : 'first' };
  const english = ONE_EN.map((each) => each.exec(cleaned)?.[1]).find((each) => each !== undefined);
  if (english === undefined) return null;
  return { thing: english, end: endAsked(cleaned) ?? (LATER_EN.test(cleaned) ? 'last' : 'first') };
}

const SENTENCE = /[?？。!！]\s*|\.\s+/;
const WHICH_OF_THEM = anyOf(
  [/^(?:で|じゃあ)?[、\s]*(?:どっち|どちら|どれ)(?:の(?:ほう|方))?が/, /^先に始ま|^早いのは/],
  [
    /^(?:so |and )?which (?:one |of (?:them|the two|those|these) )?(?:starts?|started|begins?|began|comes?|came|is|was)(?![a-z])/,
  ],
);

/** "会計課と緑区で1on1やってるよね？どっちが先？": what the first sentence names, and what is asked of it; null: not so. */
export function askedOfFirst(text: string): readonly [named: string, asked: string] | null {
  const parts = text.split(SENTENCE).filter((part) => part.trim() !== '');
  const asked = parts.at(-1)?.trim() ?? '';
  if (parts.length !== 2 || !WHICH_OF_THEM.test(asked) || endAsked(asked) === null) return null;
  return [parts[0]!.trim(), `${asked}?`];
}

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
  const found =
    TWO_JA.exec(cleaned) ?? TWO_EN.map((each) => each.exec(cleaned)).find((each) => each !== null);
  if (!found) return null;
  const [, one, other] = found;
  return { things: [one!.replace(LEADING_EN, ''), other!.replace(LEADING_EN, '')], end };
}

const ONE_JA = /^(?:それ|これ)?(?:は|って)?(.{2,24}?)と(?:は|では|だと)?[、\s]*(?=どっち|どちら)/;
/** 局内会議とどっちが先？: what the row at hand is compared with; null: nothing. */
export function versusOneIn(text: string): (Pick<Versus, 'end'> & { readonly thing: string }) | null {
  const cleaned = cleanQuestion(text);
  const thing = ONE_JA.exec(cleaned)?.[1];
  const end = endAsked(cleaned.replace(/.*?(?=どっち|どちら)/, ''));
  return thing === undefined || end === null ? null : { thing, end };
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

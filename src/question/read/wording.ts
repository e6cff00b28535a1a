import { anyOf, sequence } from './pattern.ts';

/** 若手以外に誰が参加する？, "who besides the young staff takes part": another of the same row, which none is left out of. */
const WHO_ELSE = anyOf(
  [/以外(?=(?:に|で|の|では|には)?(?:誰|だれ|どなた|どんな人|何人))/],
  [
    sequence(
      /(?<=who )(?:else )?(?:besides|other than|apart from|except(?: for)?)/,
      /(?=[^?]* (?:takes?|took|join|attend|participat|come|is involved|are involved))/,
    ),
  ],
);

/** （南浜支所もふくむ）: what is to be there as well narrows nothing. */
const AND_THOSE = /[(（][^()（）]{1,16}も(?:含む|含め[てる]?|ふくむ|ふくめ[てる]?|入れて)[)）]/;

/** 局とか区, 課や施設: kinds of offices side by side are any office, and no group of them. */
const OFFICE = '(?:局|区役所|区|部|課|室|所|係|施設|組織|部署)';
const ANY_OFFICE = new RegExp(
  `(?<![\\u4e00-\\u9fff])${OFFICE}(?:(?:とか|や|・|と|か|、|または)${OFFICE}){1,3}(?:など|等|とか)?(?![\\u4e00-\\u9fff])`,
);

/** 中央区と南区でかぶってる取組, 両方がやっていること, "in common": what several departments have alike. */
export const IN_COMMON = anyOf(
  [
    /かぶっ|被って|重な(?:って|る)|共通(?:する|して|の|点)|(?:両方|どっち|どちら|両区|両局|双方)(?:とも|で|が|も)*(?:共通|同じ|やって|して|ある|実施)|同じ(?:こと|取組|取り組み)を/,
  ],
  [
    /in common|both (?:do|does|have|has|run|offer)(?![a-z])|the same (?:initiatives?|things?)|overlap(?:s|ping)?/,
  ],
);
/** What is named before a particle: a place, a group, a thing. */
const NAMED = '(?<![^。、,!！?？\\s])[^。、,!！?？\\sをがはも]{1,16}?';
/** Followed by a word for all of them. */
const ALL_OVER =
  '(?=(?:も[うっ]と)?(?:全庁|庁内|全体|市全体|全部|全て|すべて|ほか|他の?|よそ|いろ|色々|様々|さまざま|広く|幅広|どこ))';
/** 病院に限らず, 総務局だけじゃなくて全庁で: what is named there narrows nothing. */
const NOT_LIMITED_JA = new RegExp(
  [
    `${NAMED}(?:に|と)(?:は|も)?(?:限らず|限らない(?:で|です)?|かぎらず|限定せず|限定しない(?:で|です)?|こだわらず|関係なく)、?`,
    `${NAMED}(?:だけ(?:じゃ|で(?:は)?)な[くい](?:て|、)?|のみならず)、?${ALL_OVER}`,
  ].join('|'),
);
/** 研修だけでなく面談も: the one and the other. */
const NOT_ONLY_JA = /(?:だけ(?:じゃ|では?)なく(?:て)?|のみならず)、?(?=[^。]{1,14}も)/;
const NOT_LIMITED_EN = sequence(
  /(?<![a-z])(?:not (?:just|only|limited to|restricted to)|beyond just|whether or not it's)(?! (?:do|does|is|are|the one who)(?![a-z]))/,
  /(?: (?:in|at|by|for|from))? (?:the )?[a-z' -]{2,40}?(?=\s*(?:[,.:;?!)(—]|$))/,
);

/** 都市計画の人たち (都市建設局): what a bracket names is what was written before it, said exactly. */
const DESCRIBED_OFFICE_EN = sequence(
  /(?<=(?:department|dept|bureau|office|division|section|brigade)s?) ?[(（]/,
  /(?:the|those|you know,?|that'?s) (?:[^()（）]{3,40} )?(?:people|persons?|ones?|guys|team|folks|crew|lot|staff|place)/,
  /(?: [^()（）]{2,40})?[)）]/,
);

/** The City Planning side (都市建設局): its name in English, and then its own. */
const NAMED_TWICE_EN = new RegExp(
  [
    '(?:(?!(?:Everything|Anything|What|Which|Show|List|All|Does|Do|Is|Are|For|In|The|Tell|Give) )',
    "[A-Z][\\w'&-]*(?: (?:and|of|the|for|&))?[ ,]+){1,8}",
    '(?:side|people|folks|office|bureau|department|division|section)? ?[(（]',
    '(?=[^()（）\\x20-\\x7e]{2,16}[局課部室区所署館院園会校][)）])',
  ].join(''),
);
/** What is left of the brackets around it. */
const AFTER_NAMED = /(?<=[局課部室区所署館院園会校])[)）]/;

/** How people say what is read without it, and what it is read as. */
const WORDINGS: readonly (readonly [said: RegExp, plainly: string])[] = [
  [ANY_OFFICE, '部署'],
  [WHO_ELSE, ' '],
  [AND_THOSE, ' '],
  [NOT_LIMITED_JA, ' '],
  [NOT_ONLY_JA, 'と'],
  [NOT_LIMITED_EN, ' '],
  [DESCRIBED_OFFICE_EN, ' '],
];

/** Less than this is no question by itself. */
const LEAST = 3;

/** A cleaned question without turns of phrase that name what nobody asks for. */
export function inPlainWords(text: string): string {
  const named = NAMED_TWICE_EN.test(text) ? text.replace(NAMED_TWICE_EN, '').replace(AFTER_NAMED, ' ') : text;
  return WORDINGS.reduce((left, [said, plainly]) => {
    const rest = left.replace(new RegExp(said.source, 'gi'), plainly);
    return rest.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST ? left : rest;
  }, named);
}

import { ERA_YEAR, eraYear } from '../../calendar/era.ts';
import { fiscalYearOf, monthOf } from '../../calendar/month.ts';
import { yearOffset } from '../../calendar/words.ts';
import type { EditionRelation } from '../answer.ts';

const YEAR_JA =
  `(?:(?:令和|平成|(?<![a-z])[rh])\\s?${ERA_YEAR.replace('(', '(?:')}\\s?年度|` +
  '20\\d{2}\\s?年度|(?:一昨|おととし|昨|前|去|さく)(?:年度|ねんど))';
const YEAR_EN =
  '(?:(?:the )?(?:last|previous) (?:fiscal|financial|business) year|' +
  '(?:the )?(?:fiscal|financial) (?:year )?20\\d{2}|(?<![a-z])fy\\s?20\\d{2})';
/** Where documents are compared, nobody means the calendar's year. */
const LAST_EN = '(?:the )?(?:last|previous) (?:(?:fiscal|financial|business) )?year';

const ERA_NAMED = new RegExp(`(令和|平成|[rh])\\s?${ERA_YEAR}\\s?年度`, 'i');

/** The fiscal year that an expression of it stands for. */
export function yearIn(words: string, today: string): number | null {
  const era = ERA_NAMED.exec(words);
  if (era) return eraYear(era[1]!, era[2]!);
  const western = /20\d{2}/.exec(words);
  if (western) return Number(western[0]);
  const relative = /一昨|おととし|昨|前|去|さく|last|previous/i.exec(words);
  return relative ? fiscalYearOf(monthOf(today)) + yearOffset(relative[0]) : null;
}

const either = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join('|'), 'i');
/** What of the rows is asked for follows, or nothing does. */
const THOSE =
  '(?=もの|取組|取り組み|やつ|の(?!に|で|が)|こと|事業|制度|研修|施策|$|[?？。]|は(?:何|ある|どれ|$|[?？]))';

export const RELATIONS: readonly (readonly [EditionRelation, RegExp])[] = [
  [
    'carried',
    either(
      `${YEAR_JA}(?:から|より)(?:ずっと|今も|いまも|まだ|引き続き|、){0,2}(?:継続|続[いくけ]|つづ[いくけ]|引き続き)(?:して|て)?(?:いる|います|る|ます|中)?`,
      '(?:still )?(?:continu(?:ed|es|ing|e)|carried over|carr(?:y|ies|ying) on|go(?:es|ing)? on|ongoing|running) ' +
        `(?:from|since) ${LAST_EN}`,
    ),
  ],
  [
    'added',
    either(
      `(?:${YEAR_JA}(?:の(?:資料|版))?(?:と(?:比べて|くらべて|比較して|違って)|から|以降)?、?)?(?:新しく|新たに|新規に)` +
        '(?:始まった|始めた|はじまった|加わった|増えた|載った|追加された|入った|できた|出てきた)' +
        THOSE,
      `${YEAR_JA}(?:に|には)なかった${THOSE}|${YEAR_JA}(?:から|より|と比べて|に比べて)増えた${THOSE}`,
      '(?<![a-z])(?:new|newly (?:added|started|introduced)|added)(?: (?:initiatives?|ones?|things?))? ' +
        `(?:since|compared (?:to|with)|versus|vs\\.?|from) ${LAST_EN}`,
    ),
  ],
  [
    'gone',
    either(
      `${YEAR_JA}(?:に|には|は|まで)?(?:あった(?:のに|けど|が)|あって|やっていた(?:のに|けど|が)|やってた(?:のに|けど|が)|載っていて)、?` +
        '(?:今(?:年度|年)?|いま)?(?:は|に)?、?(?:なくなった|無くなった|消えた|(?:載って|やって|続いて)?い?ない|載っていない)',
      `(?:${YEAR_JA}(?:から|に|で|、)?)?(?<=^|[\\s、でに]|から|うち)(?:なくなった|無くなった|消えた|載らなくなった|廃止(?:された|になった))${THOSE}`,
      '(?<![a-z])(?:dropped|discontinued|gone|removed|disappeared|no longer (?:there|listed|running|offered)) ' +
        `(?:since|from|after|compared (?:to|with)) ${LAST_EN}`,
      '(?<=(?:were|was|been|has|have|got) )(?:dropped|discontinued)',
    ),
  ],
];

/** Where the year is what the rows are of. */
export const OF_JA = new RegExp(
  `(${YEAR_JA})(?:の資料|版|時点|当時)?` +
    '(?:の(?!実績|結果|成果|予算|決算|末|初|頭|はじめ|終わり|前半|後半|間|うち|途中)|は|って|では?|、|\\s|' +
    'に(?:は|も)?(?=[^。]{0,40}(?:やっ|行っ|おこなっ|行われ|実施|取り組|あった|ありました|あって|して))|(?=$|[?？。]))',
  'i',
);
export const OF_EN = new RegExp(
  '(?<!(?:since|until|till|before|after|by|through|starting(?: in| from)?|beginning(?: in)?) )' +
    `(?:(?:in|for|from|of|during) )?(${YEAR_EN})(?:['’]s)?`,
  'i',
);
export const YEARS = new RegExp(`${YEAR_JA}|${YEAR_EN}`, 'gi');
/** Then the year is the rows' own. */
export const ROW_TIME =
  /始ま|はじま|始め[たる]|スタート|開始|新しく|新規|新設|終わ|終了|(?<![a-z])(?:start|beg[aiu]n|launch|new(?![a-z])|end(?:s|ed|ing)?(?![a-z]))/i;

/** Words that ask for all there is. */
export const EVERYTHING = new RegExp(
  [
    '取り組み|取組|事業|やつ|もの|こと|すべて|全部|全て|一覧|リスト|どのような|どういう|どんな|何か|なにか|何が|何を|何|なに|どれ',
    'やっていた|やってた|やった|やって|行っていた|行った|実施していた|実施した|していた|してた|した|して|あった|ありました|ある|あります',
    '教えてください|教えて|見せてください|見せて|見たい|知りたい|出して|ください|でしょう|でした|ですか|です|ました|ます|んだっけ|だっけ|っけ',
    'について|って|には|では|は|が|を|に|の|も|で|か|ね|よ|と|いる|い|た|て|る|な',
    '(?<![a-z])(?:what|which|were|was|did|do|does|we|you|they|it|is|are|there|the|any|all|of|in|show|me|list|tell|about|' +
      'initiatives?|ones?|has|have|been|things?|that|please|going|on|run|running)(?![a-z])',
    '[\\s、。,.?？!！:：・]',
  ].join('|'),
  'gi',
);

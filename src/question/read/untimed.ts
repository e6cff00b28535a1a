import { anyOf } from './pattern.ts';
import { RECURRENCES } from '../../calendar/recurrence.ts';
import { foldText } from '../../text/fold.ts';
import type { Query } from './query.ts';
import { ASKS_AMOUNT } from './row-fact-cues.ts';

/** もうすぐ退職される先輩の技, 冬の雪対応がつらい: the time of what somebody has to do with, and not that of rows. */
const SOON = /もうすぐ|まもなく|そろそろ|(?<![a-z])soon(?![a-z])/i;
const COMPLAINS = new RegExp(
  [
    'つら|辛い|大変|しんど|きつ|ぼろぼろ|へとへと|疲れ|困っ|嫌|限界|死[にんぬ]|泣|地獄|パンク|回らな|手が足り|追われ',
    'ばたばた|バタバタ|忙し|休めな|眠れな|なくて(?:よく|すむ|済む)',
    'たい(?:$|[。で])|ほしい|欲しい|減らせ|減らし|なくせ|なんとか|何とか|どうにか|歯止め|(?:ませ|な(?:い|いで)す?)か(?:[?？。]|$)',
    'ないまま|たことがな|(?:ん|の)(?:です|だ)(?:が|けど)[。]?$|させられ|わされ|倒れ',
    '(?<![a-z])(?:hard|tired|exhaust|worn out|struggle|fed up|hate|tough|busy|swamped|overwhelm)',
  ].join('|'),
  'i',
);
/** What is asked for is when rows begin or take place, whatever else is said. */
const TAKES_PLACE = anyOf(
  [
    /始ま|始め|スタート|開始|実施|開催|行われ|予定|できるよう|受けられ|参加でき|ある(?:もの|やつ|取)|やる(?:もの|やつ|こと|取)/,
  ],
  [
    /(?<![a-z])(?:start|begin|launch|held|happen|schedul|plan|take place|takes place|coming up|going on|open)/,
  ],
);
/** もう終わった？, is it finished yet: of one row, whether it is over. */
const IS_IT_OVER = anyOf(
  [
    /(?:終わ(?:った|りました|って(?:い)?(?:る|ます))|完了した|済ん?だ)(?:の|ん)?(?:です|だろう|でしょう)?(?:か?[?？]|か(?:な[ぁあ]?|ね|しら)?[?？。\s]*$|よね|っけ)/,
  ],
  [/(?:is|are|has|have) [^.?!]{2,60}(?:finished|done|over|completed?)(?: yet)?\?/],
);
/** ランチのやつってもう始まってる？, has the lunch one started: of one row, whether it goes on. */
const IS_IT_ON = anyOf(
  [
    /(?:は|って|も)(?:もう|すでに|既に|今)?(?:始まって|始めて|やって|動いて|実施して)(?:い)?(?:る|ます)(?:の|ん)?(?:です)?(?:か(?:な|ね)?)?[?？。\s]*$/,
  ],
  [
    /(?:is|are|has|have) (?!any|there)[^.?!]{2,60}(?:started|begun|running|going on|under ?way|in place)(?: yet| already| now)?\?/,
  ],
);
const HOW_OFTEN_EN = '(?:every|each|annual|monthly|weekly|yearly|daily|once a)(?![a-z])';
const TAKING_PLACE_EN =
  'held|happen|take|run|initiative|program|event|training|meeting|session|activit|thing|one';
/** 毎年やっている研修, 毎月ある: how often rows take place. Said of anything else it is how often something befalls who asks. */
const RECURS = new RegExp(
  [
    '(?:毎[日週月年回]|年に?[一1]?回|定期|月に?[一1]回)[^。、!?？]{0,14}' +
      '(?:やる|やっ|ある|あり|開催|開か|実施|行[うわっ]|続|恒例|募集|出る|配|発行|取組|取り組み|行事|催|もの|やつ)',
    '毎[日週月年回]の|毎[日週月年][^。!?？]{0,40}(?:っていう|という)',
    `(?<![a-z])${HOW_OFTEN_EN}[^.!?]{0,40}(?:${TAKING_PLACE_EN})`,
    `(?:${TAKING_PLACE_EN}|doing|does|any|what|which)[^.!?]{0,40}(?<![a-z])${HOW_OFTEN_EN}`,
  ].join('|'),
  'i',
);
/** Whether somebody tells of a trouble, or wishes for something. */
export const complains = (asked: string): boolean => COMPLAINS.test(asked);
/** Whether how often something takes place is asked of rows, as far as the question says it at all. */
export const asksHowOften = (asked: string): boolean => RECURS.test(asked);
const isRecurrence = (kind: Query['when']['kinds'][number]): boolean =>
  (RECURRENCES as readonly string[]).includes(kind);
/** A shorter name stands in many a sentence by chance. */
const MIN_NAME = 4;

/**
 * Whether the time that a question names may be no condition, where it leaves no row: a fact is asked of a row, whenever
 * it was (去年の実績は何パーセント？), 動いていること need not run this month, a row that is named in full is meant whenever
 * it begins (〇〇はもう始まっていますか), and a season may be the asker's own.
 */
export function mayBeUntimed(
  { intent, when, asked, groups, told }: Query,
  rows: readonly { readonly name: string }[],
): boolean {
  if (groups.length === 0) return false;
  // 大祭の当番、毎年割り当てられて休めない: how often it befalls who asks.
  if (when.time === null) return when.kinds.some(isRecurrence) && (told || !asksHowOften(asked));
  // 去年、凍った坂で転びました。何とかなりませんか: when that was, was told only.
  if (told || intent === 'fact' || when.implied || ASKS_AMOUNT.test(asked)) return true;
  if (when.time.relation === 'ended' && IS_IT_OVER.test(asked)) return true;
  const hasBegun = when.time.relation === 'starts' && when.time.periods.every(({ from }) => from === null);
  if ((when.time.relation !== 'starts' || hasBegun) && IS_IT_ON.test(asked)) return true;
  const isOwn = (when.ambiguous && SOON.test(asked)) || (complains(asked) && !TAKES_PLACE.test(asked));
  return isOwn || (when.time.relation === 'runs' && namesRow(asked, rows));
}

function namesRow(asked: string, rows: readonly { readonly name: string }[]): boolean {
  const folded = foldText(asked);
  return rows.some(({ name }) => {
    const words = foldText(name);
    return words.length >= MIN_NAME && folded.includes(words);
  });
}

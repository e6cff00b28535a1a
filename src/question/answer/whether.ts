import type { Initiative } from '../../dataset/schema.ts';
import type { Fact } from '../answer.ts';
import type { FactAsked } from '../read/cues.ts';
import { HELD_AT, SIGNS } from './fact-signs.ts';
import { highest } from './phrases.ts';
import { charactersShared, sharedRun } from './shared-run.ts';
import { statementsOf, type Statement } from './statements.ts';

/** A question that yes or no answers. */
const isItSo = (text: string): boolean =>
  IS_IT_SO_EN.test(text) || (ENDS_ASKING.test(text) && JAPANESE.test(text) && !WONDERS.test(text));
const JAPANESE = /[\u3041-\u9fff]/;
const WONDERS =
  /何|なに|どこ|いつ|誰|だれ|どなた|どう|なぜ|なんで|いくら|いくつ|どれ|どの|どんな|どっち|どちら/;
const ENDS_ASKING = /(?:[?？]|か|よね|っけ|でしょう?)[。\s]*$/;
const IS_IT_SO_EN =
  /^(?:(?:so|and|but|oh|then|well|ok),? )*(?:does|do|did|is|are|was|were|has|have|will|would|can|could)(?:n['’]t)? (?!there|any)/i;

/** What decides it, by what is asked: whether it is settled, what it is good for, who has a part in it. */
const DECIDES: readonly (readonly [
  asks: FactAsked,
  asked: RegExp,
  told: readonly (readonly [RegExp, number])[],
])[] = [
  [
    'when',
    /決ま|決定|確定|本決まり|まだ案|(?<![a-z])(?:final|settled|firm|decided|certain|official|an idea|a plan)(?![a-z])/i,
    [[/検討|協議|調整中|想定|未定|予定|見込/, 3]],
  ],
  [
    'why',
    new RegExp(
      [
        '楽に|ラクに|減[るりらっ]|増え|[良よ]くな|便利|助か|つなが|関係|役(?:に)?立|効[くき]|改善|軽く|短く|[速早]く|効率|向上|',
        'やすくな|防[ぐげ]|メリット|効果|目的|狙い|ねらい|理由|',
        '(?<![a-z])(?:purpose|aim|goal|reason|help|improve|better|easier|reduc|less|fewer|save|saving|cut|boost|affect|',
        'lower|increas|load|burden|worth|faster|relate|benefit|attract)',
      ].join(''),
      'i',
    ),
    SIGNS.why,
  ],
  [
    'where',
    /で(?:や[るりっ]|行[うい]|開[くき]|開催|集ま|受け)|オンライン|対面|(?<![a-z])(?:online|in person|on site|remote(?:ly)?)(?![a-z])/i,
    [[HELD_AT, 3]],
  ],
  [
    'who',
    new RegExp(
      [
        '市長|副市長|[局区課部室所係班署]長|管理[職者]|上司|同僚|職員|新人|新採用|若手|学生|内定者|全員|みんな|誰でも|',
        '(?<![a-z])(?:mayor|directors?|general|managers?|bosses|boss|chiefs?|heads?|leaders?|supervisors?|staff|everyone|',
        'everybody|anyone|employees|students|newcomers)(?![a-z])',
      ].join(''),
      'i',
    ),
    SIGNS.who,
  ],
];

/** 教職員は楽になる？, do they eat with the mayor? of one row: the statement that decides it; null where none does. */
export function whetherIn(initiative: Initiative, text: string): Fact | null {
  if (!isItSo(text)) return null;
  const statements = statementsOf(initiative);
  const told = statements.filter(({ field }) => field !== 'name');
  for (const [asks, asked, signs] of DECIDES) {
    if (!asked.test(text)) continue;
    const best = highest(
      told.map((statement) => ({ statement, score: signOf(statement, signs) + likeness(text, statement) })),
    );
    if (best !== null && signOf(best.statement, signs) > 0) return factOf(initiative, asks, best.statement);
  }
  // 心理の人も入ってます？ of what its name says.
  const name = statements.find(({ field }) => field === 'name');
  return name !== undefined && sharedRun(text, name.text) !== '' ? factOf(initiative, 'which', name) : null;
}

const signOf = ({ text }: Statement, signs: readonly (readonly [RegExp, number])[]): number =>
  signs.find(([sign]) => sign.test(text))?.[1] ?? 0;

const likeness = (text: string, { text: told }: Statement): number =>
  sharedRun(text, told).length + charactersShared(text, told) / 2;

const factOf = (initiative: Initiative, asks: FactAsked, { field, text }: Statement): Fact => ({
  initiative,
  asks,
  field,
  text,
});

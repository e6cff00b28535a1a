import type { Concept, Expansion, Initiative } from '../../dataset/schema.ts';
import { foldText } from '../../text/fold.ts';
import type { Fact } from '../answer.ts';
import { FACT_CUES, type FactAsked } from '../read/cues.ts';
import {
  asksOffice,
  DOES,
  GUESSED_CUES,
  NAME_ASKED,
  ROW_FACT_CUES,
  SAME_TIME,
  TARGET_CUE,
} from '../read/row-fact-cues.ts';
import { ALL_SO } from '../read/follow/asking-cues.ts';
import { endAsked } from '../read/follow/order.ts';
import type { Query } from '../read/query.ts';
import { counterAsked, kindAsked } from './counters.ts';
import {
  BEFORE_IT,
  HELD_AT,
  HOW_LONG,
  OFTEN,
  recurrenceBeside,
  RECURS,
  SIGNS,
  signsOf,
  STATE_ASKED,
} from './fact-signs.ts';
import { highest, phrasesOf, shareOf } from './phrases.ts';
import { charactersShared, sharedRun, withoutRuns } from './shared-run.ts';
import { statementsOf, type Statement } from './statements.ts';

/** A fact is read from one row; with more rows than this the question was for the rows. */
export const MAX_FACT_ROWS = 2;

/** A statement that has a number of the very thing: 何名 of 各 2 名. */
const COUNTED = 3;
/** The name says what a row is called: it answers only where the row says nothing else. */
const NAME = -6;
/** An item of a list is meant alone where it answers so much better than the others: more than by a word of the name. */
const STANDS_OUT = 0.35;
/** So much of the question, beyond the row's name, a note's own date must be about: 調整会議はいつ. */
const ABOUT_NOTE = 0.9;

/** A time of its own: R8.4, 6月, 毎月. */
const TIME = /R\s?\d|令和|\d{1,2}\s?月|[０-９]{1,2}月|年度|毎[月週年日]/;

/** A word that the row's name has says little of which of its statements is meant. */
const IN_NAME = 0.3;
/** Done or to come says more than a word that both have. */
const TENSE = 2;
/** What has been done, and what is to come. */
const DONE = [/した|済|いくつ[^。]*[っい見]た|already|\bha(?:s|ve)\b/i, /済/] as const;
const AHEAD = [/これから|予定|残(?:り|って|る|った)|今後|次は|まだ|will|next|not yet/i, /予定/] as const;

/** 備考は？ */
const REMARKS = /備考|(?<![a-z])(?:remarks?|notes?)(?![a-z])/i;

/** What a fact is looked for by. */
interface Asked {
  /** The question, cleaned. */
  readonly text: string;
  /** How many rows there are in all. */
  readonly rows: number;
  /** It is asked of the row that was answered, and need not name it. */
  readonly isOfRows: boolean;
  /** Whatever it asks, it asks of that row. */
  readonly mayGuess: boolean;
  readonly query: Query;
  readonly concepts: readonly Concept[];
  /** What a row says in English, where an editor has written it. */
  readonly english: (id: string) => Expansion['en'];
}

/** The fact that the question asks for, in a statement of the best row; null when it asks for rows. */
export function findFact(rows: readonly Initiative[], asked: Asked): Fact | null {
  const { query, isOfRows } = asked;
  const initiative = rows[0];
  if (initiative === undefined) return null;
  // どっちが先？ of two, that one first: which it is.
  if (isOfRows && rows.length === 2 && isEndAsked(query)) return startOf(initiative);
  // どっちも4月から？ of those that say the same.
  const isOfTime = isOfRows && rows.length > 1 && factAsked(query, true) === 'when';
  if (
    isOfTime &&
    rows.length === asked.rows &&
    isOneTime(rows, SAME_TIME.test(asked.text) || ALL_SO.test(asked.text))
  )
    return timeIn(initiative);
  if (rows.length > (isOfRows ? 1 : MAX_FACT_ROWS)) return null;
  // 一番早く始まるのは？: when that one starts.
  if (isOfRows && isEndAsked(query)) return timeIn(initiative);
  if (query.groups.length === 0 && !isOfRows) return null;
  if (isOfRows && REMARKS.test(asked.text) && initiative.remarks !== '')
    return { initiative, asks: 'what', field: 'remarks', text: initiative.remarks };
  if (isOfRows && NAME_ASKED.test(query.asked)) return nameAsFact(initiative);
  const before = isOfRows && BEFORE_IT.test(asked.text) ? earlierIn(initiative) : null;
  if (before !== null) return before;
  // 説明会はどこでやってる: where it is, of a row that tells a place.
  const place = /どこで(?!し|す)/.test(query.asked) && rows.length === 1 ? placeIn(initiative) : null;
  if (place !== null) return place;
  if (asksOffice(query, isOfRows) && rows.length === 1)
    return placeOf(initiative, asked.text) ?? unitIn(initiative, asked.text) ?? officeOf(initiative);
  // どこ, of a row that tells no place: whose it is.
  const isNowhere = !statementsOf(initiative).some(({ text }) => tellsPlace(text));
  if (isOfRows && isNowhere && /^どこ[?？\s]*$/.test(asked.text)) return officeOf(initiative);
  const asks = factAsked(query, isOfRows) ?? (asked.mayGuess ? guessed(query.asked) : null);
  if (asks === null) return isOfRows && query.intent === 'fact' ? namedIn(initiative, asked.text) : null;
  const state =
    STATE_ASKED.test(asked.text) && !/いつ|何月/.test(asked.text) ? stateOf(initiative, asked) : null;
  if (state !== null) return factIn(initiative, asks, state);
  const recurs = asks === 'when' && RECURS.test(asked.text) ? recurrenceBeside(initiative) : null;
  const found =
    recurs ?? (asks === 'when' ? timeOf(initiative, asked) : bestStatement(initiative, asks, asked));
  // Who drafts it: where no person is told, the department is.
  const isDoer = asks === 'who' && DOES.test(asked.text) && rows.length === 1;
  if (isDoer && (found === null || !tellsWho(asked.text, found.text))) return officeOf(initiative);
  // how long does that run: its time, where no number is told.
  if (found === null && isOfRows && HOW_LONG.test(asked.text)) return timeIn(initiative);
  return found === null ? null : factIn(initiative, asks, found);
}

/** さいたま市は済み？: the statement beside the name that has most of the question in a run, or else of its kanji. */
export function namedIn(initiative: Initiative, text: string): Fact | null {
  const beyondName = withoutRuns(text, initiative.name);
  return mostLike(initiative, ({ text: told }) => sharedRun(beyondName, told).length);
}

/** does it visit high schools? of 高校訪問: the statement whose English has most of the question's words. */
export function namedInEnglish(initiative: Initiative, text: string, english: Asked['english']): Fact | null {
  const name = nameOf(initiative, english);
  const phrases = phrasesOf(text).filter((phrase) => !name.includes(phrase));
  const hasOf = (statement: Statement) =>
    phrases.filter((phrase) => textOf(statement).includes(phrase)).length;
  return mostLike(initiative, hasOf, english);
}

/** お礼は出るの？ of 謝礼: the statement that has a character of the question, where the question has no more to go by. */
export function hintedIn(initiative: Initiative, text: string): Fact | null {
  return mostLike(initiative, ({ text: told }) => charactersShared(text, told));
}

/** The statement beside the name that has most of something; null where none has any. */
function mostLike(
  initiative: Initiative,
  scoreOf: (statement: Statement) => number,
  english?: Asked['english'],
): Fact | null {
  const told = statementsOf(initiative, english).filter(({ field }) => field !== 'name');
  const best = highest(told.map((statement) => ({ statement, score: scoreOf(statement) })));
  return best === null || best.score === 0 ? null : factIn(initiative, 'what', best.statement);
}

const factIn = (initiative: Initiative, asks: FactAsked, { field, text }: Statement): Fact => ({
  initiative,
  asks,
  field,
  text,
});

/** The first statement of a row that tells such a thing; null where none does. */
function firstTold(
  initiative: Initiative,
  asks: FactAsked,
  tells: (statement: Statement) => boolean,
): Fact | null {
  const told = statementsOf(initiative).find(tells);
  return told === undefined ? null : factIn(initiative, asks, told);
}

/** Whether all say the same of their time; `starts`: or start in the same month. */
const isOneTime = ([first, ...rest]: readonly Initiative[], starts: boolean): boolean =>
  rest.every(
    ({ schedule: { text, start } }) =>
      text === first!.schedule.text || (starts && start !== null && start === first!.schedule.start),
  );

/** The row's time; null where it says none. */
export const timeIn = (initiative: Initiative): Fact | null =>
  initiative.schedule.text === ''
    ? null
    : { initiative, asks: 'when', field: 'schedule', text: initiative.schedule.text };

/** 検討中: what the row says of how far it has come; null where it says nothing. */
export const stageIn = (initiative: Initiative): Fact | null =>
  firstTold(initiative, 'when', ({ field, text }) => field !== 'name' && STATE.test(text));

const STATE = /検討中|協議中|調整中|準備中|策定中|実施中/;
/** もう決まった？ */
const DECIDED = /決ま|決定|decided/i;
const UNDECIDED = /検討|調整|協議|想定|未定/;
const stateOf = (row: Initiative, { text: asked, english }: Asked): Statement | null => {
  const told = statementsOf(row, english);
  const undecided = DECIDED.test(asked) ? told.find(({ text }) => UNDECIDED.test(text)) : undefined;
  return told.find(({ text }) => STATE.test(text)) ?? undecided ?? null;
};

/** 誰が asks for a person, whom any sign of one tells; who may ask for the office, where nobody is said to do it. */
const tellsWho = (question: string, told: string): boolean =>
  SIGNS.who.slice(0, /誰|だれ|どなた/.test(question) ? 2 : 1).some(([sign]) => sign.test(told));

/** 先に始まるのはどっち, 一番早く始まるのは. */
export const isEndAsked = ({ asked, when }: Query): boolean =>
  endAsked(asked) !== null || when.extreme === 'first' || when.extreme === 'last';

/** The one of them that starts so: when it does, which is told with its name and department. */
const startOf = (row: Initiative): Fact => timeIn(row) ?? nameAsFact(row);

/** 巡視ってどこ: of a thing that the row speaks of beside its name, where it is. */
function placeOf(row: Initiative, text: string): Fact | null {
  const thing = /^(.{2,14}?)(?:は|って)どこ(?:です|だっけ)?か?[?？\s]*$/.exec(text)?.[1];
  if (thing === undefined || row.name.includes(thing)) return null;
  return firstTold(row, 'where', ({ text: said }) => said.includes(thing) && tellsPlace(said));
}

const tellsPlace = (said: string): boolean => SIGNS.where.slice(0, 2).some(([sign]) => sign.test(said));

const placeIn = (initiative: Initiative): Fact | null =>
  firstTold(initiative, 'where', ({ field, text }) => field !== 'name' && HELD_AT.test(text));

const nameAsFact = (initiative: Initiative): Fact => ({
  initiative,
  asks: 'which',
  field: 'name',
  text: initiative.name,
});

/** A note with a time of its own. */
const earlierIn = (initiative: Initiative): Fact | null =>
  firstTold(initiative, 'when', ({ field, text }) => field === 'remarks' && TIME.test(text));

/** Offices side by side, in which something is done. */
const OFFICES =
  /[\u4e00-\u9fff](?:局|課|室|部|所|区)(?:、|・|及び|と)[\u4e00-\u9fff・、]*(?:局|課|室|部|所|区)(?:内|における|にて)/;
/** どの局, of a row that names several; どこが作ってる, of one that names a team of its department. */
function unitIn(initiative: Initiative, asked: string): Fact | null {
  const offices = firstTold(
    initiative,
    'where',
    ({ field, text }) => field === 'summary' && OFFICES.test(text),
  );
  if (offices !== null || /部署|局|課|区|department|bureau|office/i.test(asked)) return offices;
  const isTeam = (text: string): boolean =>
    text
      .split(initiative.department)
      .slice(1)
      .some((rest) => /^[^、。」]{1,14}(?:チーム|班|係)/.test(rest));
  return firstTold(initiative, 'who', ({ field, text }) => field === 'summary' && isTeam(text));
}

/** The department, which a row stands under. */
const officeOf = (initiative: Initiative): Fact => ({
  initiative,
  asks: 'which',
  field: 'department',
  text: initiative.department,
});

/**
 * The fact that is asked for; null for none. How many of what a row tells, in English, looks like a count of rows: it is one
 * where a row says the number.
 */
export function factAsked({ intent, asked }: Query, isOfRows: boolean): FactAsked | null {
  if (intent === 'count') return 'howMany';
  if (isOfRows && TARGET_CUE.test(asked)) return 'who';
  const cues = isOfRows ? [...FACT_CUES, ...ROW_FACT_CUES] : FACT_CUES;
  return cues.find(([, cue]) => cue.test(asked))?.[0] ?? null;
}

/** What a question word asks for, whatever stands beside it. */
const guessed = (asked: string): FactAsked | null =>
  GUESSED_CUES.find(([, cue]) => cue.test(asked))?.[0] ?? null;

/** What a statement looks like that tells an hour, a weekday, how long, or how often it comes. */
const TIMES_ASKED: readonly (readonly [asked: RegExp, told: RegExp])[] = [
  [/何時(?!間)/, /[0-9０-９]\s?時(?!間)|[0-9０-９][:：][0-9０-９]{2}/],
  [/何曜/, /[月火水木金土日]曜/],
  [/何日(?!か|に|付)/, /(?<![0-9０-９月])[0-9０-９]{1,2}\s?日(?!曜|付)/],
  [/何年度|(?:which|what) fiscal year/i, /年度|fiscal year/i],
  [/何年(?!度|に|か)/, /[0-9０-９]\s?年(?:間|目|まで|以内|以上)/],
  [/次(?:回)?(?:は|って)?いつ/, OFTEN],
];

const DISCUSSED = /議論|話し合|検討|協議|discuss|debat|talk|deliberat|consider|under review/i;

/** The row's time, or a note that has one of its own and is what the question is about (調整会議はいつ). */
function timeOf(row: Initiative, { text, english }: Asked): Statement | null {
  const name = nameOf(row, english);
  const beyondName = phrasesOf(text).filter((phrase) => !name.includes(phrase));
  const told = statementsOf(row, english).filter(({ field }) => field !== 'name');
  const stated: Statement = { field: 'schedule', text: row.schedule.text, list: null, english: null };
  const sign = TIMES_ASKED.find(([asked]) => asked.test(text))?.[1] ?? null;
  const dated = sign === null ? undefined : [stated, ...told].find((each) => sign.test(each.text));
  if (dated !== undefined) return dated;
  const notes = told.filter((each) => TIME.test(each.text));
  const scored = notes.map((note) => ({
    note,
    score: beyondName.reduce((sum, phrase) => sum + shareOf(phrase, textOf(note)), 0),
  }));
  const best = highest(scored);
  // いつから議論してるの: what a note says of that.
  const talked = DISCUSSED.test(text) ? notes.find((note) => DISCUSSED.test(textOf(note))) : undefined;
  if (talked !== undefined) return talked;
  // "has the promotion meeting been set up yet" is of the row, though a note speaks of another meeting.
  const most = /^[\x20-\x7e]+$/.test(text) ? beyondName.length / 2 + 0.1 : beyondName.length / 2;
  if (best !== null && best.score >= Math.max(ABOUT_NOTE, most)) return best.note;
  return stated;
}

/** The statement that has most of the question's words and the surest sign of the fact; a list where no item stands out. */
function bestStatement(row: Initiative, asks: Exclude<FactAsked, 'when'>, asked: Asked): Statement | null {
  const { text, query } = asked;
  const signs = signsOf(asks, text);
  const sharedWith = sharing(row, asked);
  const counter = counterAsked(text);
  const kind = kindAsked(text);
  const scored = [...statementsOf(row, asked.english), ...recurrenceOf(row, asks)].map((statement) => {
    const sign = signs.find(([pattern]) => pattern.test(statement.text))?.[1] ?? 0;
    const shared = sharedWith(statement);
    const isOfKind = kind !== null && (statement.text.match(kind) ?? []).length > 1;
    const counted = counter?.test(statement.text) === true || isOfKind ? COUNTED : 0;
    return {
      statement,
      shared,
      sign,
      counted,
      score: shared + sign + counted + (statement.field === 'name' ? NAME : 0),
    };
  });
  // How many observers: a statement without a number is none, and a number of something else neither.
  const answering = scored.filter(
    ({ sign, counted, shared }) =>
      (sign + counted > 0 || asks !== 'howMany') &&
      (shared + counted > 0 || query.intent !== 'count' || asked.isOfRows),
  );
  const best = highest(answering);
  if (best === null) return null;
  const items = scored.filter(
    ({ statement }) => statement.list !== null && statement.list === best.statement.list,
  );
  // 具体的に何をしてくれる: all that it lists.
  const isAll = asks === 'what' && /具体的|について[、\s]*(?:内容|中身)を|exactly|in detail/i.test(text);
  if (isAll && best.statement.list !== null) return { ...best.statement, text: best.statement.list };
  const isOneOfMany =
    items.length > 1 && items.filter(({ score }) => score > best.score - STANDS_OUT).length > 1;
  return isOneOfMany ? { ...best.statement, text: best.statement.list! } : best.statement;
}

/** How many words of the question a text has, in one way or another. */
function sharing(
  row: Initiative,
  { text, query, concepts, english, isOfRows }: Asked,
): (told: Statement) => number {
  const { groups, lights } = query;
  const name = `${foldText(row.department)}\n${nameOf(row, english)}`;
  const phrases = phrasesOf(text).map((phrase) => ({ phrase, worth: name.includes(phrase) ? IN_NAME : 1 }));
  // What was asked of before says nothing of what is asked now.
  const said = foldText(text);
  const own = isOfRows ? groups.filter((group) => group.some(({ folded }) => said.includes(folded))) : groups;
  const terms = [...own, ...lights.map((light) => [light])].map((group) => {
    const words = group.flatMap((term) => [
      term.folded,
      ...(concepts[term.concept]?.terms ?? []).map(foldText),
    ]);
    return { words, worth: words.some((word) => name.includes(word)) ? IN_NAME : 1 };
  });
  const verbs = verbsOf(text);
  const tenses = [DONE, AHEAD].filter(([asked]) => asked.test(text)).map(([, told]) => told);
  return (told) => {
    const folded = textOf(told);
    const ofPhrases = phrases.reduce((sum, { phrase, worth }) => sum + worth * shareOf(phrase, folded), 0);
    const ofTerms = terms.reduce(
      (sum, { words, worth }) => sum + (words.some((word) => folded.includes(word)) ? worth : 0),
      0,
    );
    const ofVerbs = VERB_WORTH * verbs.filter((verb) => told.text.includes(verb)).length;
    return ofPhrases + ofTerms + ofVerbs + (tenses.some((tense) => tense.test(told.text)) ? TENSE : 0);
  };
}

/** 送 of 何を送っている, which 郵送 has: a hint. */
const VERB_WORTH = 0.6;
const verbsOf = (text: string): string[] =>
  [...text.matchAll(/(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[っいりるわえめけしん]/g)]
    .map(([, kanji]) => kanji!)
    .filter((kanji) => charactersShared(kanji, kanji) > 0);

/** Folded, in both languages. */
const textOf = ({ text, english }: Statement): string => foldText(`${text}\n${english ?? ''}`);
const nameOf = (row: Initiative, english: Asked['english']): string =>
  foldText(`${row.name}\n${english(row.id)?.name ?? ''}`);

/** 毎年5月, 随時: where the row's time says how often. */
const recurrenceOf = ({ schedule }: Initiative, asks: FactAsked): Statement[] =>
  asks === 'howOften' && OFTEN.test(schedule.text)
    ? [{ field: 'schedule', text: schedule.text, list: null, english: null }]
    : [];

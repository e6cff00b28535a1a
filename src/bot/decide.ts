import type { CardData, Cards } from '../cards/cards.ts';
import { type GivenAnswer, givenBy, givenOf, type ShownAnswer } from '../chat/given.ts';
import { MAX_QUESTION_CHARS, parseCardAction } from '../cards/actions.ts';
import type { CardAction } from '../cards/actions.ts';
import type { CardMessage, Message } from '../cards/message.ts';
import type { Initiative } from '../dataset/schema.ts';
import type { Answer, AskInput, Engine, QuestionContext, Reading } from '../question/answer.ts';
import type { Knowledge } from './knowledge.ts';
import type { InvokeAnswer } from './memory/ledger.ts';
import type { Talk } from './talk-words.ts';
import { isNod, perhapsTalkOf, talkOf } from './talk.ts';
import { cardAnswer, searchAnswer, taskMessageAnswer, textAnswer } from './invokes.ts';
import type {
  FileConsentTurn,
  ActionTurn,
  DialogTurn,
  QuestionTurn,
  SearchTurn,
  Turn,
  UnknownInvokeTurn,
} from '../teams/turn.ts';

/** Everything a decision depends on beside the turn itself. */
export interface Circumstances extends Knowledge {
  /** ISO date in the city's zone. */
  readonly today: string;
  /** The last question of this person in this conversation. */
  readonly previous: QuestionContext | null;
  /** The rows that a reader beside the engine has chosen for the question; null = none has. */
  readonly chosenFor?: (engine: Engine, input: AskInput) => Reading | null;
  /** The person may send broadcasts; asked for where the answer tells of it. */
  readonly mayBroadcast?: boolean;
}

/** What to do about a turn. */
export interface Decision {
  /** The card to send as a message of its own; null = none. */
  readonly reply: Message | null;
  /** The message whose card `reply` replaces in place; null = a new message. */
  readonly replaces: string | null;
  /** The message that goes once `reply` is there; null = none. */
  readonly removes: string | null;
  /** A message that is changed as well, where it can be; null = none. */
  readonly keeps: { readonly activityId: string; readonly message: CardMessage } | null;
  /** Null for anything but invokes. */
  readonly invoke: InvokeAnswer | null;
  /** What `invoke` shows in the place of the pressed card, or in a dialog: where it comes too late, a message shows it. */
  readonly shown?: Message;
  /** To keep for a follow-up; null = leave what is kept. */
  readonly context: QuestionContext | null;
  /** The row that was opened, which is what is spoken of from then on; null = none. */
  readonly opened: string | null;
  /** What somebody can judge; `same`: another page of the answer on its card. null = nothing that answers a question. */
  readonly given: GivenAnswer | 'same' | null;
  /** It meets a reaction to the last answer (thanks, a nod, a complaint), which still is what is spoken of. */
  readonly isReaction?: boolean;
  /** For the log line. */
  readonly intent: string;
  readonly rows: number;
}

const NOTHING: Decision = {
  reply: null,
  replaces: null,
  removes: null,
  keeps: null,
  invoke: null,
  context: null,
  opened: null,
  given: null,
  intent: '',
  rows: 0,
};

/** More than this many like initiatives would bury the question that led there. */
const SIMILAR_LIMIT = 5;

type Decide<K extends Turn['kind']> = (
  turn: Extract<Turn, { kind: K }>,
  circumstances: Circumstances,
) => Decision;

const deciders: { readonly [K in Turn['kind']]: Decide<K> } = {
  question: decideQuestion,
  action: decideAction,
  search: decideSearch,
  installed: ({ scope, userName, lang }, { cards, data, today }) =>
    say('welcome', cards.welcome({ scope, addedBy: userName }, data, today, lang)),
  // Both are the broadcasts' business; without them there is no use for a file.
  file: ({ lang }, { cards, data, today }) => say('file', cards.help(data, today, lang)),
  fileConsent: () => ({ ...NOTHING, intent: 'fileConsent', invoke: { status: 200, body: null } }),
  // Thanked for by Teams itself; what becomes of it is a feature's business.
  feedback: () => ({ ...NOTHING, intent: 'feedback', invoke: { status: 200, body: {} } }),
  dialog: decideUnknownInvoke,
  unknownInvoke: decideUnknownInvoke,
  ignored: (turn) => ({ ...NOTHING, intent: `ignored ${turn.what}` }),
};

/** What to do about a turn: pure, so the same turn on the same day gets the same answer. */
export function decide(turn: Turn, circumstances: Circumstances): Decision {
  const decider = deciders[turn.kind] as Decide<Turn['kind']>;
  return decider(turn, circumstances);
}

/** A decision to send a card. */
export function say(intent: string, reply: Message, rows = 0): Decision {
  return { ...NOTHING, intent, reply, rows };
}

function decideUnknownInvoke(
  { name, lang }: DialogTurn | UnknownInvokeTurn,
  { cards }: Circumstances,
): Decision {
  const invoke = taskMessageAnswer(name, cards.message('unknownAction', lang).summary);
  return { ...NOTHING, intent: 'unknownInvoke', invoke };
}

/** The engine's answer, with the rows of a reader where one has chosen. */
function answerTo({ engine, chosenFor }: Circumstances, input: AskInput): Answer {
  return engine.ask({ ...input, chosen: chosenFor?.(engine, input) ?? null });
}

function decideQuestion(turn: QuestionTurn, circumstances: Circumstances): Decision {
  const { cards, data, today, previous, mayBroadcast = false } = circumstances;
  if (isNod(turn.text)) return { ...say('noted', cards.message('noted', turn.lang)), isReaction: true };
  if (!hasWords(turn.text)) return say('noWords', cards.help(data, today, turn.lang, mayBroadcast));
  const talk = talkOf(turn.text, previous !== null && previous.ids.length > 0);
  if (talk !== null) return answerTalk(talk, turn, circumstances);
  if (turn.text.length > MAX_QUESTION_CHARS) {
    return say('questionTooLong', cards.message('questionTooLong', turn.lang));
  }
  const answer = answerTo(circumstances, { text: turn.text, today, lang: turn.lang, previous });
  const perhaps = answer.hits.length === 0 ? perhapsTalkOf(turn.text) : null;
  if (perhaps !== null) return say(perhaps, cards.message(perhaps, turn.lang));
  return answer.intent === 'help'
    ? say('help', cards.help(data, today, answer.lang, mayBroadcast))
    : sayAnswer(answer, cards.answer(answer, data, { page: 0, previous }));
}

/** What is a greeting in each language, to whoever has introduced themselves at length. */
const HELLO = { ja: 'こんにちは', en: 'hello' };

function answerTalk(talk: Talk, { lang }: QuestionTurn, circumstances: Circumstances): Decision {
  const { cards, data, today, mayBroadcast = false } = circumstances;
  switch (talk) {
    case 'help':
      return say('help', cards.help(data, today, lang, mayBroadcast));
    case 'hello':
      return ask(HELLO[lang], lang, circumstances);
    // In the language that is asked for.
    case 'inEnglish':
    case 'inJapanese':
      return say(talk, cards.message(talk, talk === 'inEnglish' ? 'en' : 'ja'));
    default:
      return {
        ...say(talk, cards.message(talk, lang)),
        context: talk === 'reset' ? FORGOTTEN : null,
        isReaction: REACTIONS.has(talk),
      };
  }
}

/** Said to an answer, not beside it. */
const REACTIONS: ReadonlySet<Talk> = new Set(['thanks', 'noted', 'yes', 'no', 'wrong', 'abuse']);

/** Nothing that a follow-up could refine. */
const FORGOTTEN: QuestionContext = { query: null, ids: [], shown: 0 };

/** Whether something else than the engine's last answer stands there from then on; another page of it does not. */
export function isOtherAnswer({ reply, shown, given, isReaction = false }: Decision): boolean {
  const isShown = reply !== null || shown !== undefined;
  return isShown && given === null && !isReaction;
}

/** With Teams' own feedback buttons, where there is something to judge, whoever has decided it. */
export function withFeedback(decision: Decision): Decision {
  const { given, reply, shown } = decision;
  if (given === null) return decision;
  return {
    ...decision,
    reply: reply && judgeable(reply),
    ...(shown && { shown: judgeable(shown) }),
  };
}

const judgeable = (message: Message): Message =>
  'card' in message ? { ...message, feedback: true } : message;

function sayAnswer(answer: Answer, message: CardMessage): Decision {
  const isTalk = answer.intent === 'help' || answer.intent === 'greeting';
  const given = isTalk ? null : givenBy(answer);
  return { ...say(answer.intent, message, answer.hits.length), context: answer.context, given };
}

/** What was pressed shows rows. */
export function sayRows(
  intent: string,
  reply: CardMessage,
  shown: ShownAnswer,
  lang: CardAction['lang'],
): Decision {
  const given = givenOf(intent, shown, { words: reply.summary, lang, isAsked: false });
  return { ...say(intent, reply, shown.rows.length), given };
}

/** A letter or digit in any script; the digit of a keycap emoji (1️⃣) is none. */
function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text.replaceAll(/[\d#*]\uFE0F?\u20E3/g, ''));
}

function decideAction(turn: ActionTurn, circumstances: Circumstances): Decision {
  const action = parseCardAction(turn.data);
  const { cards } = circumstances;
  const decision = action
    ? actOn(action, circumstances)
    : say('unknownAction', cards.message('unknownAction', turn.lang));
  return placed(decision, turn, action?.do === 'page');
}

/** The offer of a file goes when the file is there; else what became of it takes its place. */
export function consented(decision: Decision, { cardActivityId }: FileConsentTurn): Decision {
  const place =
    decision.reply && 'file' in decision.reply ? { removes: cardActivityId } : { replaces: cardActivityId };
  return { ...decision, ...place, invoke: { status: 200, body: null } };
}

/**
 * Where the card goes. A page takes the place of its card. Anything else is a message of its own, and the pressed
 * card stays: an Action.Execute is then acknowledged with words (Teams takes an empty value for a failure).
 */
export function placed(decision: Decision, turn: ActionTurn, inPlace: boolean): Decision {
  const { reply } = decision;
  if (!reply) return decision;
  if (turn.via === 'submit') return inPlace ? { ...decision, replaces: turn.cardActivityId } : decision;
  if (inPlace && 'card' in reply)
    return { ...decision, reply: null, invoke: cardAnswer(reply), shown: reply };
  return { ...decision, invoke: textAnswer(reply.summary) };
}

/** With a message of its own beside the card that changes in its place. */
export function withBeside(decision: Decision, beside: CardMessage): Decision {
  const { reply, replaces } = decision;
  const isChanged = replaces !== null && reply !== null && 'card' in reply;
  const keeps = isChanged ? { activityId: replaces, message: reply } : decision.keeps;
  return { ...decision, reply: beside, replaces: null, keeps };
}

type Act<D extends CardAction['do']> = (
  action: Extract<CardAction, { do: D }>,
  circumstances: Circumstances,
) => Decision;

const acts: { readonly [D in CardAction['do']]: Act<D> } = {
  page: ({ question, today, lang, ...view }, circumstances) => {
    const { previous } = view;
    const { cards, data } = circumstances;
    const answer = answerTo(circumstances, { text: question, today, lang, previous });
    // No context: turning a page is no new question.
    return { ...say('page', cards.answer(answer, data, view), answer.hits.length), given: 'same' };
  },
  ask: ({ question, lang }, circumstances) => ask(question, lang, circumstances),
  department: ({ name, lang }, circumstances) => {
    const { cards, data } = circumstances;
    if (!data.departments.some((department) => department.name === name)) {
      return say('unknownAction', cards.message('unknownAction', lang));
    }
    return ask(cards.departmentQuestion(name, data, lang), lang, circumstances);
  },
  similar: ({ id, lang }, { engine, cards, data }) => {
    const initiative = find(id, data);
    if (!initiative) return gone(cards, lang);
    const hits = engine.similar(id, SIMILAR_LIMIT);
    const rows = hits.map(({ initiative: { id: like } }) => like);
    const shown = { rows, about: [id] };
    return sayRows('similar', cards.similar(initiative, hits, data, lang), shown, lang);
  },
  initiative: ({ id, lang }, { cards, data }) => {
    const initiative = find(id, data);
    if (!initiative) return gone(cards, lang);
    const shown = { rows: [id] };
    return { ...sayRows('initiative', cards.initiative(initiative, data, lang), shown, lang), opened: id };
  },
  help: ({ lang }, { cards, data, today, mayBroadcast = false }) =>
    say('help', cards.help(data, today, lang, mayBroadcast)),
};

function actOn(action: CardAction, circumstances: Circumstances): Decision {
  const act = acts[action.do] as Act<CardAction['do']>;
  return act(action, circumstances);
}

/** A question from a button stands for itself: it refines nothing. */
function ask(
  text: string,
  lang: CardAction['lang'],
  { engine, cards, data, today }: Circumstances,
): Decision {
  const answer = engine.ask({ text, today, lang, previous: null });
  return sayAnswer(answer, cards.answer(answer, data, { page: 0, previous: null }));
}

function find(id: string, { initiatives }: CardData): Initiative | undefined {
  return initiatives.find((candidate) => candidate.id === id);
}

function gone(cards: Cards, lang: CardAction['lang']): Decision {
  return say('initiativeGone', cards.message('initiativeGone', lang));
}

function decideSearch(turn: SearchTurn, { engine, cards, data, today }: Circumstances): Decision {
  // As somebody types, only the start of an over-long text can be meant.
  const hits = engine.search(turn.text.slice(0, MAX_QUESTION_CHARS), today, turn.lang);
  const rows = hits.slice(turn.skip, turn.skip + turn.count).map(({ initiative }) => ({
    card: cards.initiative(initiative, data, turn.lang),
    preview: cards.preview(initiative, data, turn.lang),
  }));
  return { ...NOTHING, intent: 'search', rows: rows.length, invoke: searchAnswer(rows) };
}

import type { Dataset, Initiative } from '../dataset/schema.ts';
import type { Answer, Hit, Lang, QuestionContext } from '../question/answer.ts';
import type { CardMessage } from './message.ts';

/** What cards show of the dataset beside the answer; a whole Dataset will do. */
export type CardData = Pick<Dataset, 'source' | 'departments' | 'initiatives' | 'expansions' | 'concepts'>;

/** Which part of an answer to show, and what its paging buttons must hand back. */
export interface AnswerView {
  /** 0-based; a page past the end shows the last one. */
  readonly page: number;
  /** The context that the question was asked with (AskInput.previous), so that another page is the same answer. */
  readonly previous: QuestionContext | null;
  /** The rows counted by department, or listed where they would be counted. */
  readonly by?: 'departments' | 'rows' | undefined;
  /** Of the rows, those of this department alone. */
  readonly department?: string | undefined;
}

/** Where the bot has been installed, and by whom as far as Teams says it. */
export interface WelcomePlace {
  readonly scope: Scope;
  readonly addedBy?: string | null;
}

/** Where the bot has been installed or spoken to. */
export type Scope = 'personal' | 'team' | 'groupChat';

/** Short notes that the bot sends as a card of one or two lines. */
export type MessageKey =
  /** A mention or message without any words. */
  | 'emptyQuestion'
  /** What people say beside their questions. */
  | 'thanks'
  | 'noted'
  | 'whoAreYou'
  | 'abuse'
  | 'yes'
  | 'no'
  | 'wrong'
  | 'privacy'
  | 'smallTalk'
  | 'distress'
  /** Links, which are not opened. */
  | 'links'
  | 'inEnglish'
  | 'inJapanese'
  /** The questions before are forgotten. */
  | 'reset'
  /** A message too long to be a question. */
  | 'questionTooLong'
  /** One person has more questions under way than are answered at once. */
  | 'tooManyAtOnce'
  /** A press takes longer than Teams waits; what comes of it follows. */
  | 'stillWorking'
  /** A button whose data is not (or no longer) understood. */
  | 'unknownAction'
  /** The initiative of a button is no longer in the data. */
  | 'initiativeGone'
  /** The bot is closing down or not ready yet. */
  | 'notReady';

/** A row as one line of a message-extension result list. Plain text. */
export interface Preview {
  readonly title: string;
  readonly text: string;
}

/** What the bot says to questions. Pure: the same values give the same card. */
export interface Cards {
  /** The card for any intent; nothing found, help and greeting have cards of their own. */
  answer(answer: Answer, data: CardData, view: AnswerView): CardMessage;
  /** Like initiatives of other departments; `hits` may be empty. */
  similar(initiative: Initiative, hits: readonly Hit[], data: CardData, lang: Lang): CardMessage;
  /** One initiative in full, for a message extension or a button. `lastYear`: the document of that fiscal year was the last to have it. */
  initiative(initiative: Initiative, data: CardData, lang: Lang, lastYear?: number): CardMessage;
  /** There is no document of that fiscal year; `years`: those that there are. */
  noEdition(year: number, years: readonly number[], data: CardData, lang: Lang): CardMessage;
  preview(initiative: Initiative, data: CardData, lang: Lang): Preview;
  /** `today` (YYYY-MM-DD) picks examples that are of use now. */
  welcome(place: WelcomePlace, data: CardData, today: string, lang: Lang): CardMessage;
  /** `mayBroadcast`: broadcasts are told of to those alone who may send them. */
  help(data: CardData, today: string, lang: Lang, mayBroadcast?: boolean): CardMessage;
  /** The apology for a turn that failed; `reference` finds it in the log. */
  error(reference: string, lang: Lang): CardMessage;
  message(key: MessageKey, lang: Lang): CardMessage;
  /** What to ask the engine when somebody presses "この部署の取組". */
  departmentQuestion(name: string, data: CardData, lang: Lang): string;
  /** The whole answer as readable text for a terminal. */
  plainText(answer: Answer, data: CardData): string;
  /** Headline (or fact) and rows only. */
  answerText(answer: Answer, data: CardData): string;
}

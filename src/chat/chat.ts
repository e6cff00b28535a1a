import type { InvalidPress } from '../cards/presses.ts';
import type { CardMessage, Message } from '../cards/message.ts';
import type { Lang } from '../question/answer.ts';
import type { ShownAnswer } from './given.ts';
import type { Visitor } from './visitor.ts';

/** What a feature answers words or a press with. */
export interface ChatAnswer {
  /** For the log line. */
  readonly intent: string;
  readonly message: Message;
  /** Takes the place of the card whose button was pressed. */
  readonly inPlace: boolean;
  /** A message of its own beside that, with what is to be done next. */
  readonly beside?: CardMessage;
  /** Something was written that stays in the chat when its dialog is closed. */
  readonly isWritten?: boolean;
  /** The row that it opens. */
  readonly opened?: string;
  /** What somebody can judge of it; `same`: it is another page of the answer on its card. Without: it answers nothing. */
  readonly given?: ShownAnswer | 'same';
}

/** A feature as a conversation knows it: what it is asked for in words and by buttons, and what it answers. */
export interface FeatureChat<Request> {
  /** null: the words are a question. */
  parseWords(text: string, lang: Lang): Request | null;
  /** null: the button is another's. */
  parseAction(data: unknown): Request | null;
  /** null: it has nothing to say to it, so others are asked. Never rejects. */
  answer(request: Request, visitor: Visitor): Promise<ChatAnswer | null>;
}

interface ChatDefinition<Request> extends Pick<FeatureChat<Request>, 'parseWords'> {
  parseAction(data: unknown): Request | InvalidPress | null;
  answer(request: Request, visitor: Visitor): Promise<ChatAnswer | null>;
  /** A word to who has pressed what cannot be read, or asks while the database is away; null: others are asked. */
  note(
    what: 'invalid' | 'unavailable',
    request: Request | InvalidPress,
    visitor: Visitor,
  ): ChatAnswer | null | Promise<ChatAnswer | null>;
  /** The database failed: the person is told so in words, this is for the log. */
  onError(error: unknown): void;
}

/** A chat that never rejects, and says itself when a press cannot be read. */
export function createChat<Request extends { readonly do: string; readonly lang: Lang }>(
  chat: ChatDefinition<Request>,
): FeatureChat<Request | InvalidPress> {
  return {
    parseWords: (text, lang) => chat.parseWords(text, lang),
    parseAction: (data) => chat.parseAction(data),
    async answer(request, visitor) {
      try {
        // No feature has a request of this name of its own.
        return request.do === 'invalid'
          ? await chat.note('invalid', request, visitor)
          : await chat.answer(request as Request, visitor);
      } catch (error) {
        chat.onError(error);
        return await chat.note('unavailable', request, visitor);
      }
    },
  };
}

/** The answers of one feature, which the log knows by its name. */
export const answersOf =
  (feature: string) =>
  (intent: string, message: Message, inPlace = false): ChatAnswer => ({
    intent: `${feature} ${intent}`,
    message,
    inPlace,
  });

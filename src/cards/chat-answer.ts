import type { Lang } from '../question/answer.ts';
import type { Message } from './message.ts';

/** What a feature answers words or a press with. */
export interface ChatAnswer {
  /** For the log line. */
  readonly intent: string;
  readonly message: Message;
  /** Takes the place of the card whose button was pressed. */
  readonly inPlace: boolean;
}

/** A feature as a conversation knows it: what it is asked for in words and by buttons, and what it answers. */
export interface FeatureChat<Request, Asker> {
  /** null: the words are a question. */
  parseWords(text: string, lang: Lang): Request | null;
  /** null: the button is another's. */
  parseAction(data: unknown): Request | null;
  /** null: it has nothing to say to it, so others are asked. */
  answer(request: Request, asker: Asker): Promise<ChatAnswer | null>;
}

/** Answers, and never rejects: what fails is for `onError`, and the person is told `otherwise`. */
export function neverRejecting<Request, Asker>(
  answer: (request: Request, asker: Asker) => Promise<ChatAnswer | null>,
  onError: (error: unknown) => void,
  otherwise: (request: Request) => ChatAnswer | null,
): FeatureChat<Request, Asker>['answer'] {
  return async (request, asker) => {
    try {
      return await answer(request, asker);
    } catch (error) {
      onError(error);
      return otherwise(request);
    }
  };
}

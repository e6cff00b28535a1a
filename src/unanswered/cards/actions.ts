import { z } from 'zod';
import { MAX_QUESTION_CHARS } from '../../cards/actions.ts';
import { dataButton, type Json, type Look } from '../../cards/button.ts';

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };
const key = z.string().regex(/^[0-9a-f]{24}$/);
/** What is filled in beside a press. */
const filled = (maxChars: number) => z.string().trim().max(maxChars).default('');

/** What the buttons about questions without an answer ask for: anybody in the conversation can forge it. */
const QuestionAction = z.discriminatedUnion('do', [
  /** Wants to be told once there is an answer. */
  z.object({
    ...head,
    do: z.literal('unanswered.tell'),
    question: z.string().trim().min(1).max(MAX_QUESTION_CHARS),
  }),
  z.object({ ...head, do: z.literal('unanswered.list'), page: z.int().min(0).max(999) }),
  z.object({ ...head, do: z.literal('unanswered.group'), key, search: filled(100) }),
  z.object({ ...head, do: z.literal('unanswered.row'), key, row: filled(40) }),
  z.object({ ...head, do: z.literal('unanswered.write'), key, text: filled(1_500) }),
  z.object({ ...head, do: z.literal('unanswered.nothing'), key }),
  /** Shows the form for words that were missing. */
  z.object({ ...head, do: z.literal('unanswered.words'), key, search: filled(100), row: filled(40) }),
  z.object({
    ...head,
    do: z.literal('unanswered.addWords'),
    key,
    row: filled(40),
    /** One a line. */
    questions: filled(1_500),
    concept: filled(80),
    /** Parted by commas. */
    terms: filled(300),
  }),
  z.object({ ...head, do: z.literal('unanswered.forward'), key, department: filled(100) }),
]);
export type QuestionAction = z.infer<typeof QuestionAction>;

type Filled = 'search' | 'row' | 'text' | 'department' | 'questions' | 'concept' | 'terms';
type Unfilled<Action> = Action extends QuestionAction ? Omit<Action, 'v' | Filled> : never;

/** A button about a question without an answer. */
export function act(title: string, action: Unfilled<QuestionAction>, look?: Look): Json {
  return dataButton(title, action.do, { v: VERSION, ...action }, look);
}

const Named = z.object({ do: z.string().startsWith('unanswered.'), lang: head.lang.catch('ja') });

/** The action in the data of a pressed button: null when it is none of these, `invalid` when it cannot be read. */
export function parseQuestionAction(
  data: unknown,
): QuestionAction | { readonly do: 'invalid'; readonly lang: 'ja' | 'en' } | null {
  const parsed = QuestionAction.safeParse(data);
  if (parsed.success) return parsed.data;
  const named = Named.safeParse(data);
  return named.success ? { do: 'invalid', lang: named.data.lang } : null;
}

import { z } from 'zod';
import { MAX_QUESTION_CHARS } from '../../cards/actions.ts';
import { pressesOf, pressHead } from '../../cards/presses.ts';

/** Its key. Not called that: the Agents Playground sends no press whose data has a `key`. */
const group = z.string().regex(/^[0-9a-f]{24}$/);
/** What is filled in beside a press. */
const filled = (maxChars: number) => z.string().trim().max(maxChars).default('');

const words = {
  /** null: nobody has asked, an editor knows the word. */
  group: group.nullable(),
  search: filled(100),
  row: filled(40),
  /** One a line. */
  questions: filled(1_500),
  concept: filled(80),
  /** Parted by commas. */
  terms: filled(300),
};

/** What the buttons about questions without an answer ask for: anybody in the conversation can forge it. */
const QuestionAction = z.discriminatedUnion('do', [
  /** Wants to be told once there is an answer. */
  z.object({
    ...pressHead,
    do: z.literal('unanswered.tell'),
    question: z.string().trim().min(1).max(MAX_QUESTION_CHARS),
    /** Where others have answered it: the engine would understand it otherwise. */
    group: group.nullable().default(null),
  }),
  z.object({ ...pressHead, do: z.literal('unanswered.list'), page: z.int().min(0).max(99_999) }),
  z.object({ ...pressHead, do: z.literal('unanswered.group'), group, search: filled(100) }),
  z.object({ ...pressHead, do: z.literal('unanswered.row'), group, row: filled(40) }),
  z.object({ ...pressHead, do: z.literal('unanswered.write'), group, text: filled(1_500) }),
  z.object({ ...pressHead, do: z.literal('unanswered.nothing'), group }),
  /** Shows the form for words that are missing, and looks for rows and concepts anew with what has been filled in. */
  z.object({ ...pressHead, do: z.literal('unanswered.words'), ...words }),
  z.object({ ...pressHead, do: z.literal('unanswered.addWords'), ...words }),
  z.object({ ...pressHead, do: z.literal('unanswered.forward'), group, department: filled(100) }),
]);
export type QuestionAction = z.infer<typeof QuestionAction>;

export const { act, parse: parseQuestionAction } = pressesOf('unanswered.', QuestionAction);

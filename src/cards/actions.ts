import { z } from 'zod';
import type { QuestionContext } from '../question/answer.ts';

/** A question longer than this is not carried in a button: the card would outgrow its limit. */
export const MAX_QUESTION_CHARS = 400;

/** Words longer than this ask a feature for nothing: some twenty people with a role, or a long question, are shorter. */
export const MAX_REQUEST_CHARS = 2_000;

/** A previous question's context longer than this as JSON is not carried in a button. */
export const MAX_CONTEXT_CHARS = 1_500;

/** Rises when the shape below changes, so that buttons of older cards are refused instead of misread. */
const VERSION = 1;

const head = { v: z.literal(VERSION), lang: z.enum(['ja', 'en']) };
const Id = z.string().regex(/^[a-z0-9-]{4,40}$/);
const Question = z.string().trim().min(1).max(MAX_QUESTION_CHARS);

const Context = z
  .object({
    query: z.unknown(),
    ids: z.array(Id).max(200),
    revision: z.string().max(64).optional(),
    shown: z.int().min(0).max(9_999),
    listed: z.array(Id).max(60).optional(),
    said: z
      .array(z.enum(['departments', 'time', 'topics', 'remarks']))
      .max(4)
      .optional(),
  })
  .refine((context) => JSON.stringify(context).length <= MAX_CONTEXT_CHARS, 'context too long')
  .transform((context): QuestionContext => context);

/** What a card's button asks the bot to do: parsed from data that anybody in the conversation can forge. */
export const CardAction = z.discriminatedUnion('do', [
  /** Another page or view of the same answer: the same question, day and previous context give the same rows. */
  z.object({
    ...head,
    do: z.literal('page'),
    question: Question,
    /** 0-based. */
    page: z.int().min(0).max(9_999),
    today: z.iso.date(),
    previous: Context.nullable(),
    /** See AnswerView. */
    by: z.enum(['departments', 'rows']).optional(),
    department: z.string().min(1).max(100).optional(),
  }),
  z.object({ ...head, do: z.literal('ask'), question: Question }),
  z.object({ ...head, do: z.literal('similar'), id: Id }),
  z.object({ ...head, do: z.literal('initiative'), id: Id }),
  z.object({ ...head, do: z.literal('department'), name: z.string().min(1).max(100) }),
  z.object({ ...head, do: z.literal('help') }),
]);
export type CardAction = z.infer<typeof CardAction>;

/** What a caller writes; the version is added by {@link actionData}. */
type WithoutVersion<Action> = Action extends CardAction ? Omit<Action, 'v'> : never;
export type NewCardAction = WithoutVersion<CardAction>;

/** The data of a button as it stands in the card. */
export function actionData(action: NewCardAction): CardAction {
  return { v: VERSION, ...action };
}

/**
 * The action in the data of a pressed button, or null when it is not one of ours.
 * Action.Execute arrives in `activity.value.action.data`, Action.Submit in `activity.value`: pass that data.
 */
export function parseCardAction(data: unknown): CardAction | null {
  const parsed = CardAction.safeParse(data);
  return parsed.success ? parsed.data : null;
}

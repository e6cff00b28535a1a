import type { Answer } from '../question/answer.ts';
import { MAX_CONTEXT_CHARS, MAX_QUESTION_CHARS, type NewCardAction } from './actions.ts';
import { button, type Json } from './button.ts';
import type { AnswerView } from './cards.ts';
import type { Page } from './page.ts';
import type { Phrases } from './words/subject.ts';

/** Whether a button can carry what another view of the answer needs. */
function canCarry(answer: Answer, previous: AnswerView['previous']): boolean {
  if (answer.question.length === 0 || answer.question.length > MAX_QUESTION_CHARS) return false;
  return (
    previous === null || (previous.ids.length <= 200 && JSON.stringify(previous).length <= MAX_CONTEXT_CHARS)
  );
}

/** The action that shows another view of the same answer in place; null when no button can carry it. */
export function viewAction(answer: Answer, view: AnswerView): NewCardAction | null {
  const { question, today, lang } = answer;
  const { page, by, department } = view;
  // Of rows that were shown longer ago a few are picked, which need no other page.
  const previous = view.previous && { ...view.previous, earlier: undefined };
  if (!canCarry(answer, previous)) return null;
  return {
    do: 'page',
    question,
    page,
    today,
    previous,
    lang,
    ...(by !== undefined && { by }),
    ...(department !== undefined && { department }),
  };
}

/** A page with neighbours on both sides: its pager is as large as one can be. */
export const MIDDLE_PAGE = { items: [], page: 1, start: 0, isLast: false, count: 0 } as const;

/** What leads to the other pages of an answer. */
export interface Pager {
  /** 前へ, 残り3件: in this order, as far as there are such pages. */
  readonly buttons: readonly Json[];
  /** "6〜10件（全13件）" behind the first page, else ''. */
  readonly position: string;
  /** How many there are beside these, when no button can lead there, else ''. */
  readonly note: string;
}

/** Pages in place. `shown`: of `count` in all. */
export function pagerOf(
  answer: Answer,
  view: AnswerView,
  shown: Page<unknown> & { readonly count: number },
  { say }: Phrases,
): Pager {
  const { page, start, items, isLast, count } = shown;
  const hidden = count - start - items.length;
  const to = (target: number, title: string): readonly Json[] => {
    const action = viewAction(answer, { ...view, page: target });
    return action === null ? [] : [button(title, action)];
  };
  const buttons = [
    ...(page > 0 ? to(page - 1, say('page.previous')) : []),
    ...(isLast ? [] : to(page + 1, say('page.rest', { count: hidden }))),
  ];
  const isStuck = buttons.length === 0 && count > items.length;
  return {
    buttons,
    position: page === 0 ? '' : say('page.position', { from: start + 1, to: start + items.length, count }),
    note: isStuck ? say('page.notCarried', { count: count - items.length }) : '',
  };
}

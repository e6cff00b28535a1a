import type { Answer, QuestionContext } from '../question/answer.ts';
import { MAX_CONTEXT_CHARS, MAX_QUESTION_CHARS } from './actions.ts';
import { button, type Json } from './button.ts';
import type { Page } from './page.ts';
import type { Phrases } from './words/subject.ts';

/** Whether a button can carry what another page needs. */
function canCarry(answer: Answer, previous: QuestionContext | null): boolean {
  if (answer.question.length === 0 || answer.question.length > MAX_QUESTION_CHARS) return false;
  return (
    previous === null || (previous.ids.length <= 200 && JSON.stringify(previous).length <= MAX_CONTEXT_CHARS)
  );
}

/** Fields of a card for paging in place: 前へ, "9–16 / 23", 次へ; or a note when the question is too long to carry. */
export function pagerModel(
  answer: Answer,
  previous: QuestionContext | null,
  shown: Page<unknown>,
  count: number,
  { say, lang }: Phrases,
): Json {
  const { page, start, items, isLast } = shown;
  const hasPages = page > 0 || !isLast;
  const carries = canCarry(answer, previous);
  const hidden = count - items.length;
  const to = (target: number, title: string): Json[] => [
    button(title, {
      do: 'page',
      question: answer.question,
      page: target,
      today: answer.today,
      previous,
      lang,
    }),
  ];
  const hasPrevious = hasPages && carries && page > 0;
  const hasNext = hasPages && carries && !isLast;
  return {
    hasPager: hasPages && carries,
    hasPrevious,
    hasNext,
    previous: hasPrevious ? to(page - 1, say('page.previous')) : [],
    next: hasNext ? to(page + 1, say('page.next')) : [],
    position: say('page.position', { from: start + 1, to: start + items.length, count }),
    note: hasPages && !carries ? say('page.notCarried', { count: hidden }) : '',
  };
}

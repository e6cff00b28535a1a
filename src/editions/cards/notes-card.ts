import type { Board } from '../../cards/board.ts';
import { listPage, turnButtons } from '../../cards/page.ts';
import type { Context } from '../../cards/words/row.ts';
import type { PassedOver, Remark } from '../../dataset/office/types.ts';
import { passedOverWords, placeWords, remarkWords } from '../../dataset/office/words.ts';
import { truncate } from '../../text/markdown.ts';
import type { Proposal } from '../decide/proposal.ts';
import { act } from './actions.ts';

const perPage = 12;
const mostChars = 160;

/** A remark with its place and what to do about it, in a line. */
export function remarkLine(remark: Remark, context: Context): string {
  const { say, lang } = context;
  const { what, whatToDo } = remarkWords(remark, lang);
  const words = whatToDo === '' ? what : say('edition.notes.line', { what, todo: whatToDo });
  return placed(remark.place, words, context);
}

function passedLine({ place, text, why }: PassedOver, context: Context): string {
  const words = context.say('edition.notes.passed', {
    why: passedOverWords(why, context.lang),
    text: truncate(text.replaceAll('\t', ' | '), mostChars),
  });
  return placed(place, words, context);
}

function placed(place: Remark['place'], what: string, { say, lang }: Context): string {
  const at = placeWords(place, lang);
  return at === '' ? what : say('edition.notes.at', { place: at, what });
}

/** What was not taken in, and what is to be noted, page by page. */
export function notesBoard(proposal: Proposal, page: number, context: Context): Board {
  const { say, lang } = context;
  const { id, about, warnings, passedOver } = proposal;
  const lines = [
    ...warnings.map((remark) => remarkLine(remark, context)),
    ...passedOver.map((one) => passedLine(one, context)),
  ];
  const shown = listPage(lines, { page, perPage });
  const titles = { previous: say('page.previous'), next: say('edition.button.next') };
  return {
    headline: say('edition.notes.title', { about }),
    subtitle: say('edition.notes.count', { passed: passedOver.length, warnings: warnings.length }),
    lines: shown.items,
    buttons: [
      ...turnButtons(shown, titles, (title, to) => act(title, { do: 'edition.notes', id, page: to, lang })),
      act(say('edition.button.back'), { do: 'edition.open', id, page: 0, lang }),
    ],
  };
}

import { fileURLToPath } from 'node:url';
import { createCards } from '../../src/cards/answer/cards.ts';
import type { CardKit } from '../../src/cards/load.ts';
import { FIRST_VIEW } from './fixtures.ts';
import { DATA, engine } from '../question/support/real.ts';

/** What README's picture shows: a question, and the card that the engine answers it with. */
const QUESTION = '8月に始まる区役所の取組は？';
const TODAY = '2026-06-15';

/** Beside the picture: the words that are in it. */
export const PICTURE_TEXT = fileURLToPath(new URL('../../cards/answer.txt', import.meta.url));

/** Asks the engine, over the dataset as it is. */
export function askForPicture(kit: CardKit): { readonly question: string; readonly card: object } {
  const answer = engine.ask({ text: QUESTION, today: TODAY, lang: 'ja', previous: null });
  return { question: QUESTION, card: createCards(kit).answer(answer, DATA, FIRST_VIEW).card };
}

/** The question and every text of the card, a line each, in the order in which they stand there. */
export function textOf({ question, card }: ReturnType<typeof askForPicture>): string {
  const lines = [question];
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk);
    else if (typeof node === 'object' && node !== null)
      for (const [key, value] of Object.entries(node)) {
        if (typeof value !== 'string') walk(value);
        else if (key === 'text' || key === 'title') lines.push(value);
      }
  };
  walk(card);
  return `${lines.join('\n')}\n`;
}

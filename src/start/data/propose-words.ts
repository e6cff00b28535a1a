import { dateAt } from '../../calendar/zone.ts';
import { withWords } from '../../dataset/edition/add-words.ts';
import type { Proposals } from './proposals.ts';
import type { ProposedWords, WantedWords } from '../../unanswered/chat/parts.ts';

/** Words that were missing, as a draft of the data that has been tried. `now`: epoch ms. */
export function proposesWords(
  propose: Proposals['propose'],
  timeZone: string,
  now: () => number,
): (wanted: WantedWords) => Promise<ProposedWords> {
  return async ({ words, tried, wanted, mayTakeLong, ...of }) => {
    const trial = { questions: tried, wanted, mayTakeLong, today: dateAt(now(), timeZone) };
    const proposed = await propose({
      ...of,
      kind: 'words',
      trial,
      change: (files) => withWords(files, words),
    });
    return proposed.kind === 'refused' ? { problems: proposed.problems } : { card: proposed.card };
  };
}

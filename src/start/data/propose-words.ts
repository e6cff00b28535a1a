import { dateAt } from '../../calendar/zone.ts';
import type { Proposals } from './proposals.ts';
import type { ProposedWords, WantedWords } from '../../unanswered/chat/services.ts';

/** Teams waits 15 s for an answer, and two engines have to be built. */
const SHORT_MS = 5_000;
/** All that a city asks in three months is tried in a minute. */
const LONG_MS = 150_000;

/** Words that were missing, as a draft of the data that has been tried. `now`: epoch ms. */
export function proposesWords(
  propose: Proposals['propose'],
  timeZone: string,
  now: () => number,
): (wanted: WantedWords) => Promise<ProposedWords> {
  return async ({ words, tried, wanted, mayTakeLong, group, ...of }) => {
    const trial = { questions: tried, wanted, mostMs: mayTakeLong ? LONG_MS : SHORT_MS, today: dateAt(now(), timeZone) };
    const proposed = await propose({
      ...of,
      kind: 'words',
      ...(group !== null && { questionGroup: group }),
      trial,
      change: { what: 'words', words },
    });
    return proposed.kind === 'refused' ? { problems: proposed.problems } : { card: proposed.card };
  };
}

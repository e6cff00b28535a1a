import { foldText } from '../../text/fold.ts';
import { cleanQuestion } from './clean.ts';
import { saysSomething } from './follow/follow-up.ts';
import type { Query } from './query.ts';

/** Cities, events and programmes are often written in hiragana alone. */
const KANA_NAME = /^[\u3041-\u309fー]{4,20}$/;

/** さがみはら: one word that looks like grammar is looked for as it stands, where nothing else was said. */
export function asItStands(query: Query, hasText: (folded: string) => boolean): Query | null {
  const words = cleanQuestion(query.asked).replace(/(?:の取組)?(?:は|って)?[?？。!！\s]*$/, '');
  const folded = foldText(words);
  if (saysSomething(query) || !KANA_NAME.test(words) || !hasText(folded)) return null;
  const term = {
    words,
    folded,
    concept: -1,
    kind: 'topic',
    weight: 1,
    asked: true,
    unknown: false,
  } as const;
  return { ...query, groups: [[term]] };
}

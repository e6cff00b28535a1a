import type { QuestionContext } from '../question/answer.ts';
import type { Decision } from './decide.ts';
import type { Turn } from '../teams/turn.ts';

/**
 * Decides turns that need what the bot remembers; null = the turn is not its business. `previous`: the person's last
 * question in the conversation, of turns that are words.
 */
export type StatefulDecide = (turn: Turn, previous: QuestionContext | null) => Promise<Decision | null>;

import type { Decision } from './decide.ts';
import type { Turn } from '../teams/turn.ts';

/** Decides turns that need what the bot remembers; null = the turn is not its business. */
export type StatefulDecide = (turn: Turn) => Promise<Decision | null>;

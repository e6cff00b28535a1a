import { createHash } from 'node:crypto';
import type { Turn } from './turn.ts';
import { dayMs } from '../calendar/clock.ts';

/** Keys of the ledger: a turn is answered once under each, for as long as it says. */
export interface TurnKey {
  readonly key: string;
  readonly ttlMs: number;
  /** What was pressed, whoever delivers it: kept only when it has changed something. */
  readonly isPress: boolean;
}

/** Teams delivers an activity again when no answer came within 15 s, for some minutes at most. */
const SAME_ACTIVITY_MS = 15 * 60_000;
/** An invoke can come again about 30 s later under a new activity id. */
const SAME_PRESS_MS = 60_000;
/** Both installationUpdate and conversationUpdate arrive when the bot is added. */
const WELCOMED_MS = dayMs;

/** Whatever comes of them, it changes nothing: it may be done twice. */
const unrepeatable: ReadonlySet<Turn['kind']> = new Set(['ignored', 'unknownInvoke', 'search']);
/** As much as to open a dialog. */
const opensDialog = (turn: Turn): boolean => turn.kind === 'dialog' && turn.name !== 'task/submit';

/** The names under which this turn must run once only; the same delivery again has one of them in common. */
export function turnKeys(turn: Turn): readonly TurnKey[] {
  const where = [turn.tenantId, turn.conversationId];
  if (unrepeatable.has(turn.kind) || opensDialog(turn)) return [];
  const pressed = pressedData(turn);
  const keys: TurnKey[] = [];
  // An edit and a reaction carry the id of the message, so the type belongs to the key.
  if (turn.id) keys.push(named(SAME_ACTIVITY_MS, 'activity', ...where, turn.activityType, turn.id));
  if (turn.kind === 'installed') keys.push(named(WELCOMED_MS, 'welcome', ...where));
  if (pressed !== undefined)
    keys.push({ ...named(SAME_PRESS_MS, 'press', ...where, turn.userId, ...pressed), isPress: true });
  return keys;
}

/** What tells one press from another: the card, and what was pressed on it. */
function pressedData(turn: Turn): readonly string[] | undefined {
  if (turn.kind === 'action' && turn.via === 'execute')
    return [turn.kind, turn.cardActivityId ?? '', hash(turn.data)];
  // A dialog stands in no message.
  if (turn.kind === 'dialog') return [turn.kind, hash(turn.data)];
  return turn.kind === 'fileConsent' ? [turn.kind, turn.cardActivityId ?? '', hash(turn.value)] : undefined;
}

function named(ttlMs: number, ...parts: readonly string[]): TurnKey {
  return { key: JSON.stringify(parts), ttlMs, isPress: false };
}

function hash(data: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(data ?? null))
    .digest('base64url');
}

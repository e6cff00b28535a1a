import type { DeliveryState, MessageState } from '../../../src/delivery/ports.ts';
import { type Action, leaseMs } from './actions.ts';

interface Row {
  state: DeliveryState;
  dueAt: number;
  /** Of the claim that it belongs to. */
  token: number | null;
  leaseUntil: number;
  hasDeparted: boolean;
  hasPost: boolean;
}

interface Message {
  state: MessageState;
  turn: number;
  readonly rows: Map<string, Row>;
}

/** What the ledger should be, in its simplest form: one thing after another, all of it in memory. */
export class LedgerModel {
  readonly messages = new Map<string, Message>();
  readonly #hands: { row: Row; token: number; hasLeft: boolean; message: Message }[][] = [[], []];
  #tokens = 0;

  /** Does it and returns what the ledger should return. */
  perform(action: Action, clock: { now: number }): unknown {
    const { now } = clock;
    switch (action.do) {
      case 'plan':
        return this.#plan(action.id, new Map(action.people.map((person) => [person, 0])));
      case 'recall': {
        // Planned to its end once.
        if (this.messages.has(action.id)) return 0;
        const posted = [...this.messages.get(action.of)!.rows].filter(
          ([, { state, hasPost }]) => state === 'sent' && hasPost,
        );
        return this.#plan(action.id, new Map(posted.map(([person]) => [person, now])), true);
      }
      case 'claim':
        return this.#claim(action.worker, action.limit, now);
      case 'depart': {
        const waiting = this.#hands[action.worker]!.filter(({ hasLeft }) => !hasLeft);
        for (const one of waiting)
          one.hasLeft = one.row.state === 'leased' && one.row.token === one.token && one.row.leaseUntil > now;
        for (const { row, hasLeft } of waiting) if (hasLeft) row.hasDeparted = true;
        this.#hands[action.worker] = this.#hands[action.worker]!.filter(({ hasLeft }) => hasLeft);
        return waiting.map(({ hasLeft }) => hasLeft);
      }
      case 'release':
        this.#hands[action.worker] = this.#hands[action.worker]!.filter(({ row, token, hasLeft }) => {
          if (!hasLeft && row.state === 'leased' && row.token === token && !row.hasDeparted) back(row);
          return hasLeft;
        });
        return null;
      case 'settle':
        this.#hands[action.worker] = this.#hands[action.worker]!.filter((held) => {
          if (held.hasLeft) settle(held, action.as, now);
          return !held.hasLeft;
        });
        return null;
      case 'expire':
        return this.#expire(now);
      case 'wait':
        clock.now += leaseMs + 1;
        return null;
      case 'cancel':
        return this.#cancel(action.id);
      case 'resend':
        return this.#resend(action.id, action.of, now);
    }
  }

  #plan(id: string, dueTimes: ReadonlyMap<string, number>, hasPost = false): number {
    const message = this.messages.get(id) ?? { state: 'planning', turn: 0, rows: new Map<string, Row>() };
    this.messages.set(id, message);
    let added = 0;
    for (const [person, dueAt] of dueTimes) {
      if (message.rows.has(person)) continue;
      message.rows.set(person, {
        state: 'pending',
        dueAt,
        token: null,
        leaseUntil: 0,
        hasDeparted: false,
        hasPost,
      });
      added += 1;
    }
    if (message.state !== 'cancelled') message.state = 'ready';
    return added;
  }

  #claim(worker: number, limit: number, now: number): string[] {
    const token = ++this.#tokens;
    const claimed: string[] = [];
    while (claimed.length < limit) {
      const due = [...this.messages]
        .filter(([, { state }]) => state === 'ready')
        .map(([id, message]) => ({
          id,
          message,
          rows: [...message.rows].filter(([, row]) => row.state === 'pending' && row.dueAt <= now),
        }))
        .filter(({ rows }) => rows.length > 0)
        .sort((a, b) => a.message.turn - b.message.turn || (a.id < b.id ? -1 : 1))[0];
      if (!due) break;
      due.rows.sort(([a, one], [b, other]) => one.dueAt - other.dueAt || (a < b ? -1 : 1));
      for (const [person, row] of due.rows.slice(0, limit - claimed.length)) {
        Object.assign(row, { state: 'leased', token, leaseUntil: now + leaseMs, hasDeparted: false });
        this.#hands[worker]!.push({ row, token, hasLeft: false, message: due.message });
        claimed.push(`${due.id}/${person}`);
      }
      const open = [...this.messages.values()].filter(({ state }) => state === 'ready');
      due.message.turn = Math.max(...open.map(({ turn }) => turn)) + 1;
    }
    return claimed;
  }

  #expire(now: number): { returned: number; unknown: number } {
    const count = { returned: 0, unknown: 0 };
    for (const message of this.messages.values()) {
      for (const row of message.rows.values()) {
        if (row.state === 'leased' && row.leaseUntil <= now) {
          if (row.hasDeparted) row.state = 'unknown';
          else back(row);
          count[row.hasDeparted ? 'unknown' : 'returned'] += 1;
        }
        if (row.state === 'pending' && message.state === 'cancelled') row.state = 'cancelled';
      }
      const isOpen = [...message.rows.values()].some(
        ({ state }) => state === 'pending' || state === 'leased',
      );
      if (message.state === 'ready' && !isOpen) message.state = 'done';
    }
    return count;
  }

  #cancel(id: string): number {
    const message = this.messages.get(id)!;
    message.state = 'cancelled';
    return stop(message);
  }

  #resend(id: string, of: 'failed' | 'unknown', now: number): number {
    const message = this.messages.get(id)!;
    if (message.state === 'cancelled') stop(message);
    const rows = [...message.rows.values()].filter(({ state }) => state === of);
    for (const row of rows) {
      back(row);
      row.dueAt = now;
    }
    if (rows.length > 0) message.state = 'ready';
    return rows.length;
  }
}

function back(row: Row): void {
  Object.assign(row, { state: 'pending', token: null, hasDeparted: false });
}

function stop(message: Message): number {
  const pending = [...message.rows.values()].filter(({ state }) => state === 'pending');
  for (const row of pending) row.state = 'cancelled';
  return pending.length;
}

function settle(
  { row, token, message }: { readonly row: Row; readonly token: number; readonly message: Message },
  as: 'sent' | 'failed' | 'unknown' | 'retry',
  now: number,
): void {
  if (as === 'retry' && message.state === 'done') message.state = 'ready';
  if (row.token !== token || (row.state !== 'leased' && row.state !== 'unknown')) return;
  if (as === 'retry') {
    back(row);
    row.dueAt = now;
    return;
  }
  row.state = as;
  if (as === 'sent') row.hasPost = true;
}

import type { AuditEntry, AuditStore } from '../access/audit/audit.ts';
import type { GrantStore } from '../access/actor.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { Broadcast, BroadcastState } from './decide/broadcast.ts';
import type { BroadcastContent } from './decide/content.ts';

/** Broadcasts, who may make them, and the trail of what was done. */
export interface BroadcastStore extends GrantStore, AuditStore {
  get(id: string): Promise<Broadcast | null>;
  /** Latest first; without the deleted ones. */
  list(filter: {
    authorId?: string;
    state?: BroadcastState;
    /** The last one of the page before. */
    after?: Pick<Broadcast, 'updatedAt' | 'id'>;
    limit: number;
  }): Promise<readonly Broadcast[]>;
  /** What has been released or recalled and has changed since, all of it, without what it says; oldest first. */
  outSince(since: number): Promise<readonly BroadcastHead[]>;
  /**
   * Adds it with its entry, in one transaction; false when the id exists, or when the author has one that was made
   * from the same form or press: then nothing was written.
   */
  create(broadcast: Broadcast, entry: AuditEntry, madeFrom?: string): Promise<boolean>;
  /** What this author has made from a form or a press, also when it has been deleted since. */
  madeFrom(authorId: string, madeFrom: string): Promise<Broadcast | null>;
  /**
   * Writes it with its entry, in one transaction, if the version before it is still the one that stands.
   * false: somebody was faster, and nothing was written.
   */
  commit(next: Broadcast, entry: AuditEntry): Promise<boolean>;
  /**
   * The same with what the ledger and the author's limit have to do with it, all or nothing: nothing can come between
   * a decision and its deliveries.
   */
  commitStep(next: Broadcast, entry: AuditEntry, step: BroadcastStep): Promise<CommitResult>;
  /** Where the author's progress card is; no change of the broadcast itself. */
  setProgress(id: string, progress: Broadcast['progress']): Promise<void>;
  /** Ids of the scheduled ones whose time has come, by id alone: one that cannot be read hides no other. */
  due(now: number): Promise<readonly string[]>;
  /** How many of the author's were released since. */
  releasedSince(authorId: string, since: number): Promise<number>;

  /** `channelId`: where the person has read it; false when they had pressed before, or neither was a recipient. */
  acknowledge(
    broadcastId: string,
    recipientId: string,
    now: number,
    channelId?: string | null,
  ): Promise<boolean>;
  acknowledgements(broadcastId: string): Promise<number>;
  /** Of these recipients those who have pressed. */
  acknowledged(broadcastId: string, recipientIds: readonly string[]): Promise<ReadonlySet<string>>;

  /**
   * Forgets broadcasts (not the trail) that nothing has happened to since, nor to anything sent for them, with who
   * acknowledged them. What is scheduled stays. Returns how many.
   */
  prune(before: number): Promise<number>;
}

/** A broadcast without its words and people, which may be long. */
type BroadcastHead = Pick<Broadcast, 'id' | 'version' | 'state' | 'updatedAt'>;

/** What goes with a change of a broadcast, in one transaction. */
export interface BroadcastStep {
  /** Puts failed or unknown deliveries of these messages back to be sent. */
  readonly resend?: { readonly messageIds: readonly string[]; readonly of: 'failed' | 'unknown' };
  /** Stops these messages. */
  readonly cancel?: { readonly messageIds: readonly string[] };
  /** The author may have released so many since, this one included. */
  readonly limit?: { readonly since: number; readonly most: number };
}

/** `count`: deliveries that were put back or stopped. `stale`: somebody was faster. Refused: nothing was written. */
type CommitResult =
  | { readonly ok: true; readonly count: number }
  | { readonly ok: false; readonly refusal: 'stale' | 'tooMany' };

/** What a broadcast may bring of a month's highlights. */
export interface HighlightsSource {
  /** Those that can be chosen at `now`. */
  months(now: number): readonly YearMonth[];
  /** The rows for one broadcast, the same each time for the same document; null when there is nothing. */
  pick(broadcastId: string, month: YearMonth): NonNullable<BroadcastContent['highlights']> | null;
}

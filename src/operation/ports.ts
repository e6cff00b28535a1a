import type { AuditEntry } from '../access/audit/audit.ts';

/** That the store is an older state of itself: what it holds as open may have been sent since. */
export interface Restored {
  /** Epoch ms: when that was noticed. */
  readonly at: number;
  /** When the state was last in use, epoch ms; null = it does not say. */
  readonly asOf: number | null;
  readonly cause: RestoreCause;
  /** The bot has run since for long enough to have planned whatever has become due. */
  readonly isPlanned?: boolean;
}

/**
 * restore: put there by the command. older: it has been further than it is. moved: what is kept beside it is gone, or
 * another's. marked: an operator says so.
 */
export type RestoreCause = 'restore' | 'older' | 'moved' | 'marked';

/** send: as if nothing had been sent since. drop: as if all of it might have been, so it counts as unknown. */
export type RestoreChoice = 'send' | 'drop';

/** While a store is marked as restored, nothing of its ledger leaves; whatever is due is planned, and waits. */
export interface RestoreStore {
  restored(): Promise<Restored | null>;
  /** What waits, by what it is. */
  waiting(): Promise<
    readonly { readonly kind: 'highlights' | 'broadcast' | 'notice'; readonly count: number }[]
  >;
  /** false: it is marked already. */
  mark(restored: Restored, entry: AuditEntry): Promise<boolean>;
  /** Whatever has become due since the state that was marked `at` stands in the ledger. */
  planned(at: number): Promise<void>;
  /**
   * What becomes of a state that was marked `at`, in one transaction with its entry; how many deliveries it was about,
   * null: somebody has decided already. tooSoon: what has become due since is not all planned, and what is dropped now
   * would go out once it is.
   */
  decide(choice: RestoreChoice, at: number, entry: AuditEntry): Promise<number | 'tooSoon' | null>;
}

/** Sending has stood still. Epoch ms. */
export interface Pause {
  readonly reason: string;
  readonly from: number;
  readonly to: number;
}

/** The one message that may leave meanwhile begins so: it asks for the decision. */
export const askingPrefix = 'restored-';

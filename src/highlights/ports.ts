import type { AuditEntry } from '../access/audit/audit.ts';
import type { YearMonth } from '../calendar/month.ts';
import type { NewDelivery } from '../delivery/ports.ts';

/** On which day of the month the highlights come. */
export type DayRule =
  | { readonly type: 'firstBusinessDay' }
  /** Day 1–31; in a shorter month its last day. */
  | { readonly type: 'day'; readonly day: number }
  /** weekday 1 = Monday … 7 = Sunday; nth 1–4, or 5 = the last one. */
  | { readonly type: 'weekday'; readonly nth: number; readonly weekday: number };

/** What a channel or a person has asked for. */
export interface Subscription {
  readonly recipientId: string;
  readonly rule: DayRule;
  /** Hour of the day, 0–23, in the city's zone. */
  readonly hour: number;
  /** Concept ids of interest; empty = everything. */
  readonly themes: readonly string[];
  /** Department names of interest; empty = all. */
  readonly departments: readonly string[];
  readonly lang: 'ja' | 'en';
  /** Who set it last, shown on the card. */
  readonly setById: string;
  readonly setByName: string;
  /** The first month that is owed. */
  readonly firstMonth: YearMonth;
  /** Epoch ms of the last change. */
  readonly changedAt: number;
}

/** A subscription as it stood when something was decided about it. */
type Version = Pick<Subscription, 'recipientId' | 'changedAt'>;

/** What was posted to one recipient for one month. */
export interface HighlightsPost {
  readonly recipientId: string;
  readonly month: YearMonth;
  /** The dataset that it was made from; null for a month that was skipped. */
  readonly revision: string | null;
  /** The rows that were shown as 注目, with their digests at that time. */
  readonly featured: readonly { readonly id: string; readonly digest: string }[];
}

/** A post as it is planned, together with its delivery: one row per (recipient, month), for ever. */
interface PlannedPost {
  readonly post: HighlightsPost;
  readonly delivery: NewDelivery;
  /** Of the subscription that it was decided by. */
  readonly changedAt: number;
}

/** What a person decides about a month's posts that did not go out, or of which nobody knows. */
export const highlightsDecisions = ['resendFailed', 'resendUnknown', 'letBe'] as const;
export type HighlightsDecision = (typeof highlightsDecisions)[number];

export interface HighlightsStore {
  subscriptions(): Promise<readonly Subscription[]>;
  subscription(recipientId: string): Promise<Subscription | null>;
  /** `current`: what it takes the place of; null = there is none. false: somebody was faster, and nothing was written. */
  put(subscription: Subscription, current: Version | null): Promise<boolean>;
  /** false: somebody was faster, and nothing was removed. */
  remove(current: Version): Promise<boolean>;
  /** The months from `month` on that have a row, by recipient, whatever became of them. */
  plannedSince(month: YearMonth): Promise<ReadonlyMap<string, ReadonlySet<YearMonth>>>;
  /** The recipient's posts, latest first. */
  history(recipientId: string): Promise<readonly HighlightsPost[]>;
  /** Digest of each row of a dataset that posts were made from; null when it is not kept. */
  snapshot(revision: string): Promise<ReadonlyMap<string, string> | null>;
  /**
   * Writes post and delivery in one transaction, and the dataset's digests when they are new.
   * false when the recipient has a row for that month, or the subscription has changed or ended since: then nothing was
   * written.
   */
  plan(planned: PlannedPost, digests: ReadonlyMap<string, string>, now: number): Promise<boolean>;
  /** In one transaction with its entry; returns how many posts it was about. 0: nothing was written. */
  decide(month: YearMonth, decision: HighlightsDecision, entry: AuditEntry): Promise<number>;
  /** Somebody has let as many of the month's unknown ones be as there are, and nobody has sent them again since. */
  isLetBe(month: YearMonth): Promise<boolean>;
}

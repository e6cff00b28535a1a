import type { CardMessage } from '../cards/message.ts';
import type { Lang } from '../question/answer.ts';
import type { Recipient, RecipientKind } from './recipient.ts';

/** Where a delivery stands. Exactly one of these at any time, so the sum over them is always what was planned. */
export const deliveryStates = [
  'pending',
  'leased',
  'sent',
  'unknown',
  'failed',
  'skipped',
  'cancelled',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type DeliveryCounts = Readonly<Record<DeliveryState, number>>;

/** What a message does in each conversation: post something new, or change or remove what an earlier one posted. */
export type MessageAction = 'post' | 'update' | 'delete';

/** The card in each language that it was written in; a recipient gets theirs, else the first that there is. */
export type Content = Readonly<Partial<Record<Lang, CardMessage>>>;

export interface NewMessage {
  /** Unique and stable: planning the same id again adds what is missing and changes nothing else. */
  readonly id: string;
  readonly kind: 'highlights' | 'broadcast' | 'notice';
  readonly action: MessageAction;
  /** Lower goes first; messages of the same priority take turns. */
  readonly priority: number;
  /** null where each delivery brings its own, and for deletions. */
  readonly content: Content | null;
  /** Whose posts an update or a deletion is about. */
  readonly originalId: string | null;
}

export interface NewDelivery {
  readonly recipientId: string;
  /** Epoch ms; not claimed before. */
  readonly dueAt: number;
  /** Instead of the message's; null = the message's. */
  readonly content: Content | null;
  /** Planned as not to be sent, with the reason: the plan says what becomes of everyone. */
  readonly skip: string | null;
}

/** A delivery that this worker holds until `leaseUntil`. */
export interface ClaimedDelivery {
  readonly messageId: string;
  readonly recipientId: string;
  readonly action: MessageAction;
  readonly content: Content | null;
  /** Tries already made that counted; 0 at first. */
  readonly attempt: number;
  readonly leaseToken: string;
  readonly leaseUntil: number;
  /** null: the recipient is no longer known. */
  readonly recipient: Recipient | null;
  /** The post that an update or a deletion is about. */
  readonly target: Post | null;
}

/** Where a sent activity lives: what update and delete need. */
export interface Post {
  readonly conversationId: string;
  readonly activityId: string;
}

/** What became of a try; `retry` puts the delivery back to pending. */
export type Settlement =
  | { readonly state: 'sent'; readonly post: Post | null }
  | { readonly state: 'unknown' | 'failed' | 'skipped'; readonly reason: string }
  | { readonly state: 'retry'; readonly reason: string; readonly dueAt: number; readonly attempt: number };

interface SettledDelivery {
  readonly delivery: Pick<ClaimedDelivery, 'messageId' | 'recipientId' | 'leaseToken'>;
  readonly settlement: Settlement;
}

/** One row of the report. */
export interface DeliveryRow {
  readonly messageId: string;
  readonly recipientId: string;
  readonly kind: RecipientKind | null;
  readonly name: string | null;
  /** Of a channel: its team's name, where it is known. */
  readonly team: string | null;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly attempt: number;
  readonly post: Post | null;
  /** Epoch ms of the last change. */
  readonly updatedAt: number;
}

/**
 * The reason of what was sent and Teams gave no id for (an empty answer, one that cannot be read): it has arrived, and
 * nothing can change or delete it.
 */
export const withoutId = 'withoutId';

/** The reason of what was planned beyond what somebody has approved. */
export const notApproved = 'notApproved';

/** Deliveries that share a state and a reason. */
export interface ReasonCount {
  readonly state: DeliveryState;
  readonly reason: string;
  readonly count: number;
}

export type MessageState = 'planning' | 'ready' | 'done' | 'cancelled';

/** Which posts an update or a deletion is about, and how it reads where that differs. */
interface FollowUpOf {
  readonly of: 'sent' | 'failed';
  readonly notDoneBy?: readonly string[];
  readonly instead?: {
    readonly content: Content;
    /** Ids, a few hundred at a time. */
    readonly recipients: AsyncIterable<readonly string[]>;
  };
  /** What of the original is still to be posted, and what is sent again, says this from then on. */
  readonly original?: Content;
}

/** The delivery ledger, which is also the queue: there is one truth about what was sent. */
export interface Ledger {
  /**
   * Writes the whole plan, in chunks, and only then releases it: nothing is claimed before the last row is in.
   * Safe to run again with the same id after a crash: rows that exist stay as they are.
   * No more than `most` are to get it, however many instances plan it at once: who comes after them is skipped.
   * Returns how many rows were added.
   */
  plan(
    message: NewMessage,
    deliveries: Iterable<NewDelivery> | AsyncIterable<NewDelivery>,
    now: number,
    most?: number,
  ): Promise<number>;
  /**
   * Plans an update or a deletion for every post that `message.originalId` has made; returns how many. `of` failed:
   * for those that it could not change itself. `notDoneBy`: not where one of these messages has succeeded. `instead`:
   * what some of its recipients get in the place of the message's content. Once it has been planned to its end, whoever
   * plans it again, late or by mistake, changes nothing.
   */
  planFollowUp(message: NewMessage, now: number, which?: FollowUpOf): Promise<number>;
  /** Takes up to `limit` due deliveries, higher priority first, messages of one priority in turn. */
  claim(ask: { limit: number; leaseMs: number; now: number }): Promise<readonly ClaimedDelivery[]>;
  /**
   * Marks that the request is about to leave; false when the lease has run out meanwhile: then it must not be sent.
   * It is what tells, after a crash, "never sent" (sent later) from "may have been sent" (unknown).
   */
  depart(deliveries: readonly ClaimedDelivery[], now: number): Promise<readonly boolean[]>;
  /** Writes outcomes; a row whose lease another has taken over is left alone. */
  settle(settled: readonly SettledDelivery[], now: number): Promise<void>;
  /** Gives claimed deliveries back that have not departed. */
  release(deliveries: readonly ClaimedDelivery[], now: number): Promise<void>;
  /** Ends leases that ran out: not departed → pending, departed → unknown. Closes messages with nothing left. */
  expire(now: number): Promise<{ readonly returned: number; readonly unknown: number }>;
  counts(messageId: string): Promise<DeliveryCounts>;
  /** How many are in which state for which reason, the most frequent first. */
  reasons(messageId: string): Promise<readonly ReasonCount[]>;
  /** Over all messages that are not finished, for the metrics. */
  totals(): Promise<DeliveryCounts>;
  messageState(messageId: string): Promise<MessageState | null>;
  /** Rows in order of recipient id, from after `after`. */
  rows(
    messageId: string,
    page: { state?: DeliveryState; after?: string; limit: number },
  ): Promise<readonly DeliveryRow[]>;
  /** When the next pending delivery of a released message is due; null when there is none. */
  nextDueAt(): Promise<number | null>;
  /** Removes messages that were done before `before`, with their deliveries; a kept broadcast's stay with it. */
  prune(before: number): Promise<number>;
}

/** Who can be reached, as the events have told it. */
export interface ReachStore {
  apply(changes: readonly ReachChange[], now: number): Promise<void>;
  get(id: string): Promise<Recipient | null>;
  /** Those of these (a thousand or so at a time) that are known, by id. */
  getMany(ids: readonly string[]): Promise<ReadonlyMap<string, Recipient>>;
  /** People by their user principal names, in lower case; those of them that are known. */
  byUpn(upns: readonly string[]): Promise<ReadonlyMap<string, Recipient>>;
  /** Active people with a chat whose user principal name has not been asked for since `askedBefore`. */
  unnamed(page: { readonly askedBefore: number; readonly limit: number }): Promise<readonly Recipient[]>;
  /** How many active people there are whose user principal name is not known. */
  countUnnamed(): Promise<number>;
  /** In order of id, from after `after`. */
  list(page: ReachFilter & { after?: string; limit: number }): Promise<readonly Recipient[]>;
}

interface ReachFilter {
  readonly kind?: RecipientKind;
  readonly teamId?: string;
  readonly state?: Recipient['state'];
}

/** What an event changes in what is known of who can be reached. */
export type ReachChange =
  /** Known and reachable from now on; null fields leave what is known. */
  | { readonly type: 'reachable'; readonly recipient: Omit<Recipient, 'state' | 'reason'> }
  /** By which user principal name (in lower case) Teams knows a person; null = it does not tell. Nobody else has it. */
  | { readonly type: 'named'; readonly id: string; readonly upn: string | null }
  /** A chat with a person has been opened. */
  | { readonly type: 'opened'; readonly id: string; readonly conversationId: string }
  /** The chat with a person is not there any more. */
  | { readonly type: 'closed'; readonly id: string }
  | { readonly type: 'park'; readonly id: string; readonly reason: string }
  | { readonly type: 'gone'; readonly id: string; readonly reason: string }
  /** A team and all its channels at once; 'active' brings back only what such a change had taken away. */
  | {
      readonly type: 'team';
      readonly teamId: string;
      readonly state: Recipient['state'];
      readonly reason: string;
    };

/** The book of time slots of one app in one tenant, shared by all instances. */
export interface SlotBook {
  /**
   * Books one request for each key (a conversation), in order, knowing what became of earlier slots, and that as many
   * as `unbooked` have left just now without one.
   */
  reserve(
    keys: readonly string[],
    departures: readonly Departure[],
    unbooked?: number,
  ): Promise<readonly Slot[]>;
  /** Forgets what no longer counts. */
  prune(): Promise<void>;
}

/**
 * booked: to be used in `inMs`, counted from the call's return, or not at all.
 * Not booked: this conversation has no room; ask again in `inMs`.
 */
export interface Slot {
  readonly booked: boolean;
  readonly inMs: number;
  /** The same by the book's own clock: what the slot is known by. */
  readonly at: number;
}

/** What became of a slot that was not used just as it was booked. */
export interface Departure {
  readonly key: string;
  /** Of the slot. */
  readonly at: number;
  /** After its time; null = nothing left, and nothing will. */
  readonly lateMs: number | null;
}

import { createBatcher } from './batcher.ts';
import { type Brake, createBrake } from './pace/brake.ts';
import type { Clock } from '../calendar/clock.ts';
import { decideDelivery, type Outcome } from './decide-delivery.ts';
import { again, conversationKey, reasonNotToSend } from './claimed.ts';
import { createLatency, type Latency } from './pace/latency.ts';
import { workerDefaults, type WorkerOptions } from './options.ts';
import { appSpacingMs } from './pace/pacing.ts';
import type { ClaimedDelivery, Departure, Ledger, ReachStore, Settlement, Slot, SlotBook } from './ports.ts';
import type { Recipient } from './recipient.ts';
import { createGiveBack, unlessAborted } from './stopping.ts';
import { sweepLedger } from './sweep.ts';
import { createTolerance } from './pace/tolerance.ts';

/** One request: a post, an update or a deletion. */
export type Send = (delivery: ClaimedDelivery, recipient: Recipient) => Promise<Outcome>;
/** Opens the chat with a person whom the bot has not spoken with; safe to repeat. */
export type OpenChat = (
  recipient: Recipient,
) => Promise<{ readonly conversationId: string } | { readonly outcome: Outcome }>;

/** What happens, for log and metrics. */
export interface WorkerEvents {
  settled?(delivery: ClaimedDelivery, settlement: Settlement): void;
  /** Between being ready to send and sending. */
  waited?(ms: number): void;
  /** Sending pauses because most of it fails alike, and why; null = it goes on. */
  braked?(reason: string | null): void;
  /** The database failed; the worker goes on by itself. */
  failed?(error: unknown): void;
}

export interface WorkerServices {
  /** Resolves once the database can be used; asked again after a failure. */
  readonly ready?: () => Promise<void>;
  readonly ledger: Ledger;
  readonly reach: ReachStore;
  readonly slots: SlotBook;
  readonly send: Send;
  readonly openChat: OpenChat;
  readonly clock: Clock;
  readonly random: () => number;
  readonly events?: WorkerEvents;
  readonly options?: Partial<WorkerOptions>;
}

/** While the database is away. */
const pauseAfterErrorMs = 1000;
const settleBatch = 100;
/** Connections that are not used are closed after some seconds. */
const warmMs = 3000;
/** Within what the pace has room for anyway. */
const negligibleMs = 5;

export interface Worker {
  /** Looks for work now rather than at the next poll. */
  wake(): void;
  /** Stops claiming, gives back what has not left, and waits for what has. */
  stop(): Promise<void>;
}

/** Claims, sends and settles deliveries until it is stopped. Any number may run, on any number of machines. */
export function startWorker(services: WorkerServices): Worker {
  return new RunningWorker(services);
}

class RunningWorker implements Worker {
  readonly #services: WorkerServices;
  readonly #options: WorkerOptions;
  readonly #held: ClaimedDelivery[] = [];
  /** Deliveries whose chat has just been opened: one that is not found is gone for good. */
  readonly #inNewChats = new WeakSet<ClaimedDelivery>();
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  /** How long the database takes for a mark, and for slots. */
  readonly #marking: Latency;
  readonly #booking: Latency;
  /** Under way; null = none is. */
  #claiming: Promise<void> | null = null;
  /** Of slots since the last booking. */
  #departures: Departure[] = [];
  #answeredAt = -Infinity;
  readonly #tolerates: (lateMs: number) => boolean;
  readonly #brake: Brake = createBrake((reason) => this.#services.events?.braked?.(reason));
  #nap = new AbortController();
  readonly #working: Promise<void>;
  readonly #sweeping: Promise<void>;
  readonly #depart: (delivery: ClaimedDelivery) => Promise<boolean>;
  readonly #giveBack: (deliveries: readonly ClaimedDelivery[]) => Promise<void>;
  readonly #settleOnce: (settled: { delivery: ClaimedDelivery; settlement: Settlement }) => Promise<null>;

  constructor(services: WorkerServices) {
    this.#services = services;
    this.#options = { ...workerDefaults, ...services.options };
    this.#tolerates = createTolerance(this.#options.toleranceMs);
    const { ledger, clock } = services;
    // A mark that is there too soon can become an unknown that never left, a slot that is had too soon costs little.
    this.#marking = createLatency(clock, 0.5);
    this.#booking = createLatency(clock, 5);
    this.#depart = createBatcher((deliveries) => ledger.depart(deliveries, clock.now()), settleBatch);
    this.#settleOnce = createBatcher(async (settled) => {
      await ledger.settle(settled, clock.now());
      return settled.map(() => null);
    }, settleBatch);
    this.#giveBack = createGiveBack(services, this.#stopping.signal);
    const { sweepMs } = this.#options;
    const sweep = () =>
      sweepLedger(services, sweepMs, this.#stopping.signal, () => {
        this.wake();
      });
    const ready = this.#untilReady();
    [this.#working, this.#sweeping] = [ready.then(() => this.#work()), ready.then(sweep)];
  }

  wake(): void {
    this.#nap.abort();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#nap.abort();
    await this.#working;
    // Each before waiting for what may take longer than there is time: a locked table, answers.
    await this.#giveBack(this.#held.splice(0));
    await this.#claiming;
    await this.#giveBack(this.#held.splice(0));
    await Promise.all([...this.#underWay, this.#sweeping]);
    await this.#giveBack(this.#held.splice(0));
  }

  get #stopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  async #untilReady(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#services.ready?.();
        return;
      } catch (error) {
        this.#services.events?.failed?.(error);
        await this.#services.clock.sleep(pauseAfterErrorMs, this.#stopping.signal);
      }
    }
  }

  async #work(): Promise<void> {
    while (!this.#stopped) {
      try {
        if (this.#brake.isProbing) {
          await this.#probe();
          continue;
        }
        // Ahead, beside what is being sent: only who has nothing waits for it.
        if (this.#held.length <= this.#options.batch / 2) this.#claiming ??= this.#claimAhead();
        if (this.#held.length === 0) await this.#claiming;
        if (this.#held.length === 0) await this.#idle();
        else await this.#dispatch();
      } catch (error) {
        this.#services.events?.failed?.(error);
        await this.#services.clock.sleep(pauseAfterErrorMs, this.#stopping.signal);
      }
    }
  }

  /** Nothing for a while, then one: the others wait in the ledger, at no cost of a try. */
  async #probe(): Promise<void> {
    const { clock } = this.#services;
    await this.#claiming;
    await this.#giveBack(this.#held.splice(0));
    const waitMs = this.#brake.waitMs(clock.elapsed());
    if (waitMs > 0) {
      await clock.sleep(waitMs, this.#stopping.signal);
      return;
    }
    await this.#claim(1);
    if (this.#held.length === 0) await this.#idle();
    else await this.#dispatch();
    await unlessAborted(this.#stopping.signal, Promise.all(this.#underWay));
  }

  async #claimAhead(): Promise<void> {
    try {
      await this.#claim(this.#options.batch);
    } catch (error) {
      this.#services.events?.failed?.(error);
      await this.#services.clock.sleep(pauseAfterErrorMs, this.#stopping.signal);
    } finally {
      this.#claiming = null;
    }
  }

  async #claim(batch: number): Promise<void> {
    const { ledger, clock } = this.#services;
    const { leaseMs } = this.#options;
    const claimed = await ledger.claim({ limit: batch - this.#held.length, leaseMs, now: clock.now() });
    // What is not to be sent after all takes no slot from the others.
    for (const delivery of claimed) {
      const unfit = reasonNotToSend(delivery);
      if (unfit === null) this.#held.push(delivery);
      else this.#track(this.#settle(delivery, { state: 'skipped', reason: unfit }));
    }
  }

  async #idle(): Promise<void> {
    if (this.#stopped) return;
    this.#nap = new AbortController();
    await this.#services.clock.sleep(this.#options.pollMs, this.#nap.signal);
  }

  /** Books slots for the next few and sets them going, each at its time. */
  async #dispatch(): Promise<void> {
    const room = this.#options.concurrency - this.#underWay.size;
    if (room <= 0) {
      await unlessAborted(this.#stopping.signal, Promise.race(this.#underWay));
      return;
    }
    const { slots, clock } = this.#services;
    const next = this.#held.splice(0, Math.min(this.#options.slice, room));
    const before = clock.elapsed();
    const departures = this.#departures.splice(0);
    let booked;
    try {
      booked = await this.#booking.of(() => slots.reserve(next.map(conversationKey), departures));
    } catch (error) {
      this.#held.unshift(...next);
      this.#departures.push(...departures);
      throw error;
    }
    const from = clock.elapsed();
    let lastInMs = 0;
    next.forEach((delivery, index) => {
      const slot = booked[index]!;
      if (slot.booked) {
        lastInMs = Math.max(lastInMs, slot.inMs);
        this.#track(this.#deliver(delivery, slot, from + slot.inMs, before));
      } else this.#track(this.#postpone(delivery, slot.inMs));
    });
    // The next slice is there when this one is nearly used up: sooner an instance would hoard slots, later lose some.
    const restMs = lastInMs - 2 * appSpacingMs - this.#booking.ms - (clock.elapsed() - from);
    if (restMs > 0) await clock.sleep(restMs, this.#stopping.signal);
  }

  #track(promise: Promise<void>): void {
    const tracked = promise
      .catch((error: unknown) => this.#services.events?.failed?.(error))
      .finally(() => {
        this.#underWay.delete(tracked);
      });
    this.#underWay.add(tracked);
  }

  async #deliver(delivery: ClaimedDelivery, slot: Slot, slotAt: number, readySince: number): Promise<void> {
    const { clock, events } = this.#services;
    const recipient = delivery.recipient!;
    const opensChat = delivery.action === 'post' && recipient.conversationId === null;
    await this.#waitUntil(opensChat ? slotAt : slotAt - this.#marking.ms);
    if (this.#stopped) {
      await this.#giveBack([delivery]);
      return;
    }
    if (!this.#tolerates(clock.elapsed() - slotAt)) {
      this.#noteDeparture(delivery, slot, null);
      this.#hold(delivery);
      return;
    }
    events?.waited?.(clock.elapsed() - readySince);
    if (opensChat) {
      this.#noteDeparture(delivery, slot, slotAt);
      await this.#open(delivery, recipient);
      return;
    }
    // So that it is there at the slot, not sooner: who is killed between mark and request leaves an unknown that never left.
    if (!(await this.#mark(delivery))) {
      this.#noteDeparture(delivery, slot, null);
      return;
    }
    await this.#waitUntil(slotAt);
    if (!this.#tolerates(clock.elapsed() - slotAt)) {
      this.#noteDeparture(delivery, slot, null);
      await this.#settle(delivery, again(delivery, 'late', clock.now()));
      return;
    }
    // A connection that has yet to be opened holds the request up, for how long only the answer tells.
    const isWarm = clock.elapsed() - this.#answeredAt < warmMs;
    if (isWarm) this.#noteDeparture(delivery, slot, slotAt);
    const outcome = await this.#request(delivery, recipient);
    this.#brake.note(outcome, clock.elapsed());
    if (!isWarm) this.#noteDeparture(delivery, slot, slotAt);
    this.#answeredAt = clock.elapsed();
    await this.#conclude(delivery, outcome);
  }

  async #mark(delivery: ClaimedDelivery): Promise<boolean> {
    const { clock, events } = this.#services;
    try {
      return await this.#marking.of(() => this.#depart(delivery));
    } catch (error) {
      events?.failed?.(error);
      await clock.sleep(pauseAfterErrorMs, this.#stopping.signal);
      // Marked or not, it has not left: it is marked anew, while the lease lasts.
      if (this.#stopped) await this.#giveBack([delivery]);
      else this.#hold(delivery);
      return false;
    }
  }

  async #waitUntil(elapsed: number): Promise<void> {
    const ms = elapsed - this.#services.clock.elapsed();
    if (ms > 0) await this.#services.clock.sleep(ms, this.#stopping.signal);
  }

  /** For the next booking: when the request left, or that it did not (null). */
  #noteDeparture(delivery: ClaimedDelivery, { at }: Slot, slotAt: number | null): void {
    const lateMs = slotAt === null ? null : this.#services.clock.elapsed() - slotAt;
    if (lateMs !== null && lateMs <= negligibleMs) return;
    this.#departures.push({ key: conversationKey(delivery), at, lateMs });
  }

  #hold(delivery: ClaimedDelivery): void {
    this.#held.unshift(delivery);
    this.wake();
  }

  async #request(delivery: ClaimedDelivery, recipient: Recipient): Promise<Outcome> {
    try {
      return await this.#services.send(delivery, recipient);
    } catch (error) {
      // A bug, after the mark: whether something left is not known.
      this.#services.events?.failed?.(error);
      return { type: 'noAnswer', reason: 'internalError' };
    }
  }

  /** Opening a chat posts nothing, so it needs no mark; the post itself takes a slot of its own. */
  async #open(delivery: ClaimedDelivery, recipient: Recipient): Promise<void> {
    const opened = await this.#services.openChat(recipient);
    if ('outcome' in opened) {
      // Whatever happened, nothing was posted: no answer is as good as not sent.
      const { outcome } = opened;
      await this.#conclude(
        delivery,
        outcome.type === 'noAnswer' || (outcome.type === 'refused' && outcome.status >= 500)
          ? { type: 'notSent', reason: outcome.type === 'refused' ? `http${outcome.status}` : outcome.reason }
          : outcome,
      );
      return;
    }
    const known = { ...recipient, conversationId: opened.conversationId };
    await this.#services.reach.apply(
      [{ type: 'opened', id: known.id, conversationId: opened.conversationId }],
      this.#services.clock.now(),
    );
    this.#inNewChats.add((delivery = { ...delivery, recipient: known }));
    this.#hold(delivery);
  }

  async #conclude(delivery: ClaimedDelivery, outcome: Outcome): Promise<void> {
    const { clock, random, reach } = this.#services;
    const { action, attempt } = delivery;
    const { repeatsGatewayErrors } = this.#options;
    const decision = decideDelivery(outcome, {
      action,
      attempt,
      to: delivery.recipient!.kind,
      isNewChat: delivery.recipient!.conversationId === null || this.#inNewChats.has(delivery),
      now: clock.now(),
      random: random(),
      repeatsGatewayErrors,
    });
    // Before it can be claimed again.
    if (decision.reopens) await reach.apply([{ type: 'closed', id: delivery.recipientId }], clock.now());
    await this.#settle(delivery, decision.settlement);
    if (decision.park !== null)
      await reach.apply([{ type: 'park', id: delivery.recipientId, reason: decision.park }], clock.now());
  }

  /** An answer that is known must not be lost: it is written however long the database is away. */
  async #settle(delivery: ClaimedDelivery, settlement: Settlement): Promise<void> {
    for (;;) {
      try {
        await this.#settleOnce({ delivery, settlement });
        break;
      } catch (error) {
        this.#services.events?.failed?.(error);
        // Stopping with the database away: a row that has left becomes unknown, which is true.
        if (this.#stopped) {
          await this.#giveBack([delivery]);
          return;
        }
        await this.#services.clock.sleep(pauseAfterErrorMs, this.#stopping.signal);
      }
    }
    this.#services.events?.settled?.(delivery, settlement);
  }

  async #postpone(delivery: ClaimedDelivery, inMs: number): Promise<void> {
    await this.#settle(delivery, again(delivery, 'conversationBusy', this.#services.clock.now() + inMs));
  }
}

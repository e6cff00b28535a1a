import type { TurnKey } from '../../teams/turn-keys.ts';
import {
  departFreely,
  type InvokeAnswer,
  isForgotten,
  type OnceResult,
  type OnceTurn,
  Superseded,
  type TurnLedger,
} from './ledger.ts';
import { type OnceAnswer, patience, type SharedServices } from './shared-memory.ts';

/** Teams waits 15 s for a turn; whoever holds one longer has died. */
const HELD_MS = 20_000;
/** Nearer to the end than this, whoever holds it asks whether it still does: clocks differ, and an answer takes its time. */
const SURE_MS = 8_000;
const LOOK_AGAIN_MS = 100;
/** Of a store that answers others: who does not wait answers what another instance may have. Teams waits 15 s in all. */
const AGREED_MS = 8_000;

/** A turn's keys, asked for. */
interface Claim {
  readonly keys: readonly TurnKey[];
  heldUntil: number;
  /** Those that were taken; null = the store has not said so yet, or failed. */
  taken: readonly string[] | null;
  /** What was the first to go out asks, and all others with it. */
  departing: Promise<void> | null;
  hasDeparted: boolean;
  /** Others have been told that it is answered. */
  isTold: boolean;
  /** Settled once the turn is over. */
  readonly over: PromiseWithResolvers<void>;
}

/** `local` answers what this instance has; the store what another one has. With the store away `local` answers alone. */
export class SharedLedger implements TurnLedger {
  readonly #local: TurnLedger;
  readonly #services: SharedServices;
  readonly #inTime: ReturnType<typeof patience>;
  readonly #underWay = new Set<Claim>();
  readonly #writes = new Set<Promise<void>>();
  #isLeaving = false;

  constructor(local: TurnLedger, services: SharedServices) {
    this.#local = local;
    this.#services = services;
    this.#inTime = patience(services.clock, services.onError, AGREED_MS);
  }

  async once(keys: readonly TurnKey[], turn: OnceTurn): Promise<OnceResult> {
    let isOthers = false;
    const { answer, repeated } = await this.#local.once(keys, async () => {
      if (keys.length === 0) return turn(departFreely);
      const result = await this.#onceAmongAll(keys, turn);
      isOthers = result.isOthers;
      return result.answer;
    });
    return { answer, repeated: repeated || isOthers };
  }

  /**
   * Before the process ends: what has not gone out by now never does from here, and is given back, so that another
   * instance may answer it at once. What is going out nobody else will send: it is waited for. Resolves when that is over
   * and the store has been told of everything; never rejects.
   */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    const goingOut = [...this.#underWay].filter(({ departing }) => departing !== null);
    for (const claim of this.#underWay)
      if (!claim.hasDeparted) this.#write(this.#release(claim, claim.taken ?? []));
    await Promise.all(goingOut.map(({ over }) => over.promise));
    await Promise.all(this.#writes);
  }

  async #onceAmongAll(
    keys: readonly TurnKey[],
    turn: OnceTurn,
  ): Promise<OnceAnswer & { readonly isOthers: boolean }> {
    for (;;) {
      const claim = await this.#take(keys);
      if ('answer' in claim) return { answer: claim.answer, isOthers: true };
      try {
        return { answer: await this.#run(claim, turn), isOthers: false };
      } catch (error) {
        if (!(error instanceof Superseded)) throw error;
        // Whoever delivered it is no longer connected.
        if (this.#isLeaving) return { answer: null, isOthers: true };
      }
    }
  }

  /** The claim, or what whoever else has it answers. */
  async #take(keys: readonly TurnKey[]): Promise<Claim | OnceAnswer> {
    const { store, clock, onError } = this.#services;
    const until = clock.now() + HELD_MS;
    for (;;) {
      const claim = await this.#claim(keys);
      const [others] = notTaken(claim);
      if (others === undefined) return claim;
      const taken = claim.taken ?? [];
      const known = await this.#inTime(store.find(others, clock.now()), null);
      if (known?.isAnswered) {
        this.#write(store.settle(taken, known.answer));
        return known;
      }
      // Not ours to hold while another is at it.
      await this.#release(claim, taken).catch(onError);
      if (clock.now() > until) return { answer: null };
      await clock.sleep(LOOK_AGAIN_MS);
    }
  }

  /** Asks, and waits for what the store says for as long as a question may; what it says later counts as well. */
  async #claim(keys: readonly TurnKey[]): Promise<Claim> {
    const { store, clock } = this.#services;
    const now = clock.now();
    const heldUntil = now + HELD_MS;
    const claim: Claim = {
      keys,
      heldUntil,
      taken: null,
      departing: null,
      hasDeparted: false,
      isTold: false,
      over: Promise.withResolvers(),
    };
    const held = keys.map(({ key, ttlMs }) => ({ key, expiresAt: now + ttlMs }));
    const asked = store.claim(held, now, claim.heldUntil).then((taken) => {
      claim.taken = taken;
    });
    await this.#inTime(asked, undefined);
    return claim;
  }

  async #run(claim: Claim, turn: OnceTurn): Promise<InvokeAnswer | null> {
    const { store, onError } = this.#services;
    this.#underWay.add(claim);
    try {
      const answer = await turn(() => this.#departOnce(claim));
      const [gone, held] = partition(claim.keys, (key) => isForgotten(key, answer));
      // Whoever asked has the answer; that others know of it may take a moment more.
      const isKnown = claim.isTold && answer === null && !held.some(({ isPress }) => isPress);
      // What follows a press that was answered in time is this instance's alone.
      claim.hasDeparted = true;
      if (!isKnown) this.#write(store.settle(namesOf(held), answer));
      this.#write(this.#release(claim, namesOf(gone)));
      return answer;
    } catch (error) {
      if (!claim.hasDeparted) await this.#release(claim, claim.taken ?? []).catch(onError);
      throw error;
    } finally {
      this.#underWay.delete(claim);
      claim.over.resolve();
    }
  }

  #departOnce(claim: Claim): Promise<void> {
    if (claim.hasDeparted) return Promise.resolve();
    claim.departing ??= this.#depart(claim);
    return claim.departing;
  }

  /**
   * Written down now, not when Teams has answered, and only while it is still ours: whoever it is delivered to from then
   * on need not wait, and if this process stands still or ends in between, nobody answers once more. What a press comes
   * to is not known yet.
   */
  async #depart(claim: Claim): Promise<void> {
    if (this.#isLeaving || notTaken(claim).length > 0) throw new Superseded('another instance answers');
    // A store that has not said yet who has it has enough to do.
    const isOurs = claim.taken === null || (await this.#tell(claim));
    if (!isOurs) throw new Superseded('another instance answers');
    claim.hasDeparted = true;
  }

  /** Whether nobody else has begun meanwhile, for example because this instance has been slow for long. */
  async #tell(claim: Claim): Promise<boolean> {
    const { store } = this.#services;
    const { heldUntil } = claim;
    const [presses, told] = partition(claim.keys, ({ isPress }) => isPress).map(namesOf) as [Names, Names];
    if (!(await this.#holdsLonger(claim, presses))) return false;
    claim.isTold = true;
    const written = await this.#inTime(store.depart(told, heldUntil), null);
    // What is not said in time was most likely written; unless it has been given back meanwhile.
    return written === null ? !this.#isLeaving : written.length === told.length;
  }

  async #holdsLonger(claim: Claim, names: Names): Promise<boolean> {
    const { store, clock } = this.#services;
    const now = clock.now();
    if (names.length === 0 || now < claim.heldUntil - SURE_MS) return true;
    const held = await this.#inTime(store.hold(names, claim.heldUntil, now + HELD_MS), null);
    if (held === null) return true;
    claim.heldUntil = now + HELD_MS;
    return held.length === names.length;
  }

  #release(claim: Claim, names: readonly string[]): Promise<void> {
    return this.#services.store.release(names, claim.heldUntil);
  }

  #write(work: Promise<void>): void {
    const done = work.catch(this.#services.onError).finally(() => this.#writes.delete(done));
    this.#writes.add(done);
  }
}

function notTaken({ keys, taken }: Claim): Names {
  return taken === null ? [] : namesOf(keys).filter((name) => !taken.includes(name));
}

type Names = readonly string[];

function namesOf(keys: readonly TurnKey[]): Names {
  return keys.map(({ key }) => key);
}

function partition<T>(
  all: readonly T[],
  isFirst: (one: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

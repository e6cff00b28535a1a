import type { Activity, TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Message } from '../cards/message.ts';
import type { IncomingActivity } from '../teams/activity.ts';
import type { ContextStore } from './contexts.ts';
import { decide } from './decide.ts';
import type { Decision, Knowledge } from './decide.ts';
import { ADAPTIVE_CARD, cardAnswer, failureAnswer } from './invokes.ts';
import type { InvokeAnswer, OnceResult, TurnLedger } from './ledger.ts';
import type { LearnReach } from './reach.ts';
import type { StatefulDecide } from './stateful.ts';
import { deriveTurn, turnKeys } from '../teams/turn.ts';
import type { Turn, TurnKey } from '../teams/turn.ts';
import { withTyping } from './typing.ts';
import type { StartTimer } from './typing.ts';

/** What one turn came to, for the log and for metrics. */
export interface TurnReport {
  readonly kind: Turn['kind'];
  readonly intent: string;
  readonly rows: number;
  readonly ms: number;
  readonly repeated: boolean;
  readonly failed: boolean;
}

export interface BotParts {
  /** What the bot knows at this moment. */
  readonly knowledge: () => Knowledge;
  readonly ledger: TurnLedger;
  readonly contexts: ContextStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly timeZone: string;
  readonly startTimer: StartTimer;
  readonly log: Logger;
  readonly onTurn?: (report: TurnReport) => void;
  /** Asked before the question engine, in order; the first that knows the turn decides it. */
  readonly stateful?: readonly StatefulDecide[];
  readonly learnReach?: LearnReach;
}

/** Answers one turn of the SDK. */
export type Bot = (context: TurnContext) => Promise<void>;

/** One turn: derive what happened → decide what to do (pure) → execute it. Never throws. */
export function createBot(parts: BotParts): Bot {
  const dateFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: parts.timeZone });

  return async (context) => {
    const startedAt = parts.now();
    // The server has checked the shape before the SDK saw it; the SDK hands on the same object.
    const activity = context.activity as unknown as IncomingActivity;
    const turn = deriveTurn(activity);
    const today = dateFormat.format(startedAt);
    const run = new Run(parts, context, turn, activity, today);
    const learning = parts.learnReach?.(activity);
    // What Teams tells once is on the disk before Teams is told that it has arrived; a question waits for no database.
    if (activity.type !== 'message' && activity.type !== 'invoke') await learning;
    const { answer, repeated } = await onceUnderAll(parts.ledger, turnKeys(turn, activity), () =>
      run.answer(),
    );
    if (answer) await sendInvokeAnswer(context, answer);
    report(parts, turn, run, parts.now() - startedAt, repeated);
  };
}

/** A delivery that shares any key with an earlier one is a repetition. */
async function onceUnderAll(
  ledger: TurnLedger,
  keys: readonly TurnKey[],
  run: () => Promise<InvokeAnswer | null>,
): Promise<OnceResult> {
  const [first, ...rest] = keys;
  if (!first) return { answer: await run(), repeated: false };
  const inner = { repeated: false };
  const outer = await ledger.once(first.key, first.ttlMs, async () => {
    const { answer, repeated } = await onceUnderAll(ledger, rest, run);
    inner.repeated = repeated;
    return answer;
  });
  if (first.isPress && outer.answer?.isFleeting === true) ledger.forget(first.key);
  return { answer: outer.answer, repeated: outer.repeated || inner.repeated };
}

/** The execution of one turn. */
class Run {
  readonly #parts: BotParts;
  readonly #context: TurnContext;
  readonly #turn: Turn;
  readonly #activity: IncomingActivity;
  readonly #invokeName: string;
  readonly #today: string;
  decision: Decision | null = null;
  failed = false;

  constructor(parts: BotParts, context: TurnContext, turn: Turn, activity: IncomingActivity, today: string) {
    this.#parts = parts;
    this.#context = context;
    this.#turn = turn;
    this.#activity = activity;
    this.#invokeName = activity.name ?? '';
    this.#today = today;
  }

  async answer(): Promise<InvokeAnswer | null> {
    try {
      if (this.#turn.kind !== 'question' && this.#turn.kind !== 'file') return await this.#decideAndExecute();
      return await withTyping(this.#parts.startTimer, this.#showTyping, () => this.#decideAndExecute());
    } catch (error) {
      this.failed = true;
      this.#parts.log.error({ err: error, activityId: this.#turn.id }, 'turn failed');
      return this.#apologise();
    }
  }

  async #decideAndExecute(): Promise<InvokeAnswer | null> {
    const { contexts } = this.#parts;
    const turn = this.#turn;
    const previous = turn.kind === 'question' ? await contexts.get(turn) : null;
    const decision =
      (await this.#decideStateful()) ??
      decide(turn, { ...this.#parts.knowledge(), today: this.#today, previous });
    this.decision = decision;
    if (decision.context) await contexts.put(turn, decision.context);
    return this.#execute(decision);
  }

  async #decideStateful(): Promise<Decision | null> {
    for (const decideOne of this.#parts.stateful ?? []) {
      const decision = await decideOne(this.#turn, this.#activity);
      if (decision) return decision;
    }
    return null;
  }

  async #execute({ reply, replaces, removes, invoke }: Decision): Promise<InvokeAnswer | null> {
    if (!reply) return invoke;
    if (replaces && (await this.#replace(replaces, reply))) return invoke;
    try {
      await this.#context.sendActivity(toActivity(reply));
      if (removes) await this.#remove(removes);
      return invoke;
    } catch (error) {
      // A card that somebody put into a conversation without the bot: it can only be changed in place.
      if (invoke && 'card' in reply && isOutsider(error)) return cardAnswer(reply);
      throw error;
    }
  }

  /** What cannot be removed stays: it has been answered. */
  async #remove(activityId: string): Promise<void> {
    try {
      await this.#context.deleteActivity(activityId);
    } catch (error) {
      this.#parts.log.warn({ err: error, activityId: this.#turn.id }, 'message not removed');
    }
  }

  /** False when the card cannot be changed (deleted, or sent by a person): then it goes out as a new message. */
  async #replace(activityId: string, message: Message): Promise<boolean> {
    try {
      await this.#context.updateActivity({ ...toActivity(message), id: activityId });
      return true;
    } catch (error) {
      if (!isOutsider(error)) throw error;
      return false;
    }
  }

  async #apologise(): Promise<InvokeAnswer | null> {
    const { knowledge, log } = this.#parts;
    const apology = knowledge().cards.error(referenceOf(this.#turn), this.#turn.lang);
    if (this.#invokeName) return failureAnswer(this.#invokeName, apology.summary);
    if (this.#turn.kind === 'ignored') return null;
    try {
      await this.#context.sendActivity(toActivity(apology));
    } catch (error) {
      log.warn({ err: error, activityId: this.#turn.id }, 'apology not sent');
    }
    return null;
  }

  readonly #showTyping = (): void => {
    this.#context.sendActivity({ type: 'typing' }).catch((error: unknown) => {
      this.#parts.log.warn({ err: error, activityId: this.#turn.id }, 'typing indicator not sent');
    });
  };
}

/** 403 and 404 of the connector: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis */
function isOutsider(error: unknown): boolean {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return status === 403 || status === 404;
}

/** Short enough to read out on the telephone. */
function referenceOf(turn: Turn): string {
  return turn.id.slice(0, 64) || '-';
}

/** A card alone: beside text Teams would split it off and lose the message's id. `summary` is the notification. */
function toActivity(message: Message): Partial<Activity> {
  return {
    type: 'message',
    summary: message.summary,
    importance: 'normal',
    attachments: ['card' in message ? { contentType: ADAPTIVE_CARD, content: message.card } : message.file],
  };
}

async function sendInvokeAnswer(context: TurnContext, { status, body }: InvokeAnswer): Promise<void> {
  await context.sendActivity({ type: 'invokeResponse', value: { status, body } });
}

function report({ log, onTurn }: BotParts, turn: Turn, run: Run, ms: number, repeated: boolean): void {
  const { failed, decision } = run;
  const outcome = { intent: decision?.intent ?? '', rows: decision?.rows ?? 0, ms, repeated, failed };
  log.info({ activityId: turn.id, tenant: turn.tenantId, kind: turn.kind, ...outcome }, 'turn');
  if (turn.kind === 'question' || turn.kind === 'search') {
    log.debug({ activityId: turn.id, text: turn.text }, 'text');
  }
  onTurn?.({ kind: turn.kind, ...outcome });
}

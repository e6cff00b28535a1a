import type { Logger } from 'pino';
import { can } from '../access/roles.ts';
import type { AnswerWatch, RolesOf } from './chats.ts';
import type { ContextStore } from './memory/contexts.ts';
import { decide, isOtherAnswer, withFeedback } from './decide.ts';
import type { Decision } from './decide.ts';
import { createInFlight } from './in-flight.ts';
import { createRoom } from '../text/room.ts';
import { dateAt } from '../calendar/zone.ts';
import { MAX_QUESTION_CHARS, MAX_REQUEST_CHARS } from '../cards/actions.ts';
import { busyAnswer, cardAnswer, failureAnswer } from './invokes.ts';
import type { CurrentKnowledge } from './knowledge.ts';
import { createLateness, type Lateness } from './late.ts';
import { type Depart, type InvokeAnswer, Superseded, type TurnLedger } from './memory/ledger.ts';
import type { LearnReach } from './reach.ts';
import type { Readings } from '../reader/reader.ts';
import type { StatefulDecide } from './stateful.ts';
import type { QuestionContext } from '../question/answer.ts';
import { openedContext } from '../question/opened.ts';
import type { Message } from '../cards/message.ts';
import { languageTyped } from '../question/language.ts';
import { ConnectorError } from '../teams/connector.ts';
import type { Conversation } from '../teams/conversation.ts';
import type { Turn } from '../teams/turn.ts';
import { turnKeys } from '../teams/turn-keys.ts';
import { talkOf } from './talk.ts';
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

export interface BotServices {
  readonly knowledge: CurrentKnowledge;
  readonly ledger: TurnLedger;
  readonly contexts: ContextStore;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly timeZone: string;
  readonly startTimer: StartTimer;
  readonly log: Logger;
  readonly onTurn?: (report: TurnReport) => void;
  /** Asked before the question engine, in order; the first that knows the turn decides it. */
  readonly deciders?: readonly StatefulDecide[];
  readonly watch?: AnswerWatch;
  readonly learnReach?: LearnReach;
  /** A reader of questions beside the engine, where a city has one. */
  readonly readings?: Readings;
  readonly rolesOf?: RolesOf;
}

/**
 * Answers one turn: returns what an invoke is answered with, null for everything else. Never rejects. A press that takes
 * long is answered with words, and what comes of it follows.
 */
export type Bot = (turn: Turn, conversation: Conversation) => Promise<InvokeAnswer | null>;

/** Nobody types so fast; a script does, and others' questions wait for each of its. */
const MAX_AT_ONCE = 8;
/** Of everybody: more are no faster side by side, and a burst of 10,000 held most of a gigabyte. */
const MAX_TURNS = 512;

/** One turn: what happened → decide what to do (pure) → execute it. */
export function createBot(services: BotServices): Bot {
  const inFlight = createInFlight(MAX_AT_ONCE);
  const room = createRoom(MAX_TURNS);

  const answer = async (turn: Turn, run: Run, startedAt: number): Promise<InvokeAnswer | null> => {
    const learning = services.learnReach?.(turn.reach);
    // What Teams tells once is on the disk before Teams is told that it has arrived; a question waits for no database.
    if (turn.activityType !== 'message' && turn.activityType !== 'invoke') await learning;
    const { answer: given, repeated } = await services.ledger.once(turnKeys(turn), (depart) =>
      run.answer(depart),
    );
    const tell = () => {
      report(services, turn, { ...run.outcome, ms: services.now() - startedAt, repeated });
    };
    if (run.isLate) void run.whole.then(tell);
    else tell();
    return given;
  };

  return async (turn, conversation) => {
    // What Teams tells of installations and members is never turned away.
    const isAsked = turn.activityType === 'message' || turn.activityType === 'invoke';
    const person = JSON.stringify([turn.tenantId, turn.userId]);
    const leave = inFlight.enter(person);
    if (!leave && isAsked) return turnAway(services, turn, conversation, inFlight.isFirstRefusal(person));
    const leaveRoom = await room.enter();
    const startedAt = services.now();
    const run = new Run(services, conversation, turn, dateAt(startedAt, services.timeZone));
    try {
      return await services.knowledge.hold(
        () => answer(turn, run, startedAt),
        () => run.whole,
      );
    } finally {
      leaveRoom();
      // A late one is under way until it is over.
      void run.whole.then(() => leave?.());
    }
  };
}

async function turnAway(
  { knowledge, log, onTurn }: BotServices,
  turn: Turn,
  conversation: Conversation,
  isFirst: boolean,
): Promise<InvokeAnswer | null> {
  const message = knowledge().cards.message('tooManyAtOnce', turn.lang);
  const outcome = { intent: 'tooManyAtOnce', rows: 0, ms: 0, repeated: false, failed: false };
  onTurn?.({ kind: turn.kind, ...outcome });
  if (turn.invokeName !== null) return busyAnswer(turn.invokeName, message.summary);
  // One log line and one answer for a burst: as many as questions would be part of the flood.
  if (!isFirst) return null;
  log.warn({ activityId: turn.id, tenant: turn.tenantId, userId: turn.userId }, 'too many turns at once');
  await conversation.reply(message).catch((error: unknown) => {
    log.warn({ err: error, activityId: turn.id }, 'answer not sent');
  });
  return null;
}

/** Nothing goes out before `depart`. A typing indicator tells nothing, and may. */
function afterDeparture(conversation: Conversation, depart: Depart): Conversation {
  return {
    reply: (message) => depart().then(() => conversation.reply(message)),
    update: (activityId, message) => depart().then(() => conversation.update(activityId, message)),
    remove: (activityId) => depart().then(() => conversation.remove(activityId)),
    showTyping: () => conversation.showTyping(),
  };
}

/** The execution of one turn. */
class Run {
  readonly #services: BotServices;
  readonly #where: Conversation;
  #conversation: Conversation;
  readonly #turn: Turn;
  readonly #today: string;
  #decision: Decision | null = null;
  /** Of the reply, once it has gone out as a message of its own. */
  #messageId: string | null = null;
  #failed = false;
  readonly #lateness: Lateness;
  #whole: Promise<unknown> = Promise.resolve();

  constructor(services: BotServices, conversation: Conversation, turn: Turn, today: string) {
    this.#services = services;
    this.#where = conversation;
    this.#conversation = conversation;
    // The words that somebody types tell their language better than their client does.
    this.#turn = turn.kind === 'question' ? { ...turn, lang: languageTyped(turn.text, turn.lang) } : turn;
    this.#today = today;
    this.#lateness = createLateness(services.startTimer);
  }

  get isLate(): boolean {
    return this.#lateness.isLate;
  }

  /** Everything that the turn leads to, also what follows its answer; never rejects. */
  get whole(): Promise<unknown> {
    return this.#whole;
  }

  get outcome(): Pick<TurnReport, 'intent' | 'rows' | 'failed'> {
    return {
      intent: this.#decision?.intent ?? '',
      rows: this.#decision?.rows ?? 0,
      failed: this.#failed,
    };
  }

  async answer(depart: Depart): Promise<InvokeAnswer | null> {
    this.#conversation = afterDeparture(this.#where, depart);
    const work = this.#work();
    this.#whole = work.catch(() => undefined);
    const { cards } = this.#services.knowledge();
    return await this.#lateness.inTime(
      this.#turn,
      () => cards.message('stillWorking', this.#turn.lang).summary,
      work,
    );
  }

  async #work(): Promise<InvokeAnswer | null> {
    try {
      if (this.#turn.kind !== 'question' && this.#turn.kind !== 'file') return await this.#decideAndExecute();
      return await withTyping(this.#services.startTimer, this.#showTyping, () => this.#decideAndExecute());
    } catch (error) {
      if (error instanceof Superseded) throw error;
      this.#failed = true;
      this.#services.log.error({ err: error, activityId: this.#turn.id }, 'turn failed');
      // It may have arrived: an apology below it would take it back.
      if (error instanceof ConnectorError && error.mayHaveArrived) return this.#decision?.invoke ?? null;
      return await this.#apologise();
    }
  }

  async #decideAndExecute(): Promise<InvokeAnswer | null> {
    const { contexts } = this.#services;
    const turn = this.#turn;
    const previous = turn.kind === 'question' ? await contexts.get(contextKeyOf(turn)) : null;
    const decided = (await this.#decideStateful(previous)) ?? (await this.#answer(previous));
    const decision = withFeedback(await this.#secondThought(decided));
    this.#decision = decision;
    const context = decision.context ?? (await this.#contextOfOpened(decision));
    if (context) await contexts.put(contextKeyOf(turn), context);
    const invoke = await this.#execute(decision);
    const { given } = decision;
    if (given !== null && given !== 'same')
      this.#services.watch?.answered(turn, given, this.#messageOf(decision));
    else if (isOtherAnswer(decision)) this.#services.watch?.answeredOtherwise(turn);
    return invoke;
  }

  async #contextOfOpened({ opened }: Decision): Promise<QuestionContext | null> {
    if (opened === null) return null;
    return openedContext(await this.#services.contexts.get(contextKeyOf(this.#turn)), opened);
  }

  /** The answer, unless a feature has something better to say to what was asked. */
  async #secondThought(decision: Decision): Promise<Decision> {
    const { given, context, opened } = decision;
    if (given === null || given === 'same') return decision;
    const second = await this.#services.watch?.second(this.#turn, given);
    return second ? { ...second, context, opened } : decision;
  }

  /** The message that the answer stands in: one of its own, or the pressed one that it has taken the place of. */
  #messageOf({ reply }: Decision): string | null {
    if (reply !== null || this.#turn.kind !== 'action') return this.#messageId;
    return this.#turn.cardActivityId;
  }

  async #answer(previous: QuestionContext | null): Promise<Decision> {
    const { readings, rolesOf } = this.#services;
    const knowledge = this.#services.knowledge();
    const turn = this.#turn;
    const isAsked =
      turn.kind === 'question' && turn.text.length <= MAX_QUESTION_CHARS && talkOf(turn.text) === null;
    if (isAsked)
      await readings?.choose(knowledge.engine, {
        text: turn.text,
        today: this.#today,
        lang: turn.lang,
        previous,
      });
    const chosenFor = readings?.chosenBefore;
    const circumstances = { ...knowledge, today: this.#today, previous, ...(chosenFor && { chosenFor }) };
    const decision = decide(turn, circumstances);
    // Roles are looked up for help alone, which names what somebody may do.
    const isHelp = decision.intent === 'help' || decision.intent === 'noWords';
    if (!isHelp || rolesOf === undefined || turn.objectId === null) return decision;
    return can(await rolesOf(turn.objectId), 'seeBroadcasts')
      ? decide(turn, { ...circumstances, mayBroadcast: true })
      : decision;
  }

  async #decideStateful(previous: QuestionContext | null): Promise<Decision | null> {
    // Whoever reads long words may take long: they are told so instead.
    if (this.#turn.kind === 'question' && this.#turn.text.length > MAX_REQUEST_CHARS) return null;
    for (const decideOne of this.#services.deciders ?? []) {
      const decision = await decideOne(this.#turn, previous);
      if (decision) return decision;
    }
    return null;
  }

  async #execute(decision: Decision): Promise<InvokeAnswer | null> {
    const { replaces, removes, keeps, invoke } = decision;
    if (keeps) await this.#keep(keeps);
    if (this.isLate && decision.shown) await this.#showLater(decision.shown);
    const { reply } = decision;
    if (!reply) return invoke;
    if (replaces && (await this.#conversation.update(replaces, reply))) return invoke;
    this.#messageId = await this.#conversation.reply(reply);
    const isThere = this.#messageId !== null;
    if (isThere && removes) await this.#remove(removes);
    if (isThere) return invoke;
    // A card that somebody put into a conversation without the bot: it can only be changed in place.
    if (invoke && 'card' in reply) return cardAnswer(reply);
    throw new Error('the bot does not belong to the conversation');
  }

  /** In the place of the pressed card, as the answer to the press would have been. */
  async #showLater(message: Message): Promise<void> {
    const pressed = this.#turn.kind === 'action' ? this.#turn.cardActivityId : null;
    if (pressed !== null && (await this.#conversation.update(pressed, message))) return;
    await this.#conversation.reply(message);
  }

  /** What cannot be changed is left as it is: the answer to the press has been given all the same. */
  async #keep({ activityId, message }: NonNullable<Decision['keeps']>): Promise<void> {
    try {
      await this.#conversation.update(activityId, message);
    } catch (error) {
      this.#warn(error, 'message not changed');
    }
  }

  /** What cannot be removed stays: it has been answered. */
  async #remove(activityId: string): Promise<void> {
    try {
      await this.#conversation.remove(activityId);
    } catch (error) {
      this.#warn(error, 'message not removed');
    }
  }

  async #apologise(): Promise<InvokeAnswer | null> {
    const apology = this.#services.knowledge().cards.error(referenceOf(this.#turn), this.#turn.lang);
    if (this.#turn.invokeName && !this.isLate) return failureAnswer(this.#turn.invokeName, apology.summary);
    if (this.#turn.kind === 'ignored') return null;
    try {
      await this.#conversation.reply(apology);
    } catch (error) {
      this.#warn(error, 'apology not sent');
    }
    return null;
  }

  readonly #showTyping = (): void => {
    this.#conversation.showTyping().catch((error: unknown) => {
      this.#warn(error, 'typing indicator not sent');
    });
  };

  /** Goes on without what went wrong, unless nothing of this turn is to go out. */
  #warn(error: unknown, message: string): void {
    if (error instanceof Superseded) throw error;
    this.#services.log.warn({ err: error, activityId: this.#turn.id }, message);
  }
}

/** Short enough to read out on the telephone. */
function referenceOf(turn: Turn): string {
  return turn.id.slice(0, 64) || '-';
}

/** What was asked in private is not taken up where everybody reads. */
function contextKeyOf(turn: Turn): Pick<Turn, 'tenantId' | 'conversationId' | 'userId'> {
  const isPrivate = turn.kind === 'question' && turn.isPrivate;
  return isPrivate ? { ...turn, conversationId: `${turn.conversationId} private` } : turn;
}

function report({ log, onTurn }: BotServices, turn: Turn, outcome: Omit<TurnReport, 'kind'>): void {
  log.info({ activityId: turn.id, tenant: turn.tenantId, kind: turn.kind, ...outcome }, 'turn');
  if (turn.kind === 'question' || turn.kind === 'search') {
    log.debug({ activityId: turn.id, text: turn.text }, 'text');
  }
  onTurn?.({ kind: turn.kind, ...outcome });
}

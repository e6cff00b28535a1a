import { type AnswerWatch, decideChat, watchAnswers } from '../bot/chats.ts';
import type { Engine } from '../question/answer.ts';
import type { Feature, FeatureOptions } from './feature.ts';
import { repeatWhenReady } from './repeat.ts';
import { createQuestionChat } from '../unanswered/chat/chat.ts';
import { memoryAnswers, sharedAnswers } from '../unanswered/chat/recent.ts';
import type { QuestionList } from '../unanswered/decide/groups.ts';
import type { AnswerStore } from '../unanswered/ports.ts';
import type { QuestionServices } from '../unanswered/chat/services.ts';

interface UnansweredOptions extends Omit<QuestionServices, 'now' | 'recent'>, FeatureOptions {
  /** What several instances remember answers in; null = there is one alone. */
  readonly answers: AnswerStore | null;
}

/** What is kept of questions, and what is made of answers. */
export interface Unanswered extends Feature {
  readonly watch: AnswerWatch;
  /** Groups of questions that nobody has answered, the largest first. */
  groups(): Promise<QuestionList>;
  /** The question that was asked last in a place; null = none of late. */
  lastAsked(place: string): Promise<string | null>;
}

const tickMs = 60_000;
/** What is kept for months need not be looked through at every tick. */
const forgetEveryMs = 3_600_000;
const keptMs = 90 * 86_400_000;

/** Starts keeping questions without an answer, unless nothing is to be kept. */
export function startUnanswered(options: UnansweredOptions): Unanswered {
  const { rolesOf, clock, store, onError } = options;
  const now = () => clock.now();
  // Where nothing may be kept, nothing is stored.
  const answers = options.keeps ? options.answers : null;
  const recent = answers === null ? memoryAnswers(now) : sharedAnswers({ store: answers, now, onError });
  const chat = createQuestionChat({ ...options, now, recent });
  let forgetAt = 0;
  /** What is waited for has been looked for in this. */
  let asked: Engine | null = null;

  async function tick(): Promise<void> {
    await answers?.sweep(now());
    await chat.refresh();
    const { engine } = options.knowledge();
    if (engine !== asked) await chat.lookAgain();
    asked = engine;
    if (clock.now() < forgetAt) return;
    await store.forget(clock.now() - keptMs);
    forgetAt = clock.now() + forgetEveryMs;
  }

  const stopTicking = repeatWhenReady(options, tick, tickMs);
  return {
    deciders: [decideChat(chat, rolesOf)],
    watch: watchAnswers(chat),
    async groups() {
      // What has been counted of late counts, too.
      await chat.refresh();
      return await chat.groups();
    },
    lastAsked: (place) => chat.lastAsked(place),
    async stop() {
      await stopTicking();
      // What was counted and not yet written.
      await chat.refresh().catch(onError);
    },
  };
}

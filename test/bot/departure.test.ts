import { expect, test } from '@jest/globals';
import { createBot } from '../../src/bot/bot.ts';
import { memoryContexts } from '../../src/bot/memory/contexts.ts';
import { type Depart, type InvokeAnswer, Superseded, type TurnLedger } from '../../src/bot/memory/ledger.ts';
import { createLogger } from '../../src/server/log.ts';
import type { Conversation } from '../../src/teams/conversation.ts';
import { IncomingActivity } from '../../src/teams/activity.ts';
import { deriveTurn } from '../../src/teams/turn.ts';
import { personalMessage, scene } from '../simulator/teams.ts';
import { createKnowledge } from '../../src/bot/knowledge.ts';
import { stubKnowledge } from './stubs.ts';

/** Asks a bot whose ledger lets go out what `depart` does; the messages that went out, and what the ledger saw. */
async function ask(text: string, depart: Depart) {
  const seen: (InvokeAnswer | string | null)[] = [];
  const ledger: TurnLedger = {
    async once(_keys, turn) {
      seen.push(
        await turn(depart).catch((error: unknown) => {
          if (error instanceof Superseded) return 'superseded';
          throw error;
        }),
      );
      return { answer: null, repeated: false };
    },
  };
  const sent: string[] = [];
  const conversation: Conversation = {
    reply: ({ summary }) => {
      sent.push(summary);
      return Promise.resolve('1');
    },
    update: () => Promise.resolve(true),
    remove: () => Promise.resolve(),
    showTyping: () => Promise.resolve(),
  };
  const bot = createBot({
    knowledge: createKnowledge(stubKnowledge()),
    ledger,
    contexts: memoryContexts(() => 0),
    now: () => 0,
    timeZone: 'Asia/Tokyo',
    startTimer: () => () => undefined,
    log: createLogger('silent'),
  });
  const activity = IncomingActivity.parse(personalMessage(scene('https://teams.simulated'), '1', text));
  await bot(deriveTurn(activity), conversation);
  return { sent, seen };
}
const superseded = () => Promise.reject(new Superseded('another answers'));

test.each(['研修', '爆発', 'help'])(
  '%s: nothing goes out that another instance answers, no apology either',
  async (text) => {
    const free = await ask(text, () => Promise.resolve());
    expect([free.sent.length, free.seen]).toEqual([1, [null]]);
    const late = await ask(text, superseded);
    expect([late.sent, late.seen]).toEqual([[], ['superseded']]);
  },
);

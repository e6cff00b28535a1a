import { flushCompileCache } from 'node:module';
import type { Knowledge } from '../bot/knowledge.ts';
import { loadSdk } from '../teams/conversation.ts';

/** Whoever asks whether it is ready, or asks at once, goes first. */
const AFTER_MS = 200;

/** Soon loads and compiles what the first question would have to, and keeps it for the next start. */
export function warmUpSoon(knowledge: () => Knowledge): void {
  setTimeout(() => {
    const { engine, cards, data } = knowledge();
    const today = new Date().toISOString().slice(0, 10);
    const answer = engine.ask({ text: '取組', today, lang: 'ja', previous: null });
    cards.answer(answer, data, { page: 0, previous: null });
    void loadSdk().finally(() => {
      flushCompileCache();
    });
  }, AFTER_MS).unref();
}

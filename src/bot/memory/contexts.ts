import type { QuestionContext } from '../../question/answer.ts';

/** One person in one conversation (in a channel: in one thread). */
interface ContextKey {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly userId: string;
}

/** Keeps each person's last question for follow-ups (その中で, 8月は?). A port: several instances need a shared one. */
export interface ContextStore {
  /** The context of the last question, or null when there is none or it is older than 30 minutes. */
  get(key: ContextKey): Promise<QuestionContext | null>;
  put(key: ContextKey, context: QuestionContext): Promise<void>;
}

const KEPT_MS = 30 * 60_000;
/** More people than this talking within half an hour: the longest silent are forgotten first. */
const MAX_ENTRIES = 10_000;

/** A store in this process's memory. */
export function memoryContexts(now: () => number, maxEntries = MAX_ENTRIES): ContextStore {
  const entries = new Map<string, { readonly expiresAt: number; readonly context: QuestionContext }>();
  const nameOf = (key: ContextKey) => JSON.stringify([key.tenantId, key.conversationId, key.userId]);

  return {
    get(key) {
      const entry = entries.get(nameOf(key));
      return Promise.resolve(entry && entry.expiresAt > now() ? entry.context : null);
    },
    put(key, context) {
      const name = nameOf(key);
      entries.delete(name);
      entries.set(name, { expiresAt: now() + KEPT_MS, context });
      if (entries.size > maxEntries) entries.delete(entries.keys().next().value!);
      return Promise.resolve();
    },
  };
}

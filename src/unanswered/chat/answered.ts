import { createAllowance } from '../../chat/allowance.ts';
import { answeredOf, type AnsweredQuestion } from '../decide/question.ts';
import type { QuestionServices, TriedPages } from './services.ts';

/** Of one person's in ten minutes: a script would push out what people ask. */
const mostOfPerson = 40;
const windowMs = 10 * 60_000;
/** A page is read and packed between two turns. */
const pageSize = 1_000;

/**
 * Questions that were answered and that nobody has called wrong, each once: what words for the data are tried with.
 * Gathered here, and written now and then, so that no question waits for the disk.
 */
export interface AnsweredQuestions {
  found(question: Pick<AnsweredQuestion, 'text' | 'lang'>, personId: string): void;
  /** Somebody has called its answer wrong: it is none of them any more, however often it is asked again. */
  wrong(question: Pick<AnsweredQuestion, 'text' | 'lang'>): Promise<void>;
  /** What cannot be written is written with the next. */
  write(): Promise<void>;
  all(): Promise<TriedPages>;
}

export function createAnsweredQuestions({
  store,
  keeps,
  now,
}: Pick<QuestionServices, 'store' | 'keeps' | 'now'>): AnsweredQuestions {
  const allowance = createAllowance({ most: mostOfPerson, windowMs, now });
  let found = new Map<string, AnsweredQuestion>();
  async function write(): Promise<void> {
    if (found.size === 0) return;
    const written = found;
    found = new Map();
    try {
      await store.addAnswered([...written.values()]);
    } catch (error) {
      found = new Map([...written, ...found]);
      throw error;
    }
  }
  return {
    found({ text, lang }, personId) {
      if (!keeps || !allowance.take(personId)) return;
      const one = answeredOf(text, lang, now());
      found.set(one.key, one);
    },
    async wrong({ text, lang }) {
      if (!keeps) return;
      await store.addAnswered([{ ...answeredOf(text, lang, now()), wrongAt: now() }]);
    },
    write,
    async all() {
      await write();
      const pages: string[] = [];
      for (let after = ''; ;) {
        const page = await store.answered(after, pageSize);
        if (page.length === 0) return pages;
        pages.push(JSON.stringify(page.map(({ text: question, lang, at }) => ({ question, lang, at }))));
        after = page.at(-1)!.key;
      }
    },
  };
}

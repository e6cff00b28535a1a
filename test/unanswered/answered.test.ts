import { expect, test } from '@jest/globals';
import { createAnsweredQuestions } from '../../src/unanswered/chat/answered.ts';
import type { AnsweredQuestion } from '../../src/unanswered/decide/question.ts';
import type { QuestionStore } from '../../src/unanswered/ports.ts';

/** A store of them alone, which fails as often as it is told to. */
function storeOf() {
  const rows = new Map<string, AnsweredQuestion>();
  const state = { fails: 0 };
  const store = {
    addAnswered(questions: readonly AnsweredQuestion[]) {
      if (state.fails-- > 0) return Promise.reject(new Error('away'));
      for (const one of questions)
        rows.set(one.key, { ...one, wrongAt: one.wrongAt ?? rows.get(one.key)?.wrongAt ?? null });
      return Promise.resolve();
    },
    answered(after: string, limit: number) {
      const left = [...rows.values()].filter(({ key, wrongAt }) => key > after && wrongAt === null);
      return Promise.resolve(left.sort((a, b) => (a.key < b.key ? -1 : 1)).slice(0, limit));
    },
  } as unknown as QuestionStore;
  return { rows, state, store };
}

const textsOf = (pages: readonly string[]) =>
  pages.flatMap((page) => (JSON.parse(page) as { question: string }[]).map(({ question }) => question));
const said = (text: string) => ({ text, lang: 'ja' }) as const;

test('all there are come in pages, the newest of the other spellings of one', async () => {
  const { store } = storeOf();
  const answered = createAnsweredQuestions({ store, keeps: true, now: () => 7 });
  const texts = Array.from({ length: 2_345 }, (_, index) => `第${String(index)}回の研修`);
  for (const [index, text] of texts.entries()) answered.found(said(text), `p${String(index)}`);
  answered.found(said('第0回の研修？'), 'q');
  const pages = await answered.all();
  expect(pages).toHaveLength(3);
  expect(textsOf(pages)).toHaveLength(2_345);
  expect(textsOf(pages)).toContain('第2344回の研修');
});

test('what could not be written is written with the next; what was called wrong stays out', async () => {
  const { rows, state, store } = storeOf();
  const answered = createAnsweredQuestions({ store, keeps: true, now: () => 7 });
  answered.found(said('研修'), 'p');
  state.fails = 1;
  await expect(answered.write()).rejects.toThrow('away');
  await answered.wrong(said('面談'));
  answered.found(said('面談'), 'p');
  answered.found(said('メール taro@city.example.jp の件'), 'p');
  expect(textsOf(await answered.all()).toSorted()).toEqual(['メール 〈メール〉 の件', '研修']);
  expect(rows.size).toBe(3);
});

test('a script’s are no more than a person asks; with KEEP_QUESTIONS=none there are none', async () => {
  const { rows, store } = storeOf();
  const answered = createAnsweredQuestions({ store, keeps: true, now: () => 7 });
  for (let index = 0; index < 100; index += 1) answered.found(said(`第${String(index)}回`), 'script');
  answered.found(said('研修'), 'somebody');
  expect(textsOf(await answered.all())).toHaveLength(41);
  const none = storeOf();
  const keepsNone = createAnsweredQuestions({ store: none.store, keeps: false, now: () => 7 });
  keepsNone.found(said('研修'), 'p');
  await keepsNone.wrong(said('面談'));
  await keepsNone.write();
  expect([rows.size, none.rows.size]).toEqual([41, 0]);
});

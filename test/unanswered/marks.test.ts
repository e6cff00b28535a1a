import { expect, test } from '@jest/globals';
import type { Visitor } from '../../src/chat/visitor.ts';
import { createQuestionChat } from '../../src/unanswered/chat/chat.ts';
import type { QuestionServices } from '../../src/unanswered/chat/services.ts';
import { memoryAnswers } from '../../src/unanswered/chat/recent.ts';
import type { QuestionStore } from '../../src/unanswered/ports.ts';

/** The feature, with how much it writes. */
function chatWith() {
  const written = { marks: 0, kept: 0 };
  const store: Partial<QuestionStore> = {
    addAnswered: () => Promise.resolve(void (written.marks += 1)),
    keep: () => Promise.resolve(void (written.kept += 1)),
  };
  const parts = {
    store,
    recent: memoryAnswers(() => 1000),
    keeps: true,
    cards: { note: () => ({}) },
    knowledge: () => ({ data: {} }),
    now: () => 1000,
    timeZone: 'Asia/Tokyo',
    onError: (error: unknown) => {
      throw error;
    },
  } as unknown as QuestionServices;
  return { chat: createQuestionChat(parts), written };
}

test.each(['違う', '👎'])(
  'said a hundred times by one person, %s takes away forty questions',
  async (mark) => {
    const { chat, written } = chatWith();
    const judge = async (personId: string, index: number) => {
      const [place, message] = [`in ${personId}`, `m${index}`];
      const given = { understood: [`${index}`], label: '研修', rows: ['i-1'], isAsked: true, searched: null };
      const where = { place, message, personId };
      chat.answered({ question: `研修${index}`, lang: 'ja', ...given }, where);
      const request =
        mark === '違う'
          ? chat.parseWords(mark, 'ja')!
          : chat.parseFeedback({ isGood: false, words: '', message, lang: 'ja' });
      await chat.answer(request, where as unknown as Visitor);
    };
    for (let index = 0; index < 100; index += 1) await judge('eve', index);
    expect(written).toEqual({ marks: 40, kept: 40 });
    await judge('bob', 100);
    expect(written).toEqual({ marks: 41, kept: 41 });
  },
);

import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Storage } from '../../src/storage/open.ts';
import { answerGroup, tellWhatIsFound } from '../../src/unanswered/chat/answering.ts';
import type { QuestionServices } from '../../src/unanswered/chat/services.ts';
import { sharedAnswers } from '../../src/unanswered/chat/recent.ts';
import { answeredOf, type KeptQuestion } from '../../src/unanswered/decide/question.ts';
import { onBothDatabases, testDelivery, testEntry, testNotice } from './both.ts';

const question = (key: string, over: Partial<KeptQuestion> = {}): KeptQuestion => ({
  at: 1000,
  kind: 'none',
  text: `${key}は?`,
  lang: 'ja',
  key,
  label: key,
  rows: [],
  ...over,
});
const notice = (id: string, ...recipientIds: string[]) => ({
  message: testNotice(id),
  deliveries: recipientIds.map(testDelivery),
});
const comesTo =
  (...notices: readonly ReturnType<typeof notice>[]) =>
  () => ({ entry: testEntry(), notices });
const never = (error: unknown) => {
  throw error;
};
const text = { kind: 'text', text: '4月から' } as const;
const asker = (recipientId: string) => ({ recipientId, lang: 'ja' as const });

const asked = (question: string) => ({
  asked: { question, lang: 'ja' as const, key: question, label: question, rows: [] },
  isQuestion: true,
});

/** What groups are answered with, where every question finds a row. */
const partsOf = (storage: Storage) =>
  ({
    store: storage.questions,
    timeZone: 'Asia/Tokyo',
    now: () => 5000,
    onPlanned: () => undefined,
    cards: { note: () => ({}), answered: () => ({}) },
    knowledge: () => ({
      data: { initiatives: [{ id: 'i-1' }] },
      engine: { ask: () => ({ hits: [{ initiative: { id: 'i-1' } }] }) },
    }),
  }) as unknown as QuestionServices;

onBothDatabases((open, openOther) => {
  let storage: Storage;
  beforeEach(() => {
    storage = open();
  });

  test('questions are counted by what was understood, the most frequent first, with examples', async () => {
    const { questions } = storage;
    await questions.keep(question('食堂'));
    await questions.keep(question('制服', { at: 1001 }));
    await questions.keep(question('制服', { at: 1002, text: '制服はある?', kind: 'wrong', rows: ['i-1'] }));
    expect(await questions.open(9)).toEqual([
      { key: '制服', label: '制服', count: 2, lastAt: 1002 },
      { key: '食堂', label: '食堂', count: 1, lastAt: 1000 },
    ]);
    expect(await questions.open(1)).toHaveLength(1);
    expect(await questions.openCount()).toBe(2);
    expect(await questions.samples(['制服'], 1)).toEqual([
      { text: '制服はある?', kind: 'wrong', rows: ['i-1'] },
    ]);
  });

  test('of two answers at once one holds; who waited is told once', async () => {
    const { questions } = storage;
    const other = openOther();
    await questions.keep(question('a'));
    await questions.keep(question('b'));
    expect(await questions.addAsker(question('a'), asker('p'))).toBe(true);
    expect(await questions.addAsker(question('a'), asker('p'))).toBe(false);
    expect(await questions.addAsker(question('b'), asker('p'))).toBe(true);
    expect(await questions.askers(['a', 'b'])).toEqual([asker('p')]);
    const answer = { keys: ['a', 'b'], resolution: text, at: 5 };
    const done = await Promise.all([
      questions.resolve(answer, comesTo(notice('n1', 'p'))),
      other.questions.resolve(answer, comesTo(notice('n2', 'p'))),
    ]);
    expect(done.toSorted()).toEqual([false, true]);
    const planned = [await storage.ledger.messageState('n1'), await storage.ledger.messageState('n2')];
    expect(planned.filter((state) => state !== null)).toHaveLength(1);
    expect(await storage.broadcasts.auditRows({ limit: 9 })).toHaveLength(1);
    expect(await questions.askers(['a', 'b'])).toEqual([]);
    expect(await questions.resolution('a')).toMatchObject(text);
    expect(await questions.open(9)).toEqual([]);
    expect((await questions.answeredKeys()).toSorted()).toEqual(['a', 'b']);
  });

  test('a group that is marked wrong again is open again', async () => {
    const { questions } = storage;
    await questions.keep(question('a'));
    await questions.resolve({ keys: ['a'], resolution: { kind: 'nothing' }, at: 5 }, comesTo());
    await questions.keep(question('a'));
    expect(await questions.open(9)).toEqual([]);
    expect(await questions.answeredKeys()).toEqual([]);
    await questions.keep(question('a', { kind: 'wrong' }));
    expect(await questions.open(9)).toMatchObject([{ key: 'a', count: 3 }]);
  });

  test('what was said to it stays, of its time, until it is answered anew', async () => {
    const { questions } = storage;
    await questions.keep(question('a'));
    await questions.resolve({ keys: ['a'], resolution: text, at: 5 }, comesTo());
    await questions.keep(question('a', { kind: 'wrong' }));
    expect(await questions.openOne('a')).toMatchObject({ key: 'a' });
    expect(await questions.resolution('a')).toEqual({ ...text, at: 5 });
    expect(await questions.answeredKeys()).toEqual(['a']);
    const anew = { kind: 'row', rowId: 'i-1' } as const;
    expect(await questions.resolve({ keys: ['a'], resolution: anew, at: 7 }, comesTo())).toBe(true);
    expect(await questions.resolution('a')).toEqual({ ...anew, at: 7 });
    expect(await questions.openOne('a')).toBeNull();
  });

  describe('of 301 questions, the one that is asked least', () => {
    const rare = question('最後', { text: '最後は?' });
    beforeEach(async () => {
      const keys = Array.from({ length: 300 }, (_, index) => String.fromCodePoint(0x4e00 + index).repeat(2));
      for (const key of [...keys, ...keys]) await storage.questions.keep(question(key));
      await storage.questions.addAsker(rare, asker('person:p'));
    });

    test('is found by its key, and because somebody waits for it', async () => {
      const { questions } = storage;
      const found = { key: '最後', label: '最後', count: 1, lastAt: 1000 };
      expect((await questions.open(300)).map(({ key }) => key)).not.toContain('最後');
      expect(await questions.awaited()).toEqual([found]);
      expect(await questions.openOne('最後')).toEqual(found);
      const beyond = async (from: number) => (await questions.openUnawaited(from, 2)).map(({ key }) => key);
      expect(await beyond(0)).toEqual(['一一', '丁丁']);
      expect([(await beyond(299)).length, await beyond(300)]).toEqual([1, []]);
      expect(await questions.openOne('別')).toBeNull();
      await questions.resolve({ keys: ['最後'], resolution: text, at: 5 }, comesTo());
      expect(await questions.awaited()).toEqual([]);
      expect(await questions.openOne('最後')).toBeNull();
    });

    test('is answered where it is pressed, and who waits is told', async () => {
      const press = { v: 1, lang: 'ja', do: 'unanswered.write', group: '最後', text: '4月から' } as const;
      const visitor = { personId: 'hr', personRecipientId: 'person:hr', roles: new Set(['admin']) };
      const by = { visitor: visitor as never, tried: () => Promise.resolve([]) };
      expect(await answerGroup(partsOf(storage), press, by)).toMatchObject({ intent: 'unanswered answered' });
      expect((await storage.ledger.counts('unanswered-最後-5000')).pending).toBe(1);
      expect(await storage.questions.resolution('最後')).toMatchObject(text);
    });

    test('is told of when the data answer it', async () => {
      await tellWhatIsFound(partsOf(storage));
      expect((await storage.ledger.counts('unanswered-最後-5000')).pending).toBe(1);
      expect(await storage.questions.resolution('最後')).toMatchObject({ kind: 'row', rowId: 'i-1' });
      // What nobody waits for is left as it is.
      expect(await storage.questions.open(999)).toHaveLength(300);
    });
  });

  test('is forwarded to a department once, and to two at once to both; what is answered is forwarded no more', async () => {
    const { questions } = storage;
    const forward = (of: Storage, department: string, id: string, key = 'a') =>
      of.questions.forward(key, department, notice(id, 'o'), testEntry());
    await questions.keep(question('a'));
    const both = await Promise.all([
      forward(storage, '会計課', 'f1'),
      forward(openOther(), '会計課', 'f2'),
      forward(openOther(), '消防局', 'f3'),
    ]);
    expect(both.slice(0, 2).toSorted()).toEqual(['already', 'forwarded']);
    expect(both[2]).toBe('forwarded');
    expect((await questions.forwardedTo('a')).toSorted()).toEqual(['会計課', '消防局'].toSorted());
    expect(await forward(storage, '消防局', 'f4', 'none')).toBe('answered');
    await questions.resolve({ keys: ['a'], resolution: text, at: 5 }, comesTo());
    expect(await forward(storage, '財政局', 'f5')).toBe('answered');
    expect(await storage.ledger.messageState('f5')).toBeNull();
  });

  test('whoever asks to be told while it is being answered does not wait for what comes no more', async () => {
    const { questions } = storage;
    const other = openOther();
    await questions.keep(question('a'));
    await questions.addAsker(question('a'), asker('early'));
    const told: string[] = [];
    const late: Promise<boolean>[] = [];
    await questions.resolve({ keys: ['a'], resolution: text, at: 5 }, (askers) => {
      told.push(...askers.map(({ recipientId }) => recipientId));
      late.push(other.questions.addAsker(question('a'), asker('late')));
      return { entry: testEntry(), notices: [] };
    });
    // By then it is answered, which is said at once.
    expect([told, await Promise.all(late)]).toEqual([['early'], [false]]);
    expect(await questions.askers(['a'])).toEqual([]);
  });

  test('what is older than it may be is forgotten, with who waited for it', async () => {
    const { questions } = storage;
    await questions.keep(question('a', { at: 10 }));
    await questions.keep(question('b', { at: 10 }));
    await questions.keep(question('b', { at: 20 }));
    await questions.addAsker(question('a', { at: 10 }), asker('p'));
    expect(await questions.forget(15)).toBe(2);
    expect(await questions.open(9)).toMatchObject([{ key: 'b', count: 1 }]);
    expect(await questions.askers(['a'])).toEqual([]);
    // Who wants to be told of what is kept no more has it kept again.
    expect(await questions.addAsker(question('a', { at: 30 }), asker('p'))).toBe(true);
    expect(await questions.open(9)).toHaveLength(2);
  });

  test('what has been said stays as long as somebody asks for it, and goes with the last who does', async () => {
    const { questions } = storage;
    const dayMs = 86_400_000;
    for (const key of ['a', 'b']) await questions.keep(question(key, { at: 1 }));
    await questions.resolve({ keys: ['a', 'b'], resolution: text, at: 2 * dayMs }, comesTo());
    // It counts from the answer on, and not from the question before.
    await questions.forget(dayMs);
    expect((await questions.answeredKeys()).toSorted()).toEqual(['a', 'b']);
    await questions.touch('a', 80 * dayMs);
    await questions.touch('gone', 80 * dayMs);
    await questions.forget(79 * dayMs);
    expect(await questions.resolution('a')).toMatchObject(text);
    expect(await questions.resolution('b')).toBeNull();
    // What was asked before it was answered is gone, and it is no question without an answer.
    expect(await questions.samples(['a'], 9)).toEqual([]);
    expect([await questions.open(9), await questions.openCount()]).toEqual([[], 0]);
    await questions.forget(81 * dayMs);
    expect(await questions.answeredKeys()).toEqual([]);
  });

  test('what an instance has answered another one can be told is wrong: once, by place or by message', async () => {
    const now = () => 1000;
    const [one, two] = [storage, openOther()].map(({ answers: store }) =>
      sharedAnswers({ store, now, onError: never }),
    );
    const { answers } = storage;
    one!.remember({ place: 'p', message: 'm', ...asked('電話 090-1234-5678 の件') });
    while ((await answers.last('p', 1000)) === null) await new Promise(setImmediate);
    expect(await two!.last('p')).toMatchObject({ question: '電話 〈番号〉 の件' });
    const taken = await Promise.all([one!.take('p'), two!.take('p'), two!.take('p')]);
    expect(taken.filter((found) => found !== null)).toHaveLength(1);
    expect(await two!.take('m')).toBeNull();
    // A later answer in the place is none of an earlier message's.
    await answers.remember({ place: 'p', message: 'm1', ...asked('一') }, 2000);
    await answers.remember({ place: 'p', message: 'm2', ...asked('二') }, 2000);
    expect(await answers.take('m1', 1000)).toMatchObject({ question: '一' });
    expect(await answers.take('p', 1000)).toMatchObject({ question: '二' });
    expect(await answers.take('m2', 1000)).toBeNull();
    // What no question of the data was asked for is what "wrong" is about, and not what was asked last.
    await answers.remember({ place: 'p', message: 'm0', ...asked('行'), isQuestion: false }, 2000);
    expect(await answers.last('p', 1000)).toMatchObject({ question: '二' });
    expect(await answers.take('p', 1000)).toMatchObject({ question: '行' });
    // Passed, it is what was asked last, and is taken by its message alone.
    await answers.remember({ place: 'p', message: 'm3', ...asked('甲') }, 2000);
    await answers.pass('p');
    expect(await answers.take('p', 1000)).toBeNull();
    expect(await answers.last('p', 1000)).toMatchObject({ question: '甲' });
    expect(await answers.take('m3', 1000)).toMatchObject({ question: '甲' });
    expect(await answers.take('p', 1000)).toBeNull();
    await answers.remember({ place: 'p', message: null, ...asked('三') }, 2000);
    expect(await answers.last('p', 1000)).toMatchObject({ question: '三' });
    expect(await answers.last('p', 2000)).toBeNull();
    await answers.sweep(2000);
    expect(await answers.last('p', 1000)).toBeNull();
  });

  test('an answer is liked once, on whichever instance, and can be called wrong all the same', async () => {
    const { answers } = storage;
    await answers.remember({ place: 'p', message: 'm', ...asked('研修') }, 2000);
    const liked = await Promise.all(
      [storage, openOther(), storage].map(({ answers: store }) => store.like('m', 1000)),
    );
    expect(liked.filter((found) => found !== null)).toMatchObject([{ question: '研修' }]);
    expect(await answers.take('p', 1000)).toMatchObject({ question: '研修' });
    expect(await answers.like('m', 1000)).toBeNull();
    expect(await answers.like('other', 1000)).toBeNull();
  });

  test('what was liked is counted in the report, and is no question without an answer', async () => {
    const { questions, reports } = storage;
    await questions.keep(question('研修', { kind: 'liked', at: 5, rows: ['i-1'] }));
    expect(await questions.open(9)).toEqual([]);
    expect(await questions.samples(['研修'], 9)).toEqual([]);
    expect(await reports.unanswered(0, 10)).toEqual({ kept: 0, wrong: 0, liked: 1, answered: 0 });
    // Somebody waits for what others liked: it is listed, and counts the question alone.
    expect(await questions.addAsker(question('研修', { at: 20 }), asker('p'))).toBe(true);
    expect(await questions.open(9)).toMatchObject([{ key: '研修', count: 1 }]);
    await questions.keep(question('研修', { kind: 'liked', at: 30 }));
    expect(await questions.open(9)).toMatchObject([{ key: '研修', count: 1 }]);
    // Forgotten with the others of its time.
    await questions.forget(25);
    expect(await questions.open(9)).toEqual([]);
    expect(await reports.unanswered(0, 99)).toEqual({ kept: 0, wrong: 0, liked: 1, answered: 0 });
    await questions.forget(31);
    expect(await reports.unanswered(0, 99)).toMatchObject({ liked: 0 });
  });

  test('what was answered is kept once however it is spelled, but for what was called wrong', async () => {
    const { questions } = storage;
    const other = openOther();
    const all = async () => (await questions.answered('', 9)).map(({ text: words, at }) => [words, at]);
    await Promise.all([
      questions.addAnswered([answeredOf('研修は？', 'ja', 1), answeredOf('面談', 'ja', 2)]),
      other.questions.addAnswered([answeredOf('面談', 'ja', 2), answeredOf('メンター', 'ja', 3)]),
    ]);
    await other.questions.addAnswered([answeredOf('ﾒﾝﾀｰ', 'ja', 4)]);
    expect((await all()).toSorted()).toEqual([
      ['メンター', 4],
      ['研修は?', 1],
      ['面談', 2],
    ]);
    const [first] = await questions.answered('', 1);
    expect(await questions.answered(first!.key, 9)).toHaveLength(2);
    // Called wrong, before it is written that it was answered and after.
    await questions.addAnswered([{ ...answeredOf('面談', 'ja', 5), wrongAt: 5 }]);
    await questions.addAnswered([{ ...answeredOf('休暇', 'ja', 5), wrongAt: 5 }]);
    await questions.addAnswered([answeredOf('面談', 'ja', 6), answeredOf('休暇', 'ja', 6)]);
    expect(await all()).toHaveLength(2);
    // Forgotten when it was asked last so long ago; what was called wrong then may be right by now.
    await questions.forget(4);
    expect(await all()).toEqual([['メンター', 4]]);
    await questions.forget(6);
    expect((await all()).map(([words]) => words).toSorted()).toEqual(['休暇', '面談']);
  });
});

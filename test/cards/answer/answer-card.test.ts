import { describe, expect, test } from '@jest/globals';
import { parseCardAction } from '../../../src/cards/actions.ts';
import { createCards } from '../../../src/cards/answer/cards.ts';
import type { AnswerView } from '../../../src/cards/cards.ts';
import type { Answer } from '../../../src/question/answer.ts';
import { allTraining, answerOf, DATA, FIRST_VIEW, hit, ROWS, topic, whenFact } from '../fixtures.ts';
import { loadCardKit } from '../../../src/cards/load.ts';
import { kit } from '../kit.ts';

const cards = createCards(kit);

type Node = Record<string, unknown>;

function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}

const show = (answer: Answer, view: Partial<AnswerView> = {}) =>
  nodes(cards.answer(answer, DATA, { ...FIRST_VIEW, ...view }).card);
const texts = (all: readonly Node[]) =>
  all.filter(({ type }) => type === 'TextBlock').map(({ text }) => text);
const pressed = (all: readonly Node[], title: string) =>
  parseCardAction(all.find((node) => node['type'] === 'Action.Execute' && node['title'] === title)?.['data']);

const training = [topic('研修', 'training')];
/** Four departments, one of them with two rows and one with three. */
const rows = [
  ROWS.young,
  ROWS.oneOnOneMidori,
  ROWS.trainingChuo,
  ROWS.internsChuo,
  ROWS.training,
  ROWS.uniforms,
  { ...ROWS.trainingChuo, id: 'i-more-chuo' },
];
const counted = (intent: Answer['intent']): Answer =>
  answerOf(
    {
      intent,
      hits: rows.map((row) => hit(row)),
      count: rows.length,
      counted: 'initiatives',
      question: '研修',
    },
    { topics: [training] },
  );

describe('how many there are', () => {
  test('is said first, then by department, most first', () => {
    const all = texts(show(counted('count')));
    expect(all.slice(0, 9)).toEqual([
      '「研修」の取組は7件（4部署）です',
      '中央区役所',
      '3件',
      '緑区役所',
      '2件',
      '健康福祉局',
      '1件',
      '消防局',
      '1件',
    ]);
  });

  test('leads to the rows, all of them or those of one department', () => {
    const table = show(counted('count'));
    expect(pressed(table, '取組の一覧')).toMatchObject({ do: 'page', page: 0, by: 'rows' });
    expect(pressed(table, '緑区役所')).toMatchObject({ do: 'page', department: '緑区役所' });
    expect(texts(show(counted('count'), { by: 'rows' }))).toContain('実習生受け入れ');
    const midori = texts(show(counted('count'), { department: '緑区役所' }));
    expect(midori[0]).toBe('緑区役所の「研修」の取組は2件です');
    expect(midori).toContain('若手職員や勤続年数の浅い職員への支援');
    expect(midori).not.toContain('研修の実施');
  });

  test('of one row is the row', () => {
    const one = answerOf({ intent: 'count', hits: [hit(ROWS.young)], count: 1, counted: 'initiatives' });
    expect(texts(show(one))).toContain('若手職員や勤続年数の浅い職員への支援');
  });
});

test('a list that is longer than a page can be counted by department', () => {
  const list = show(counted('find'));
  expect(pressed(list, '残り2件')).toMatchObject({ page: 1 });
  expect(pressed(list, '部署ごと')).toMatchObject({ do: 'page', by: 'departments' });
  expect(texts(show(counted('find'), { by: 'departments' }))).toContain('3件');
});

describe('departments', () => {
  const listed = (departmentsAsk: Answer['departmentsAsk'], counts: readonly number[]): Answer =>
    answerOf({
      intent: 'departments',
      departmentsAsk,
      departments: counts.map((count, index) => ({ department: DATA.departments[index % 15]!.name, count })),
    });
  const numbers = (answer: Answer) => texts(show(answer)).filter((text) => /^\d+件$/.test(String(text)));

  test('stand in the order that was asked for', () => {
    const counts = [2, 0, 3, 1];
    expect(numbers(listed({ kind: 'atMost', count: 3 }, counts))).toEqual(['1件', '2件', '3件']);
    expect(numbers(listed({ kind: 'atLeast', count: 1 }, [2, 3, 1]))).toEqual(['3件', '2件', '1件']);
    expect(numbers(listed({ kind: 'list' }, [2, 3, 1]))).toEqual(['2件', '3件', '1件']);
  });

  test('that do nothing of the kind have no number', () => {
    expect(texts(show(listed({ kind: 'without', others: ['緑区役所'] }, [0, 0])))).not.toContain('–');
  });

  test('that do nothing of the kind stand with those that do; that nobody does is no list, and nothing is missing', () => {
    const others = DATA.departments.slice(2, 9).map(({ name }) => name);
    const some = JSON.stringify(
      show({ ...listed({ kind: 'without', others }, [0, 0]), unknownWords: ['面談'] }),
    );
    expect(some).toContain(`あるのは7部署：${others.slice(0, 5).join('、')}ほか2部署`);
    expect(some).toContain(DATA.departments[1]!.name);
    const none = JSON.stringify(
      show({ ...listed({ kind: 'without', others: [] }, [0, 0, 0]), unknownWords: ['面談'] }),
    );
    expect(none).toContain('3部署のどこにもありません');
    expect(none).not.toContain('見つかりませんでした');
    expect(none).not.toContain(DATA.departments[2]!.name);
  });

  test('more than a page are parted equally', () => {
    const many = listed(
      { kind: 'list' },
      Array.from({ length: 25 }, () => 1),
    );
    expect(numbers(many)).toHaveLength(13);
    expect(pressed(show(many), '残り12件')).toMatchObject({ page: 1 });
  });
});

test('a fact stands once: the row that it is of opens, and is not told again', () => {
  const all = show(whenFact('ja'));
  expect(texts(all).filter((text) => String(text).includes('2026年7月'))).toHaveLength(1);
  expect(texts(all)).not.toContain('1 on 1 ミーティング');
  expect(pressed(all, '詳しく見る')).toMatchObject({ do: 'initiative', id: 'i-1on1-midori' });
});

describe('conditions', () => {
  test('are not said again where the headline has them', () => {
    expect(JSON.stringify(show(allTraining('ja')))).not.toContain('検索条件');
  });

  test('are said where the headline has no room for them', () => {
    const departments = DATA.departments.slice(0, 5).map(({ name }) => name);
    const answer = answerOf({ hits: rows.map((row) => hit(row)) }, { departments, topics: [training] });
    expect(texts(show(answer))[1]).toMatch(/^検索条件：部署 市長公室、総務局/);
  });

  test('that a follow-up took over can be taken off, and the question be asked for itself', () => {
    const answer: Answer = {
      ...answerOf(
        { hits: rows.map((row) => hit(row)), question: 'その中で緑区だけ' },
        { departments: ['緑区役所'], topics: [training], refined: true },
      ),
      relaxations: [{ facet: 'departments', question: '研修の取組' }],
      follows: { kind: 'refined', carried: ['topics'], said: [], before: 0, total: 7 },
    };
    const all = show(answer);
    expect(texts(all)).toContain('前の質問から引き継いだ条件：「研修」');
    expect(pressed(all, '×\u00a0緑区役所')).toMatchObject({ do: 'ask', question: '研修の取組' });
    expect(pressed(all, '新しい質問として聞く')).toMatchObject({ do: 'ask', question: 'その中で緑区だけ' });
  });

  test.each([
    ['ja', ['×\u00a0部署', '×\u00a0「研修」']],
    ['en', ['×\u00a0department', '×\u00a0“training”']],
  ] as const)('go by their name where they have no room: %s', (lang, titles) => {
    const departments = DATA.departments.slice(0, 3).map(({ name }) => name);
    const answer: Answer = {
      ...answerOf(
        { hits: rows.map((row) => hit(row)), lang },
        { departments, topics: [training], refined: true },
      ),
      relaxations: [
        { facet: 'departments', question: '研修の取組' },
        { facet: 'topics', question: '区役所の取組' },
      ],
      follows: { kind: 'refined', carried: ['topics'], said: [], before: 0, total: 7 },
    };
    const all = show(answer);
    for (const title of titles) expect(pressed(all, title)).toMatchObject({ do: 'ask' });
  });
});

test('why a row is there is shown on demand', () => {
  const reasons = [
    { kind: 'concept', field: 'summary', asked: '残業を減らす', found: 'ノー残業デー' },
  ] as const;
  const all = show(answerOf({ hits: [hit(ROWS.leave, reasons), hit(ROWS.phones)] }));
  const why = all.find(({ text }) => text === '該当箇所：概要の「ノー残業デー」');
  expect(why).toMatchObject({ isVisible: false });
  const toggle = all.find(({ type }) => type === 'Action.ToggleVisibility');
  expect(toggle).toMatchObject({ title: '該当箇所' });
  expect(toggle!['targetElements']).toContain(why!['id']);
});

test('of several rows each says since when nobody has confirmed it', () => {
  const unconfirmedSince = (id: string) => (id === ROWS.young.id ? '2026-06' : null);
  const old = createCards(loadCardKit(undefined, { unconfirmedSince }));
  const hits = [ROWS.young, ROWS.oneOnOneMidori, ROWS.trainingChuo].map((row) => hit(row));
  const { card } = old.answer(answerOf({ intent: 'find', hits }, { topics: [training] }), DATA, FIRST_VIEW);
  const told = texts(nodes(card)).filter((text) => String(text).includes('確認されていません'));
  expect(told).toEqual([expect.stringMatching(/^緑区役所 · .* · 2026年6月から確認されていません$/)]);
});

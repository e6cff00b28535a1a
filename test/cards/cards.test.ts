import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCardAction } from '../../src/cards/actions.ts';
import { createCards } from '../../src/cards/answer/cards.ts';
import { parseSubscriptionAction } from '../../src/highlights/cards/subscription-actions.ts';
import { offerSubscription } from '../../src/highlights/cards/cards.ts';
import type { CardMessage } from '../../src/cards/message.ts';
import type { Initiative } from '../../src/dataset/schema.ts';
import type { Answer } from '../../src/question/answer.ts';
import {
  allTraining,
  answerOf,
  BARE_DATA,
  compareTwo,
  compareWards,
  DATA,
  departmentList,
  FIRST_VIEW,
  hit,
  nothing,
  oneOnOne,
  ROWS,
  startsInJuly,
  topic,
  visitFact,
  whenFact,
} from './fixtures.ts';
import { kit } from './kit.ts';

const cards = createCards(kit, offerSubscription);

type Node = Record<string, unknown>;

/** Every object in a card. */
function nodes(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Node, ...Object.values(value).flatMap(nodes)];
}

const ofType = (message: CardMessage, type: string): Node[] =>
  nodes(message.card).filter((node) => node['type'] === type);
const texts = (message: CardMessage): unknown[] => ofType(message, 'TextBlock').map((node) => node['text']);
const verbs = (message: CardMessage): unknown[] =>
  ofType(message, 'Action.Execute').map((node) => node['verb']);

/** The page that a button of the card leads to. */
function pressed(message: CardMessage, title: string): number | null {
  const button = ofType(message, 'Action.Execute').find((node) => node['title'] === title);
  const action = parseCardAction(button?.['data']);
  return action?.do === 'page' ? action.page : null;
}

const EVERY: readonly [string, (lang: 'ja' | 'en') => CardMessage][] = [
  ...[
    oneOnOne,
    allTraining,
    visitFact,
    whenFact,
    startsInJuly,
    compareTwo,
    compareWards,
    departmentList,
    nothing,
  ].map((answer): [string, (lang: 'ja' | 'en') => CardMessage] => [
    answer.name,
    (lang) => cards.answer(answer(lang), DATA, FIRST_VIEW),
  ]),
  ['page 2', (lang) => cards.answer(allTraining(lang), DATA, { page: 1, previous: null })],
  ['help', (lang) => cards.answer(answerOf({ intent: 'help', lang }), DATA, FIRST_VIEW)],
  ['greeting', (lang) => cards.answer(answerOf({ intent: 'greeting', lang }), DATA, FIRST_VIEW)],
  ['similar', (lang) => cards.similar(ROWS.training, [hit(ROWS.trainingChuo)], DATA, lang)],
  ['no similar', (lang) => cards.similar(ROWS.training, [], DATA, lang)],
  ['initiative', (lang) => cards.initiative(ROWS.offers, DATA, lang)],
  ['initiative without English', (lang) => cards.initiative(ROWS.uniforms, BARE_DATA, lang)],
  ['welcome', (lang) => cards.welcome({ scope: 'team' }, DATA, '2026-06-15', lang)],
  ['help card', (lang) => cards.help(BARE_DATA, '2026-06-15', lang)],
  ['empty data', (lang) => cards.help({ ...DATA, initiatives: [] }, '2026-06-15', lang)],
  ['error', (lang) => cards.error('a1b2-c3', lang)],
  ['message', (lang) => cards.message('emptyQuestion', lang)],
];

describe.each(EVERY)('%s', (_, card) => {
  test.each(['ja', 'en'] as const)('is a card that Teams takes, in %s', (lang) => {
    const message = card(lang);
    expect(message.card).toMatchObject({
      type: 'AdaptiveCard',
      version: '1.5',
      lang,
      msteams: { width: 'Full' },
    });
    expect(message.card['fallbackText']).not.toBe('');
    expect(message.card['speak']).not.toBe('');
    expect(message.summary).not.toBe('');
    expect(JSON.stringify(message)).not.toMatch(/\$\{|undefined|\{[a-z]+\}/i);
    const types = new Set(nodes(message.card).map((node) => node['type']));
    types.delete(undefined);
    for (const type of types)
      expect([
        'AdaptiveCard',
        'TextBlock',
        'Container',
        'ColumnSet',
        'Column',
        'ActionSet',
        'Action.Execute',
        'Action.Submit',
        'Action.ToggleVisibility',
        // Newer clients' own; each has what takes its place.
        'Badge',
      ]).toContain(type);
    for (const { fallback } of ofType(message, 'Badge'))
      expect(fallback).toMatchObject({ type: 'TextBlock' });
    const actions = ofType(message, 'ActionSet').flatMap((set) => set['actions'] as Node[]);
    expect(actions.length).toBeLessThanOrEqual(6);
    for (const text of ofType(message, 'TextBlock')) {
      expect(text['wrap']).toBe(true);
      expect(text['text']).toMatch(/\S/);
    }
    for (const { verb, data, fallback, title } of ofType(message, 'Action.Execute')) {
      expect(fallback).toEqual({ type: 'Action.Submit', title, data });
      expect(parseCardAction(data) ?? parseSubscriptionAction(data)).toMatchObject({ do: verb, lang });
    }
  });

  test('hides no row behind an id that stands twice', () => {
    const ids = nodes(card('ja').card)
      .map((node) => (typeof node['isVisible'] === 'boolean' || node['items'] ? node['id'] : undefined))
      .filter((id) => id !== undefined);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('an answer', () => {
  test('names the departments, then each row', () => {
    const message = cards.answer(oneOnOne('ja'), DATA, FIRST_VIEW);
    expect(message.summary).toBe('「1on1」の取組があるのは緑区役所と会計課の2部署です');
    expect(texts(message)).toEqual([
      '「1on1」の取組があるのは緑区役所と会計課の2部署です',
      '1 on 1 ミーティング',
      // In place of the badge.
      '予定',
      '緑区役所 · 2026年7月以降',
      '管理職等（副区長・所属長・班長）における1 on 1 ミーティングを予定',
      '1 on 1 ミーティングの実施',
      '会計課 · 2026年6月以降',
      '課長による 1 on 1 ミーティングの実施',
      'こちらも近いかもしれません',
      '面談の実施',
      '議会局 · 随時',
      '出典：令和8年6月 職員の働きがい向上に向けた 各局・区等の取組について（総務局 人材育成課 働きがい向上推進室）',
    ]);
    // Each row opens when it is pressed as a whole.
    expect(verbs(message)).toEqual(['initiative', 'initiative', 'initiative']);
  });

  test('in English gives the English name with the document’s own under it', () => {
    const shown = texts(cards.answer(oneOnOne('en'), DATA, FIRST_VIEW));
    expect(shown.slice(1, 5)).toEqual([
      '1-on-1 meetings',
      'Planned',
      'Midori Ward Office · From July 2026',
      '1-on-1 meetings are planned for managers: deputy ward mayors, section heads and team leaders.',
    ]);
    const alone = cards.answer(answerOf({ hits: [hit(ROWS.oneOnOneMidori)], lang: 'en' }), DATA, FIRST_VIEW);
    expect(texts(alone)).toContain('1 on 1 ミーティング');
    // Shown in full it can still be opened: whom to ask and taking it over are there.
    expect(verbs(alone)[0]).toBe('initiative');
    expect(texts(cards.answer(oneOnOne('en'), BARE_DATA, FIRST_VIEW)).slice(1, 5)).toEqual([
      '1 on 1 ミーティング',
      'Planned',
      '緑区役所 · From July 2026',
      '管理職等（副区長・所属長・班長）における1 on 1 ミーティングを予定',
    ]);
  });

  test('to a fact starts with the fact', () => {
    const message = cards.answer(whenFact('ja'), DATA, FIRST_VIEW);
    expect(texts(message).slice(0, 2)).toEqual([
      '緑区役所「1 on 1 ミーティング」の実施時期「R8.7以降」',
      '2026年7月以降・予定',
    ]);
  });

  test('says why a row is there where the row does not show it, and whom else it concerns', () => {
    const reasons = [
      { kind: 'concept', field: 'summary', asked: '残業を減らす', found: 'ノー残業デー' },
      { kind: 'department', field: 'department', asked: '危機管理', found: '危機管理局' },
      { kind: 'question', field: 'question', asked: 'x', found: 'y' },
    ] as const;
    const answer = answerOf({ hits: [hit(ROWS.leave, reasons, ['総務局', '財政局'])] });
    const shown = texts(cards.answer(answer, DATA, FIRST_VIEW));
    expect(shown).toContain('該当箇所：概要の「ノー残業デー」、この取組が答えになる質問に近い');
    expect(shown).toContain('総務局と財政局にも関係する取組です');
  });

  test('offers the other reading as a button', () => {
    const message = cards.answer(startsInJuly('ja'), DATA, FIRST_VIEW);
    const asks = ofType(message, 'Action.Execute').filter((node) => node['verb'] === 'ask');
    expect(asks).toHaveLength(1);
    expect(asks[0]).toMatchObject({
      title: '実施中の取組も含めて見る（30件）',
      data: { do: 'ask', question: '7月に実施している取組は？' },
    });
  });

  test('compares one row each aspect by aspect, and says once what is the same', () => {
    expect(texts(cards.answer(compareTwo('ja'), DATA, FIRST_VIEW)).slice(1, 10)).toEqual([
      '中央区役所',
      '南区役所',
      '取組名',
      '違いはありません：実習生受け入れ',
      '実施時期',
      '2026年8月から',
      '2026年8月',
      '概要',
      'キャリア教育プログラム（旧インターンシップ）の実習生受け入れ',
    ]);
  });

  test('that is empty names the word, offers near misses apart, and three questions that have answers', () => {
    const message = cards.answer(nothing('ja'), DATA, FIRST_VIEW);
    expect(texts(message)).toContain('お探しのものではないかもしれませんが、近い取組があります');
    const questions = ofType(message, 'Action.Execute')
      .filter((node) => node['verb'] === 'ask')
      .map((node) => node['title']);
    expect(questions).toEqual([
      '上司と一対一で話す場がある部署は？',
      '会計課の取組は？',
      '6月に始まる取組は？',
    ]);
  });

  test('names an unknown word even when there are rows', () => {
    const answer = { ...oneOnOne('ja'), unknownWords: ['水曜', '[x](y)'] };
    expect(texts(cards.answer(answer, DATA, FIRST_VIEW))).toContain(
      '「水曜」、「\\[x\\](y)」は、資料の中に見つかりませんでした',
    );
  });

  test('opens a long summary in place', () => {
    const long = { ...ROWS.phones, summary: `${'とても長い説明。'.repeat(40)}おわり` };
    const message = cards.answer(answerOf({ hits: [hit(long)] }), DATA, FIRST_VIEW);
    const toggles = ofType(message, 'Action.ToggleVisibility');
    expect(toggles).toHaveLength(2);
    const [shownFirst, opened] = (toggles[0]!['targetElements'] as string[]).map((id) =>
      nodes(message.card).find((node) => node['id'] === id),
    );
    expect(opened!['isVisible']).toBe(false);
    expect(JSON.stringify(shownFirst)).not.toContain('おわり');
    expect(JSON.stringify(opened)).toContain('おわり');
  });
});

describe('pages', () => {
  test('lead to each other and show every row once', () => {
    const first = cards.answer(allTraining('ja'), DATA, FIRST_VIEW);
    expect([pressed(first, '前へ'), pressed(first, '残り5件')]).toEqual([null, 1]);
    const second = cards.answer(allTraining('ja'), DATA, { page: 1, previous: null });
    expect(texts(second)).toContain('6〜10件（全10件）');
    expect([pressed(second, '前へ'), pressed(second, '残り5件')]).toEqual([0, null]);
    expect(texts(second)).toContain('被服の更新');
    expect(texts(first)).not.toContain('被服の更新');
  });

  test('past the end show the last one', () => {
    const beyond = cards.answer(allTraining('ja'), DATA, { page: 99, previous: null });
    expect(texts(beyond)).toContain('6〜10件（全10件）');
  });

  test('hand back what the question was asked with', () => {
    const previous = { query: { topics: ['x'] }, ids: ['i-training'], shown: 0 };
    const message = cards.answer(allTraining('ja'), DATA, { page: 0, previous });
    const next = ofType(message, 'Action.Execute').find((node) => node['title'] === '残り5件');
    expect(parseCardAction(next!['data'])).toEqual({
      v: 1,
      lang: 'ja',
      do: 'page',
      question: '研修の取組を全部出して',
      page: 1,
      today: '2026-06-15',
      previous,
    });
  });

  test('that a button could not carry are not offered', () => {
    const answer: Answer = { ...allTraining('ja'), question: 'あ'.repeat(500) };
    const message = cards.answer(answer, DATA, FIRST_VIEW);
    expect(pressed(message, '残り5件')).toBeNull();
    expect(texts(message)).toContain('ほかに5件あります。部署や時期を加えて絞り込んでください。');
  });
});

describe('texts from people and files', () => {
  const hostile =
    '[x](javascript:alert(1)) **b** ${name} ${$root} <at>y</at> {{DATE(2017-02-14T06:00:00Z, SHORT)}}';

  test('stay texts: no link, no emphasis, no expression', () => {
    const row = { ...ROWS.phones, name: hostile, department: hostile, summary: hostile, remarks: hostile };
    const answer = answerOf(
      { hits: [hit(row)], nearMisses: [hit(row)], question: hostile, unknownWords: [hostile] },
      { topics: [[{ words: hostile, label: null, conceptId: null }]] },
    );
    const message = cards.answer(answer, DATA, FIRST_VIEW);
    for (const text of texts(message)) {
      expect(text).not.toMatch(/(?<!\\)[[*<]/);
      expect(text).not.toContain('{{');
    }
    expect(texts(message)).toContain(
      '\\[x\\](javascript:alert(1)) \\*\\*b\\*\\* ${name} ${$root} \\<at\\>y\\</at\\> {\\{DATE(2017-02-14T06:00:00Z, SHORT)}}',
    );
  });

  test('the reference of an error cannot say anything else', () => {
    expect(texts(cards.error('a-1 [x](y)\n<b>', 'ja'))).toContain('番号：a-1xyb');
  });
});

describe('size', () => {
  const LIMIT = 28 * 1_024;
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 50 }),
    fc
      .tuple(fc.constantFrom('あ', '*', '"', '\\', '\n', '😀', '{{', 'a b ', '\ud800'), fc.nat(6_000))
      .map(([unit, times]) => unit.repeat(times)),
  );
  const initiative = fc
    .tuple(text, text, text, text, text)
    .map(([name, department, summary, remarks, when]): Initiative => ({
      ...ROWS.phones,
      name: `${name}x`,
      department: `${department}x`,
      summary,
      remarks,
      schedule: { ...ROWS.phones.schedule, kind: 'unread', text: when },
    }));
  const someHits = fc.array(initiative, { maxLength: 40 }).map((rows) => rows.map((row) => hit(row)));

  function check({ card, summary }: CardMessage): void {
    const json = JSON.stringify(card);
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(LIMIT);
    expect(json.length * 2).toBeLessThanOrEqual(LIMIT);
    expect(summary.length).toBeLessThanOrEqual(200);
  }

  test('whatever the texts, however many the rows, a card stays under 28 KB', () => {
    fc.assert(
      fc.property(
        someHits,
        someHits,
        text,
        fc.constantFrom('find', 'compare', 'departments', 'count', 'fact'),
        fc.constantFrom('ja', 'en'),
        fc.nat(5),
        (hits, near, words, intent, lang, page) => {
          const all = hits.map(({ initiative: row }) => row.department);
          const answer = answerOf(
            {
              hits,
              nearMisses: near.slice(0, 5),
              question: words,
              unknownWords: [words, words, words],
              intent,
              lang,
              departments:
                intent === 'departments' ? all.map((department) => ({ department, count: 1 })) : [],
              departmentsAsk: intent === 'departments' ? { kind: 'exactly', count: 1 } : null,
              fact:
                intent === 'fact' && hits[0]
                  ? { initiative: hits[0].initiative, asks: 'what', field: 'remarks', text: words }
                  : null,
              alternative: { kind: 'any', question: words, count: 3 },
            },
            {
              departments: intent === 'compare' ? all : [],
              topics: [[topic(words), { words, label: null, conceptId: null }]],
            },
          );
          const previous = { query: words.slice(0, 1_000), ids: ['i-training'], shown: 0 };
          check(cards.answer(answer, DATA, { page, previous }));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('so do the cards of one row', () => {
    fc.assert(
      fc.property(initiative, someHits, (row, hits) => {
        check(cards.initiative(row, DATA, 'ja'));
        check(cards.similar(row, hits, DATA, 'en'));
      }),
      { numRuns: 60 },
    );
  });

  test('five rows of the usual length stand on one page', () => {
    const message = cards.answer(allTraining('en'), DATA, FIRST_VIEW);
    expect(pressed(message, '5 more')).toBe(1);
  });
});

describe('other cards', () => {
  test('a preview is one line of plain text', () => {
    expect(cards.preview(ROWS.oneOnOneMidori, DATA, 'ja')).toEqual({
      title: '1 on 1 ミーティング',
      text: '緑区役所 · 2026年7月以降・予定',
    });
  });

  test('help without an example has no heading for examples; Japanese sentences follow without a blank', () => {
    const noticed = createCards(kit, offerSubscription, { onNothing: () => [], notice: () => 'お知らせ。' });
    const none = { ...DATA, initiatives: [], departments: [] };
    expect(texts(noticed.help(none, '2026-06-15', 'ja'))).not.toContain('たとえば、こう聞いてみてください');
    expect(texts(noticed.help(DATA, '2026-06-15', 'ja'))).toContain('たとえば、こう聞いてみてください');
    expect(JSON.stringify(noticed.help(DATA, '2026-06-15', 'ja').card)).toContain('だけです。お知らせ。');
    expect(JSON.stringify(noticed.help(DATA, '2026-06-15', 'en').card)).toContain('document. お知らせ。');
  });

  test('asks for a department by its name', () => {
    expect(cards.departmentQuestion('緑区役所', DATA, 'ja')).toBe('緑区役所の取組');
    expect(cards.departmentQuestion('緑区役所', DATA, 'en')).toBe('What is the Midori Ward Office doing?');
  });
});

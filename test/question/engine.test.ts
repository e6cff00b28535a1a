import { describe, expect, test } from '@jest/globals';
import { asker, concept } from './support/dataset.ts';

const JUNE = '2026-06-15';

describe('time', () => {
  const { names } = asker({
    rows: [
      { department: '総務部', name: 'a五月', when: 'R8.5' },
      { department: '総務部', name: 'b六月から八月', when: 'R8.6～8' },
      { department: '総務部', name: 'c七月以降', when: 'R8.7～' },
      { department: '建設部', name: 'd来年度中', when: 'R9年度中に導入予定' },
      { department: '建設部', name: 'e随時', when: '随時' },
      { department: '建設部', name: 'f毎年五月', when: '毎年5月' },
      { department: '建設部', name: 'g毎月', when: '毎月' },
      { department: '建設部', name: 'h空欄', when: '' },
      { department: '建設部', name: 'i通年', when: 'R8.4～(通年)' },
      { department: '建設部', name: 'j四月以降', when: 'R8以降' },
      { department: '建設部', name: 'k隔月', when: '隔月' },
    ],
  });

  test.each([
    ['7月に始まる取組は？', ['c七月以降']],
    ['4月に始まった取組', ['i通年', 'j四月以降']],
    ['来月始まる取組', ['c七月以降']],
    ['6月以降に始まる取組', ['b六月から八月', 'c七月以降', 'd来年度中']],
    ['6月より前に始まった取組', ['a五月', 'i通年', 'j四月以降']],
    ['5月から6月に始まる取組', ['a五月', 'b六月から八月']],
    ['来年度に始まる取組', ['d来年度中']],
    ['8月に動いている取組', ['b六月から八月', 'c七月以降', 'e随時', 'g毎月', 'i通年', 'j四月以降', 'k隔月']],
    ['5月に動いている取組', ['a五月', 'e随時', 'f毎年五月', 'g毎月', 'i通年', 'j四月以降', 'k隔月']],
    ['5月以外に始まる取組', ['b六月から八月', 'c七月以降', 'd来年度中', 'i通年', 'j四月以降']],
    ['定期的な取組', ['f毎年五月', 'g毎月', 'k隔月']],
    ['もう終わった取組', []],
    ['まだ始まっていない取組', ['c七月以降', 'd来年度中']],
    ['随時の取組', ['e随時']],
    ['毎年ある取組', ['f毎年五月']],
    ['毎月の取組', ['g毎月']],
    ['通年の取組', ['i通年']],
    ['実施時期が書かれていない取組', ['h空欄']],
    ['月が決まっていない取組', ['d来年度中', 'j四月以降']],
    ['総務部で7月に始まる取組', ['c七月以降']],
    ['建設部で7月に始まる取組', []],
    ['Which initiatives start in July?', ['c七月以降']],
    ['initiatives that have not started yet', ['c七月以降', 'd来年度中']],
    // Who starts before all others, or after.
    ['一番早くから始まっている取組は？', ['i通年', 'j四月以降']],
    ['いちばん古くからやっている取組', ['i通年', 'j四月以降']],
    ['最も遅く始まるのはどれ', ['d来年度中']],
    ['総務部で最初に始まるのは？', ['a五月']],
    ['総務部の取組で一番新しいもの', ['c七月以降']],
    ['Which initiative starts first?', ['i通年', 'j四月以降']],
    ['Which one started most recently?', ['d来年度中']],
  ])('%s: %j', (question, expected) => {
    expect(names(question, JUNE)).toEqual(expected);
  });

  test('moves with today', () => {
    expect(names('来月始まる取組', '2027-03-10')).toEqual([]);
    expect(names('今月始まる取組', '2026-07-01')).toEqual(['c七月以降']);
    expect(names('もう終わった取組', '2026-10-01')).toEqual(['b六月から八月']);
  });
});

describe('topics', () => {
  const { ask, names } = asker({
    rows: [
      { department: '総務部', name: '職員研修', summary: '新採用職員に講義をする' },
      { department: '総務部', name: '面談の実施', summary: '上司と話す' },
      { department: '建設部', name: '管理職研修', summary: '管理職が学ぶ' },
      { department: '建設部', name: '採用説明会', summary: '学生に仕事を紹介' },
      { department: '消防本部', name: '他市の視察', remarks: '川崎市、横浜市（6月）', when: 'R8.6' },
    ],
    concepts: [
      concept('training', { terms: ['研修'], kana: ['けんしゅう'], en: ['training'], asks: ['学びたい'] }),
      concept('talks', { terms: ['面談'], en: ['one-on-one'], asks: ['話を聞いてほしい'] }),
      concept('recruiting', { terms: ['採用'], en: ['recruiting'], not: ['採用案'] }),
      concept('new-hires', { kind: 'audience', terms: ['新採用職員', '新人'], en: ['new hire'] }),
      concept('managers', { kind: 'audience', terms: ['管理職'], en: ['manager'] }),
      concept('visits', { terms: ['視察'], en: ['visit'] }),
    ],
  });

  test.each([
    ['研修はある？', ['管理職研修', '職員研修']],
    ['けんしゅうはある？', ['管理職研修', '職員研修']],
    ['kenshuu wa arimasu ka', ['管理職研修', '職員研修']],
    ['ケンシュウ', ['管理職研修', '職員研修']],
    ['any training?', ['管理職研修', '職員研修']],
    ['学びたい', ['管理職研修', '職員研修']],
    // One concept's word inside another's longer one is not the shorter.
    ['採用', ['採用説明会']],
    ['新人の研修', ['職員研修']],
    ['管理職の研修', ['管理職研修']],
    ['研修か面談', ['管理職研修', '職員研修', '面談の実施']],
    ['研修または視察', ['他市の視察', '管理職研修', '職員研修']],
    ['研修で管理職以外', ['職員研修']],
    ['training but not for managers', ['職員研修']],
    ['総務部の研修', ['職員研修']],
    ['総務部以外の研修', ['管理職研修']],
    ['川崎市', ['他市の視察']],
  ])('%s: %j', (question, expected) => {
    expect(names(question)).toEqual(expected);
  });

  test('what is not there gets no rows, and is named', () => {
    const answer = ask('ロボット掃除機');
    expect(answer.hits).toEqual([]);
    expect(answer.unknownWords.join()).toContain('ロボット');
  });

  test.each([
    ['ヌルポン活動をやっている部署は？', 'チャリンポ活動をやっている部署は？', 'チャリンポ'],
    // It has the form of a department's name.
    ['ヌルポン部の活動は？', 'チャリンポ部の活動は？', 'チャリンポ部'],
  ])('a word that an editor’s question for the row has was found by it: %s', (question, other, unknown) => {
    const { ask: askEdited } = asker({
      rows: [
        { department: '総務部', name: '面談の実施' },
        { department: '総務部', name: '会議の見直し' },
      ],
      expansions: [{ id: 'row-0', questions: [question] }],
    });
    const answer = askEdited(question);
    expect([answer.hits.map(({ initiative }) => initiative.id), answer.unknownWords]).toEqual([
      ['row-0'],
      [],
    ]);
    expect(askEdited(other).unknownWords.join()).toContain(unknown);
  });

  test('near misses are not among the answers', () => {
    const answer = ask('管理職の研修');
    const answered = new Set(answer.hits.map((hit) => hit.initiative.id));
    expect(answer.nearMisses.filter((hit) => answered.has(hit.initiative.id))).toEqual([]);
    expect(answer.nearMisses.map((hit) => hit.initiative.name)).toContain('職員研修');
  });

  test('each row says why it is there, in its own words', () => {
    const [hit] = ask('視察').hits;
    expect(hit!.reasons).toContainEqual({ kind: 'concept', field: 'name', asked: '視察', found: '視察' });
  });

  test.each([
    ['研修は何件ありますか', 2, 'initiatives'],
    ['研修をやっているのは何部署？', 2, 'departments'],
    ['取組は全部で何件？', 5, 'initiatives'],
    ['総務部の取組は何個？', 2, 'initiatives'],
    ['How many training initiatives are there?', 2, 'initiatives'],
  ])('%s: %i %s', (question, count, counted) => {
    expect(ask(question)).toMatchObject({ intent: 'count', count, counted });
  });

  test.each([
    ['部署の一覧', 'list', ['総務部', '建設部', '消防本部']],
    ['一番取組が多い部署は？', 'most', ['総務部', '建設部']],
    ['取組を一番たくさん載せているのはどこの部署ですか', 'most', ['総務部', '建設部']],
    ['取組を最も多く出している部署はどこになりますか？', 'most', ['総務部', '建設部']],
    ['一番取組が少ない部署は？', 'fewest', ['消防本部']],
    ['取組が1件だけの部署は？', 'exactly', ['消防本部']],
    ['取組が2件以上の部署は？', 'atLeast', ['総務部', '建設部']],
    ['研修をやっていない部署は？', 'without', ['消防本部']],
    ['Which departments do not do training?', 'without', ['消防本部']],
    ['研修がない部署は？', 'without', ['消防本部']],
    ['研修の取組がない部署', 'without', ['消防本部']],
    ['視察がない部署は？', 'without', ['総務部', '建設部']],
    ['視察が無い部署', 'without', ['総務部', '建設部']],
    ['視察の無いところ', 'without', ['総務部', '建設部']],
    ['視察無しの課', 'without', ['総務部', '建設部']],
    // Of one row alone, too, it asks nothing.
    ['視察なしの部署', 'without', ['総務部', '建設部']],
    ['視察が無いのはどこですか', 'without', ['総務部', '建設部']],
    ['視察をやっていないのはどの課ですか', 'without', ['総務部', '建設部']],
    ['研修のないのは？', 'without', ['消防本部']],
    ['研修に取り組んでない所', 'without', ['消防本部']],
    ['研修をやっていなかった部署', 'without', ['消防本部']],
    ['研修未実施の部署', 'without', ['消防本部']],
    ['研修を実施しない部署', 'without', ['消防本部']],
    ['どの部署が研修をやっていない？', 'without', ['消防本部']],
    ['どこに研修がないの？', 'without', ['消防本部']],
  ])('%s: %s %j', (question, kind, departments) => {
    const answer = ask(question);
    expect(answer.intent).toBe('departments');
    expect(answer.departmentsAsk).toMatchObject({ kind });
    expect(answer.departments.map(({ department }) => department)).toEqual(departments);
  });

  test.each(['備考がないのは？', '定員が無いのは？', '時間の無いところでもできる研修', '未実施の研修'])(
    '%s asks for rows, not who has none',
    (question) => {
      expect(ask(question)).toMatchObject({ intent: 'find', departmentsAsk: null });
    },
  );

  test.each([
    ['視察はいつ？', 'when', 'schedule', 'R8.6'],
    ['視察はどこの市に行く？', 'where', 'remarks', '川崎市、横浜市（6月）'],
  ])('%s: the %s from the row', (question, asks, field, text) => {
    expect(ask(question)).toMatchObject({
      intent: 'fact',
      fact: { asks, field, text, initiative: { name: '他市の視察' } },
    });
  });

  test('answers in the language of the question', () => {
    expect(ask('研修は？').lang).toBe('ja');
    expect(ask('Is there any training?').lang).toBe('en');
    expect(ask('kenshuu wa arimasu ka').lang).toBe('ja');
  });

  test.each([
    ['使い方', 'help'],
    ['こんにちは', 'greeting'],
    ['hello', 'greeting'],
  ])('%s is %s and has no rows', (question, intent) => {
    expect(ask(question)).toMatchObject({ intent, hits: [] });
  });

  test.each(['', '   ', '？？？', '😀😀', '<at>Bot</at>', '\0\0'])(
    '%j has no rows and no trouble',
    (question) => {
      expect(ask(question).hits).toEqual([]);
    },
  );

  test.each([
    '<at>横展</at> 研修は？',
    '😀研修は？🙏',
    '研修は？\u200b',
    'お疲れ様です。研修は？よろしくお願いします。',
    '研　修は？',
    '研修は？？？？',
  ])('%j is still about training', (question) => {
    expect(names(question)).toEqual(['管理職研修', '職員研修']);
  });
});

describe('filed under one department, about others', () => {
  const { ask } = asker({
    rows: [
      { department: '総務部', name: '窓口時間の短縮', summary: '建設部、消防本部における窓口時間を短縮' },
      { department: '建設部', name: '現場の見学' },
      { department: '消防本部', name: '訓練の公開' },
    ],
  });

  const told = (hits: ReturnType<typeof ask>['nearMisses']) =>
    hits.map((hit) => [hit.initiative.name, hit.about]);

  test('stands beside those of their own, and says so', () => {
    const { hits, nearMisses } = ask('消防本部の取組');
    expect(told(hits.slice(0, 9))).toEqual([['訓練の公開', []]]);
    expect(told(nearMisses)).toEqual([['窓口時間の短縮', ['消防本部']]]);
  });

  test('is the answer where they have none of their own', () => {
    const { hits } = ask('消防本部の窓口時間');
    expect(told(hits.slice(0, 9))).toEqual([['窓口時間の短縮', ['消防本部']]]);
  });

  test('is counted for none of them', () => {
    expect(ask('建設部と消防本部の取組を比べたい').hits).toHaveLength(2);
  });
});

describe('hits', () => {
  const concepts = [concept('training', { terms: ['研修'] }), concept('hiring', { terms: ['採用'] })];
  const { engine, ask } = asker({
    concepts,
    rows: [
      { department: '総務部', name: '職員研修', when: 'R8.9～' },
      { department: '建設部', name: '採用の見直し', summary: '採用後の研修も' },
      { department: '消防本部', name: '声かけ', remarks: '研修の後に', when: 'R8.7～' },
    ],
  });
  const told = (question: string): unknown[] =>
    ask(question).hits.map(({ initiative, score, reasons }) => [initiative.name, score, reasons]);

  test('are what they were, although another question has been asked since', () => {
    const expected = told('研修は？');
    const { hits } = ask('研修は？');
    ask('採用は？');
    expect(hits.map(({ initiative, score, reasons }) => [initiative.name, score, reasons])).toEqual(expected);
    expect(hits.map((hit) => hit.initiative.name)).toEqual(['職員研修', '採用の見直し', '声かけ']);
  });

  test('can be had by the page, and each is one and the same', () => {
    const { hits } = ask('研修は？');
    expect(hits.slice(1, 9).map((hit) => hit.initiative.name)).toEqual(['採用の見直し', '声かけ']);
    expect(hits.slice(1, 2)[0]).toBe([...hits][1]);
    expect(hits.filter((hit) => hit.initiative.department === '消防本部')).toHaveLength(1);
  });

  test('come by time when that is asked for, those without one last', () => {
    expect(ask('研修を時期の順に').hits.map((hit) => hit.initiative.name)).toEqual([
      '声かけ',
      '職員研修',
      '採用の見直し',
    ]);
  });

  test('are alike by what they speak of, the rarer the better', () => {
    const names = engine.similar('row-1', 5).map((hit) => [hit.initiative.name, hit.reasons[0]?.found]);
    expect(names).toEqual([
      ['職員研修', '研修'],
      ['声かけ', '研修'],
    ]);
    expect(engine.similar('row-1', 1)).toHaveLength(1);
    expect(engine.similar('no-such-row', 5)).toEqual([]);
  });

  test('are all rows when nothing is searched for', () => {
    expect(engine.search(' ', JUNE, 'ja').map((hit) => hit.initiative.name)).toEqual([
      '職員研修',
      '採用の見直し',
      '声かけ',
    ]);
  });
});

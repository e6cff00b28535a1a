import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { importDocument } from '../../src/dataset/import.ts';
import { toJson } from '../../src/dataset/json.ts';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { DepartmentsFile, GrammarFile, InitiativesFile, type Initiative } from '../../src/dataset/schema.ts';

const DATA = path.resolve(import.meta.dirname, '../../data');
const read = (name: string): string => readFileSync(path.join(DATA, name), 'utf8');

const dataset = {
  ...InitiativesFile.parse(JSON.parse(read('initiatives.json'))),
  ...DepartmentsFile.parse(JSON.parse(read('departments.json'))),
};

function find(department: string, name: string): Initiative {
  const row = dataset.initiatives.find((each) => each.department === department && each.name === name);
  if (row === undefined) throw new Error(`no row ${department} ${name}`);
  return row;
}

describe('data/', () => {
  test('is exactly what the importer makes of the document and the curated names', () => {
    const document = readFileSync(path.join(DATA, 'source/hatarakigai-r08-06.txt'));
    const nothing = { initiatives: null, departments: null };
    const fresh = importDocument(document, 'hatarakigai-r08-06.txt', nothing);
    const again = importDocument(document, 'hatarakigai-r08-06.txt', {
      initiatives: JSON.parse(read('initiatives.json')),
      departments: JSON.parse(read('departments.json')),
    });
    if (!fresh.ok || !again.ok) throw new Error('the document has problems');
    expect(toJson(fresh.initiatives)).toBe(read('initiatives.json'));
    expect(toJson(again.initiatives)).toBe(read('initiatives.json'));
    expect(toJson(again.departments)).toBe(read('departments.json'));
    expect(fresh.warnings).toEqual([]);
    expect(again.warnings).toEqual([]);
  });

  test('has each word of the grammar once in its role', () => {
    const { blocks } = GrammarFile.parse(JSON.parse(read('grammar.json')));
    const words = blocks.flatMap(({ role, words }) => words.map((word) => `${role} ${word}`));
    expect(words.filter((word, i) => words.indexOf(word) !== i)).toEqual([]);
  });

  test('loads with everything that editors have written beside it', () => {
    expect(loadDataset(DATA).initiatives).toEqual(dataset.initiatives);
  });

  test('holds 18 departments in the order of the document, all with English name and reading', () => {
    expect(dataset.departments.map(({ name }) => name)).toEqual(
      (
        '市長公室 総務局 財政局 危機管理局 市民局 健康福祉局 こども・若者未来局 環境経済局 都市建設局 緑区役所 中央区役所 ' +
        '南区役所 会計課 議会局 教育局 行政委員会事務局 農業委員会事務局 消防局'
      ).split(' '),
    );
    for (const { en, kana } of dataset.departments) {
      expect(en).toMatch(/^[A-Z][A-Za-z' ]+$/);
      expect(kana).toMatch(/^[ぁ-んー]+$/);
    }
  });

  test('holds 49 initiatives', () => {
    const counts = dataset.departments.map(
      ({ name }) => dataset.initiatives.filter((row) => row.department === name).length,
    );
    expect(counts).toEqual([3, 3, 2, 2, 2, 3, 3, 2, 3, 3, 3, 3, 2, 3, 3, 3, 3, 3]);
    expect(dataset.initiatives).toHaveLength(49);
  });

  test('names its source', () => {
    expect(dataset.source).toMatchObject({
      title: '職員の働きがい向上に向けた 各局・区等の取組について',
      publisher: '総務局 人材育成課 働きがい向上推進室',
      date: '2026-06',
      dateText: '令和8年6月',
    });
  });

  test('keeps the words of the document', () => {
    expect(find('総務局', '働きがい向上推進本部会議を設置')).toMatchObject({
      summary: '庁内の連携及び速やかな意思決定を図ることを目的に、市長を本部長とした会議体を設置',
      remarks: 'R8.4 調整会議',
      schedule: { text: 'R8.5' },
      source: { line: 27 },
    });
    expect(find('消防局', '他市視察').remarks).toBe('【視察済】川崎市、さいたま市 【予定】横浜市（6月）');
    expect(find('行政委員会事務局', '採用広報の強化').schedule.text).toBe('R8.4～(通年)');
    expect(find('会計課', '1 on 1 ミーティングの実施').summary).toBe('課長による 1 on 1 ミーティングの実施');
    expect(find('危機管理局', '年休を取得しやすい環境づくり').schedule.text).toBe('');
  });

  test('turns the inline list into lines', () => {
    expect(find('健康福祉局', '採用辞退抑制に向けた取組').summary).toBe(
      '・広報さがみはらを毎月1回郵送\n' +
        '・健康福祉局及びこども・若者未来局関連のイベント情報の配信\n' +
        '・先輩職員との面談(早期先行枠合格者)',
    );
    expect(find('健康福祉局', '局独自の人材育成').summary).toBe(
      '・「健康福祉」分野にこだわらず、職員のニーズと時流を捉えた研修の実施\n・専門職に必要な知識に応じた研修の実施',
    );
  });

  test('reads every form of 実施時期 that the document has', () => {
    const forms = new Map(
      dataset.initiatives.map(({ schedule }) => [
        schedule.text,
        [
          schedule.kind,
          schedule.start ?? '-',
          schedule.end ?? '-',
          schedule.recurrence ?? '',
          schedule.recurrenceMonths.join(','),
        ]
          .join(' ')
          .trim(),
      ]),
    );
    expect(Object.fromEntries(forms)).toEqual({
      '': 'unstated - -',
      'R7.9～': 'from 2025-09 -',
      'R8.4': 'month 2026-04 2026-04',
      'R8.4～': 'from 2026-04 -',
      'R8.4～(通年)': 'from 2026-04 -',
      'R8.4～6': 'range 2026-04 2026-06',
      'R8.5': 'month 2026-05 2026-05',
      'R8.5～': 'from 2026-05 -',
      'R8.6': 'month 2026-06 2026-06',
      'R8.6～': 'from 2026-06 -',
      'R8.6～8': 'range 2026-06 2026-08',
      'R8.6以降': 'from 2026-06 -',
      'R8.7予定': 'month 2026-07 2026-07',
      'R8.7以降': 'from 2026-07 -',
      'R8.7～予定': 'from 2026-07 -',
      'R8.8': 'month 2026-08 2026-08',
      'R8.8～': 'from 2026-08 -',
      'R8.10予定': 'month 2026-10 2026-10',
      R8以降: 'from 2026-04 -',
      R8年度から: 'from 2026-04 -',
      'R9.4以降': 'from 2027-04 -',
      R9年度中に導入予定: 'within 2027-04 2028-03',
      随時: 'anytime - -',
      毎年5月: 'recurring - - yearly 5',
      毎月: 'recurring - - monthly',
    });
  });

  test('knows what is planned and what is under consideration', () => {
    const of = (stage: string): string[] =>
      dataset.initiatives
        .filter((row) => row.stage === stage)
        .map((row) => `${row.department}「${row.name}」`);
    expect(of('planned')).toEqual([
      '市長公室「公用スマートフォンの導入」',
      '緑区役所「1 on 1 ミーティング」',
      '教育局「職場研修」',
      '教育局「司書職人材育成方針」',
      '消防局「被服の更新」',
    ]);
    expect(of('considering')).toEqual([
      '危機管理局「処遇改善の検討」',
      '都市建設局「包括的民間委託の検討」',
      '都市建設局「局内職員向けアンケートの実施」',
    ]);
  });
});

import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadDataset } from '../../../src/dataset/load.ts';
import { createEngine } from '../../../src/question/engine.ts';
import { asker } from '../support/dataset.ts';

const NAMES = [
  '総務部',
  '健康福祉局',
  'こども・若者支援課',
  '消防局',
  '東区役所',
  '西区役所',
  '議会局',
  '会計室',
  '農業委員会事務局',
  '教育局',
];
const { ask, names } = asker({
  rows: NAMES.map((department, i) => ({ department, name: `取組${'甲乙丙丁戊己庚辛壬癸'.charAt(i)}` })),
  departments: NAMES.map((name) => ({ name, aliases: name === '会計室' ? ['出納'] : [] })),
  groups: [{ names: ['子ども関係'], departments: ['こども・若者支援課', '教育局'] }],
});

describe('departments in a question', () => {
  test.each([
    ['総務部の取組は？', ['総務部']],
    ['総務の取組', ['総務部']],
    ['総務って何してる？', ['総務部']],
    ['健福局は？', ['健康福祉局']],
    ['健康福祉局と消防局の取組', ['健康福祉局', '消防局']],
    ['東区の取組', ['東区役所']],
    ['東区と西区は？', ['東区役所', '西区役所']],
    ['区役所の取組', ['東区役所', '西区役所']],
    ['どの区がやってる？', ['東区役所', '西区役所']],
    ['地区の取組', []],
    ['健康福祉の局の分', ['健康福祉局']],
    ['農業委員会の取組', ['農業委員会事務局']],
    ['農委は何をしてますか', ['農業委員会事務局']],
    ['教育委員会では？', ['教育局']],
    ['議会事務局の取組', ['議会局']],
    ['出納の取組', ['会計室']],
    ['子ども関係の部署の取組', ['こども・若者支援課', '教育局']],
    ['こども若者支援課の取組', ['こども・若者支援課']],
    ['ショウボウキョクの取組', ['消防局']],
    ['しょうぼうきょくのとりくみ', ['消防局']],
    ['soumubu no torikumi wa?', ['総務部']],
    ['What does the fire department do?', ['消防局']],
    ['initiatives of the Health and Welfare Bureau', ['健康福祉局']],
    ['ward offices', ['東区役所', '西区役所']],
    ['everything except training in the fire department', ['消防局']],
  ])('%s: %j', (question, departments) => {
    expect([...ask(question).understood.departments].sort()).toEqual([...departments].sort());
  });

  test.each([
    ['消防局以外の取組', ['消防局']],
    ['区役所以外の取組は？', ['東区役所', '西区役所']],
    ['総務部と教育局を除いて', ['総務部', '教育局']],
    ['departments other than the fire department', ['消防局']],
  ])('%s: not %j', (question, departments) => {
    expect([...ask(question).understood.excludedDepartments].sort()).toEqual([...departments].sort());
  });

  test.each(['人事の研修', '水道局の取組', '取組は何件？', 'research'])('%s: none of them', (question) => {
    expect(ask(question).understood.departments).toEqual([]);
  });

  test('a department that there is not has no rows, and is named', () => {
    const answer = ask('水道局の取組');
    expect(answer.hits).toEqual([]);
    expect(answer.unknownWords).toContain('水道局');
  });

  test('alternatives and exceptions choose rows', () => {
    expect(names('総務部か消防局の取組')).toEqual(['取組丁', '取組甲']);
    expect(names('区役所の取組で東区以外')).toEqual(['取組己']);
  });
});

describe('every department of the data', () => {
  const data = loadDataset(path.resolve(import.meta.dirname, '../../../data'));
  const engine = createEngine(data);
  const idsOf = (text: string): string[] =>
    engine
      .ask({ text, today: '2026-06-15', lang: 'ja', previous: null })
      .hits.filter((hit) => hit.about.length === 0)
      .map((hit) => hit.initiative.id)
      .sort();
  const idsWhere = (wanted: (department: string) => boolean): string[] =>
    data.initiatives
      .filter((row) => wanted(row.department))
      .map((row) => row.id)
      .sort();

  test.each(data.departments.map(({ name }) => name))('%s has its rows and no other', (name) => {
    expect(idsOf(`${name}の取組は？`)).toEqual(idsWhere((department) => department === name));
    expect(idsOf(name)).toEqual(idsWhere((department) => department === name));
  });

  test.each(data.departments.map(({ name }) => name))('%s以外 has all the others', (name) => {
    expect(idsOf(`${name}以外の取組`)).toEqual(idsWhere((department) => department !== name));
  });

  test.each(data.departments.map(({ name, en }) => [en ?? '', name] as const))(
    '%s is found in English',
    (en, name) => {
      expect(idsOf(`What does the ${en} do?`)).toEqual(idsWhere((department) => department === name));
    },
  );
});

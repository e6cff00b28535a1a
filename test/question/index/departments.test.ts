import { describe, expect, test } from '@jest/globals';
import { asker } from '../support/dataset.ts';
import { DATA, engine } from '../support/real.ts';

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
    ['会計しつの一覧', ['会計室']],
    ['議会きょくのとりくみ', ['議会局']],
    ['けんこう福祉局のぜんぶ見せて', ['健康福祉局']],
    ['how many things does the fire and rescue bureau (消防局) have?', ['消防局']],
    ['Initiatives of the accounts office (会計室)', ['会計室']],
    ['子ども関係の部署の取組', ['こども・若者支援課', '教育局']],
    ['こども若者支援課の取組', ['こども・若者支援課']],
    ['ショウボウキョクの取組', ['消防局']],
    ['しょうぼうきょくのとりくみ', ['消防局']],
    ['soumubu no torikumi wa?', ['総務部']],
    ['What does the fire department do?', ['消防局']],
    ['initiatives of the Health and Welfare Bureau', ['健康福祉局']],
    ['ward offices', ['東区役所', '西区役所']],
    ['what does the board of education do?', ['教育局']],
    ['training in the department of health and welfare', ['健康福祉局']],
    ['a notice board of our own', []],
    ['everything except training in the fire department', ['消防局']],
    ['総務・教育の各局', ['教育局']],
    ['消防と教育の両局', ['消防局', '教育局']],
    ['東・西の2区', ['東区役所', '西区役所']],
    ['東と西の区役所', ['東区役所', '西区役所']],
    ['消防・議会・教育局の取組', ['消防局', '議会局', '教育局']],
    ['the fire and education bureaus', ['消防局', '教育局']],
    ['fire, education and assembly departments', ['消防局', '教育局', '議会局']],
    ['東の区の取組', ['東区役所']],
    ['教育の局は？', ['教育局']],
    ['建康福祉局の取組', ['健康福祉局']],
    ['農業委員会事務曲は', ['農業委員会事務局']],
    ['the helth and welfare bureau', ['健康福祉局']],
    ['それって消防だっけ', ['消防局']],
    ['結局、東区はどう？', ['東区役所']],
    ['各区役所で', ['東区役所', '西区役所']],
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

  test.each([
    ['北区役所は何をしていますか', '北区役所'],
    ['北区の取組', '北区'],
    ['観光局は？', '観光局'],
  ])('%s: no department is called so', (question, name) => {
    const answer = ask(question);
    expect(answer.hits).toEqual([]);
    expect(answer.unknownWords).toEqual([name]);
  });

  test('alternatives and exceptions choose rows', () => {
    expect(names('総務部か消防局の取組')).toEqual(['取組丁', '取組甲']);
    expect(names('区役所の取組で東区以外')).toEqual(['取組己']);
  });
});

describe('offices that have a founder, branches or a place', () => {
  const town = asker({
    rows: ['町立病院看護部', '町立病院事務部', '市立図書館', '町営バス事業所', 'こども園', '水道事業所'].map(
      (department, i) => ({ department, name: `取組${String(i)}` }),
    ),
  });
  test.each([
    ['病院の取組', ['町立病院看護部', '町立病院事務部']],
    ['町立病院の取組を全部', ['町立病院看護部', '町立病院事務部']],
    ['看護部は何をしていますか', ['町立病院看護部']],
    ['図書館の取組', ['市立図書館']],
    ['library initiatives', ['市立図書館']],
    ['What has the hospital done?', ['町立病院看護部', '町立病院事務部']],
    ['hospital nursing department', ['町立病院看護部']],
    ['bus service initiatives', ['町営バス事業所']],
    ['How many initiatives does the kindergarten have?', ['こども園']],
    ['水道の事業所は何してる', ['水道事業所']],
  ])('%s: %j', (question, departments) => {
    expect([...town.ask(question).understood.departments].sort()).toEqual([...departments].sort());
  });
});

describe('offices of a union of small towns', () => {
  const union = asker({
    rows: ['磯津町役場', '奥谷村役場', '水道企業団', '消防本部', '消防団事務室', '港湾課', '交通部'].map(
      (department, i) => ({
        department,
        name: `取組${String(i)}`,
      }),
    ),
  });
  test.each([
    ['磯津町は何をしていますか', ['磯津町役場']],
    ['奥谷村の取組', ['奥谷村役場']],
    ['役場に集まる取組', []],
    ['水道の企業団の取組', ['水道企業団']],
    ['What does the water authority do?', ['水道企業団']],
    ['initiatives of the volunteer fire office', ['消防団事務室']],
    ['initiatives of the tram bureau', ['交通部']],
    ['the seaport division', ['港湾課']],
    ['show me what the seaport people do', ['港湾課']],
    ['What are the tram folks up to?', ['交通部']],
    ['Anything for the people at the port?', []],
    ['the fire brigade office', ['消防団事務室']],
    ['Do we tell students about port work?', []],
  ])('%s: %j', (question, departments) => {
    expect([...union.ask(question).understood.departments].sort()).toEqual([...departments].sort());
  });
});

describe('every department of the data', () => {
  const idsOf = (text: string): string[] =>
    engine
      .ask({ text, today: '2026-06-15', lang: 'ja', previous: null })
      .hits.filter((hit) => hit.about.length === 0)
      .map((hit) => hit.initiative.id)
      .sort();
  const idsWhere = (wanted: (department: string) => boolean): string[] =>
    DATA.initiatives
      .filter((row) => wanted(row.department))
      .map((row) => row.id)
      .sort();

  test.each(DATA.departments.map(({ name }) => name))('%s has its rows and no other', (name) => {
    expect(idsOf(`${name}の取組は？`)).toEqual(idsWhere((department) => department === name));
    expect(idsOf(name)).toEqual(idsWhere((department) => department === name));
  });

  test.each(DATA.departments.map(({ name }) => name))('%s以外 has all the others', (name) => {
    expect(idsOf(`${name}以外の取組`)).toEqual(idsWhere((department) => department !== name));
  });

  test.each(DATA.departments.map(({ name, en }) => [en ?? '', name] as const))(
    '%s is found in English',
    (en, name) => {
      expect(idsOf(`What does the ${en} do?`)).toEqual(idsWhere((department) => department === name));
    },
  );
});

describe('offices that are called by their field or their house', () => {
  const NAMES = ['空港振興部', '中央図書館', '農業振興課', '農業委員会事務局', '総務部'];
  const { ask } = asker({
    rows: NAMES.map((department, i) => ({ department, name: `取組${'甲乙丙丁戊'.charAt(i)}` })),
    departments: NAMES.map((name) => ({ name, aliases: [] })),
  });
  test.each([
    ['空港の取組をすべて', ['空港振興部']],
    ['図書館では何をしていますか', ['中央図書館']],
    ['空港行きの電車', []],
  ])('%s', (question, expected) => {
    expect(ask(question).understood.departments).toEqual(expected);
  });
});

test.each(['Which departments do no training?', 'Which departments have no training?'])(
  '%s is asked of training, not of trains',
  (text) => {
    const asked = (one: string, lang: 'ja' | 'en') =>
      engine
        .ask({ text: one, today: '2026-06-15', lang, previous: null })
        .departments.map(({ department }) => department);
    const without = asked('研修をやっていない部署は？', 'ja');
    expect(without.length).toBeGreaterThan(3);
    expect(asked(text, 'en')).toEqual(without);
  },
);

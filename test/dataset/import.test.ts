import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { importDocument } from '../../src/dataset/import.ts';
import { NO_WORDS } from '../../src/dataset/curated/synonyms.ts';
import { loadDataset } from '../../src/dataset/load/dataset.ts';
import { writeWorkbook } from '../../src/dataset/office/own/workbook.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DOCUMENT = path.join(ROOT, 'data/source/hatarakigai-r08-06.txt');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'yokoten-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function run(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(ROOT, 'src/cli/import.ts'), ...args],
    {
      encoding: 'utf8',
    },
  );
  return { status, output: stdout + stderr };
}

function source(text: string): string {
  const file = path.join(dir, 'source.txt');
  writeFileSync(file, text);
  return file;
}

/* eslint-disable @typescript-eslint/no-explicit-any -- files are read as any reader would find them */
const readJson = (name: string): any => JSON.parse(readFileSync(path.join(dir, 'out', name), 'utf8'));

describe('npm run import', () => {
  test('makes a dataset, twice the same', () => {
    const out = path.join(dir, 'out');
    const first = run(DOCUMENT, '--out', out);
    expect(first.status).toBe(0);
    expect(first.output).toContain('18部署 departments, 49取組 initiatives');
    expect(readdirSync(out).sort()).toEqual(['departments.json', 'initiatives.json']);
    const bytes = readFileSync(path.join(out, 'initiatives.json'), 'utf8');
    expect(bytes.endsWith('}\n')).toBe(true);

    const second = run(DOCUMENT, '--out', out);
    expect(second.output).toContain('追加 added 0, 変更 changed 0, 改名 renamed 0, 削除 removed 0');
    expect(readFileSync(path.join(out, 'initiatives.json'), 'utf8')).toBe(bytes);
  });

  test('lists every problem with its line, exits with 1 and writes nothing', () => {
    const text = readFileSync(DOCUMENT, 'utf8').split('\n');
    text[20] = '窓口開設時間の短縮\t欄が足りない';
    text[28] = '\t名前がない\tR8.4\t';
    const { status, output } = run(source(text.join('\n')), '--out', path.join(dir, 'out'));
    expect(status).toBe(1);
    expect(output).toContain('21行目 line 21');
    expect(output).toContain('29行目 line 29');
    expect(output).toContain('nothing written');
    expect(existsSync(path.join(dir, 'out'))).toBe(false);
  });

  test('keeps the earlier files untouched when the new edition has problems', () => {
    run(DOCUMENT, '--out', path.join(dir, 'out'));
    const before = readFileSync(path.join(dir, 'out/initiatives.json'), 'utf8');
    expect(run(source('壊れた文書'), '--out', path.join(dir, 'out')).status).toBe(1);
    expect(readFileSync(path.join(dir, 'out/initiatives.json'), 'utf8')).toBe(before);
    expect(readdirSync(path.join(dir, 'out')).sort()).toEqual(['departments.json', 'initiatives.json']);
  });

  test('--check says what would happen and writes nothing', () => {
    const { status, output } = run(DOCUMENT, '--out', path.join(dir, 'out'), '--check');
    expect(status).toBe(0);
    expect(output).toContain('49取組');
    expect(existsSync(path.join(dir, 'out'))).toBe(false);
  });

  test('a new edition: renamed, changed, added and removed rows, curated names kept', () => {
    const out = path.join(dir, 'out');
    run(DOCUMENT, '--out', out);
    cpSync(path.join(ROOT, 'data/departments.json'), path.join(out, 'departments.json'));
    const idsBefore = new Map<string, string>(
      readJson('initiatives.json').initiatives.map((row: any) => [row.name, row.id]),
    );
    const edition = readFileSync(DOCUMENT, 'utf8')
      .replace('クレドの作成\t', 'クレドの作成と周知\t')
      .replace('ランチミーティングの実施\t会計管理者との', 'ランチミーティングの実施\t会計課長との')
      .replace('朝礼の実施\t', '夕礼\t終業前に集まる\tR8.9\t\n朝礼の実施\t')
      .replace(/^他市視察.*\n/m, '');
    const { status, output } = run(source(edition), '--out', out);
    expect(status).toBe(0);
    expect(output).toContain('追加 added 1, 変更 changed 1, 改名 renamed 1, 削除 removed 1');
    expect(output).toContain('+ 市民局「夕礼」');
    expect(output).toContain('~ 会計課「ランチミーティングの実施」');
    expect(output).toContain(
      `= 総務局「クレドの作成」→ 総務局「クレドの作成と周知」 (${idsBefore.get('クレドの作成')!})`,
    );
    expect(output).toContain('- 消防局「他市視察」');

    const after = readJson('initiatives.json').initiatives;
    expect(after.find((row: any) => row.name === 'クレドの作成と周知').id).toBe(
      idsBefore.get('クレドの作成'),
    );
    const fire = readJson('departments.json').departments.find((each: any) => each.name === '消防局');
    expect(fire).toMatchObject({ en: 'Fire Bureau', kana: 'しょうぼうきょく' });
  });

  test('does not import over a file that it cannot read, which would lose its ids', () => {
    run(DOCUMENT, '--out', path.join(dir, 'out'));
    writeFileSync(path.join(dir, 'out/initiatives.json'), '{');
    const { status, output } = run(DOCUMENT, '--out', path.join(dir, 'out'));
    expect(status).toBe(1);
    expect(output).toContain('initiatives.json: not JSON');
    expect(readFileSync(path.join(dir, 'out/initiatives.json'), 'utf8')).toBe('{');
  });

  test('leaves words out whose row is gone, and names them', () => {
    const out = path.join(dir, 'out');
    run(DOCUMENT, '--out', out);
    writeFileSync(path.join(out, 'expansions.txt'), 'i-gone\n');
    expect(run(DOCUMENT, '--out', out).output).toContain('left out: i-gone');
    expect(loadDataset(out).expansions.size).toBe(0);
  });

  test('a workbook’s word that is another concept’s, or of none, is for a person to decide, as in a chat', () => {
    const out = path.join(dir, 'out');
    run(DOCUMENT, '--out', out);
    const data = loadDataset(out);
    const file = path.join(dir, 'edition.xlsx');
    const words = (concept: string, term: string) => {
      writeFileSync(file, writeWorkbook(data, new Map([[concept, { ...NO_WORDS, terms: [term] }]])));
    };
    const [taken] = data.concepts.find(({ id }) => id === 'mentoring')!.terms;
    words('remote-work', taken!);
    expect(run(file, '--out', out)).toEqual({
      status: 1,
      output: expect.stringContaining(`the term ${taken!} is in mentoring and remote-work`),
    });
    expect(existsSync(path.join(out, 'synonyms.txt'))).toBe(false);
    words('no-such', 'おうち勤務');
    expect(run(file, '--out', out).output).toContain('there is no concept no-such');
    words('remote-work', 'おうち勤務');
    expect(run(file, '--out', out).status).toBe(0);
    expect(loadDataset(out).concepts.find(({ id }) => id === 'remote-work')!.terms).toContain('おうち勤務');
  });

  test('takes from a workbook of ours the contacts of rows and their questions, into an empty folder too', () => {
    const { source: head, departments, initiatives } = loadDataset(path.join(ROOT, 'data'));
    const contact = { office: '研修係', extension: '1234' };
    const rows = initiatives.map((row, i) => (i === 3 ? { ...row, contact } : row));
    const { id } = rows[3]!;
    const words = { id, en: null, questions: ['だれに聞けばよいか'], themes: [] };
    const edition = { source: head, departments, initiatives: rows, concepts: [] };
    const file = path.join(dir, 'edition.xlsx');
    writeFileSync(file, writeWorkbook({ ...edition, expansions: new Map([[id, words]]) }, new Map()));
    const out = path.join(dir, 'out');
    const { status, output } = run(file, '--out', out);
    expect([status, output]).toEqual([0, expect.stringContaining('49取組')]);
    const taken = loadDataset(out);
    expect(taken.initiatives[3]).toMatchObject({ id, contact });
    expect(taken.expansions.get(id)?.questions).toEqual(['だれに聞けばよいか']);
    expect(taken.expansions.size).toBe(1);
  });

  test('wrong use', () => {
    expect(run().status).toBe(2);
    expect(run(DOCUMENT, '--nonsense').output).toContain('npm run import -- FILE');
    expect(run(path.join(dir, 'missing.txt'), '--out', dir).status).toBe(1);
  });
});

describe('a file that is no document', () => {
  const nothing = { initiatives: null, departments: null };

  test.each([
    ['bytes of no encoding', new Uint8Array([0x89, 0x50, 0xff, 0xff, 0xfd]), 'neither UTF-8 nor Shift_JIS'],
    ['an empty file', new Uint8Array(), 'no department heading'],
    ['11 MB', new Uint8Array(11_000_000), 'larger than 10 MB'],
  ])('%s', (_, bytes, expected) => {
    const result = importDocument(bytes, 'x.txt', nothing);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ line: null, message: expect.stringContaining(expected) }],
    });
  });

  test('vanished departments lose their curated names, and groups their members, with a warning', () => {
    const text = '課\n取組名\t概要\t実施時期\n面談\t話す\tR8.4';
    const departments = ['課', '係'].map((name) => ({
      name,
      en: null,
      kana: null,
      aliases: [`${name}の別名`],
    }));
    const groups = [
      { names: ['全部'], departments: ['課', '係'] },
      { names: ['係だけ'], departments: ['係'] },
    ];
    const result = importDocument(new TextEncoder().encode(text), 'x.txt', {
      initiatives: null,
      departments: { departments, groups },
    });
    expect(result).toMatchObject({
      ok: true,
      departments: {
        departments: [{ name: '課', aliases: ['課の別名'] }],
        groups: [{ names: ['全部'], departments: ['課'] }],
      },
    });
    expect(result.warnings.map(({ message }) => message).join()).toContain('「係」');
  });
});

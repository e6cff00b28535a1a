import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { withWords } from '../../src/dataset/edition/add-words.ts';
import { datasetOf, readDatasetFiles } from '../../src/dataset/load/dataset.ts';

const files = readDatasetFiles(path.resolve(import.meta.dirname, '../../data'));
const before = datasetOf(files);
const row = before.initiatives[0]!;
const nothing = { row: null, concept: null };

/** Names of the files that differ. */
const changed = (after: ReadonlyMap<string, string>) =>
  [...after].filter(([name, text]) => files.get(name) !== text).map(([name]) => name);

describe('words that people use and the data lack', () => {
  test('a row gets ways to ask for it, each once, and nothing else changes', () => {
    const questions = ['社内向けの番組', '社内向けの番組 ', '  # 動画: 作る,見る '];
    const after = withWords(files, { ...nothing, row: { id: row.id, questions } });
    expect(changed(after)).toEqual(['expansions.txt']);
    const is = datasetOf(after);
    const was = before.expansions.get(row.id)!;
    expect(is.expansions.get(row.id)!.questions.toSorted()).toEqual(
      [...was.questions, '社内向けの番組', '# 動画: 作る,見る'].toSorted(),
    );
    for (const [id, one] of before.expansions) if (id !== row.id) expect(is.expansions.get(id)).toEqual(one);
  });

  test('a row that has no words yet gets its first', () => {
    const bare = new Map(files).set('expansions.txt', '');
    const after = datasetOf(withWords(bare, { ...nothing, row: { id: row.id, questions: ['番組'] } }));
    expect([...after.expansions.values()]).toMatchObject([{ id: row.id, questions: ['番組'], themes: [] }]);
  });

  test('a concept gets other words for it', () => {
    const concept = { id: 'mentoring', label: 'メンター', terms: ['伴走さん', 'a, b', ' '] };
    const after = withWords(files, { ...nothing, concept });
    expect(changed(after)).toHaveLength(1);
    const termsOf = ({ concepts }: typeof before) => concepts.find(({ id }) => id === 'mentoring')!.terms;
    expect(termsOf(datasetOf(after)).toSorted()).toEqual([...termsOf(before), '伴走さん', 'a b'].toSorted());
  });

  test.each([{ row: { id: 'i-00000000', questions: ['x'] }, concept: null }, nothing])(
    '%j changes nothing',
    (words) => {
      expect(changed(withWords(files, words))).toEqual([]);
    },
  );
});

import { describe, expect, test } from '@jest/globals';
import { coverage } from './score/coverage.ts';
import { concept, datasetOf } from '../question/support/dataset.ts';

const many = (count: number, text: string): string[] =>
  Array.from({ length: count }, (_, i) => `${text}${i}`);

describe('coverage', () => {
  const data = datasetOf({
    rows: [
      { department: '総務部', name: '面談の実施', summary: '研修もする' },
      { department: '総務部', name: '面談と研修' },
      { department: '建設部', name: '現場を見る会' },
    ],
    concepts: [
      concept('talks', { terms: ['面談'], en: ['meeting'] }),
      concept('training', { terms: ['研修'], en: ['Meetings'] }),
      concept('growth', { terms: ['育成'], asks: ['面談'] }),
      concept('outings', { terms: ['遠足'], broader: ['growth'] }),
      concept('school', { terms: ['学習'] }),
    ],
    expansions: [
      {
        id: 'row-0',
        questions: [...many(10, '話したい'), ...many(5, 'talks ')],
      },
      { id: 'row-1', questions: many(16, '面談'), themes: ['school'] },
    ],
  });
  const report = coverage(data);

  test('names the rows with too few questions, and of what kind', () => {
    expect(
      report.thinRows.map(({ id, all, ja, en, needs, lacks }) => ({ id, all, ja, en, needs, lacks })),
    ).toEqual([
      { id: 'row-1', all: 16, ja: 16, en: 0, needs: 0, lacks: ['en', 'needs'] },
      { id: 'row-2', all: 0, ja: 0, en: 0, needs: 0, lacks: ['all', 'ja', 'en', 'needs'] },
    ]);
  });

  test('names the words that two concepts claim, folded', () => {
    expect(report.sharedWords).toEqual([
      { word: '面談', concepts: ['talks', 'growth'] },
      { word: 'meet', concepts: ['talks', 'training'] },
    ]);
  });

  test('names concepts that stand in exactly the same rows', () => {
    expect(report.sameRows).toEqual([
      { concepts: ['talks', 'training'], rows: ['総務部「面談の実施」', '総務部「面談と研修」'] },
    ]);
  });

  test('names concepts without a row, unless a narrower one or a theme has one', () => {
    expect(report.idleConcepts).toEqual(['growth', 'outings']);
  });

  test('names rows that no concept finds', () => {
    expect(report.rowsWithoutConcept).toEqual(['建設部「現場を見る会」']);
  });
});

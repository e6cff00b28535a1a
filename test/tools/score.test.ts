import { describe, expect, test } from '@jest/globals';
import { parseQuestions, unknownRows, type Question } from './score/questions.ts';
import { report, scoreAnswer, type Scored } from './score/score.ts';
import { withoutWords } from './score/dropout.ts';
import type { Answer, Hit, Understood } from '../../src/question/answer.ts';
import { concept, datasetOf } from '../question/support/dataset.ts';

const understood: Understood = {
  intent: 'find',
  departments: [],
  excludedDepartments: [],
  time: null,
  scheduleKinds: [],
  except: false,
  either: false,
  stages: [],
  topics: [],
  excludedTopics: [],
  extreme: null,
  remarked: false,
  refined: false,
};

/** An answer of these rows of 総務部, with nothing near. */
function answerOf(...names: string[]): Pick<Answer, 'hits' | 'nearMisses' | 'understood'> {
  return { understood, hits: names.map(hitOf), nearMisses: [] };
}

function hitOf(name: string): Hit {
  return {
    initiative: {
      id: `row-${name}`,
      department: '総務部',
      name,
      summary: '',
      schedule: {
        text: '',
        kind: 'unstated',
        start: null,
        end: null,
        open: false,
        monthStated: false,
        recurrence: null,
        recurrenceMonths: [],
      },
      stage: null,
      remarks: '',
      source: { line: 1, text: '' },
    },
    score: 1,
    reasons: [{ kind: 'text', field: 'name', asked: '研修', found: name }],
    about: [],
  };
}

function question(part: Partial<Question>): Question {
  return {
    id: 'q',
    q: '研修は？',
    lang: 'ja',
    kind: 'topic',
    today: '2026-06-15',
    must: [],
    may: [],
    ...part,
  };
}

describe('one question', () => {
  const asked = question({ must: [['総務部', '研修']], may: [['総務部', '面談']] });

  test('is exact with every must row and nothing outside must and may', () => {
    expect(scoreAnswer(asked, answerOf('研修'), '')).toMatchObject({ exact: true, truePositives: 1 });
    expect(scoreAnswer(asked, answerOf('面談', '研修'), '')).toMatchObject({ exact: true, truePositives: 1 });
  });

  test('misses the rows that are not there', () => {
    expect(scoreAnswer(asked, answerOf('面談'), '')).toMatchObject({
      exact: false,
      truePositives: 0,
      missing: [{ department: '総務部', name: '研修' }],
      extra: [],
    });
  });

  test('has extra rows, with what the engine took them for', () => {
    expect(scoreAnswer(asked, answerOf('研修', '残業'), '')).toMatchObject({
      exact: false,
      missing: [],
      extra: [{ department: '総務部', name: '残業', reasons: ['研修 → 残業 (name)'] }],
    });
  });

  test('compares names whatever their width', () => {
    const wide = question({ must: [['総務部', '１ｏｎ１（試行）']] });
    expect(scoreAnswer(wide, answerOf('1on1(試行)'), '').exact).toBe(true);
  });

  test('needs every expected text, whatever its width', () => {
    const texts = question({ must: [['総務部', '研修']], expect_text: '３回', expect_all: ['3回', '6月'] });
    expect(scoreAnswer(texts, answerOf('研修'), '年3回、６月から')).toMatchObject({
      exact: true,
      missingTexts: [],
    });
    expect(scoreAnswer(texts, answerOf('研修'), '年3回')).toMatchObject({
      exact: false,
      missingTexts: ['6月'],
    });
  });

  test('without must rows is scored on its text alone', () => {
    const counted = question({ kind: 'aggregate', expect_text: '49' });
    expect(scoreAnswer(counted, answerOf('研修', '残業'), '49件です')).toMatchObject({
      exact: true,
      extra: [],
    });
    expect(scoreAnswer(counted, answerOf(), '48件です').exact).toBe(false);
  });

  test('without must rows and text allows the may rows only', () => {
    const none = question({ kind: 'time', may: [['総務部', '面談']] });
    expect(scoreAnswer(none, answerOf('面談'), '').exact).toBe(true);
    expect(scoreAnswer(none, answerOf('研修'), '').exact).toBe(false);
  });

  test('that is negative is exact when nothing is answered', () => {
    const negative = question({ kind: 'negative', may: [] });
    expect(scoreAnswer(negative, answerOf(), '').exact).toBe(true);
    expect(scoreAnswer(negative, answerOf('研修'), '')).toMatchObject({
      exact: false,
      extra: [{ name: '研修' }],
    });
  });
});

describe('an answer is useful', () => {
  const asked = question({
    must: [
      ['総務部', '研修'],
      ['総務部', '面談'],
    ],
  });
  const withNear = (answered: string[], near: string[]) => ({
    ...answerOf(...answered),
    nearMisses: near.map(hitOf),
  });

  test('when every right row can be seen, in the answer or among the first three near ones', () => {
    expect(scoreAnswer(asked, withNear(['研修'], ['残業', '面談']), '').useful).toBe(true);
    expect(scoreAnswer(asked, withNear([], ['残業', '面談', '研修']), '')).toMatchObject({
      useful: true,
      falseNone: true,
    });
    expect(scoreAnswer(asked, withNear(['研修'], ['一', '二', '三', '面談']), '').useful).toBe(false);
    expect(scoreAnswer(asked, withNear(['研修'], []), '')).toMatchObject({ useful: false, falseNone: false });
  });

  test('with three wrong rows, and not with four', () => {
    expect(scoreAnswer(asked, withNear(['研修', '面談', '一', '二', '三'], []), '').useful).toBe(true);
    expect(scoreAnswer(asked, withNear(['研修', '面談', '一', '二', '三', '四'], []), '').useful).toBe(false);
  });

  test('to a negative question when it has no row, whatever is near', () => {
    const negative = question({ kind: 'negative' });
    expect(scoreAnswer(negative, withNear([], ['残業']), '')).toMatchObject({
      useful: true,
      falseNone: false,
    });
    expect(scoreAnswer(negative, withNear(['残業'], []), '').useful).toBe(false);
  });
});

describe('words left out', () => {
  const words = Array.from({ length: 400 }, (_, i) => `言葉${i}`);
  const data = datasetOf({
    rows: [{ department: '総務部', name: '研修' }],
    concepts: [concept('a', { terms: words, asks: ['悩み'] }), concept('b', { terms: ['仕事'] })],
  });

  test('are about the share that was named, others with another seed', () => {
    const one = withoutWords(data, 0.3, 1).concepts[0]!.terms;
    expect(one.length / words.length).toBeCloseTo(0.7, 1);
    expect(withoutWords(data, 0.3, 1).concepts[0]!.terms).toEqual(one);
    expect(withoutWords(data, 0.3, 2).concepts[0]!.terms).not.toEqual(one);
  });

  test('are the same ones when others are added', () => {
    const more = { ...data, concepts: [concept('a', { terms: ['新しい', ...words] })] };
    const kept = withoutWords(more, 0.3, 1).concepts[0]!.terms.filter((word) => word !== '新しい');
    expect(kept).toEqual(withoutWords(data, 0.3, 1).concepts[0]!.terms);
  });

  test('are none at a share of 0', () => {
    expect(withoutWords(data, 0, 1)).toBe(data);
  });
});

describe('the report', () => {
  const one = (part: Partial<Scored>, asked: Partial<Question>): Scored => ({
    question: question(asked),
    exact: true,
    useful: true,
    falseNone: false,
    truePositives: 0,
    extra: [],
    missing: [],
    missingTexts: [],
    understood,
    ...part,
  });
  const row = (name: string) => ({ department: '総務部', name, reasons: [] });
  const scored = [
    one({ truePositives: 3 }, { id: 'q1', kind: 'topic', lang: 'ja', must: [['総務部', '研修']] }),
    one(
      {
        exact: false,
        falseNone: true,
        truePositives: 1,
        extra: [row('残業')],
        missing: [row('面談'), row('研修')],
      },
      { id: 'q2', kind: 'topic', lang: 'en', must: [['総務部', '面談']] },
    ),
    one({}, { id: 'q3', kind: 'negative', lang: 'ja' }),
    one(
      { exact: false, useful: false, extra: [row('残業'), row('研修')] },
      { id: 'q4', kind: 'negative', lang: 'en' },
    ),
  ];

  test('counts rows over all questions together', () => {
    // 4 rows right, 3 wrong, 2 missing.
    expect(report(scored).overall).toEqual({
      questions: 4,
      exact: 0.5,
      useful: 0.75,
      falseNone: 0.5,
      extras: 0.75,
      precision: 4 / 7,
      recall: 4 / 6,
      f1: 8 / 13,
    });
  });

  test('gives the figures by kind and language', () => {
    const { byKind, byLang } = report(scored);
    expect(byKind).toEqual({
      topic: {
        questions: 2,
        exact: 0.5,
        useful: 1,
        falseNone: 0.5,
        extras: 0.5,
        precision: 0.8,
        recall: 4 / 6,
        f1: 8 / 11,
      },
      negative: {
        questions: 2,
        exact: 0.5,
        useful: 0.5,
        falseNone: 0,
        extras: 1,
        precision: 0,
        recall: 1,
        f1: 0,
      },
    });
    expect(Object.keys(byLang)).toEqual(['ja', 'en']);
    expect(byLang['ja']).toEqual({
      questions: 2,
      exact: 1,
      useful: 1,
      falseNone: 0,
      extras: 0,
      precision: 1,
      recall: 1,
      f1: 1,
    });
  });

  test('lists what was not exact', () => {
    expect(report(scored).misses.map(({ id }) => id)).toEqual(['q2', 'q4']);
  });
});

describe('a question file', () => {
  const line = (part: object): string =>
    JSON.stringify({
      id: 'a1',
      q: '研修',
      lang: 'ja',
      kind: 'topic',
      today: '2026-06-15',
      must: [],
      ...part,
    });

  test('is read with its empty lines skipped and its notes ignored', () => {
    const text = `\uFEFF${line({ note: 'x' })}\r\n\n${line({ id: 'a2', may: [['総務部', '研修']] })}\n`;
    expect(parseQuestions(text)).toEqual({
      problems: [],
      questions: [
        { id: 'a1', q: '研修', lang: 'ja', kind: 'topic', today: '2026-06-15', must: [], may: [] },
        {
          id: 'a2',
          q: '研修',
          lang: 'ja',
          kind: 'topic',
          today: '2026-06-15',
          must: [],
          may: [['総務部', '研修']],
        },
      ],
    });
  });

  test('is refused with every bad line and its number', () => {
    const lines = [
      line({}),
      'not json',
      line({ id: 'a2', today: '2026-02-30' }),
      line({ id: 'a3', must: [['総務部']] }),
      line({ id: 'a4', q: '' }),
      line({}),
      line({ id: 'a5', kind: 'negative', must: [['総務部', '研修']] }),
    ];
    const { problems } = parseQuestions(lines.join('\n'));
    expect(problems).toHaveLength(6);
    expect(problems[0]).toMatch(/^line 2: not JSON/);
    expect(problems[1]).toMatch(/^line 3: today: /);
    expect(problems[2]).toMatch(/^line 4: must\.0/);
    expect(problems[3]).toMatch(/^line 5: q: /);
    expect(problems[4]).toBe('line 6: id a1 is that of line 1 too');
    expect(problems[5]).toBe('line 7: must: a negative question has no rows');
  });

  test('of another document is told by its rows', () => {
    const { questions } = parseQuestions(line({ must: [['総務部', '研修']], may: [['建設部', '面談']] }));
    expect(unknownRows(questions, [{ department: '総務部', name: '研修' }])).toEqual(['a1: 建設部「面談」']);
  });
});

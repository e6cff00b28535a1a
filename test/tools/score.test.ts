import { describe, expect, test } from '@jest/globals';
import { parseQuestions, unknownRows, type Question } from './score/questions.ts';
import { report, scoreAnswer, type Scored } from './score/score.ts';
import type { Answer, Understood } from '../../src/question/answer.ts';

const understood: Understood = {
  intent: 'find',
  departments: [],
  excludedDepartments: [],
  time: null,
  scheduleKinds: [],
  stages: [],
  topics: [],
  excludedTopics: [],
  refined: false,
};

/** An answer of these rows of 総務部. */
function answerOf(...names: string[]): Pick<Answer, 'hits' | 'understood'> {
  return {
    understood,
    hits: names.map((name) => ({
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
    })),
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

describe('the report', () => {
  const one = (part: Partial<Scored>, asked: Partial<Question>): Scored => ({
    question: question(asked),
    exact: true,
    truePositives: 0,
    extra: [],
    missing: [],
    missingTexts: [],
    understood,
    ...part,
  });
  const row = (name: string) => ({ department: '総務部', name, reasons: [] });
  const scored = [
    one({ truePositives: 3 }, { id: 'q1', kind: 'topic', lang: 'ja' }),
    one(
      { exact: false, truePositives: 1, extra: [row('残業')], missing: [row('面談'), row('研修')] },
      { id: 'q2', kind: 'topic', lang: 'en' },
    ),
    one({}, { id: 'q3', kind: 'negative', lang: 'ja' }),
    one({ exact: false, extra: [row('残業'), row('研修')] }, { id: 'q4', kind: 'negative', lang: 'en' }),
  ];

  test('counts rows over all questions together', () => {
    // 4 rows right, 3 wrong, 2 missing.
    expect(report(scored).overall).toEqual({
      questions: 4,
      exact: 0.5,
      precision: 4 / 7,
      recall: 4 / 6,
      f1: 8 / 13,
    });
  });

  test('gives the figures by kind and language', () => {
    const { byKind, byLang } = report(scored);
    expect(byKind).toEqual({
      topic: { questions: 2, exact: 0.5, precision: 0.8, recall: 4 / 6, f1: 8 / 11 },
      negative: { questions: 2, exact: 0.5, precision: 0, recall: 1, f1: 0 },
    });
    expect(Object.keys(byLang)).toEqual(['ja', 'en']);
    expect(byLang['ja']).toEqual({ questions: 2, exact: 1, precision: 1, recall: 1, f1: 1 });
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

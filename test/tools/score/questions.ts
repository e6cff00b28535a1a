import { z } from 'zod';

/** A row as question files name it: department heading and 取組名, both as in the document. */
export const RowName = z.tuple([z.string().min(1), z.string().min(1)]);
export type RowName = z.infer<typeof RowName>;

/** One line of a question file: what somebody types, and which rows are the right answer. */
export const Question = z
  .object({
    id: z.string().min(1),
    q: z.string().min(1),
    /** ja, en, romaji … */
    lang: z.string().min(1),
    /** topic, department, time, combined, detail, aggregate, negative …; negative: the right answer is no row. */
    kind: z.string().min(1),
    today: z.iso.date(),
    /** Rows that the answer must hold. Empty: the text alone is scored, or, without one, that no row is wrong. */
    must: z.array(RowName),
    /** Rows that are neither required nor wrong. */
    may: z.array(RowName).default([]),
    expect_text: z.string().min(1).optional(),
    expect_all: z.array(z.string().min(1)).optional(),
  })
  .refine((question) => question.kind !== 'negative' || question.must.length === 0, {
    path: ['must'],
    message: 'a negative question has no rows',
  });
export type Question = z.infer<typeof Question>;

/** Everything that the text of the answer has to contain. */
export function expectedTexts(question: {
  readonly expect_text?: string | undefined;
  readonly expect_all?: readonly string[] | undefined;
}): string[] {
  return [
    ...(question.expect_text === undefined ? [] : [question.expect_text]),
    ...(question.expect_all ?? []),
  ];
}

/** The questions of a JSONL text, and every line that is none (`line 3: must: …`); empty lines are skipped. */
export function parseQuestions(text: string): { questions: Question[]; problems: string[] } {
  const questions: Question[] = [];
  const problems: string[] = [];
  const lineOf = new Map<string, number>();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((line, index) => {
      if (line.trim() === '') return;
      const where = `line ${index + 1}`;
      const question = parseLine(line);
      if (typeof question === 'string') {
        problems.push(`${where}: ${question}`);
        return;
      }
      const earlier = lineOf.get(question.id);
      if (earlier !== undefined) {
        problems.push(`${where}: id ${question.id} is that of line ${earlier} too`);
        return;
      }
      lineOf.set(question.id, index + 1);
      questions.push(question);
    });
  return { questions, problems };
}

function parseLine(line: string): Question | string {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    return `not JSON (${error instanceof Error ? error.message : String(error)})`;
  }
  const parsed = Question.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues
    .map((issue) => (issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`))
    .join('; ');
}

/** Rows that questions name and the dataset does not have: `a001: 緑区役所「…」`. */
export function unknownRows(
  questions: readonly Question[],
  rows: readonly { readonly department: string; readonly name: string }[],
): string[] {
  const known = new Set(rows.map((row) => rowKey([row.department, row.name])));
  return questions.flatMap(({ id, must, may }) =>
    [...must, ...may].filter((row) => !known.has(rowKey(row))).map((row) => `${id}: ${row[0]}「${row[1]}」`),
  );
}

/** The same for two spellings of one row that differ in width only. */
export function rowKey([department, name]: RowName): string {
  return `${department}\n${name}`.normalize('NFKC');
}

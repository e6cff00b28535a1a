import { formatBlock, formatLines, formatList, formatText, listOf, parseBlocks, textOf } from './blocks.ts';
import type { Block, LineProblem } from './blocks.ts';
import { Expansion, type Initiative } from '../schema.ts';

const ROLES = ['name', 'summary', 'remarks', 'themes', 'questions'];

/** What editors have written for rows, and everything that is wrong with the file. */
export function parseExpansions(text: string): { expansions: Expansion[]; problems: LineProblem[] } {
  const { blocks, problems } = parseBlocks(text);
  const expansions = blocks.flatMap((block) => {
    const parsed = Expansion.safeParse(valuesOf(block, problems));
    if (parsed.success) return [parsed.data];
    for (const { path, message } of parsed.error.issues) {
      problems.push({ line: block.line, message: `${block.id}: ${path.join('.')}: ${message}` });
    }
    return [];
  });
  return { expansions, problems };
}

/**
 * The file as it is to be written: blocks in the order of `rows`, each with its row's name for the reader, questions
 * sorted, one a line. Null when something is wrong with it.
 */
export function formatExpansions(text: string, rows: readonly Initiative[]): string | null {
  const { expansions, problems } = parseExpansions(text);
  if (problems.length > 0) return null;
  const place = new Map(rows.map((row, index) => [row.id, index]));
  const placeOf = ({ id }: Expansion): number => place.get(id) ?? rows.length;
  const comments = new Map(parseBlocks(text).blocks.map((block) => [block.id, block.comments]));
  return [...expansions]
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1))
    .map((expansion) => {
      const row = rows[placeOf(expansion)];
      const label = row === undefined ? '' : `${row.department}「${row.name}」`;
      return formatExpansion(expansion, label, comments.get(expansion.id));
    })
    .join('\n');
}

/** The block of a row with more questions for it; null when something is wrong with the file. */
export function blockWithQuestions(
  text: string,
  { id, department, name }: Pick<Initiative, 'id' | 'department' | 'name'>,
  questions: readonly string[],
): string | null {
  const { expansions, problems } = parseExpansions(text);
  if (problems.length > 0) return null;
  const lines = questions.map((line) => line.replaceAll(/\s+/g, ' ').trim()).filter((line) => line !== '');
  const was = expansions.find((one) => one.id === id) ?? { id, en: null, questions: [], themes: [] };
  const comments = parseBlocks(text).blocks.find((block) => block.id === id)?.comments;
  const is = { ...was, questions: [...was.questions, ...lines] };
  return formatExpansion(is, `${department}「${name}」`, comments);
}

/** One row's block, under the row's own name. */
export function formatExpansion(
  { id, en, questions, themes }: Expansion,
  label: string,
  comments: readonly string[] = [],
): string {
  const english =
    en === null ? [] : (['name', 'summary', 'remarks'] as const).map((role) => formatText(role, en[role]));
  return formatBlock({ comments, id, label }, [
    ...english,
    formatList('themes', themes),
    formatLines('questions', [...new Set(questions)].sort()),
  ]);
}

function valuesOf(block: Block, problems: LineProblem[]): unknown {
  const fields = new Map(block.fields.map((field) => [field.role, field]));
  for (const { role, line } of block.fields) {
    if (!ROLES.includes(role)) problems.push({ line, message: `${block.id}: unknown role ${role}` });
  }
  const text = (role: string): string => {
    const field = fields.get(role);
    return field === undefined ? '' : textOf(field);
  };
  const hasEnglish = ['name', 'summary', 'remarks'].some((role) => fields.has(role));
  const themes = fields.get('themes');
  return {
    id: block.id,
    en: hasEnglish ? { name: text('name'), summary: text('summary'), remarks: text('remarks') } : null,
    questions: fields.get('questions')?.lines.map((line) => line.text) ?? [],
    themes: themes === undefined ? [] : listOf(themes, problems),
  };
}

import { formatBlock, formatLines, parseBlocks, type Block, type LineProblem } from './blocks.ts';
import { Wish, type Initiative } from '../schema.ts';

const ROLES = ['rows', 'questions'];

/** What editors have written of needs that several rows answer, and everything that is wrong with the file. */
export function parseWishes(text: string): { wishes: Wish[]; problems: LineProblem[] } {
  const { blocks, problems } = parseBlocks(text);
  const seen = new Set<string>();
  const wishes = blocks.flatMap((block) => {
    if (seen.has(block.id)) problems.push({ line: block.line, message: `${block.id} occurs more than once` });
    seen.add(block.id);
    const parsed = Wish.safeParse(valuesOf(block, problems));
    if (parsed.success) return [parsed.data];
    for (const { path, message } of parsed.error.issues)
      problems.push({ line: block.line, message: `${block.id}: ${path.join('.')}: ${message}` });
    return [];
  });
  return { wishes, problems };
}

/**
 * The file as it is to be written: each row a line in the document's order, with its name for the reader, questions
 * sorted. Null when something is wrong with it.
 */
export function formatWishes(text: string, rows: readonly Initiative[]): string | null {
  const { wishes, problems } = parseWishes(text);
  if (problems.length > 0) return null;
  const place = new Map(rows.map(({ id }, index) => [id, index]));
  const placeOf = (id: string): number => place.get(id) ?? rows.length;
  const named = (id: string): string => {
    const row = rows[placeOf(id)];
    return row === undefined ? id : `${id} ${row.department}「${row.name}」`;
  };
  const comments = new Map(parseBlocks(text).blocks.map((block) => [block.id, block.comments]));
  return wishes
    .map(({ id, label, rows: ids, questions }) =>
      formatBlock({ comments: comments.get(id) ?? [], id, label }, [
        formatLines('rows', [...new Set(ids)].sort((a, b) => placeOf(a) - placeOf(b)).map(named)),
        formatLines('questions', [...new Set(questions)].sort()),
      ]),
    )
    .join('\n');
}

function valuesOf(block: Block, problems: LineProblem[]): unknown {
  const linesOf = (role: string): string[] =>
    block.fields.find((field) => field.role === role)?.lines.map(({ text }) => text) ?? [];
  for (const { role, line } of block.fields)
    if (!ROLES.includes(role)) problems.push({ line, message: `${block.id}: unknown role ${role}` });
  return {
    id: block.id,
    label: block.label,
    // What follows the id is for the reader.
    rows: linesOf('rows').map((line) => line.split(' ', 1)[0]),
    questions: linesOf('questions'),
  };
}

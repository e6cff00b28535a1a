/**
 * The plain text that editors' words are kept in: a block per thing, one line per role, so that a change reads as one.
 *
 *     # of the block that follows
 *     mentoring: メンター | Mentoring
 *       terms: メンター, メンタリング,
 *         相談役
 *
 * A block starts in the first column, a role after two spaces, a further line of it after four, and what is too long for
 * one line goes on after six.
 */
export interface Block {
  readonly comments: readonly string[];
  readonly id: string;
  /** What stands after the id, '' when nothing does. */
  readonly label: string;
  readonly fields: readonly Field[];
  /** 1-based line of the file. */
  readonly line: number;
  /** As it stands, with its comments and without empty lines. */
  readonly text: string;
}

/** One role of a block. */
export interface Field {
  readonly role: string;
  readonly line: number;
  /** Its lines, without those that are empty. */
  readonly lines: readonly { readonly text: string; readonly line: number }[];
}

/** What is wrong, with the 1-based line of the file. */
export interface LineProblem {
  readonly line: number;
  readonly message: string;
}

/** As wide as a line may be, with a Japanese character as two columns. */
const MAX_COLUMNS = 140;

const FIELD_INDENT = 2;
const LINE_INDENT = 4;
const WRAP_INDENT = 6;

interface OpenField extends Field {
  readonly lines: { text: string; readonly line: number }[];
}
interface OpenBlock extends Block {
  readonly fields: OpenField[];
  text: string;
}

/** The blocks of a file in their order, and every line that is none of a block's. */
export function parseBlocks(text: string): { blocks: Block[]; problems: LineProblem[] } {
  const blocks: OpenBlock[] = [];
  const problems: LineProblem[] = [];
  let comments: string[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const content = raw.trim();
    if (content === '') continue;
    const line = index + 1;
    const indent = indentOf(raw);
    if (indent > 0) {
      const block = blocks.at(-1);
      const message = addLine(block, { indent, content, line });
      if (message !== null) problems.push({ line, message });
      if (block) block.text += `\n${raw}`;
    } else if (content.startsWith('#')) {
      comments.push(content);
    } else {
      const { key, value } = keyAndValue(content);
      const text = [...comments, raw].join('\n');
      blocks.push({ comments, id: key, label: value, fields: [], line, text });
      comments = [];
    }
  }
  return { blocks, problems };
}

/** The blocks of a file by id, each as it stands, in their order. */
export function blockTexts(text: string): Map<string, string> {
  return new Map(parseBlocks(text).blocks.map((block) => [block.id, block.text]));
}

/** The file that these blocks make. */
export function textOfBlocks(blocks: Iterable<string>): string {
  return [...blocks].map((block) => `${block}\n`).join('\n');
}

function indentOf(raw: string): number {
  let indent = 0;
  while (raw.charCodeAt(indent) === 32) indent++;
  return indent;
}

/** Puts an indented line into the block; what is wrong with it otherwise. */
function addLine(
  block: OpenBlock | undefined,
  { indent, content, line }: { indent: number; content: string; line: number },
): string | null {
  if (block === undefined) return 'stands before the first block, which starts in the first column';
  if (indent === FIELD_INDENT) {
    const { key, value } = keyAndValue(content);
    if (block.fields.some(({ role }) => role === key)) return `${block.id} has ${key} already`;
    block.fields.push({ role: key, line, lines: value === '' ? [] : [{ text: value, line }] });
    return null;
  }
  const field = block.fields.at(-1);
  if (field === undefined) return 'goes on with a role, and none stands before it';
  if (indent === LINE_INDENT) {
    field.lines.push({ text: content, line });
    return null;
  }
  const before = field.lines.at(-1);
  if (indent !== WRAP_INDENT || before === undefined) {
    return `is indented by ${indent}: a role by ${FIELD_INDENT}, its further lines by ${LINE_INDENT}, what goes on by ${WRAP_INDENT}`;
  }
  before.text += ` ${content}`;
  return null;
}

function keyAndValue(content: string): { key: string; value: string } {
  const colon = content.indexOf(':');
  if (colon < 0) return { key: content, value: '' };
  return { key: content.slice(0, colon).trimEnd(), value: content.slice(colon + 1).trimStart() };
}

/** A block as text, of lines that are wrapped already. */
export function formatBlock(
  { comments, id, label }: Pick<Block, 'comments' | 'id' | 'label'>,
  fields: readonly (readonly string[])[],
): string {
  return [...comments, label === '' ? id : `${id}: ${label}`, ...fields.flat(), ''].join('\n');
}

/** A role whose value is one text: each of its lines wrapped between words. */
export function formatText(role: string, text: string): string[] {
  return text === '' ? [] : formatLines(role, text.split('\n'), true);
}

/** A role with lines of their own. `inline`: the first stands beside the role. */
export function formatLines(role: string, lines: readonly string[], inline = false): string[] {
  if (lines.length === 0) return [];
  const head = `${' '.repeat(FIELD_INDENT)}${role}:`;
  const wrapped = lines.map((line, index) =>
    wrap(line.split(' '), inline && index === 0 ? `${head} ` : ' '.repeat(LINE_INDENT), WRAP_INDENT),
  );
  return inline ? wrapped.flat() : [head, ...wrapped.flat()];
}

/** A role whose value is a list: sorted, each item once, parted by commas. */
export function formatList(role: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  const sorted = [...new Set(items)].sort();
  const parted = sorted.map((item, index) => (index < sorted.length - 1 ? `${item},` : item));
  return wrap(parted, `${' '.repeat(FIELD_INDENT)}${role}: `, LINE_INDENT);
}

/** The items of a list: parted by a comma and a space, or by the end of a line. */
export function listOf(field: Field, problems: LineProblem[]): string[] {
  const [first, ...more] = field.lines;
  if (first === undefined) return [];
  const text = more.reduce((all, line) => `${all}${all.endsWith(',') ? ' ' : ', '}${line.text}`, first.text);
  const items = text.split(', ');
  if (items.some((item) => item === '' || item.includes(','))) {
    problems.push({ line: field.line, message: `${field.role}: items are parted by one comma and a space` });
  }
  return items;
}

/** The lines as one text. */
export function textOf(field: Field): string {
  return field.lines.map(({ text }) => text).join('\n');
}

function wrap(words: readonly string[], start: string, indent: number): string[] {
  const lines: string[] = [];
  let line = start;
  let width = columns(start);
  let empty = true;
  for (const word of words) {
    const wide = columns(word) + (empty ? 0 : 1);
    if (!empty && width + wide > MAX_COLUMNS) {
      lines.push(line);
      line = ' '.repeat(indent) + word;
      width = indent + columns(word);
    } else {
      line += empty ? word : ` ${word}`;
      width += wide;
    }
    empty = false;
  }
  return [...lines, line];
}

/** How many columns a text takes, with Japanese characters as two. */
function columns(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // Low surrogates count with their high one; half-width katakana are narrow.
    count +=
      code < 0x2e80 || (code >= 0xff61 && code <= 0xff9f) || (code >= 0xdc00 && code <= 0xdfff) ? 1 : 2;
  }
  return count;
}

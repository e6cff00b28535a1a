/** RFC 4180 text with a byte-order mark, which Excel needs to read it as UTF-8. */
export function toCsv(rows: Iterable<readonly (string | number | null)[]>): string {
  return `\ufeff${csvLines(rows)}`;
}

/** More lines of the same text. */
export function csvLines(rows: Iterable<readonly (string | number | null)[]>): string {
  return [...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Signs that begin a formula, in any width, behind whatever shows nothing: blanks, controls, marks, characters without a form. */
const formula = /^[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]*[=+\-@＝＋－＠﹦﹢﹣﹫\t\r]/u;

/**
 * A text that begins like a formula gets an apostrophe before it: a spreadsheet would run it
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = formula.test(value) ? `'${value}` : value;
  return /["',\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of a list that cannot be used. */
interface ListProblem {
  /** 1-based. */
  readonly line: number;
  readonly problem: 'notAPerson' | 'tooLong' | 'tooMany';
}

export interface PeopleList {
  /** In lower case, each once, in order. */
  readonly people: readonly string[];
  readonly problems: readonly ListProblem[];
}

const objectId = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
const principalName = /^[^\s@,;"'<>()]{1,120}@[^\s@,;"'<>()]{1,120}\.[a-z\d-]{2,}$/;

/** Whether it has the form of an Entra object id, in lower case. */
export function isObjectId(text: string): boolean {
  return objectId.test(text);
}

/**
 * Whom a cell names, in lower case: an Entra object id (also with `person:` before it, as in our reports) or a user
 * principal name; null = nobody.
 */
export function asPerson(cell: string): string | null {
  const person = cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^[\s"']+|(?<![\s"'])[\s"']+$/g, '')
    .replace(/^(person|mailto):/, '');
  return objectId.test(person) || principalName.test(person) ? person : null;
}

const headings = /^(upn|userprincipalname|objectid|id|mail|email|メール|メールアドレス|ユーザー)$/;
const maxLineChars = 2000;

/**
 * Reads user principal names or Entra object ids from pasted text: one a line, several parted by commas, semicolons or
 * blanks, with `mailto:`, or as a mail program copies them, `氏名 <address>`; under a heading of a CSV its column
 * alone. A line is read whole or is a problem: nobody on it is passed over.
 */
export function parsePeople(text: string, maxPeople: number): PeopleList {
  const people = new Set<string>();
  const problems: ListProblem[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/);
  const column = columnOf(lines[0] ?? '');
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === '' || (index === 0 && column !== null)) continue;
    const named = raw.length > maxLineChars ? 'tooLong' : peopleOn(raw, column);
    if (typeof named === 'string') problems.push({ line: index + 1, problem: named });
    else if (people.size + named.length > maxPeople) {
      problems.push({ line: index + 1, problem: 'tooMany' });
      break;
    } else named.forEach((person) => people.add(person));
  }
  return { people: [...people], problems };
}

interface Column {
  readonly index: number;
  readonly count: number;
  /** What parts the table's cells; another sign parts people within one. */
  readonly delimiter: string;
}

/** Where the people of a table stand, by its heading; null: there is none. */
function columnOf(line: string): Column | null {
  const delimiter = [',', ';', '\t'].find((sign) => line.includes(sign)) ?? ',';
  const cells = cellsOf(line, delimiter).map((cell) => cell.toLowerCase().replace(/[\s_-]/g, ''));
  const index = cells.findIndex((cell) => headings.test(cell));
  return index < 0 ? null : { index, count: cells.length, delimiter };
}

function cellsOf(line: string, delimiter: string | RegExp): readonly string[] {
  return line
    .normalize('NFKC')
    .split(delimiter)
    .map((cell) => cell.trim());
}

function peopleOn(line: string, column: Column | null): readonly string[] | 'notAPerson' {
  // A name in quotation marks may have a comma of its own.
  const unquoted = line.normalize('NFKC').replace(/"[^"]*"\s*(?=<)/g, '');
  const row = column === null ? [] : cellsOf(unquoted, column.delimiter);
  const isRow = row.length > 1 && row.length === column?.count;
  const cells = isRow ? [row[column.index]!] : cellsOf(unquoted, /[,;\t、]/);
  const named = cells.flatMap(peopleIn);
  return named.length > 0 && named.every((person) => person !== null) ? named : 'notAPerson';
}

/** Everybody in a cell, null for each word that is nobody. */
function peopleIn(cell: string): readonly (string | null)[] {
  const address = /^[^<>@]*<([^<>]+)>$/.exec(cell)?.[1];
  const words = address === undefined ? cell.split(/\s+/) : [address];
  return words.filter((word) => word !== '').map(asPerson);
}

/** RFC 4180 text with a byte-order mark, which Excel needs to read it as UTF-8. */
export function toCsv(rows: Iterable<readonly (string | number | null)[]>): string {
  return `\ufeff${csvLines(rows)}`;
}

/** More lines of the same text. */
export function csvLines(rows: Iterable<readonly (string | number | null)[]>): string {
  return [...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/**
 * A text that begins like a formula gets an apostrophe before it, also behind blanks: a spreadsheet would run it
 * (owasp.org/www-community/attacks/CSV_Injection).
 */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[\s\ufeff]*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value;
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
    .replace(/^[\s"']+|[\s"']+$/g, '')
    .replace(/^(person|mailto):/, '');
  return objectId.test(person) || principalName.test(person) ? person : null;
}

const heading = /^(upn|userprincipalname|objectid|id|mail|email|メール|メールアドレス|ユーザー)$/;

/**
 * Reads user principal names or Entra object ids from pasted text or a CSV's first column: one a line, or parted by
 * commas, semicolons or blanks when nothing else is on the line. A heading is passed over.
 */
export function parsePeople(text: string, maxPeople: number): PeopleList {
  const people = new Set<string>();
  const problems: ListProblem[] = [];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/);
  for (const [index, raw] of lines.entries()) {
    const cells = raw
      .split(/[,;\t\s、]+/)
      .map((part) => part.replace(/^["']+|["']+$/g, '').toLowerCase())
      .filter((part) => part !== '');
    if (cells.length === 0 || (index === 0 && heading.test(cells[0]!))) continue;
    const named = cells.filter((part) => objectId.test(part) || principalName.test(part));
    if (raw.length > 2000) problems.push({ line: index + 1, problem: 'tooLong' });
    else if (named.length === 0) problems.push({ line: index + 1, problem: 'notAPerson' });
    else if (people.size + named.length > maxPeople) {
      problems.push({ line: index + 1, problem: 'tooMany' });
      break;
    } else named.forEach((person) => people.add(person));
  }
  return { people: [...people], problems };
}

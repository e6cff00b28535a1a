import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { asPerson, isObjectId } from './csv.ts';

/** A file's people and everything else that stands in it: each line is one or the other, or empty. */
export interface PeopleFile {
  /** Entra object ids or user principal names in lower case, each once, in order. */
  readonly people: readonly string[];
  /** Lines that name somebody who has been named before. */
  readonly repeated: number;
  readonly unread: readonly UnreadLine[];
  /** The heading of the column that was read, or its number; null: everything in the only line. */
  readonly column: string | number | null;
}

/** A line that names nobody. */
interface UnreadLine {
  /** 1-based; of a cell that goes over several lines, the last. */
  readonly line: number;
  readonly text: string;
}

/** More stands in no cell of a list; the parser puts longer ones together anew with each piece that it reads. */
const maxCellChars = 64 * 1024;
/** Of 10 MB each would have ten letters, or two: no names any more, and all the memory there is. */
const maxLines = 1_000_000;
const maxCells = 5_000_000;
const lineEnd = '\n'.charCodeAt(0);
const partings = new Set([',', ';', '\t', '\r', '\n'].map((sign) => sign.charCodeAt(0)));

/** Whether cells go on without an end, or there is no end of them: then it is no list, and costs too much to read. */
export function isEndless(text: string): boolean {
  let [from, lines, cells] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at);
    if (partings.has(sign)) {
      from = at + 1;
      cells += 1;
      if (sign === lineEnd) lines += 1;
      if (lines > maxLines || cells > maxCells) return true;
    } else if (at - from >= maxCellChars) return true;
  }
  return false;
}

/** Reads the people out of a CSV: from the column with a known heading, else from the one that holds most of them. */
export async function readPeople(text: string): Promise<PeopleFile> {
  const records = await recordsOf(text);
  if (records.length === 1) return readLine(records[0]!);
  const headingAt = records.slice(0, maxLinesBefore).findIndex(isHeading);
  const heading = records[headingAt];
  const columns = heading ? namedColumns(heading) : fullestColumn(records);
  const rest = records.filter((_, index) => index !== headingAt);
  const named = ({ cells }: CsvRecord) =>
    columns.map((column) => asPerson(cells[column] ?? '')).find(isThere);
  return {
    ...collect(rest, heading ? named : (record) => onlyPerson(record, named(record))),
    column: columns[0] === undefined ? null : (heading?.cells[columns[0]]?.trim() ?? columns[0] + 1),
  };
}

interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Titles that stand above a table. */
const maxLinesBefore = 5;

/** The best first: an object id says who it is without a roster; a mail address need not be a user principal name. */
const headings: readonly RegExp[] = [
  /^((entra|aad|azuread)?object(id|guid)|オブジェクトid|person|recipient|宛先)$/,
  /^(upn|user(principal)?name|ユーザー?プリンシパル名|ユーザー?名)$/,
  /^(e?mail(address)?|e?メール(アドレス)?|アドレス|primarysmtpaddress)$/,
  /^(user|人|利用者|ユーザー?)?(id)?$/,
];

function rankOf(cell: string): number {
  const name = cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]/g, '');
  return name === '' ? -1 : headings.findIndex((known) => known.test(name));
}

function isHeading({ cells }: CsvRecord): boolean {
  return cells.some((cell) => rankOf(cell) >= 0) && cells.every((cell) => asPerson(cell) === null);
}

function namedColumns({ cells }: CsvRecord): readonly number[] {
  return cells
    .map((cell, index) => ({ index, rank: rankOf(cell) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .map(({ index }) => index);
}

/** Only one: beside the staff there may stand their superiors. */
function fullestColumn(records: readonly CsvRecord[]): readonly number[] {
  const scores: number[] = [];
  for (const { cells } of records) {
    cells.forEach((cell, index) => {
      const person = asPerson(cell);
      // Of two columns that are as full, the one with object ids.
      if (person !== null) scores[index] = (scores[index] ?? 0) + (isObjectId(person) ? 1.001 : 1);
    });
  }
  const most = Math.max(0, ...scores.filter(isThere));
  return most === 0 ? [] : [scores.indexOf(most)];
}

/** Without a heading nobody knows who a second one is: a further recipient, or a superior. */
function onlyPerson({ cells }: CsvRecord, person: string | undefined): string | undefined {
  const others = cells
    .map(asPerson)
    .filter(isThere)
    .filter((other) => other !== person);
  // A name and an id may be one person's.
  return others.some((other) => person !== undefined && isObjectId(other) === isObjectId(person))
    ? undefined
    : person;
}

/** A list that somebody has laid out in one line. */
function readLine(record: CsvRecord): PeopleFile {
  const cells = record.cells.map((cell) => ({ line: record.line, cells: [cell] }));
  return { ...collect(cells, ({ cells: [cell] }) => asPerson(cell ?? '') ?? undefined), column: null };
}

function collect(
  records: readonly CsvRecord[],
  personOf: (record: CsvRecord) => string | undefined,
): Omit<PeopleFile, 'column'> {
  const people = new Set<string>();
  const unread: UnreadLine[] = [];
  let repeated = 0;
  for (const record of records) {
    const person = personOf(record);
    if (person === undefined) unread.push({ line: record.line, text: record.cells.join(', ') });
    else if (people.has(person)) repeated += 1;
    else people.add(person);
  }
  return { people: [...people], repeated, unread };
}

function isThere<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

async function recordsOf(text: string): Promise<readonly CsvRecord[]> {
  const delimiter = delimiterOf(text);
  const options = { delimiter, relax_column_count: true, relax_quotes: true, info: true };
  const records = await parseRecords(text, options).catch((error: unknown) => {
    if (error instanceof CsvError) return null;
    throw error;
  });
  // A quotation mark that is not closed has swallowed the lines up to the next one: each line for itself then.
  if (records?.some(({ cells }) => cells.some((cell) => hidesPeople(cell, delimiter))) === false)
    return records;
  return await parseRecords(text, { ...options, quote: null });
}

function hidesPeople(cell: string, delimiter: string): boolean {
  return cell.includes('\n') && cell.split(/\r?\n/).some((line) => line.split(delimiter).some(asPersonIn));
}

function asPersonIn(cell: string): boolean {
  return asPerson(cell) !== null;
}

async function parseRecords(text: string, options: Options): Promise<readonly CsvRecord[]> {
  const records: CsvRecord[] = [];
  const parser = Readable.from(piecesOf(Buffer.from(text))).pipe(parse(options));
  for await (const { record, info } of parser as AsyncIterable<{
    record: readonly string[];
    info: { lines: number };
  }>) {
    if (record.some((cell) => cell.trim() !== '')) records.push({ line: info.lines, cells: record });
  }
  return records;
}

const pieceBytes = 64 * 1024;

/** Other turns get their say between the pieces of a large file. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bytes.subarray(at, at + pieceBytes);
    await setImmediate();
  }
}

/** Excel writes semicolons or tabs where the region or the format asks for them. */
function delimiterOf(text: string): string {
  const start = text.slice(0, 10_000);
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: start.split(delimiter).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).delimiter;
}

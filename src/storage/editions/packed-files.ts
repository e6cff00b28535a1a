import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DatasetFiles } from '../../dataset/load/dataset.ts';

/** A file of a dataset as a row has it. */
export interface StoredFile {
  readonly name: string;
  readonly text: string;
}

const MARK = 'gzip:';
/** Shorter texts stand as they are, for whoever looks into the tables. */
const LONG_CHARS = 10_000;

/**
 * The files as they are written: long ones compressed, in a thread that no turn waits for. The database writes
 * megabytes while everything else waits, of 10,000 rows some ten; compressed it is one.
 */
export async function packed(files: DatasetFiles): Promise<StoredFile[]> {
  const each = [...files].map(async ([name, text]) => {
    const isPlain = text.length < LONG_CHARS && !text.startsWith(MARK);
    return { name, text: isPlain ? text : MARK + (await promisify(gzip)(text)).toString('base64') };
  });
  return await Promise.all(each);
}

/** The files that were written, in the order of the rows; null for no row. */
export async function unpacked(rows: readonly StoredFile[]): Promise<DatasetFiles | null> {
  if (rows.length === 0) return null;
  const each = rows.map(async ({ name, text }): Promise<[string, string]> => {
    if (!text.startsWith(MARK)) return [name, text];
    const bytes = await promisify(gunzip)(Buffer.from(text.slice(MARK.length), 'base64'));
    return [name, bytes.toString()];
  });
  return new Map(await Promise.all(each));
}

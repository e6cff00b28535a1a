import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DatasetFiles } from './dataset.ts';

/** A file of a dataset as it is kept: a long text is `gzip:` and base64. */
export interface PackedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A dataset's files as they are kept, and handed over to threads: of 10,000 rows they are some ten megabytes, which
 * hold up every turn while they are written or copied; compressed they are one.
 */
export type PackedFiles = readonly PackedFile[];

const MARK = 'gzip:';
/** Shorter texts stand as they are, for whoever looks into the tables. */
const LONG_CHARS = 10_000;

/** Long files compressed, in a thread that no turn waits for. */
export async function packed(files: DatasetFiles): Promise<PackedFiles> {
  const each = [...files].map(async ([name, text]) => ({ name, text: await packText(text) }));
  return await Promise.all(each);
}

/** The files that were packed, in their order. */
export async function unpacked(files: PackedFiles): Promise<DatasetFiles> {
  const each = files.map(async ({ name, text }) => [name, await unpackText(text)] as const);
  return new Map(await Promise.all(each));
}

/** A text as it is kept. */
export async function packText(text: string): Promise<string> {
  if (text.length < LONG_CHARS && !text.startsWith(MARK)) return text;
  return MARK + (await promisify(gzip)(text)).toString('base64');
}

/** The text that was packed, or was kept before long ones were. */
export async function unpackText(text: string): Promise<string> {
  if (!text.startsWith(MARK)) return text;
  const bytes = await promisify(gunzip)(Buffer.from(text.slice(MARK.length), 'base64'));
  return bytes.toString();
}

import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants, gunzip } from 'node:zlib';
import type { DatasetFiles } from './dataset.ts';

/** A file of a dataset as it is kept: a long text is `brotli:` and base64. */
interface PackedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * A dataset's files as they are kept, and handed over to threads: of 10,000 rows they are some ten megabytes, which
 * hold up every turn while they are written or copied; compressed they are one.
 */
export type PackedFiles = readonly PackedFile[];

const MARK = 'brotli:';
/** Of what was kept before. */
const GZIP_MARK = 'gzip:';
const MARKS = [MARK, GZIP_MARK];
/** Two thirds of gzip's size in its time; the highest takes a hundred times as long. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
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

/** The same as UTF-8: of the largest texts nobody has to wait for one to be made. */
export async function unpackedBytes(files: PackedFiles): Promise<ReadonlyMap<string, Uint8Array>> {
  const each = files.map(async ({ name, text }) => [name, await unpackedFile(text)] as const);
  return new Map(await Promise.all(each));
}

/** A text as it is kept. */
export async function packText(text: string): Promise<string> {
  if (text.length < LONG_CHARS && !isPacked(text)) return text;
  return MARK + (await promisify(brotliCompress)(text, QUALITY)).toString('base64');
}

/** The text that was packed, or was kept before long ones were. */
export async function unpackText(text: string): Promise<string> {
  return isPacked(text) ? (await unpackedFile(text)).toString() : text;
}

const isPacked = (text: string): boolean => MARKS.some((mark) => text.startsWith(mark));

async function unpackedFile(text: string): Promise<Buffer> {
  const mark = MARKS.find((one) => text.startsWith(one));
  if (mark === undefined) return Buffer.from(text);
  const bytes = Buffer.from(text.slice(mark.length), 'base64');
  return await promisify(mark === MARK ? brotliDecompress : gunzip)(bytes);
}

import type { DifferenceEntry } from '../edition/difference-entry.ts';
import { packText, unpackText } from './packed-files.ts';

/** Differences as they are kept and come out of threads, page by page: each a JSON array, compressed where it is long. */
export type PackedEntries = readonly string[];

/** Some 20 KB of JSON. */
export const ENTRIES_IN_PAGE = 40;

/** All but the last page are full. */
export async function packEntries(entries: readonly DifferenceEntry[]): Promise<PackedEntries> {
  const pages = Array.from({ length: Math.ceil(entries.length / ENTRIES_IN_PAGE) }, (_, page) =>
    entries.slice(page * ENTRIES_IN_PAGE, (page + 1) * ENTRIES_IN_PAGE),
  );
  return await Promise.all(pages.map((page) => packText(JSON.stringify(page))));
}

/** Those of some pages, in their order. */
export async function unpackEntries(pages: PackedEntries): Promise<DifferenceEntry[]> {
  const texts = await Promise.all(pages.map(unpackText));
  return texts.flatMap((text) => JSON.parse(text) as DifferenceEntry[]);
}

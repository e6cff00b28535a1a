/** Reads up to `limit` items in their order, from after the key `after`. */
type ReadPage<Item, Key> = (page: { after?: Key; limit: number }) => Promise<readonly Item[]>;

/** The whole of a list that is too long for one reading, page by page; no page is empty. */
export async function* pagesOf<Item, Key>(
  read: ReadPage<Item, Key>,
  keyOf: (item: Item) => Key,
  limit = 1000,
): AsyncGenerator<readonly Item[]> {
  let after: Key | undefined;
  for (;;) {
    const items = await read({ ...(after !== undefined && { after }), limit });
    const last = items.at(-1);
    if (last === undefined) return;
    yield items;
    if (items.length < limit) return;
    after = keyOf(last);
  }
}

/** Lets whatever waits have its turn. */
export async function yieldTurn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

/** Reads up to `limit` items in their order, from after the key `after`. */
type ReadPage<Item, Key> = (page: { after?: Key; limit: number }) => Promise<readonly Item[]>;

/**
 * The whole of a list that is too long for one reading, page by page; no page is empty. What waits beside it has its turn
 * between two: an embedded database answers without ever letting go of the event loop.
 */
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
    await yieldTurn();
  }
}
/** A long list in pages, between which what waits beside it has its turn. */
export async function* slicesOf<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let from = 0; from < items.length; from += size) {
    if (from > 0) await yieldTurn();
    yield items.slice(from, from + size);
  }
}

/** Pages that are read once, for any number of readers. */
interface SharedPages<Page> {
  /** From the first one on; throws where the reading has, after the pages before. */
  readonly pages: () => AsyncGenerator<Page>;
  /** All of them, once they are there; rejects as the reading does. */
  readonly whole: Promise<readonly Page[]>;
}

/** Goes through `source` by itself, however fast its readers are, and to the end, even where they need no more. */
export function shared<Page>(source: AsyncIterable<Page>): SharedPages<Page> {
  const read: Page[] = [];
  let more = Promise.withResolvers<undefined>();
  let isOver = false;
  async function readAll(): Promise<readonly Page[]> {
    try {
      for await (const page of source) {
        read.push(page);
        more.resolve(undefined);
        more = Promise.withResolvers();
      }
    } finally {
      isOver = true;
      more.resolve(undefined);
    }
    return read;
  }
  const whole = readAll();
  async function* pages(): AsyncGenerator<Page> {
    for (let at = 0; ; at += 1) {
      while (at >= read.length && !isOver) await more.promise;
      if (at < read.length) yield read[at]!;
      else {
        await whole;
        return;
      }
    }
  }
  return { pages, whole };
}

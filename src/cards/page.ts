import type { Json } from './button.ts';

/** One page of a longer list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** 0-based page that is shown; the last one when a later one was asked for. */
  readonly page: number;
  /** 0-based position of the first item. */
  readonly start: number;
  readonly isLast: boolean;
}

/** What one page may hold. */
export interface PageSize {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/**
 * A page of the list, each page as full as the limits allow and never empty.
 * Pages are counted from the first item, so that a page is the same whichever page it was reached from.
 */
export function pageOf<Source, Item>(
  all: Iterable<Source>,
  wanted: number,
  size: PageSize,
  render: (source: Source, position: number) => { item: Item; bytes: number },
): Page<Item> {
  let page = 0;
  let position = 0;
  let start = 0;
  let bytes = 0;
  let items: Item[] = [];
  for (const source of all) {
    const next = render(source, position);
    const isFull = items.length === size.maxItems || (items.length > 0 && bytes + next.bytes > size.maxBytes);
    if (isFull && page === wanted) return { items, page, start, isLast: false };
    if (isFull) {
      page += 1;
      start = position;
      bytes = 0;
      items = [];
    }
    items.push(next.item);
    bytes += next.bytes;
    position += 1;
  }
  return { items, page, start, isLast: true };
}

/** Some of a list on a card of their own. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** 0-based; the last one when a later one was asked for. */
  readonly page: number;
  readonly last: number;
}

/** The page of a list that holds `perPage` items. */
export function listPage<Item>(
  all: readonly Item[],
  { page: wanted, perPage }: { readonly page: number; readonly perPage: number },
): ListPage<Item> {
  const { page, last, start } = pageIn(all.length, { page: wanted, perPage });
  return { items: all.slice(start, start + perPage), page, last };
}

/** Which page of so many items is shown, and with which item (0-based) it begins. */
export function pageIn(
  count: number,
  { page: wanted, perPage }: { readonly page: number; readonly perPage: number },
) {
  const last = Math.max(0, Math.ceil(count / perPage) - 1);
  const page = Math.min(wanted, last);
  return { page, last, start: page * perPage };
}

/** Buttons to the pages before and after, as far as there are such. */
export function turnButtons(
  { page, last }: Pick<ListPage<unknown>, 'page' | 'last'>,
  titles: { readonly previous: string; readonly next: string },
  turn: (title: string, page: number) => Json,
): readonly Json[] {
  return [
    ...(page > 0 ? [turn(titles.previous, page - 1)] : []),
    ...(page < last ? [turn(titles.next, page + 1)] : []),
  ];
}

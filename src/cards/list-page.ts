import type { Json } from './button.ts';

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
  const last = Math.max(0, Math.ceil(all.length / perPage) - 1);
  const page = Math.min(wanted, last);
  return { items: all.slice(page * perPage, (page + 1) * perPage), page, last };
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

/** The same name, however wide or spaced it is written: the key of duplicates and of ids. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** The document's own name of the department that somebody has chosen or typed; null = it has none of that name. */
export function departmentNamed(
  departments: readonly { readonly name: string }[],
  words: string,
): string | null {
  const key = nameKey(words);
  return departments.find(({ name }) => nameKey(name) === key)?.name ?? null;
}

/** An id as a cell has it: typed with an input method or in capitals, it is the same. */
export const idIn = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .trim()
    .toLowerCase();

/** The same name, however wide or spaced it is written: the key of duplicates and of ids. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

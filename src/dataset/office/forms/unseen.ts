import { cut } from '../draft.ts';
import type { Cell } from '../types.ts';

/** What of a cell or a paragraph is struck through or hidden, as its cell keeps it. */
export function unseenOf({
  struck,
  concealed,
}: {
  readonly struck: string;
  readonly concealed: string;
}): Pick<Cell, 'struck' | 'concealed'> {
  return {
    ...(struck.trim() !== '' && { struck: cut(struck) }),
    ...(concealed.trim() !== '' && { concealed: cut(concealed) }),
  };
}

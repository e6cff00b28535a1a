import type { RowIndex } from '../../index/rows/row-index.ts';
import type { Term } from '../../read/query.ts';

const IDEOGRAPH = /[\u4e00-\u9fff]/g;

/**
 * By row, the share (0…1) of the terms' different ideographs that it has, each by its rarity: 面談 and 面接, words that no
 * list joins, often share one.
 */
export function ideographShare(
  terms: readonly Term[],
  index: Pick<RowIndex, 'rows' | 'rowsWith' | 'hasCharacter'>,
): (row: number) => number {
  const size = index.rows.length;
  const characters = [...new Set(terms.flatMap(({ folded }) => folded.match(IDEOGRAPH) ?? []))];
  const rarities = characters.map(
    (each) => Math.log(1 + size / (1 + index.rowsWith(each))) / Math.log(1 + size),
  );
  const total = rarities.reduce((sum, rarity) => sum + rarity, 0);
  return (row) => {
    let share = 0;
    for (const [i, each] of characters.entries())
      if (index.hasCharacter(row, each)) share += rarities[i]! / total;
    return share;
  };
}

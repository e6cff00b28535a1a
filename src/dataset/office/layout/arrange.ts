import type { ColumnChoices, Grid } from '../types.ts';
import { partBeside } from './beside.ts';
import { readPeriods } from './periods.ts';
import { turn } from './turned.ts';

/**
 * A sheet as tables with a header on top and one time for each row: tables beside each other become sheets of their
 * own, labels down the side a header, columns of months one time. Any other sheet stays as it is.
 */
export function arrange(grid: Grid, choices: ColumnChoices): readonly Grid[] {
  if (grid.hidden) return [grid];
  return partBeside(turn(grid, choices), choices).map((part) => readPeriods(part, choices));
}

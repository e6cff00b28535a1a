import type { Initiative } from '../../dataset/schema.ts';
import { type Model, rowsOf } from '../button.ts';
import { baseModel } from './base-model.ts';
import type { Limits } from '../limits.ts';
import { escapeMarkdown, truncate } from '../../text/markdown.ts';
import { plainRow, type Context } from '../words/row.ts';
import { fullLines, rowButtons, textsModel } from './row-model.ts';

/** Data for cards/initiative.json: one initiative in full. `lastYear`: the last document that has it. */
export function initiativeModel(
  initiative: Initiative,
  limits: Limits,
  context: Context,
  lastYear?: number,
): Model {
  const row = plainRow(initiative, context);
  const { say } = context;
  const written = truncate(initiative.schedule.text, limits.detail);
  const isSaid = written === '' || written === row.when || written === row.time;
  return {
    ...baseModel(say('row.title', { name: row.name, department: row.department }), context),
    ...textsModel(row, limits),
    full: fullLines(row.summary, Math.max(limits.full, limits.short), say('row.cut')),
    written: [
      isSaid ? '' : escapeMarkdown(say('row.written', { text: written })),
      lastYear === undefined
        ? ''
        : say('row.lastYear', { year: say('fiscalYear', { year: String(lastYear) }) }),
    ]
      .filter((line) => line !== '')
      .join('\n\n'),
    // What is in the newest document no more has none like it there.
    buttons: rowsOf(rowButtons(row, context).slice(lastYear === undefined ? 0 : 1)),
  };
}

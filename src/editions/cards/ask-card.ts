import { type Board, choiceField } from '../../cards/board.ts';
import { type Json, PRIMARY } from '../../cards/button.ts';
import type { Context } from '../../cards/words/row.ts';
import { COLUMN_ROLES, type FoundColumn, type Unclear } from '../../dataset/office/types.ts';
import { oneLine, truncate } from '../../text/markdown.ts';
import { act } from './actions.ts';
import { noteOf } from './note.ts';
import { type AskView, columnField, MOST_COLUMNS } from './view.ts';

const mostChars = 40;

function questionLine(unclear: Unclear, { say, lang }: Context): string {
  const quoted = (header: string): string => (lang === 'ja' ? `「${header}」` : `“${header}”`);
  switch (unclear.what) {
    case 'columns':
      return say('edition.ask.unknown', {
        columns: unclear.headers
          .slice(0, MOST_COLUMNS)
          .map((header) => quoted(truncate(oneLine(header), mostChars)))
          .join(lang === 'ja' ? '' : ', '),
      });
    case 'missing':
      return say('edition.ask.missing', { role: say(`edition.column.${unclear.role}`) });
    case 'twice':
      return say('edition.ask.twice', {
        role: say(`edition.column.${unclear.role}`),
        count: unclear.headers.length,
      });
    case 'fiscalYear':
      return say('edition.ask.fiscalYear', {
        times: unclear.times
          .map((time) => truncate(oneLine(time), mostChars))
          .join(lang === 'ja' ? '、' : ', '),
      });
  }
}

function samplesLine({ header, samples }: FoundColumn, { say, lang }: Context): string {
  const shown = samples.map((text) => truncate(oneLine(text), mostChars)).filter((text) => text !== '');
  if (shown.length === 0) return '';
  const name = truncate(oneLine(header), mostChars);
  return say('edition.ask.samples', { header: name, samples: shown.join(lang === 'ja' ? ' ／ ' : ' / ') });
}

function columnFields(columns: readonly FoundColumn[], { say }: Context): readonly Json[] {
  const roles = COLUMN_ROLES.map((role) => ({ title: say(`edition.column.${role}`), value: role }));
  return columns
    .slice(0, MOST_COLUMNS)
    .map(({ header, role }, index) =>
      choiceField(
        columnField(index),
        say('edition.ask.column', { header: truncate(oneLine(header), mostChars) }),
        roles,
        role ?? 'ignore',
      ),
    );
}

/** Of which fiscal year a document is. */
export function yearField(years: readonly number[], { say }: Context): Json {
  const choices = years.map((year) => ({
    title: say('edition.ask.yearChoice', { year: String(year), era: `R${String(year - 2018)}` }),
    value: String(year),
  }));
  return choiceField('year', say('edition.ask.year'), choices);
}

/** What only a person can tell of a file. */
export function askBoard(view: AskView, context: Context): Board {
  const { say, lang } = context;
  const { id, name, columns, unclear, years, note } = view;
  const isOfColumns = unclear.some(({ what }) => what !== 'fiscalYear');
  const isOfYear = unclear.some(({ what }) => what === 'fiscalYear');
  return {
    headline: say('edition.ask.title', { name: truncate(oneLine(name), mostChars) }),
    note: noteOf(note, context),
    lines: [
      isOfColumns ? say('edition.ask.columns') : '',
      ...unclear.map((one) => questionLine(one, context)),
      ...(isOfColumns ? columns.slice(0, MOST_COLUMNS).map((one) => samplesLine(one, context)) : []),
    ],
    fields: [
      ...(isOfColumns ? columnFields(columns, context) : []),
      ...(isOfYear ? [yearField(years, context)] : []),
    ],
    buttons: [act(say('edition.button.answer'), { do: 'edition.answer', file: id, lang }, PRIMARY)],
  };
}

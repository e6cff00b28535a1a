import type { Board } from '../../cards/board.ts';
import { PRIMARY } from '../../cards/button.ts';
import { timeAt } from '../../calendar/zone.ts';
import { timeWords } from '../../cards/words/dates.ts';
import { turnButtons } from '../../cards/page.ts';
import type { Context } from '../../cards/words/row.ts';
import { monthWords } from '../../cards/words/schedule-words.ts';
import { truncate } from '../../text/markdown.ts';
import type { Edition } from '../edition.ts';
import { act } from './actions.ts';
import { yearField } from './ask-card.ts';
import { type VersionView, yearsAround } from './view.ts';

/** The document's title and month. */
export function sourceWords({ title, asOf }: Edition, context: Context): string {
  const date = asOf === null ? '—' : monthWords(asOf, context);
  return context.say('edition.source', { title: truncate(title, 80), date });
}

/** With the time of day: editions of one day bear the same title. */
export function madeAt(edition: Edition, context: Context): string {
  return timeWords(timeAt(edition.madeAt, context.timeZone), context);
}

function yearWords({ fiscalYear }: Edition, { say }: Context): string {
  return fiscalYear === null ? '' : say('edition.fiscalYear', { year: String(fiscalYear) });
}

/** The editions, the youngest first; `hasMore`: older ones follow. */
export function versionsBoard(
  versions: readonly VersionView[],
  { page, hasMore }: { readonly page: number; readonly hasMore: boolean },
  context: Context,
): Board {
  const { say, lang } = context;
  const titles = { previous: say('page.previous'), next: say('edition.button.next') };
  return {
    headline: say('edition.versions.title'),
    items: versions.map(({ edition, isActive }) => ({
      title: sourceWords(edition, context),
      lines: [
        isActive ? say('edition.versions.active') : '',
        yearWords(edition, context),
        say('edition.versions.line', {
          date: madeAt(edition, context),
          file: truncate(edition.sourceFile, 60),
        }),
      ],
      open: act(truncate(edition.title, 60), { do: 'edition.version', id: edition.id, lang }),
    })),
    buttons: turnButtons({ page, last: hasMore ? page + 1 : page }, titles, (title, to) =>
      act(title, { do: 'edition.versions', page: to, lang }),
    ),
  };
}

/** One edition, which can be taken out, or let answer again. */
export function versionBoard({ edition, isActive }: VersionView, context: Context): Board {
  const { say, lang } = context;
  const { id, sourceFile } = edition;
  const asksYear = isActive && edition.fiscalYear === null;
  return {
    headline: sourceWords(edition, context),
    subtitle: isActive ? say('edition.versions.active') : '',
    facts: [
      ...(edition.fiscalYear === null
        ? []
        : [{ title: say('edition.fact.fiscalYear'), value: yearWords(edition, context) }]),
      { title: say('edition.version.madeAt'), value: madeAt(edition, context) },
      { title: say('edition.version.file'), value: truncate(sourceFile, 80) },
    ],
    lines: [asksYear ? say('edition.ask.yearMissing') : ''],
    fields: asksYear ? [yearField(yearsAround(edition.madeAt), context)] : [],
    buttons: [
      ...(asksYear ? [act(say('edition.button.year'), { do: 'edition.year', id, lang })] : []),
      act(say('edition.button.workbook'), { do: 'edition.workbook', id, lang }),
      ...(isActive
        ? []
        : [act(say('edition.button.rollback'), { do: 'edition.rollback', id, lang }, PRIMARY)]),
    ],
  };
}

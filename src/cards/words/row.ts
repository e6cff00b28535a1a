import type { YearMonth } from '../../calendar/month.ts';
import type { Initiative } from '../../dataset/schema.ts';
import type { Hit, Lang, Reason } from '../../question/answer.ts';
import type { CardData } from '../cards.ts';
import { lines, oneLine, truncate } from '../../text/markdown.ts';
import { monthWords, whenWords } from './schedule-words.ts';
import { departmentName, departmentsInSentence, type Phrases } from './subject.ts';

/** Reasons beyond this say nothing new. */
const MAX_REASONS = 3;
const MAX_FOUND_CHARS = 30;

/** One initiative in one language, as plain text. */
export interface Row {
  readonly id: string;
  /** Verbatim, for buttons. */
  readonly filedUnder: string;
  readonly department: string;
  readonly name: string;
  /** The document's own name under a translated one, else ''. */
  readonly nameBelow: string;
  /** When it takes place, with its stage. */
  readonly when: string;
  /** The same without the stage. */
  readonly time: string;
  /** 予定, 検討中, or ''. */
  readonly stage: string;
  readonly summary: readonly string[];
  /** '' when there are none. */
  readonly remarks: string;
  /** What of the question it matched, where that is not evident, or ''. */
  readonly why: string;
  /** Departments that it concerns beside its own, or ''. */
  readonly about: string;
}

/** Card data with the words of one language. */
export interface Context extends Phrases {
  readonly data: CardData;
  /** IANA: where times are told. */
  readonly timeZone: string;
  /** False: forms come as cards, for what plays Teams opens no dialog. Default: true. */
  readonly dialogs?: boolean;
  /** Since when nobody has confirmed the row of a document of that month; null: lately enough. */
  readonly unconfirmedSince?: (id: string, asOf: YearMonth | null) => YearMonth | null;
}

/** The name in the language, as far as someone has translated it. */
export function initiativeName(
  initiative: Pick<Initiative, 'id' | 'name'>,
  data: CardData,
  lang: Lang,
): string {
  return oneLine((lang === 'en' && data.expansions.get(initiative.id)?.en?.name) || initiative.name);
}

/** Its name and its department's. */
export function rowTitle(
  initiative: Pick<Initiative, 'id' | 'name' | 'department'>,
  context: Pick<Context, 'data' | 'lang' | 'say' | 'departments'>,
): string {
  return context.say('row.title', {
    name: initiativeName(initiative, context.data, context.lang),
    department: departmentName(initiative.department, context),
  });
}

function reasonWords(reason: Reason, { say, lang }: Phrases): string {
  if (reason.field === 'question') return say('row.reasonQuestion');
  const [asked, found] = [reason.asked, reason.found].map((words) =>
    truncate(oneLine(words), MAX_FOUND_CHARS),
  );
  if (reason.kind === 'means') return say('row.reasonMeans', { asked: asked!, found: found! });
  if (reason.kind === 'like') return say('row.reasonLike', { asked: asked!, found: found! });
  // The theme's own name is Japanese; in English the words of the question must do.
  if (reason.field === 'themes') return say('row.reasonThemes', { theme: lang === 'ja' ? found! : asked! });
  return say('row.reason', { field: say(`field.${reason.field}`), found: found! });
}

const fold = (words: string): string => words.normalize('NFKC').toLowerCase().replace(/\s/g, '');

/** Whether the row shows the reason by itself: its department, its schedule, the very words of the question. */
function isEvident({ field, asked, found }: Reason): boolean {
  return field === 'department' || field === 'schedule' || fold(asked) === fold(found);
}

function whyWords(reasons: readonly Reason[], phrases: Phrases): string {
  const telling = reasons.filter((reason) => !isEvident(reason));
  const words = [...new Set(telling.map((reason) => reasonWords(reason, phrases)))].slice(0, MAX_REASONS);
  if (words.length === 0) return '';
  return phrases.say('row.why', { reasons: words.join(phrases.say('row.reasonSeparator')) });
}

/** What a row says of the question that led to it. */
export function reasonsOf({ reasons, about }: Hit, context: Context): Pick<Row, 'why' | 'about'> {
  return {
    why: whyWords(reasons, context),
    about:
      about.length === 0
        ? ''
        : context.say('row.about', { departments: departmentsInSentence(about, context) }),
  };
}

/** One hit in the context's language. */
export function rowOf(hit: Hit, context: Context): Row {
  const { initiative } = hit;
  const { data, lang, say } = context;
  const en = lang === 'en' ? data.expansions.get(initiative.id)?.en : null;
  const name = initiativeName(initiative, data, lang);
  const remarks = oneLine(en?.remarks || initiative.remarks);
  return {
    id: initiative.id,
    filedUnder: initiative.department,
    department: oneLine(departmentName(initiative.department, context)),
    name,
    nameBelow: en ? oneLine(initiative.name) : '',
    when: oneLine(whenWords(initiative.schedule, initiative.stage, context)),
    time: oneLine(whenWords(initiative.schedule, null, context)),
    stage: initiative.stage === null ? '' : say(`stage.${initiative.stage}`),
    summary: lines(en?.summary || initiative.summary),
    remarks: [unconfirmedWords(initiative, context), remarks === '' ? '' : say('row.remarks', { remarks })]
      .filter((words) => words !== '')
      .join(' ／ '),
    ...reasonsOf(hit, context),
  };
}

/** Since when nobody has confirmed the row; '' where it has been lately enough. */
export function unconfirmedWords({ id }: Initiative, context: Context): string {
  const since = context.unconfirmedSince?.(id, context.data.source.date) ?? null;
  return since === null ? '' : context.say('row.unconfirmed', { month: monthWords(since, context) });
}

/** Of a line in a list. */
const BULLET = /^[・･●○■◆-]\s*/;

/** A text's lines in one, parted where a list's items were. */
export function runningText(lines: readonly string[], maxChars: number): string {
  return truncate(lines.map((line) => line.replace(BULLET, '')).join(' ／ '), maxChars);
}

/** A row that nobody asked for in particular: no reasons. */
export function plainRow(initiative: Initiative, context: Context): Row {
  return rowOf({ initiative, score: 1, reasons: [], about: [] }, context);
}

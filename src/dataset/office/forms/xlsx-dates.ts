import { readXml } from './zip.ts';

/** How a cell shows a date; null: it is no date. */
export type DateForm = { readonly era: boolean; readonly day: boolean } | null;

/** Number formats that Excel knows without their being written down (ECMA-376 18.8.30; 27–36 and 50–58: Japanese). */
const BUILT_IN = new Map<number, DateForm>([
  ...[14, 15, 16, 22, 30, 36].map((id) => [id, { era: false, day: true }] as const),
  ...[17, 55].map((id) => [id, { era: false, day: false }] as const),
  ...[27, 28, 29, 50, 51, 53, 54, 57, 58].map((id) => [id, { era: true, day: true }] as const),
  ...[31, 56].map((id) => [id, { era: false, day: true }] as const),
]);

/** What each style of a workbook makes of a number. */
export function readStyles(xml: string): readonly DateForm[] {
  const formats = new Map(BUILT_IN);
  const styles: DateForm[] = [];
  let inCells = false;
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCells = true;
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), dateForm(attributes.formatCode ?? ''));
      if (name === 'xf' && inCells) styles.push(formats.get(Number(attributes.numFmtId)) ?? null);
    },
    text: () => {},
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** yyyy"年"m"月", ggge"年"m"月"d"日", mmm-yy; a time of day alone is no date. */
function dateForm(code: string): DateForm {
  const bare = code
    .split(';')[0]!
    .replace(/"[^"]*"?|\\.|\[[^\]]*\]?|_./g, '')
    .toLowerCase();
  const hasYear = /[ye]/.test(bare.replace(/general|e[+-]/g, ''));
  const hasMonth = /m/.test(bare);
  if (!hasMonth || (!hasYear && !/d/.test(bare))) return null;
  return { era: /g|(?<!g)e/.test(bare.replace('general', '')), day: /d/.test(bare) };
}

const DAY_MS = 86_400_000;
/** Excel's day 0 for serials after its 29 February 1900, which never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const REIWA = Date.UTC(2019, 4, 1);

/** A serial as an office would write it: 2026年4月, 令和8年4月1日. */
export function serialAsText(serial: number, form: NonNullable<DateForm>, from1904: boolean): string {
  const time = (from1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(serial) * DAY_MS;
  const date = new Date(time);
  if (!Number.isFinite(serial) || Number.isNaN(date.getTime()) || serial < 1) return String(serial);
  const reiwa = date.getUTCFullYear() - 2018;
  const year =
    form.era && time >= REIWA ? `令和${reiwa === 1 ? '元' : reiwa}` : String(date.getUTCFullYear());
  return `${year}年${date.getUTCMonth() + 1}月${form.day ? `${date.getUTCDate()}日` : ''}`;
}

import { isOn, readXml } from './zip.ts';
import { dayMs } from '../../../calendar/clock.ts';

/** How a cell shows a date: which parts of it, and what stands behind them. */
export interface DateForm {
  readonly era: boolean;
  readonly year: boolean;
  readonly month: boolean;
  readonly day: boolean;
  readonly after: string;
}

/** What a style makes of a number, and of any text. */
export interface CellStyle {
  readonly date: DateForm | null;
  /** Shows a number among other signs: R8.6, 6月, 50%. */
  readonly number: { readonly before: string; readonly after: string; readonly isPercent: boolean } | null;
  readonly isStruck: boolean;
  /** It has a colour behind it, other than white. */
  readonly isTinted: boolean;
}

type Format = Pick<CellStyle, 'date' | 'number'>;

const built = (era: boolean, day: boolean, year = true): Format => ({
  date: { era, year, month: true, day, after: '' },
  number: null,
});

/** Number formats that Excel knows without their being written down (ECMA-376 18.8.30; 27–36 and 50–58: Japanese). */
const BUILT_IN = new Map<number, Format>([
  ...[9, 10].map((id) => [id, { date: null, number: { before: '', after: '', isPercent: true } }] as const),
  ...[14, 15, 16, 22, 30, 36].map((id) => [id, built(false, true)] as const),
  ...[17, 55].map((id) => [id, built(false, false)] as const),
  ...[27, 28, 29, 50, 51, 53, 54, 57, 58].map((id) => [id, built(true, true)] as const),
  ...[31, 56].map((id) => [id, built(false, true)] as const),
]);

/** The styles of a workbook's cells. */
export function readStyles(xml: string): readonly CellStyle[] {
  const formats = new Map(BUILT_IN);
  const styles: CellStyle[] = [];
  const struckFonts: boolean[] = [];
  const tints: boolean[] = [];
  let within = '';
  readXml(xml, {
    open: (name, attributes) => {
      if (name === 'cellXfs' || name === 'fonts' || name === 'fills' || name === 'dxfs') within = name;
      if (name === 'font' && within === 'fonts') struckFonts.push(false);
      if (name === 'strike' && within === 'fonts') struckFonts[struckFonts.length - 1] = isOn(attributes.val);
      if (name === 'fill' && within === 'fills') tints.push(false);
      if (within === 'fills' && isTint(name, attributes)) tints[tints.length - 1] = true;
      if (within === 'fills' && isWhite(name, attributes)) tints[tints.length - 1] = false;
      if (name === 'numFmt' && within !== 'dxfs')
        formats.set(Number(attributes.numFmtId), formatOf(attributes.formatCode ?? ''));
      if (name === 'xf' && within === 'cellXfs') {
        const format = formats.get(Number(attributes.numFmtId)) ?? { date: null, number: null };
        styles.push({
          ...format,
          isStruck: struckFonts[Number(attributes.fontId)] ?? false,
          isTinted: tints[Number(attributes.fillId)] ?? false,
        });
      }
    },
    text: () => {},
    close: (name) => {
      if (name === within) within = '';
    },
  });
  return styles;
}

/** Any pattern but none; gray125 is there in every workbook and used by nobody. */
function isTint(name: string, { patternType }: Readonly<Record<string, string>>): boolean {
  return (
    name === 'gradientFill' || (name === 'patternFill' && !/^(?:none|gray125)?$/.test(patternType ?? ''))
  );
}

/** White, or the theme's background. */
function isWhite(name: string, { rgb, theme, tint }: Readonly<Record<string, string>>): boolean {
  return name === 'fgColor' && (/^(?:FF)?FFFFFF$/i.test(rgb ?? '') || (theme === '0' && tint === undefined));
}

/** Excel's own limit of a format. */
const MOST_CODE = 255;
/** What stands for itself, the digits, and a percent sign: parts of which none can begin as another does. */
const PARTS = /"[^"]*"|\\.|General|[#0?][#0?,.]*|%|[^#0?a-zA-Z"\\@*%]|./gs;
const DIGITS = /^(?:General|[#0?])/;
const PLAIN = /^(?:"|\\.|[^#0?a-zA-Z"\\@*%]$)/s;

/** What stands behind the last letter that means a part of a date. */
function endOf(code: string): string {
  const parts = code.match(PARTS) ?? [];
  return parts.slice(parts.findLastIndex((part) => /^(?:[a-zA-Z]|["\\]$)/.test(part)) + 1).join('');
}

/** A code that is digits once, with what stands for itself before and after, and perhaps a percent sign. */
function affixedBy(code: string): { before: string; after: string; isPercent: boolean } | null {
  const parts = code.match(PARTS) ?? [];
  const at = parts.findIndex((part) => DIGITS.test(part));
  const [before, after] = [parts.slice(0, at), parts.slice(at + 1)];
  const rest = after.filter((part) => part !== '%');
  const signs = after.length - rest.length;
  const isLiteral = [...before, ...rest].every((part) => PLAIN.test(part));
  if (at < 0 || signs > 1 || !isLiteral) return null;
  return { before: literal(before.join('')), after: literal(rest.join('')), isPercent: signs === 1 };
}

const literal = (code: string): string => code.replace(/"([^"]*)"|\\(.)/g, '$1$2').trim();

/** yyyy"年"m"月", ggge"年"m"月"d"日", m"月", "R8."0; a time of day alone is no date. */
function formatOf(code: string): Format {
  const section = code
    .split(';')[0]!
    .slice(0, MOST_CODE)
    .replace(/\[[^\]]{0,250}\]|_./g, '');
  const number = affixedBy(section);
  if (number !== null) {
    const isPlain = number.before === '' && number.after === '' && !number.isPercent;
    return { date: null, number: isPlain ? null : number };
  }
  const bare = section
    .replace(/"[^"]*"|\\./g, '')
    .toLowerCase()
    .replace(/general|e[+-]/g, '');
  const isTime = /[hs]/i.test(code.split(';')[0]!.replace(/"[^"]*"|\\.|\[\$[^\]]*\]/g, ''));
  const year = /[ye]/.test(bare);
  const day = /d/.test(bare);
  const month = /m/.test(bare) && (year || day || !isTime);
  if (!year && !month) return { date: null, number: null };
  const end = literal(endOf(section));
  const after = /^[年月日]?((?:度|末|頃|予定|以降|から|まで|[～〜~])*)$/.exec(end)?.[1] ?? '';
  return { date: { era: /g|(?<!g)e/.test(bare), year, month, day, after }, number: null };
}

/** Excel's day 0 for serials after its 29 February 1900, which never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const REIWA = Date.UTC(2019, 4, 1);

/** A serial as an office would write it: 2026年4月, 令和8年4月1日, 4月. */
export function serialAsText(serial: number, form: DateForm, from1904: boolean): string {
  const time = (from1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(serial) * dayMs;
  const date = new Date(time);
  if (!Number.isFinite(serial) || Number.isNaN(date.getTime()) || serial < 1) return String(serial);
  const reiwa = date.getUTCFullYear() - 2018;
  const year =
    form.era && time >= REIWA ? `令和${reiwa === 1 ? '元' : reiwa}` : String(date.getUTCFullYear());
  const parts = [
    // A day without a month would be a riddle, and so would one without its year.
    form.year || form.day ? `${year}年` : '',
    form.month ? `${date.getUTCMonth() + 1}月` : '',
    form.day && form.month ? `${date.getUTCDate()}日` : '',
  ];
  return parts.join('') + form.after;
}

import { createHash } from 'node:crypto';
import type { ColumnChoices, ColumnRole, GridLine } from './types.ts';

/** Names of columns after `headerKey`; the first that fits the whole name counts. */
const NAMES: readonly (readonly [ColumnRole, RegExp])[] = [
  ['id', /^(?:取組)?id$/],
  ['number', /^(?:no|№|#|番号|項番|通番|連番|整理番号|取組番号|事業番号|順番|件数)$/],
  [
    'department',
    /^(?:(?:実施|担当|所管|主管|推進|関係)?(?:部署|部局|部課|各?(?:局・?区|区・?局)(?:・?室)?等?|部門|課|課室|局|部|組織|所属|主体|室)(?:名|名称)?|所管|主管|担当|担当部署課)$/,
  ],
  [
    'name',
    /^(?:(?:主な|具体的な|重点)?(?:取組|取組事業|事業|施策|制度|活動|行事|イベント)(?:名|名称|の名称|項目|事項|件名|タイトル)?|件名|名称|項目|タイトル|表題|テーマ)$/,
  ],
  [
    'summary',
    /^(?:(?:主な|具体的な|実施|取組|事業|施策|活動)?(?:の)?(?:概要|内容|説明|詳細)|(?:取組|事業)の(?:概要|内容)|具体的な取組内容|何をするか)$/,
  ],
  ['start', /^(?:開始|始期)(?:時期|年月|月|日|年月日|予定)?$/],
  ['end', /^(?:終了|終期)(?:時期|年月|月|日|年月日|予定)?$/],
  [
    'schedule',
    /^(?:(?:実施|取組|開催|事業|導入)?(?:予定)?(?:時期|期間|年月|日程|スケジュール|年度|日)(?:予定|等)?|いつ|予定|工程)$/,
  ],
  ['remarks', /^(?:備考欄?|その他|特記事項|補足(?:事項)?|摘要|メモ|留意点|注記)$/],
];

/** A header's words, so that one name is one key: width, spaces, numbering, brackets and spellings of 取組 aside. */
function headerKey(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/^[(【[]?\d{1,2}[)】\].:、．]?(?=\D)/, '')
    .replace(/^[ア-オa-e][.)、．]/, '')
    .replace(/(?:取り組み|取組み|取り組)/g, '取組')
    .replace(/[((【[][^)】\]]{0,30}[)】\]]$/, '')
    .replace(/^[■●○◆※]+/, '')
    .replace(/(?<![.:。*※])[.:。*※]+$/, '')
    .replace(/(?<=[^他])等$/, '');
}

/** What a column of that name holds; null: not known. Choices of editors go first. */
export function roleOf(header: string, choices: ColumnChoices): ColumnRole | null {
  const key = headerKey(header);
  if (key === '') return null;
  const chosen = Object.entries(choices).find(([name]) => name === header || headerKey(name) === key);
  return chosen?.[1] ?? NAMES.find(([, pattern]) => pattern.test(key))?.[0] ?? null;
}

/** A header line found in a grid. */
export interface Header {
  /** How many lines it takes: 2 with headings over headings. */
  readonly lines: 1 | 2;
  readonly columns: readonly HeaderColumn[];
}

export interface HeaderColumn {
  /** 0-based. */
  readonly index: number;
  readonly header: string;
  readonly role: ColumnRole | null;
}

const DECIDING: readonly ColumnRole[] = ['name', 'summary', 'schedule', 'start', 'remarks', 'department'];

/** The header that begins at a line, null when none does. */
export function headerAt(line: GridLine, next: GridLine | undefined, choices: ColumnChoices): Header | null {
  const single = headerOf([line], choices);
  const both = next !== undefined && mayBeTwo(line, next, choices) ? headerOf([line, next], choices) : null;
  if (both !== null && known(both) > (single === null ? 1 : known(single) - 1)) return both;
  return single;
}

/** A header whose columns have lost their TABs and are parted by spaces. */
export function isSpacedHeader(line: GridLine, choices: ColumnChoices): boolean {
  const parts = (line.cells[0]?.text ?? '').trim().split(/[\s\u3000]{1,40}/);
  const cells = parts.map((text) => ({ text, covered: null }));
  return parts.length > 1 && headerOf([{ ...line, cells }], choices) !== null;
}

const known = (header: Header): number => header.columns.filter(({ role }) => role !== null).length;

/** A second line of headings: all that it has of its own are names of columns. */
function mayBeTwo(line: GridLine, next: GridLine, choices: ColumnChoices): boolean {
  const above = line.cells.filter(({ text, covered }) => covered === null && text.trim() !== '');
  // A heading across the table is no heading of its columns.
  if (above.length < 2) return false;
  const merged = [...line.cells, ...next.cells].some(({ covered }) => covered !== null);
  const own = next.cells.filter(({ text, covered }) => covered === null && text.trim() !== '');
  return merged && own.length > 0 && own.every(({ text }) => roleOf(text, choices) !== null);
}

function headerOf(lines: readonly GridLine[], choices: ColumnChoices): Header | null {
  const width = Math.max(...lines.map(({ cells }) => cells.length));
  const columns: HeaderColumn[] = [];
  for (let index = 0; index < width; index += 1) {
    const texts = lines.map(({ cells }) => cells[index]?.text.trim() ?? '');
    const header = [...texts].reverse().find((text) => text !== '') ?? '';
    if (header === '' || (lines.length === 1 && lines[0]!.cells[index]?.covered === 'left')) continue;
    const roles = [...texts].reverse().map((text) => roleOf(text, choices));
    columns.push({ index, header, role: roles.find((role) => role !== null) ?? null });
  }
  const roles = new Set(columns.map(({ role }) => role).filter((role) => role !== null));
  const deciding = DECIDING.filter((role) => roles.has(role)).length;
  const enough = roles.has('name') ? deciding >= 2 : deciding >= 3 || (deciding >= 2 && columns.length >= 3);
  return enough && columns.every(({ header }) => header.length <= 40)
    ? { lines: lines.length as 1 | 2, columns }
    : null;
}

/** The same for files with the same columns in the same order. */
export function formOf(columns: readonly { readonly header: string }[]): string {
  const keys = columns.map(({ header }) => headerKey(header)).join('\t');
  return createHash('sha256').update(keys).digest('hex').slice(0, 16);
}

import { cleanCell } from '../cell.ts';
import type { Place } from './types.ts';

const ORGANISATION =
  /(?:局|(?<![全一内外])部|課|室|係|班|(?<![場箇])所|署|区|市|町|村|県|庁|院|館|園|(?<!教)担当|センター|チーム|グループ|本部|委員会|議会|公社|企業団|機構)$/;
/** What a line says that is a title, a caption or a sentence, and no department. */
const GENERIC =
  /取組|取り組|一覧|について|年度|事業|目次|概要|資料|単位|現在|時点|様式|別紙|別添|参考|計画|[。、：:※→]|\d{4}|\d月|以上/;
const LABEL = /^(?:部署名?|部局名?|局名|課名|担当部署|担当課|所管課?|実施部署)\s*[:：]\s*/;
const NUMBERING =
  /^(?:第?[\d０-９Ⅰ-Ⅻ①-⑳]{1,3}[.．、)）]?\s+|[(（][\d０-９ア-オ]{1,2}[)）]\s*|第[\d０-９]{1,2}[章節]?\s*|[\d０-９]{1,2}[.．、)）]\s*|[①-⑳Ⅰ-Ⅻ]\s*)/;
const CONTINUED = /(?<!\s)\s*[（(]?(?:続き|つづき|続)[)）]$/;
/** How many initiatives follow: 総務部（3件）, 福祉部 計1事業. */
const COUNT = /(?<=\S)\s?[（(]?(?:計|全)?\s?[\d０-９]{1,4}\s?(?:件|事業|取組|項目)[)）]?$/;
/** All of them, or whichever is meant, and none by name. */
const NO_ONE = /^(?:全|各|関係|該当|担当|所管|当該)(?:部|局|課|所属|部署|部局|課室|区|所|室|係)/;
const MAX_HEADING_LENGTH = 30;

/** A heading as the department's name: without marks, numbering, labels, （続き） and spacing for the eye. */
export function departmentName(text: string): string {
  const plain = withoutContinued(
    joinedWord(cleanCell(text))
      .replaceAll(/[\s\u3000]+/g, ' ')
      .replace(/^[●○■□◆◇▼▽☆★◎・]\s*/, '')
      .replace(/^[【〔［[](.+)[】〕］\]]$/, '$1'),
  );
  const bare = plain
    .replace(NUMBERING, '')
    .replace(LABEL, '')
    .replace(COUNT, '')
    .replace(/(.)の(?:主な)?取り?組み?$/, '$1')
    .trim();
  return /^\S(?: \S)+$/.test(bare) ? bare.replaceAll(' ', '') : bare;
}

/** Without line breaks within the name, as a narrow column has them: ｺﾐｭﾆﾃｨ⏎推進課; a bureau above its section stays. */
function joinedWord(text: string): string {
  const parts = text.split('\n');
  return parts.slice(0, -1).some((part) => part.length < 2 || ORGANISATION.test(part))
    ? text
    : parts.join('');
}

/** Without a trailing （続き）, which only says that a table goes on. */
export function withoutContinued(text: string): string {
  return text.replace(CONTINUED, '').trim();
}

/** Without a sign that leads to a note below the table: 時差勤務※1, 面談（注2）. */
export function withoutMark(text: string): string {
  return text
    .trim()
    .replace(/(?<=.)(?:[※＊*]\s?[\d０-９]{0,2}|[（(]\s?(?:注|※)\s?[\d０-９]{0,2}\s?[)）])$/, '')
    .trim();
}

export function isContinued(text: string): boolean {
  return CONTINUED.test(text.trim());
}

/** Whether a heading is a department by its form: 総務部, 【福祉部】, 3 消防局（続き）. */
export function isOrganisation(text: string): boolean {
  const name = departmentName(text);
  return (
    name.length <= MAX_HEADING_LENGTH &&
    !/[。、：:※]/.test(name) &&
    !NO_ONE.test(name) &&
    ORGANISATION.test(withoutBracket(name))
  );
}

/**
 * Whether a cell names two departments of one rank: 総務部・福祉部. A bureau with one of its sections, each on a line of
 * its own, is one.
 */
export function namesSeveral(text: string): boolean {
  const parts = text.split(/[\n、，,・／/&＆]|及び|並びに/).map((part) => part.trim());
  const isEach = parts.length > 1 && parts.every((part) => part.length > 1 && ORGANISATION.test(part));
  return isEach && (!text.includes('\n') || new Set(parts.map((part) => part.at(-1))).size === 1);
}

/** The fiscal year that the last of some headings is called after, and nothing else: 令和7年度, 【R8年度の取組】, R7. */
export function lastYearIn(headings: readonly string[]): number | null {
  return headings.map(yearHeading).findLast((year) => year !== null) ?? null;
}

function yearHeading(text: string): number | null {
  const folded = text.normalize('NFKC').replace(/[\s■●○◆◇【】〔〕[\]()「」＜＞<>]/g, '');
  const [year] = fiscalYearsIn(/年度|FY/i.test(folded) ? folded : `${folded}年度`);
  return year !== undefined && YEAR_ALONE.test(folded) ? year : null;
}
const YEAR_ALONE =
  /^(?:(?:令和|平成|[RH])(?:元|\d{1,2})|(?:FY)?20\d\d)(?:年度)?(?:の|主な|取り?組み?|事業|実施|計画|予定|実績|一覧|表|分|版){0,4}$/;

/** What stands in brackets at the end explains a name. */
function withoutBracket(name: string): string {
  if (!/[)）]$/.test(name)) return name;
  const before = name.length - 2;
  const inside = Math.max(name.lastIndexOf(')', before), name.lastIndexOf('）', before)) + 1;
  const open = name.slice(inside).search(/[(（]/);
  return open === -1 ? name : name.slice(0, inside + open);
}

/** Two organisations in one line, as a publisher is written: 総務部 職員課. */
function isPublisher(text: string): boolean {
  const parts = cleanCell(text).split(/[\s\u3000]+/);
  return parts.length > 1 && parts.every((part) => part.length > 1 && ORGANISATION.test(part));
}

/** A short line right above a table may be a department of an uncommon name. */
function mayBeDepartment(text: string): boolean {
  const name = departmentName(text);
  return name.length > 1 && name.length <= 20 && !GENERIC.test(name.normalize('NFKC')) && !isNote(text);
}

/** A line above a table. */
export interface HeldLine {
  readonly text: string;
  readonly place: Place;
}

/**
 * Which of the lines above a table is its department: the last that has the form of one, else (`unlike`) the nearest if
 * it is short and says nothing else. `first`: they are the head of the document, with its title and publisher.
 */
export function chooseHeading(
  held: readonly HeldLine[],
  first: boolean,
): { readonly chosen: HeldLine | undefined; readonly unlike: boolean } {
  const organisations = held.filter(({ text }) => isOrganisation(text));
  const last = organisations.at(-1);
  if (last !== undefined) {
    const publisher = first && organisations.length === 1 && isPublisher(last.text);
    return { chosen: publisher ? undefined : last, unlike: false };
  }
  const nearest = held.at(-1);
  const isTitle = first && held.length > 1 && held[0] === nearest;
  const fits =
    nearest !== undefined && !isTitle && mayBeDepartment(nearest.text) && !isPageNumber(nearest.text);
  return { chosen: fits ? nearest : undefined, unlike: true };
}

export function isPageNumber(text: string): boolean {
  return /^[-－ー―‐\s]*(?:(?:p\.?|page)\s*)?\d{1,3}(?:\s*[/／]\s*\d{1,3})?(?:\s*(?:ページ|頁)|[-－ー―‐\s]*)$/i.test(
    text.normalize('NFKC').trim(),
  );
}

export function isNote(text: string): boolean {
  return /^(?:[※＊*・•→]|[-－]\s|[（(]?注[\d０-９]*[)）:：\s]|(?:出典|資料|凡例|単位|問い?合わ?せ先?|以上$))/.test(
    text.trim(),
  );
}

/** 合計, 小計（3件）, 計 12件 */
export function isTotal(text: string): boolean {
  const folded = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  return (
    /^[^、。]{0,8}?(?<![設統家会推時])(?:合計|小計|総計|計|total)[:(]?(?:\d+件?)?\)?$/.test(folded) ||
    /^(?:全|計)?\d+件$/.test(folded)
  );
}

/** Why a line that says this alone is passed over wherever it stands; null: it is not. */
export function passedAlone(text: string): 'pageNumber' | 'total' | 'note' | null {
  if (isPageNumber(text)) return 'pageNumber';
  if (isTotal(text)) return 'total';
  return isNote(text) ? 'note' : null;
}

/** 〃, 同上: what stands above. */
export function isDitto(text: string): boolean {
  return /^(?:[〃″"“”々ゝ仝]|''|´´|同上|上に同じ|同じ|"")$/.test(text.trim());
}

/** Fiscal years that a text speaks of: 令和9年度, R9年度, 2027年度, 2027（令和9）年度 → 2027. */
export function fiscalYearsIn(text: string): readonly number[] {
  const folded = text.normalize('NFKC').replace(/\s+/g, '');
  const eras = folded.matchAll(/(令和|平成|(?<![A-Za-z])[RH])(元|\d{1,2})\)?(?:年度|FY)/g);
  const years = folded.matchAll(/(?<!\d)(20\d\d)(?:\([^)]{1,6}\))?年度/g);
  const found = [
    ...Array.from(
      eras,
      ([, era, year]) => (/令和|R/.test(era!) ? 2018 : 1988) + (year === '元' ? 1 : Number(year)),
    ),
    ...Array.from(years, ([, year]) => Number(year)),
    ...Array.from(folded.matchAll(/(?<![A-Za-z])FY(20\d\d)/gi), ([, year]) => Number(year)),
  ];
  return [...new Set(found)];
}

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { importDocument } from '../../../src/dataset/import.ts';
import { toJson } from '../../../src/dataset/json.ts';
import type { DatasetFiles } from '../../../src/dataset/load/dataset.ts';
import type { Contact, DepartmentsFile, InitiativesFile } from '../../../src/dataset/schema.ts';

export const OFFICE: Contact = { office: '人材育成課', extension: '1234', email: 'jinzai@example.jp' };

const DOCUMENT = [
  '職員の取組一覧\n令和8年6月\n総務局人材育成課\n部署\t取組名\t概要\t実施時期\t備考',
  '総務局\t若手研修\t若手職員に研修を行う。\t7月\t',
  '総務局\t在宅勤務\t週に2日まで在宅で勤務できる。\tR8.4～\t育児中の職員を含む',
  '総務局\t広報動画\t庁内の仕事を動画で紹介する。\tR8.9\t',
  '会計課\t１ｏｎ１ミーティング\t課長と職員が毎月話す。\tR8.6\t試行',
  '会計課\t伝票の点検\t伝票を二人で点検する。\t随時\t',
  '緑区役所\t窓口の見直し\t窓口の並びを変える。\tR8.10～12\t',
  '緑区役所\t朝会\t毎朝5分話す。\t毎週月曜\t',
].join('\n');

const THESAURUS = `childcare: 育児 | Childcare
  terms: 子育て, 育児

telework: 在宅勤務 | Telework
  terms: テレワーク, 在宅勤務
  en: remote work, telework

training: 研修（学び） | Training
  terms: 研修
  kana: けんしゅう
`;

/** A small edition with everything that a workbook says: contacts, English, themes, questions, a thesaurus of its own. */
export function smallEdition(): DatasetFiles {
  const answers = { fiscalYear: 2026 };
  const nothing = { initiatives: null, departments: null };
  const result = importDocument(Buffer.from(DOCUMENT), 'list.txt', nothing, answers);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const [rows, departments]: [InitiativesFile, DepartmentsFile] = [result.initiatives, result.departments];
  rows.initiatives[3] = { ...rows.initiatives[3]!, contact: { person: '担当' } };
  departments.departments[0] = { ...departments.departments[0]!, contact: OFFICE };
  // One whose last row has ended, among the others.
  departments.departments.splice(2, 0, { name: '監査事務局', en: null, kana: null, aliases: ['監査'] });
  const words = rows.initiatives.map(({ id, name }, index) =>
    [
      `${id}: ${name}`,
      `  name: Initiative ${String(index)}`,
      '  summary: What it is',
      ...(index % 2 === 0 ? ['  themes: childcare, telework'] : []),
      '  questions:',
      `    ${name}はどこ？`,
      `    ${name}を教えて`,
      '',
    ].join('\n'),
  );
  return new Map([
    ['initiatives.json', toJson(rows)],
    ['departments.json', toJson(departments)],
    ['expansions.txt', words.join('\n')],
    ['thesaurus/words.txt', THESAURUS],
  ]);
}

/** What is done to a workbook: cells written anew, by sheet and place; lines taken out; lines added below. */
export interface Edit {
  readonly cells?: readonly { readonly sheet: number; readonly ref: string; readonly text: string }[];
  readonly without?: readonly { readonly sheet: number; readonly line: number }[];
  readonly lines?: readonly { readonly sheet: number; readonly cells: readonly string[] }[];
}

/** The workbook with this done to its XML, as somebody would in Excel. */
export function edited(workbook: Uint8Array, { cells = [], without = [], lines = [] }: Edit): Uint8Array {
  const parts = unzipSync(workbook);
  const change = (sheet: number, of: (xml: string) => string): void => {
    const name = `xl/worksheets/sheet${sheet}.xml`;
    parts[name] = strToU8(of(strFromU8(parts[name]!)));
  };
  const replaced = (xml: string, pattern: RegExp, by: string): string => {
    if (!pattern.test(xml)) throw new Error(`${pattern.source} is not in the sheet`);
    return xml.replace(pattern, () => by);
  };
  for (const { sheet, ref, text } of cells)
    change(sheet, (xml) =>
      replaced(xml, new RegExp(`<c r="${ref}"[^>]*?(?:/>|>.*?</c>)`, 's'), cellXml(ref, text)),
    );
  for (const { sheet, line } of without)
    change(sheet, (xml) => replaced(xml, new RegExp(`<row r="${line}"[^>]*>.*?</row>`, 's'), ''));
  for (const { sheet, cells: texts } of lines)
    change(sheet, (xml) => {
      const last = Math.max(...Array.from(xml.matchAll(/<row r="(\d+)"/g), ([, line]) => Number(line)));
      const line = last + 1;
      const each = texts.map((text, index) => cellXml(`${String.fromCharCode(65 + index)}${line}`, text));
      return xml.replace('</sheetData>', () => `<row r="${line}">${each.join('')}</row></sheetData>`);
    });
  return zipSync(parts);
}

function cellXml(ref: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped}</t></is></c>`;
}

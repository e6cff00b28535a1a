import { columnLetters } from '../../text/xlsx.ts';
import type { ColumnRole, PassedOver, Place, Remark, RemarkCode, Unclear } from './types.ts';

type Language = 'ja' | 'en';

/** What is wrong, then what to do about it ('' = nothing); {x} stands for a value of the remark. */
type Sentence = readonly [what: string, whatToDo: string];

const REMARKS: Readonly<Record<RemarkCode, Readonly<Record<Language, Sentence>>>> = {
  tooLarge: {
    ja: ['ファイルが大きすぎます（上限10MB）', '画像や使わないシートを除いて保存し直してください'],
    en: ['file larger than 10 MB', 'remove pictures and unused sheets, and save again'],
  },
  oldOffice: {
    ja: [
      '古い形式（.xls・.doc）か、パスワード付きのファイルです',
      'パスワードを外し、.xlsx または .docx で保存し直してください',
    ],
    en: [
      'old format (.xls, .doc) or protected by a password',
      'remove the password and save as .xlsx or .docx',
    ],
  },
  pdf: {
    ja: ['PDFは読めません', '元のExcelまたはWordのファイルを送ってください'],
    en: ['PDF cannot be read', 'send the Excel or Word file that it was made from'],
  },
  unknownForm: {
    ja: [
      '読める形式のファイルではありません',
      'Excel（.xlsx）、Word（.docx）、CSV、HTML、テキストで保存し直してください',
    ],
    en: ['not a kind of file that can be read', 'save as .xlsx, .docx, CSV, HTML or text'],
  },
  notText: {
    ja: ['文字コードを読めません', 'UTF-8 または Shift_JIS で保存し直してください'],
    en: ['neither UTF-8 nor Shift_JIS', 'save as UTF-8 or Shift_JIS'],
  },
  broken: {
    ja: ['ファイルが壊れています', 'ExcelまたはWordで開き、別名で保存し直してください'],
    en: ['the file is damaged', 'open it in Excel or Word and save it under another name'],
  },
  bomb: {
    ja: ['展開すると大きくなりすぎるファイルです', '必要なシートだけを新しいファイルに写して送ってください'],
    en: ['the file grows too large when unpacked', 'copy the sheet that is needed into a new file'],
  },
  doctype: {
    ja: ['文書型宣言（DOCTYPE）を含むファイルは読みません', 'ExcelまたはWordで保存し直してください'],
    en: ['files with a document type declaration are not read', 'save again in Excel or Word'],
  },
  tooLong: {
    ja: ['{limit}文字を超える欄があります', '短くするか、欄を分けてください'],
    en: ['cell longer than {limit} characters', 'shorten it or divide it'],
  },
  tooMany: {
    ja: ['行または列が多すぎます（上限{limit}）', '表だけを残して保存し直してください'],
    en: ['too many rows or columns (at most {limit})', 'keep the table only, and save again'],
  },
  timeout: {
    ja: ['時間内に読み切れませんでした', '必要なシートだけを新しいファイルに写して送ってください'],
    en: ['not read in time', 'copy the sheet that is needed into a new file'],
  },
  noTable: {
    ja: ['取組の表が見つかりません', '「取組名」「概要」「実施時期」などの見出し行のある表にしてください'],
    en: [
      'no table of initiatives, no department heading with a table found',
      'give the table a header line with 取組名, 概要, 実施時期',
    ],
  },
  noRows: {
    ja: ['取組が1件もありません', '見出し行の下に取組を書いてください'],
    en: ['no initiatives found', 'write initiatives below the header line'],
  },
  noDepartment: {
    ja: ['どの部署の取組か分かりません', '部署名を表の上の行か「部署」の列に書いてください'],
    en: ['table without a department heading', 'write the department above the table or in a column 部署'],
  },
  unlikeDepartment: {
    ja: ['見出し「{text}」が部署名か分かりません', '部署名（…局、…課など）にするか、行を消してください'],
    en: ['heading may be no department: {text}', 'write a department (…局, …課) or delete the line'],
  },
  emptyName: {
    ja: ['取組名が空です: {text}', '取組名を書くか、行を消してください'],
    en: ['empty name: {text}', 'write a name or delete the row'],
  },
  duplicate: {
    ja: ['{department}「{name}」は{where}にもあります', 'どちらかを消すか、名前を変えてください'],
    en: ['duplicate of {where}: {text}', 'delete or rename one of them'],
  },
  columnCount: {
    ja: ['列の数が合いません（{expected}列のはずが{found}列）: {text}', '区切りの数をそろえてください'],
    en: ['expected {expected} columns, found {found}: {text}', 'give each line the same number of columns'],
  },
  noTabs: {
    ja: ['列がTABで区切られていません: {text}', 'ExcelやWordの表から写し直してください'],
    en: ['columns must be separated by TAB: {text}', 'copy the table from Excel or Word again'],
  },
  strayLine: {
    ja: ['読めない行です: {text}', '列はTABで区切り、見出しは表の直前に置いてください'],
    en: ['unreadable line: {text}', 'part columns by TAB; put headings right above their table'],
  },
  missingColumn: {
    ja: ['「{column}」の列がありません', '列を足してください（中は空でも構いません）'],
    en: ['missing column ({role})', 'add the column; it may be empty'],
  },
  beforeHeader: {
    ja: [
      '見出し行より前に行があります: {text}',
      '見出し行（取組名、概要、実施時期）を表の先頭に置いてください',
    ],
    en: [
      'row before any department heading or header line: {text}',
      'put the header line (取組名, 概要, 実施時期) on top of the table',
    ],
  },
  severalYears: {
    ja: ['{text}年度の表が、ほかの年度の表と一緒にあります', '年度ごとに別のファイルにしてください'],
    en: ['a table of fiscal year {text} beside those of another', 'make a file of its own for each year'],
  },
  dittoOfNothing: {
    ja: ['「〃」の上に何もありません', '何と同じか書いてください'],
    en: ['a ditto mark with nothing above it', 'write what it stands for'],
  },
  severalDepartments: {
    ja: ['部署が二つ以上書かれています: {text}', '部署ごとに行を分けると、それぞれの部署で見つかります'],
    en: [
      'several departments in one cell: {text}',
      'give each a row of its own, so that it is found by each',
    ],
  },
  formula: {
    ja: ['数式の値が保存されていません', 'Excelで開いて保存し直すか、値を貼り付けてください'],
    en: ['formula without a stored value', 'open and save in Excel, or paste the value'],
  },
  cellError: {
    ja: ['数式がエラーです（{text}）', '数式を直してください'],
    en: ['formula with an error ({text})', 'mend the formula'],
  },
  noMarks: {
    ja: [
      '月や年度の列に、印も文字もないところがあります（色や図形だけの工程は読めません）',
      '○や→を入れるか、「実施時期」の列を足してください',
    ],
    en: [
      'columns of months without any mark (colours and shapes cannot be read)',
      'put ○ or → into them, or add a column 実施時期',
    ],
  },
  idTwice: {
    ja: ['同じIDの行が2つあります（{id}）', '新しい行のIDは空にしてください'],
    en: ['two rows with the id {id}', 'leave the id of a new row empty'],
  },
  departmentTwice: {
    ja: ['部署「{text}」が2行あります', '1行にまとめてください'],
    en: ['two rows for the department {text}', 'make one row of them'],
  },
  contact: {
    ja: [
      '連絡先を読み取れません（{text}）',
      'メールは1つのアドレス、チャネルはTeamsのリンク（https://teams.microsoft.com/…）、ほかは100字までで書いてください',
    ],
    en: [
      'contact not understood: {text}',
      'one address as mail, a link of Teams as channel, the rest in up to 100 characters',
    ],
  },
  conceptUnknown: {
    ja: ['どの概念の言葉か分かりません（{text}）', '「概念」の列を一覧から選んでください'],
    en: ['not known of which concept these words are: {text}', 'choose the concept from the list'],
  },
  headUnread: {
    ja: [
      '資料の{item}「{text}」を読み取れません',
      '日付は「令和8年6月」、年度は「2026」の形で書いてください',
    ],
    en: [
      '{item} of the document not understood: {text}',
      'write the date as 令和8年6月, the fiscal year as 2026',
    ],
  },
  departmentSpelling: {
    ja: ['部署名の表記が「{known}」と異なります（{text}）', '表記をそろえてください'],
    en: ['department is written differently elsewhere: {known}, {text}', 'write it in one way'],
  },
  timeUnread: {
    ja: ['実施時期「{text}」を読み取れません（そのまま表示します）', ''],
    en: ['time not understood, kept as written: {text}', ''],
  },
  columnMissing: {
    ja: ['「{column}」の列がありません（空として読みました）', ''],
    en: ['no column {column}: read as empty', ''],
  },
  departmentCarried: {
    ja: ['部署が空のため、上の行の「{text}」としました', ''],
    en: ['department empty, taken from the row above: {text}', ''],
  },
  headIncomplete: {
    ja: [
      '資料の{text}が見つかりません',
      '表の上に書いて送り直すか、［Excelで取り出す］の「資料」のシートに書いてください',
    ],
    en: [
      'the document does not say its {textEn}',
      'write it above the table and send it again, or on the sheet 資料 of [Download as Excel]',
    ],
  },
  macros: {
    ja: ['マクロは読まずに取り込みました', ''],
    en: ['macros were left out', ''],
  },
  comments: {
    ja: ['コメント・メモは読まずに取り込みました', ''],
    en: ['comments were left out', ''],
  },
  drawings: {
    ja: ['図形・テキストボックス・画像の中は読まずに取り込みました', ''],
    en: ['shapes, text boxes and pictures were left out', ''],
  },
  emptyDepartment: {
    ja: ['「{text}」には取組がありません', ''],
    en: ['department without initiatives: {text}', ''],
  },
};

const WHY: Readonly<Record<PassedOver['why'], Readonly<Record<Language, string>>>> = {
  total: { ja: '合計の行', en: 'total' },
  note: { ja: '注記', en: 'note' },
  hiddenRow: { ja: '非表示の行', en: 'hidden row' },
  hiddenColumn: { ja: '非表示の列', en: 'hidden column' },
  hiddenSheet: { ja: '非表示のシート', en: 'hidden sheet' },
  sheetWithoutTable: { ja: '取組の表がないシート', en: 'sheet without a table of initiatives' },
  struck: { ja: '取り消し線の文字', en: 'struck through' },
  hiddenText: { ja: '隠し文字', en: 'hidden text' },
  comment: { ja: 'コメント・メモ', en: 'comment' },
  textBox: { ja: 'テキストボックス・図形の文字', en: 'text box or shape' },
  headerFooter: { ja: 'ページのヘッダー・フッター', en: 'head or foot of the page' },
  ofNoRow: { ja: '取組のシートにないID', en: 'of an id that no row has' },
  heading: { ja: '部署でない見出し', en: 'heading that is no department' },
  pageNumber: { ja: 'ページ番号', en: 'page number' },
  column: { ja: '取り込まない列', en: 'column that is not taken' },
};

/** 「一覧」B5, 12行目, '' for no place. */
export function placeWords({ sheet, line, column }: Place, language: Language): string {
  const name = sheet === null ? '' : language === 'ja' ? `「${sheet}」` : `${sheet} `;
  if (line === null) return column === null ? name.trim() : `${name}${columnLetters(column)}`;
  if (column !== null) return `${name}${columnLetters(column)}${line}`;
  return `${name}${language === 'ja' ? `${line}行目` : `line ${line}`}`;
}

/** A remark's two sentences in a language, without its place. */
export function remarkWords(
  { code, values, where }: Remark,
  language: Language,
): { what: string; whatToDo: string } {
  const all = where === undefined ? values : { ...values, where: placeWords(where, language) };
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, key: string) => shown(all[key] ?? ''));
  const [what, whatToDo] = REMARKS[code][language];
  return { what: fill(what), whatToDo: fill(whatToDo) };
}

/** Why something was left out. */
export function passedOverWords(why: PassedOver['why'], language: Language): string {
  return WHY[why][language];
}

/** What only a person can say, in Japanese and English, with how the command takes the answer. */
export function unclearWords(unclear: Unclear): string {
  const named = 'headers' in unclear ? unclear.headers.map((header) => `「${shown(header)}」`).join('') : '';
  switch (unclear.what) {
    case 'columns':
      return (
        `何の列か分かりません: ${named}（--column "${shown(unclear.headers[0]!)}=remarks" のように指定。取り込まない列は ignore）` +
        ` / unknown column, say what it is: ${named}`
      );
    case 'twice':
      return (
        `${named}のどれが${COLUMNS[unclear.role]}か分かりません（ほかを --column "見出し=ignore" などで指定）` +
        ` / column occurs ${unclear.headers.length} times, say which is ${unclear.role}: ${named}`
      );
    case 'missing':
      return (
        `${COLUMNS[unclear.role]}の列が分かりません（--column "見出し=${unclear.role}" で指定）` +
        ` / missing column (${unclear.role})`
      );
    case 'fiscalYear': {
      const times = unclear.times.map((time) => `「${shown(time)}」`).join('');
      return (
        `何年度の文書か書かれていないため、時期が決まりません: ${times}（--fiscal-year 2027 のように指定）` +
        ` / which fiscal year is the document about? ${times}`
      );
    }
  }
}

const COLUMNS: Readonly<Record<ColumnRole, string>> = {
  id: 'ID',
  department: '部署',
  name: '取組名',
  summary: '概要',
  schedule: '実施時期',
  start: '開始時期',
  end: '終了時期',
  remarks: '備考',
  number: '番号',
  ignore: '取り込まない列',
};

/** As a message can show it: short, on one line, and no terminal obeys what a file says. */
function shown(text: string): string {
  // eslint-disable-next-line no-control-regex -- to remove them is its purpose
  const plain = text.replace(/\t/g, ' | ').replace(/[\u0000-\u001F\u007F-\u009F]/g, '');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}

import { isPageNumber } from '../department-lines.ts';
import { cut } from '../draft.ts';
import type { PassedOver, Place } from '../types.ts';
import { readXml, type OfficeParts } from './zip.ts';

/** Texts of one kind that stand beside a table: which element is one of them, and where it says that it hangs. */
interface Kind {
  readonly why: PassedOver['why'];
  readonly one: RegExp;
}

const COMMENT: Kind = { why: 'comment', one: /^(?:comment|threadedComment)$/ };
const SHAPE: Kind = { why: 'textBox', one: /^(?:twoCellAnchor|oneCellAnchor|absoluteAnchor)$/ };
const FOOTNOTE: Kind = { why: 'note', one: /^(?:footnote|endnote)$/ };
const HEAD_OR_FOOT: Kind = { why: 'headerFooter', one: /^(?:hdr|ftr)$/ };
/** What is text within them: a comment's is in `text`, without runs where it is answered in a thread. */
const TEXT = /^(?:t|text)$/;

/** The texts of a Word document that stand beside its body: heads and feet, footnotes, comments. */
export function asideOfDocument(parts: OfficeParts): readonly PassedOver[] {
  const place = { sheet: null, line: null, column: null };
  const of = (part: RegExp, kind: Kind) =>
    parts.names
      .filter((name) => part.test(name))
      .flatMap((name) => textsIn(parts.text(name) ?? '', kind, place));
  return [
    ...once(of(/^word\/(?:header|footer)\d*\.xml$/, HEAD_OR_FOOT)),
    ...of(/^word\/(?:footnotes|endnotes)\.xml$/, FOOTNOTE),
    ...of(/^word\/comments\.xml$/, COMMENT),
  ];
}

/** The texts that hang on a sheet: comments, text boxes and shapes. `part`: of the sheet. */
export function asideOfSheet(parts: OfficeParts, part: string, sheet: string): readonly PassedOver[] {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const related = relatedTo(parts.text(`${folder}_rels/${part.slice(folder.length)}.rels`) ?? '', folder);
  const threads = related.filter((name) => name.includes('threadedComment'));
  const place = { sheet, line: null, column: null };
  return related.flatMap((name) => {
    // Beside a thread stands its text once more for older programs.
    if (/comment/i.test(name) && threads.length > 0 && !threads.includes(name)) return [];
    return textsIn(parts.text(name) ?? '', /comment/i.test(name) ? COMMENT : SHAPE, place);
  });
}

/** The parts that a sheet names beside itself. */
function relatedTo(xml: string, folder: string): readonly string[] {
  const found = new Set<string>();
  readXml(xml, {
    open: (name, { Target = '', TargetMode }) => {
      if (name !== 'Relationship' || TargetMode === 'External') return;
      const above = folder.slice(0, folder.lastIndexOf('/', folder.length - 2) + 1);
      const beside = Target.startsWith('../') ? `${above}${Target.slice(3)}` : `${folder}${Target}`;
      const plain = Target.startsWith('/') ? Target.slice(1) : beside;
      if (/\/(?:comments|threadedComments|drawings)\/?[^/]*\.xml$/.test(plain)) found.add(plain);
    },
    text: () => {},
    close: () => {},
  });
  return [...found];
}

/** A head or a foot of a page as a sheet keeps it: &L, &C and &R begin its parts, other signs its fonts and fields. */
export function pageTexts(code: string): readonly string[] {
  return code
    .replaceAll(/&"[^"]{0,100}"|&\d{1,3}|&K[\dA-Fa-f]{6}|&[PNDTFAGZSXYBIUEOH]/g, '')
    .split(/&[LCR]/)
    .map((text) => text.replaceAll('&&', '&').trim())
    .filter(
      (text) =>
        text !== '' && !isPageNumber(text) && !/^(?:pages?|p|of|ページ|頁|全|[^\p{L}\d])+$/iu.test(text),
    );
}

function textsIn(xml: string, { why, one }: Kind, place: Place): readonly PassedOver[] {
  const found: PassedOver[] = [];
  let text: string | null = null;
  let isText = false;
  let at = place;
  let rowOf = '';
  let isRow = false;
  readXml(xml, {
    open: (name, { ref }) => {
      if (one.test(name)) {
        text = '';
        rowOf = '';
        at = ref === undefined ? place : { ...place, line: Number(/\d+/.exec(ref)?.[0]) || null };
      }
      isText = TEXT.test(name);
      isRow = name === 'row' && rowOf === '';
    },
    text: (more) => {
      if (text !== null && isText) text += more;
      if (isRow) rowOf += more;
    },
    close: (name) => {
      isRow = false;
      if (TEXT.test(name)) isText = false;
      if (name === 'p' && text !== null) text += ' ';
      if (!one.test(name) || text === null) return;
      const plain = text.replaceAll(/\s+/g, ' ').trim();
      if (rowOf !== '') at = { ...place, line: Number(rowOf) + 1 || null };
      if (plain !== '' && !isPageNumber(plain)) found.push({ place: at, text: cut(plain), why });
      text = null;
    },
  });
  return found;
}

/** The heads of first, even and other pages mostly say the same. */
function once(all: readonly PassedOver[]): readonly PassedOver[] {
  return all.filter((one, index) => all.findIndex(({ text }) => text === one.text) === index);
}

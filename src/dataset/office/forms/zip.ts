import { unzipSync, type UnzipFileInfo } from 'fflate';
import { Parser } from 'htmlparser2';
import { UnreadableFile } from '../types.ts';

/** What an archive may come to when unpacked; stated sizes are kept to, as fflate writes into a buffer of that size. */
const MAX_PART = 60_000_000;
const MAX_WHOLE = 100_000_000;
const MAX_FILES = 3000;
/** Sheets of spaces and repeated words reach about 100. */
const MAX_RATIO = 400;
const SMALL = 1_000_000;

/** The parts of an Office file that are text of ours to read; pictures, macros and linked files stay packed. */
export interface OfficeParts {
  readonly names: readonly string[];
  /** The XML of a part, null when there is none. */
  text: (name: string) => string | null;
}

const WANTED = new RegExp(
  [
    'xl/(?:workbook|styles|sharedStrings)\\.xml',
    'xl/_rels/workbook\\.xml\\.rels',
    'xl/worksheets/[^/]+\\.xml',
    'xl/worksheets/_rels/[^/]+\\.rels',
    'xl/(?:comments|threadedComments|drawings)/?[^/]*\\.xml',
    'word/document\\.xml',
    'word/(?:header|footer|footnotes|endnotes|comments)\\d*\\.xml',
  ]
    .map((part) => `^${part}$`)
    .join('|'),
);

/** Unpacks in memory what is wanted of it, within limits; names lead nowhere, as nothing is written. */
export function unzipOffice(bytes: Uint8Array): OfficeParts {
  const names: string[] = [];
  let whole = 0;
  const filter = ({ name, size, originalSize }: UnzipFileInfo): boolean => {
    names.push(name);
    if (names.length > MAX_FILES) throw new UnreadableFile('bomb');
    if (!WANTED.test(name)) return false;
    whole += originalSize;
    const ratio = originalSize / Math.max(1, size);
    if (originalSize > MAX_PART || whole > MAX_WHOLE || (originalSize > SMALL && ratio > MAX_RATIO))
      throw new UnreadableFile('bomb');
    return true;
  };
  const files = unzipped(bytes, filter);
  return {
    names,
    text: (name) => {
      const file = files[name];
      return file === undefined ? null : xmlText(file);
    },
  };
}

function unzipped(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile('broken');
  }
}

function xmlText(bytes: Uint8Array): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const text = new TextDecoder(!utf16 ? 'utf-8' : bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new UnreadableFile('doctype');
  return text;
}

type Attributes = Readonly<Record<string, string>>;

/** What a reader of XML does at an element's begin and end and at text; names without their prefix. */
export interface XmlEvents {
  open: (name: string, attributes: Attributes) => void;
  text: (text: string) => void;
  close: (name: string) => void;
}

/** Passes over XML once, keeping nothing; no entity but XML's own five is replaced. */
export function readXml(xml: string, events: XmlEvents): void {
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        events.open(local(name), attributes);
      },
      ontext: (text) => {
        events.text(text);
      },
      onclosetag: (name) => {
        events.close(local(name));
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
}

/** A property that is on when nothing else is said: `<strike/>`, `<strike val="0"/>`. */
export function isOn(value: string | undefined): boolean {
  return !['0', 'false', 'none', 'off'].includes(value ?? '');
}

/**
 * A cell of the document as plain text: verbatim but for surrounding space, invisible control characters and HTML.
 * List items become lines that start with "・", line breaks and blocks become lines, other tags vanish (script and
 * style with their contents), entities become their characters. No "<" of the result can open a tag.
 */
export function cleanCell(raw: string): string {
  const visible = raw.replace(INVISIBLE, '');
  const text = /[<&]/.test(visible) ? decodeEntities(stripTags(visible)) : visible;
  // Whatever still looks like a tag (&lt;b&gt;, <未知>) stays readable and cannot become one downstream.
  const safe = text.replace(INVISIBLE, '').replace(/<(?=[A-Za-z/!?])/g, '＜');
  if (!safe.includes('\n')) return safe.trim();
  return safe
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '・')
    .join('\n');
}

/** Control characters and those that reorder or hide text; joiners of emoji stay. */
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- to remove them is its purpose
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/gu;

/** Elements of HTML that may stand in a copied table; an unknown name without attributes is the author's own text. */
const ELEMENTS = new Set(
  (
    'a abbr address article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col ' +
    'colgroup dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 ' +
    'h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark marquee math menu ' +
    'meta nav noscript object ol optgroup option output p param picture pre q rp rt ruby s samp script section select ' +
    'small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time ' +
    'title tr track tt u ul var video wbr xmp'
  ).split(' '),
);
const LINE_BREAKING = new Set(
  'address article aside blockquote br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
/** Their contents are no text for readers. */
const DROPPED = new Set([
  'script',
  'style',
  'template',
  'iframe',
  'noscript',
  'object',
  'textarea',
  'title',
  'xmp',
]);

/** A longer "tag" is text; the limit keeps a cell of unclosed ones linear. */
const MAX_TAG_LENGTH = 2000;

interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly end: number;
}

/** One pass over the cell; a list that has no <li> (its text alone was copied) is split at its spaces. */
function stripTags(text: string): string {
  let out = '';
  let list: { start: number; items: boolean } | null = null;
  let at = 0;
  const endList = (): void => {
    if (list !== null && !list.items) out = out.slice(0, list.start) + splitItems(out.slice(list.start));
    list = null;
  };
  while (at < text.length) {
    const open = text.indexOf('<', at);
    if (open < 0) break;
    out += text.slice(at, open);
    if (text.startsWith('<!--', open)) {
      const close = text.indexOf('-->', open + 4);
      at = close < 0 ? text.length : close + 3;
      continue;
    }
    const tag = readTag(text, open);
    if (tag === null) {
      out += '<';
      at = open + 1;
      continue;
    }
    at = tag.end;
    if (DROPPED.has(tag.name) && !tag.closing) at = endOfElement(text, tag);
    if (tag.name === 'ul' || tag.name === 'ol') {
      if (tag.closing) endList();
      else list ??= { start: out.length, items: false };
      out += '\n';
    } else if (tag.name === 'li') {
      if (list !== null) list.items = true;
      out += tag.closing ? '\n' : '\n・';
    } else if (LINE_BREAKING.has(tag.name)) {
      out += '\n';
    } else if (tag.name === 'td' || tag.name === 'th') {
      out += ' ';
    }
  }
  out += text.slice(at);
  endList();
  return out.replace(/・(?:\s|・)+(?=\S)/g, '・');
}

/** The tag that opens at this "<", or null when it is only a sign (3<5, <新規>). */
function readTag(text: string, open: number): Tag | null {
  const closing = text[open + 1] === '/';
  const name = execAt(/[A-Za-z][A-Za-z0-9:-]{0,40}/y, text, open + (closing ? 2 : 1))?.[0].toLowerCase();
  if (name === undefined) return /^<[!?]/.test(text.slice(open, open + 2)) ? untilBracket(text, open) : null;
  let at = open + (closing ? 2 : 1) + name.length;
  const attributes = /[\s/=]/.test(text[at] ?? '');
  if (!ELEMENTS.has(name) && !attributes && !closing) return null;
  let quote = '';
  const limit = Math.min(text.length, open + MAX_TAG_LENGTH);
  for (; at < limit; at += 1) {
    const char = text[at]!;
    if (quote !== '') {
      if (char === quote) quote = '';
    } else if (char === '>') {
      return { name, closing, end: at + 1 };
    } else if (char === '<') {
      return null;
    } else if ((char === '"' || char === "'") && text[at - 1] === '=') {
      quote = char;
    }
  }
  return null;
}

function untilBracket(text: string, open: number): Tag | null {
  const close = text.slice(open, open + MAX_TAG_LENGTH).indexOf('>');
  return close < 0 ? null : { name: '', closing: true, end: open + close + 1 };
}

function endOfElement(text: string, tag: Tag): number {
  const closing = new RegExp(`</${tag.name}[^>]{0,20}>`, 'gi');
  closing.lastIndex = tag.end;
  const match = closing.exec(text);
  return match === null ? text.length : match.index + match[0].length;
}

/** Spaces part the items, except beside Latin letters and figures, where they belong to a name (1 on 1 ミーティング). */
function splitItems(text: string): string {
  return text
    .trim()
    .split(/(?<![A-Za-z0-9])[ \t\n\u3000]+(?![A-Za-z0-9])/)
    .filter((item) => item !== '')
    .map((item) => `\n・${item.replace(/^[・•●○*-]\s*/, '')}`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: '　',
  middot: '・',
  bull: '・',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  times: '×',
  yen: '¥',
  copy: '©',
  reg: '®',
  larr: '←',
  rarr: '→',
};

/** Each entity once: &amp;lt; is the text "&lt;". */
function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]{2,8}));/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string') return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole;
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16);
      const valid = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return valid ? String.fromCodePoint(code) : '';
    },
  );
}

function execAt(sticky: RegExp, text: string, at: number): RegExpExecArray | null {
  sticky.lastIndex = at;
  return sticky.exec(text);
}

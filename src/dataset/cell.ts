import { decodeHTMLStrict } from 'entities';
import { Tokenizer } from 'htmlparser2';

/**
 * A cell of the document as plain text: verbatim but for surrounding space, invisible control characters and HTML.
 * List items become lines that start with "・", line breaks and blocks become lines, other tags vanish (script and
 * style with their contents), entities become their characters. No "<" of the result can open a tag.
 */
export function cleanCell(raw: string): string {
  const visible = raw.replace(INVISIBLE, '');
  const text = /[<&]/.test(visible) ? textOfHtml(visible) : visible;
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
  (
    'address article aside blockquote br center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hr main nav ol p pre section table tr ul'
  ).split(' '),
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

/** The text of HTML, each entity decoded once (&amp;lt; is the text "&lt;"); any kind of space is a plain one. */
function textOfHtml(html: string): string {
  const reader = new HtmlText(html);
  const tokenizer = new Tokenizer({ decodeEntities: false }, reader);
  tokenizer.write(html);
  tokenizer.end();
  return decodeHTMLStrict(reader.text()).replace(/[\u00a0\u2000-\u200a]/g, ' ');
}

/** Takes the tokenizer's events, which come in one pass and keep no stack, so that hostile nesting costs nothing. */
class HtmlText {
  readonly #html: string;
  #out = '';
  /** Where the list that is open began, and whether it has items of its own. */
  #list: { readonly start: number; items: boolean } | null = null;
  /** The tag whose end is still to come. */
  #tag: { readonly name: string; readonly start: number; attributes: boolean } | null = null;
  /** The element whose contents are being left out. */
  #dropped: string | null = null;

  constructor(html: string) {
    this.#html = html;
  }

  text(): string {
    this.#endList();
    return this.#out.replace(/・(?:\s|・)+(?=\S)/g, '・');
  }

  ontext(start: number, end: number): void {
    if (this.#dropped === null) this.#out += this.#html.slice(start, end);
  }

  onopentagname(start: number, end: number): void {
    this.#tag = { name: this.#html.slice(start, end).toLowerCase(), start: start - 1, attributes: false };
  }

  onattribname(): void {
    if (this.#tag !== null) this.#tag.attributes = true;
  }

  onopentagend(end: number): void {
    const tag = this.#tag;
    this.#tag = null;
    if (tag === null || this.#dropped !== null) return;
    // <新規> is none for the tokenizer either; <Foo> is the author's own text.
    if (!ELEMENTS.has(tag.name) && !tag.attributes) {
      this.ontext(tag.start, end + 1);
      return;
    }
    if (DROPPED.has(tag.name)) this.#dropped = tag.name;
    if (tag.name === 'ul' || tag.name === 'ol') this.#list ??= { start: this.#out.length, items: false };
    if (tag.name === 'li' && this.#list !== null) this.#list.items = true;
    this.#out += tag.name === 'li' ? '\n・' : separatorOf(tag.name);
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
  }

  onclosetag(start: number, end: number): void {
    const name = this.#html.slice(start, end).toLowerCase();
    if (this.#dropped !== null) {
      if (this.#dropped === name) this.#dropped = null;
      return;
    }
    if (name === 'ul' || name === 'ol') this.#endList();
    this.#out += separatorOf(name);
  }

  /** A tag that never ends is text. */
  onend(): void {
    if (this.#tag !== null) this.ontext(this.#tag.start, this.#html.length);
  }

  /** A list that has no <li> (its text alone was copied) is split at its spaces. */
  #endList(): void {
    if (this.#list !== null && !this.#list.items) {
      this.#out = this.#out.slice(0, this.#list.start) + splitItems(this.#out.slice(this.#list.start));
    }
    this.#list = null;
  }

  // Events that bring no text for readers.
  onattribdata(): void {}
  onattribentity(): void {}
  onattribend(): void {}
  oncdata(): void {}
  oncomment(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  ontextentity(): void {}
}

function separatorOf(name: string): string {
  if (LINE_BREAKING.has(name) || name === 'li') return '\n';
  return name === 'td' || name === 'th' ? ' ' : '';
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

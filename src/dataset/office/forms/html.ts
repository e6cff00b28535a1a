import { Parser } from 'htmlparser2';
import { cellOf, countCells, MAX_LINES } from '../limits.ts';
import { UnreadableFile, type Cell, type Grid, type GridLine } from '../types.ts';
import { unseenOf } from './unseen.ts';

const MAX_SPAN = 1000;
/** What embraces a table is never so deep; the parser looks through all that is open at each tag. */
const MAX_OPEN = 1000;

/** A page as lines: its paragraphs and headings, and the lines of its tables, merged cells showing through. */
export function readHtml(text: string): readonly Grid[] {
  const reader = new PageReader();
  let open = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        open += 1;
        if (open > MAX_OPEN) throw new UnreadableFile('bomb');
        reader.open(name, attributes);
      },
      ontext: (more) => {
        reader.text(more);
      },
      onclosetag: (name) => {
        open -= 1;
        reader.close(name);
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(text);
  parser.end();
  return [reader.grid()];
}

const DROPPED = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'iframe',
  'object',
  'textarea',
  'title',
  'rt',
  'rp',
  'select',
]);
/** What is withdrawn, and stays to be seen. */
const STRUCK = new Set(['s', 'strike', 'del']);
const BLOCKS = new Set([
  'p',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'li',
  'ul',
  'ol',
  'dt',
  'dd',
  'section',
  'caption',
  'header',
  'footer',
  'body',
]);

interface Covering {
  readonly text: string;
  readonly left: boolean;
  lines: number;
}

/** What a paragraph or a cell says, and what of it nobody is to read. */
interface Words {
  text: string;
  struck: string;
  concealed: string;
}
const noWords = (): Words => ({ text: '', struck: '', concealed: '' });

interface PageCell extends Words {
  readonly right: number;
  readonly down: number;
  readonly isTinted: boolean;
}

class PageReader {
  readonly #lines: GridLine[] = [];
  readonly #takeCell = countCells();
  #paragraphs = 0;
  #words = noWords();
  #dropped = 0;
  /** Of each open element, whether it hides what stands in it. */
  readonly #hides: boolean[] = [];
  #hidden = 0;
  #depth = 0;
  #tables = 0;
  #tableLine = 0;
  #row: Cell[] = [];
  #rowHidden = false;
  #struck = 0;
  #cell: PageCell | null = null;
  /** What cells of lines above still cover, by column. */
  #covering = new Map<number, Covering>();

  grid(): Grid {
    this.#flush();
    return { sheet: null, hidden: false, hiddenColumns: new Set(), lines: this.#lines, strict: false };
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (DROPPED.has(name)) this.#dropped += 1;
    if (STRUCK.has(name)) this.#struck += 1;
    // A hidden line of a table is told as a line.
    const hides = name !== 'tr' && isHidden(attributes);
    this.#hides.push(hides);
    if (hides) this.#hidden += 1;
    if (name === 'table') this.#openTable();
    else if (name === 'tr' && this.#depth === 1) {
      this.#row = [];
      this.#rowHidden = isHidden(attributes);
    } else if ((name === 'td' || name === 'th') && this.#depth === 1)
      this.#cell = {
        ...noWords(),
        ...{ right: span(attributes.colspan), down: span(attributes.rowspan) },
        isTinted: isTinted(attributes),
      };
    else if (name === 'br') this.#add('\n');
    else if (name === 'li' && this.#cell !== null) this.#add('\n・');
    else if (BLOCKS.has(name)) this.#break();
  }

  text(text: string): void {
    if (this.#dropped === 0) this.#add(text.replace(/[\s\u00a0]+/g, ' '));
  }

  close(name: string): void {
    if (DROPPED.has(name)) this.#dropped = Math.max(0, this.#dropped - 1);
    if (STRUCK.has(name)) this.#struck = Math.max(0, this.#struck - 1);
    if (this.#hides.pop() === true) this.#hidden -= 1;
    if ((name === 'td' || name === 'th') && this.#depth === 1) this.#closeCell();
    else if (name === 'tr' && this.#depth === 1) this.#closeRow();
    else if (name === 'table') this.#depth = Math.max(0, this.#depth - 1);
    else if (BLOCKS.has(name)) this.#break();
  }

  #openTable(): void {
    this.#flush();
    this.#depth += 1;
    if (this.#depth > 1) return;
    this.#tables += 1;
    this.#tableLine = 0;
    this.#covering = new Map();
  }

  #add(text: string): void {
    const look = this.#hidden > 0 ? 'concealed' : this.#struck > 0 ? 'struck' : 'text';
    (this.#cell ?? this.#words)[look] += text;
  }

  #break(): void {
    if (this.#cell !== null) this.#cell.text += '\n';
    else this.#flush();
  }

  #flush(): void {
    if (this.#cell !== null) return;
    const texts = this.#words.text
      .split('\n')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const unseen = unseenOf(this.#words);
    this.#words = noWords();
    if (texts.length === 0 && Object.keys(unseen).length > 0) texts.push('');
    texts.forEach((text, index) => {
      this.#paragraphs += 1;
      const cell = index === 0 ? { ...cellOf(text), ...unseen } : cellOf(text);
      this.#push({ line: this.#paragraphs, cells: [cell], hidden: false, loose: true });
    });
  }

  #closeCell(): void {
    if (this.#cell === null) return;
    const { right, down, isTinted: tint, ...words } = this.#cell;
    const text = words.text
      .split('\n')
      .map((part) => part.trim())
      .filter((part) => part !== '' && part !== '・')
      .join('\n');
    this.#cell = null;
    this.#takeCovered();
    const at = this.#row.length;
    for (let more = 0; more < right; more += 1) {
      this.#takeCell(this.#row.length);
      const cell = { ...cellOf(text, more === 0 ? null : 'left'), ...(tint && { isTinted: tint }) };
      this.#row.push(more > 0 ? cell : { ...cell, ...unseenOf(words) });
      if (down > 1) this.#covering.set(at + more, { text, left: more > 0, lines: down - 1 });
    }
  }

  /** Columns that a cell of a line above covers. */
  #takeCovered(): void {
    let covering = this.#covering.get(this.#row.length);
    while (covering !== undefined && covering.lines > 0) {
      covering.lines -= 1;
      this.#takeCell(this.#row.length);
      this.#row.push(cellOf(covering.text, covering.left ? 'left' : 'above'));
      covering = this.#covering.get(this.#row.length);
    }
  }

  #closeRow(): void {
    this.#closeCell();
    this.#takeCovered();
    this.#tableLine += 1;
    this.#push({
      line: this.#tableLine,
      cells: this.#row,
      hidden: this.#rowHidden,
      loose: false,
      table: `表${this.#tables}`,
    });
    this.#row = [];
  }

  #push(line: GridLine): void {
    if (this.#lines.length >= MAX_LINES) throw new UnreadableFile('tooMany', { limit: String(MAX_LINES) });
    this.#lines.push(line);
  }
}

const span = (value: string | undefined): number =>
  Math.min(MAX_SPAN, Math.max(1, Number.parseInt(value ?? '1', 10) || 1));
const isHidden = ({ hidden, style }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined || /display\s*:\s*none/i.test(style ?? '');
/** A colour behind it other than white. */
const isTinted = ({ bgcolor, style }: Readonly<Record<string, string>>): boolean => {
  const colour = bgcolor ?? /background(?:-color)?\s{0,9}:([^;]{1,200})/i.exec(style ?? '')?.[1] ?? '';
  return !WHITE.has(colour.trim().toLowerCase());
};
const WHITE: ReadonlySet<string> = new Set([
  '',
  'none',
  'transparent',
  'white',
  'inherit',
  'initial',
  '#fff',
  '#ffffff',
]);

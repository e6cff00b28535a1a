import type { Steps } from './steps.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Of an object's list: the object itself, the list, what stands in it. */
const IN_LIST = 3;
const CHARACTERS_A_STEP = 2 ** 16;
const COMMA = /^[ \t\r\n]*,[ \t\r\n]*$/;

/**
 * The value of a JSON text, which may come in parts, read in steps: what is long is an object that holds a list of
 * objects, and each of those is a step. Throws as JSON.parse does, with places that count from the object's own beginning.
 */
export function* parseJsonSteps(text: string | Iterable<string>): Steps<unknown> {
  const { rest, objects } = yield* cutObjects(typeof text === 'string' ? [text] : text);
  const value: unknown = JSON.parse(rest);
  if (objects.length === 0) return value;
  // No other object stands in such a list: all have been cut out.
  const filled = (list: readonly unknown[]): unknown[] =>
    list.flatMap((item) => (isPlace(item) ? objects.slice(item.at, item.to) : [item]));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, list]: [string, unknown]) => [
      key,
      Array.isArray(list) ? filled(list) : list,
    ]),
  );
}

/** Where objects stood that nothing but commas parted: the first, and after the last. */
interface Place {
  readonly at: number;
  readonly to: number;
}

function isPlace(item: unknown): item is Place {
  return typeof item === 'object' && item !== null && Object.hasOwn(item, 'at');
}

/** Objects that have been cut out, and what stood around them. */
class Cut {
  readonly objects: unknown[] = [];
  readonly #rest: string[] = [];
  #place: Place | null = null;

  /** `before`: what stood between it and the last one. */
  add(before: string, object: unknown): void {
    const at = this.objects.length;
    this.objects.push(object);
    if (this.#place === null || !COMMA.test(before)) {
      this.#rest.push(this.#lastPlace(), before);
      this.#place = { at, to: at + 1 };
    } else this.#place = { ...this.#place, to: at + 1 };
  }

  restWith(after: string): string {
    return [...this.#rest, this.#lastPlace(), after].join('');
  }

  #lastPlace(): string {
    return this.#place === null ? '' : JSON.stringify(this.#place);
  }
}

/** The objects in the lists of a text's outermost object, and the text with the place of each in its stead. */
function* cutObjects(parts: Iterable<string>): Steps<{ readonly rest: string; readonly objects: unknown[] }> {
  const cut = new Cut();
  const open: number[] = [];
  /** What has not been cut out yet. */
  let text = '';
  let from = 0;
  let start = 0;
  let at = 0;
  let inString = false;
  for (const part of parts) {
    text = text.slice(from) + part;
    [from, start, at] = [0, start - from, at - from];
    for (; at < text.length; at++) {
      if (at % CHARACTERS_A_STEP === 0) yield;
      const code = text.charCodeAt(at);
      if (inString) {
        if (code === BACKSLASH) at++;
        else inString = code !== QUOTE;
      } else if (code === QUOTE) inString = true;
      else if (code === OPEN_LIST || code === OPEN_OBJECT) {
        open.push(code);
        if (isInList(open)) start = at;
      } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
        if (isInList(open)) {
          cut.add(text.slice(from, start), JSON.parse(text.slice(start, at + 1)));
          from = at + 1;
          yield;
        }
        open.pop();
      }
    }
  }
  return { rest: cut.restWith(text.slice(from)), objects: cut.objects };
}

function isInList(open: readonly number[]): boolean {
  return (
    open.length === IN_LIST && open[0] === OPEN_OBJECT && open[1] === OPEN_LIST && open[2] === OPEN_OBJECT
  );
}

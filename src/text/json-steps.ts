import type { Steps } from './steps.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Of an object's list: the object itself, the list, what stands in it. */
const IN_LIST = 3;
const CHARACTERS_A_STEP = 2 ** 16;

/**
 * The value of a JSON text, read in steps: what is long is an object that holds a list of objects, and each of those is
 * a step. Throws as JSON.parse does, with places that count from the object's own beginning.
 */
export function* parseJsonSteps(text: string): Steps<unknown> {
  const { rest, objects } = yield* cutObjects(text);
  const value: unknown = JSON.parse(rest);
  if (objects.length === 0) return value;
  const parsed: unknown[] = [];
  for (const object of objects) {
    parsed.push(JSON.parse(object));
    yield;
  }
  // No other object stands in such a list: all have been cut out.
  for (const list of Object.values(value as object))
    if (Array.isArray(list))
      for (const [i, item] of (list as unknown[]).entries())
        if (isPlace(item)) (list as unknown[])[i] = parsed[item.at];
  return value;
}

function isPlace(item: unknown): item is { readonly at: number } {
  return typeof item === 'object' && item !== null && Object.hasOwn(item, 'at');
}

/** The objects in the lists of a text's outermost object, and the text with the place of each in its stead. */
function* cutObjects(text: string): Steps<{ readonly rest: string; readonly objects: string[] }> {
  const objects: string[] = [];
  const open: number[] = [];
  let rest = '';
  let from = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (i % CHARACTERS_A_STEP === 0) yield;
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfString(text, i);
    else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      open.push(code);
      if (isInList(open)) start = i;
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      if (isInList(open)) {
        rest += `${text.slice(from, start)}{"at":${objects.length}}`;
        objects.push(text.slice(start, i + 1));
        from = i + 1;
      }
      open.pop();
    }
  }
  return { rest: rest + text.slice(from), objects };
}

function isInList(open: readonly number[]): boolean {
  return (
    open.length === IN_LIST && open[0] === OPEN_OBJECT && open[1] === OPEN_LIST && open[2] === OPEN_OBJECT
  );
}

/** Where the string that begins there has its last quotation mark. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1;
  return i;
}

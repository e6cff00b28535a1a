/** What no store has text for, as JSON writes it: NUL, and halves of a character (which may stand beside their other half). */
const maybeUnstorable = /\\u(?:0000|d[89a-f])/i;

/**
 * The value of a JSON text from outside, in text that every store takes and gives back as it was: without NUL characters,
 * and with a sign in the place of half a character. Throws as JSON.parse does.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return maybeUnstorable.test(text) ? storable(value) : value;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => [storableText(key), storable(field)]),
  );
}

function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** A backslash that is not itself escaped, and the character that ends a string in C and that PostgreSQL has no text for. */
const escapedNul = /(?<!\\)((?:\\\\)*)\\u0000/g;

/** The value of a JSON text from outside, without NUL characters: no store would take them. Throws as JSON.parse does. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.includes('\\u0000') ? text.replace(escapedNul, '$1') : text);
}

/**
 * The text of a file: by its byte-order mark, else UTF-8, else what Japanese Windows saves (code page 932, which is what
 * encoding.spec.whatwg.org/#shift_jis describes). null: no text, such as a workbook.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = markedEncoding(bytes);
  for (const encoding of marked === null ? ['utf-8', 'shift_jis'] : [marked]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      return text.includes('\0') ? null : text;
    } catch {
      // `fatal`: the bytes are of another encoding, so the next one is tried.
    }
  }
  return null;
}

function markedEncoding([first, second]: Uint8Array): string | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** Bytes; some 2 ms. */
const DECODED_AT_ONCE = 2 ** 17;

/** The text of bytes in UTF-8, without a byte-order mark, in parts: a text of a hundred megabytes takes half a second to be made. */
export function* decodedParts(bytes: Uint8Array): Generator<string, void> {
  const decoder = new TextDecoder();
  for (let from = 0; from < bytes.length; from += DECODED_AT_ONCE)
    yield decoder.decode(bytes.subarray(from, from + DECODED_AT_ONCE), { stream: true });
  yield decoder.decode();
}

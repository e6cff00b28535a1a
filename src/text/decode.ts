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

import { describe, expect, test } from '@jest/globals';
import { decodedParts, decodeText } from '../../src/text/decode.ts';

describe('the text of a file', () => {
  test.each([
    ['UTF-8', Buffer.from('氏名,UPN'), '氏名,UPN'],
    ['UTF-8 with its mark', Buffer.from('\ufeff氏名,UPN'), '氏名,UPN'],
    // 氏名 and ① as code page 932 has them; the last is none of JIS X 0208.
    ['Shift_JIS of Windows', Uint8Array.from([0x8e, 0x81, 0x96, 0xbc, 0x2c, 0x87, 0x40]), '氏名,①'],
    ['UTF-16, little end first', Buffer.from('\ufeff氏名\tUPN', 'utf16le'), '氏名\tUPN'],
    ['UTF-16, big end first', Buffer.from('\ufeff氏名\tUPN', 'utf16le').swap16(), '氏名\tUPN'],
    ['nothing', new Uint8Array(), ''],
    ['a workbook', Uint8Array.from([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0]), null],
    ['what no encoding has', Uint8Array.from([0x41, 0xff, 0xfd, 0x80]), null],
  ])('%s', (_, bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });
});

describe('encodings', () => {
  test('UTF-8 with and without mark', () => {
    expect(decodeText(new TextEncoder().encode('取組名'))).toBe('取組名');
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0xe5, 0x8f, 0x96]))).toBe('取');
  });

  test('Shift_JIS, UTF-16', () => {
    expect(decodeText(new Uint8Array([0x8e, 0xe6, 0x91, 0x67, 0x96, 0xbc]))).toBe('取組名');
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0xd6, 0x53]))).toBe('取');
    expect(decodeText(new Uint8Array([0xfe, 0xff, 0x53, 0xd6]))).toBe('取');
  });

  test('bytes that are no text', () => {
    expect(decodeText(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0xff, 0xfd]))).toBeNull();
  });
});

test('in parts, no character is torn, and the byte-order mark is none of them', () => {
  const text = 'あ𠮷é'.repeat(40_000);
  const parts = [...decodedParts(Buffer.from(`\uFEFF${text}`))];
  expect(parts.length).toBeGreaterThan(2);
  expect(parts.join('')).toBe(text);
});

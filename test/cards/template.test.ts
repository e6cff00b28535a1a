import { describe, expect, test } from '@jest/globals';
import { createTemplate } from '../../src/cards/load-template.ts';

/** A card whose body is this. */
function expand(body: readonly unknown[]) {
  return createTemplate({ type: 'AdaptiveCard', version: '1.5', body });
}

const line = { type: 'TextBlock', text: '${name}' };
const text = (words: string) => ({ type: 'TextBlock', text: words });

describe('a template', () => {
  test('stands for each row between what stands around the rows', () => {
    const fill = expand([text('${title}'), { $data: '${rows}', ...line }, text('end')]);
    expect(fill({ title: 'two', rows: [{ name: 'a' }, { name: 'b' }] })['body']).toEqual(
      ['two', 'a', 'b', 'end'].map(text),
    );
    expect(fill({ title: 'none', rows: [] })['body']).toEqual(['none', 'end'].map(text));
  });

  test('leaves out the rows that say so', () => {
    const fill = expand([{ $data: '${rows}', $when: '${isShown}', ...line }]);
    const rows = [
      { name: 'a', isShown: false },
      { name: 'b', isShown: true },
    ];
    expect(fill({ rows })['body']).toEqual([text('b')]);
  });

  test('repeats for plain lines, and for rows inside rows', () => {
    const fill = expand([
      { $data: '${lines}', type: 'TextBlock', text: '${$data}' },
      { $data: '${groups}', type: 'Container', items: [{ $data: '${rows}', ...line }] },
    ]);
    const groups = [{ rows: [{ name: 'a' }] }, { rows: [{ name: 'b' }, { name: 'c' }] }];
    expect(fill({ lines: ['x', 'y'], groups })['body']).toEqual([
      text('x'),
      text('y'),
      { type: 'Container', items: [text('a')] },
      { type: 'Container', items: [text('b'), text('c')] },
    ]);
  });

  test('never evaluates what a row says', () => {
    const fill = expand([{ $data: '${rows}', ...line }]);
    expect(fill({ secret: 'x', rows: [{ name: '${secret}' }] })['body']).toEqual([text('${secret}')]);
  });

  test('must be an Adaptive Card that Teams knows', () => {
    expect(() => createTemplate({ type: 'AdaptiveCard', version: '1.6', body: [] })).toThrow();
  });
});

import { expect, test } from 'vitest';
import { sliceCodePoints, textPlaces } from '../../../src/model/textPlaces.ts';

test('an emoji is one code point and two columns', () => {
  expect(textPlaces('a🚊b\n🚲c', [0, 1, 2, 3, 4, 5, 6])).toEqual([
    ...[1, 2, 4, 5].map(column => ({ line: 1, column })),
    ...[1, 3, 4].map(column => ({ line: 2, column })),
  ]);
});

test('lines end as in VS Code, whatever ends them, so that columns survive its own line ends', () => {
  const ends = ['\n', '\r\n', '\r'].map(end => textPlaces(`un${end}deux`, [2 + end.length + 1])[0]);
  expect(ends).toEqual([1, 2, 3].map(() => ({ line: 2, column: 2 })));
});

test('places come in any order, and one past the end is the end', () => {
  expect(textPlaces('ab\nc', [99, 1])).toEqual([
    { line: 2, column: 2 },
    { line: 1, column: 2 },
  ]);
});

test('a slice is counted in code points; undefined where the text ends before', () => {
  expect(sliceCodePoints('a🚊b🚲', 1, 3)).toBe('🚊b');
  expect(sliceCodePoints('a🚊b🚲', 1, 4)).toBe('🚊b🚲');
  expect(sliceCodePoints('a🚊b🚲', 1, 5)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { ExactDecimal } from '../../../../src/model/table/value.ts';
import { cellText, cutText } from '../../../../src/model/tableView/cellText.ts';

test.each([
  [null, { kind: 'text' }, null],
  ['', { kind: 'text' }, ''],
  [2n ** 63n - 1n, { kind: 'integer', isLong: true }, '9223372036854775807'],
  [Math.fround(0.1), { kind: 'float' }, '0.1'],
  [Math.fround(16_777_217), { kind: 'float' }, '16777216'],
  [Math.fround(1.17549435e-38), { kind: 'float' }, '1.1754944e-38'],
  [-0, { kind: 'double' }, '-0'],
  [NaN, { kind: 'double' }, 'NaN'],
  [-Infinity, { kind: 'float' }, '-Infinity'],
  [new ExactDecimal('12.5'), { kind: 'decimal', precision: 9, scale: 2 }, '12.50'],
  [new ExactDecimal('12'), { kind: 'decimal', precision: 9, scale: 2 }, '12.00'],
  [new ExactDecimal('-3'), { kind: 'decimal', precision: 9, scale: 0 }, '-3'],
  [true, { kind: 'boolean' }, 'true'],
  [[1, null, 2n ** 60n], { kind: 'list', element: { kind: 'integer' } }, '[1,null,1152921504606846976]'],
  ['a', { kind: 'json' }, '"a"'],
] as const)('%s is shown with all its digits', (value, type, expected) => {
  expect(cellText(value, type)).toBe(expected);
});

test('what is long is cut before a character, and says how long it is', () => {
  expect(cutText('abc', 3)).toBe('abc');
  expect(cutText('abcd', 3)).toEqual({ text: 'abc', length: 4 });
  expect(cutText('ab🚋d', 3)).toEqual({ text: 'ab', length: 5 });
});

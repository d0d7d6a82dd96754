import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exactJson, parseExactJson } from '../../../../src/model/table/exactJson.ts';
import { ExactDecimal } from '../../../../src/model/table/value.ts';
import { values } from '../../../fakes/rows.ts';

test.each([
  ['1', 1],
  ['9007199254740991', 9007199254740991],
  ['9007199254740992', 9007199254740992n],
  ['1e20', 1e20],
  ['9007199254740993', 9007199254740993n],
  ['9007199254740993.0', 9007199254740993n],
  ['-123456789012345678901234567890', -123456789012345678901234567890n],
  ['1.0050000000000000001', new ExactDecimal('1.0050000000000000001')],
  ['1.10000000000000000000', 1.1],
  ['0.30000000000000004', 0.30000000000000004],
  ['12345678901234567.5e-3', new ExactDecimal('12345678901234.5675')],
  ['1e-400', new ExactDecimal(`0.${'0'.repeat(399)}1`)],
  ['1e400', 10n ** 400n],
  ['1e999999999', '1e999999999'],
  ['"9007199254740993"', '9007199254740993'],
])('%s keeps its digits', (text, value) => {
  expect(parseExactJson(`[${text}]`)).toEqual([value]);
});

test('what was written reads back', () => {
  fc.assert(
    fc.property(values, value => {
      expect(parseExactJson(exactJson(value))).toEqual(value);
    }),
    { numRuns: 100 },
  );
});

test('what is no JSON is refused as ever', () => {
  expect(() => parseExactJson('<html>')).toThrow(SyntaxError);
});

import { expect, test } from 'vitest';
import { fitFor } from '../../../../src/model/table/fitValue.ts';
import { declaredType, typeText } from '../../../../src/model/table/typeText.ts';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';

const fit = (declared: string, value: Value) => {
  const type = declaredType(declared);
  return type && fitFor(type)(value);
};

test.each<[string, Value, Value | undefined]>([
  ['integer', '42', 42],
  ['integer', '9007199254740993', 9007199254740993n],
  ['integer', 5n, 5],
  ['integer', '1.5', undefined],
  ['integer', 9223372036854775808n, undefined],
  ['integer', true, undefined],
  ['double', '1.10', 1.1],
  ['double', 9007199254740993n, undefined],
  ['double', 'x', undefined],
  ['decimal(5,2)', '12.50', new ExactDecimal('12.5')],
  ['decimal(5,2)', 1.005, undefined],
  ['decimal(5,2)', 1000, undefined],
  ['decimal(5,2)', 999.99, new ExactDecimal('999.99')],
  ['boolean', 'true', true],
  ['boolean', 'yes', undefined],
  ['text', 1.5, '1.5'],
  ['text', 'a\ud800', 'a\ufffd'],
  ['text', new ExactDecimal('1.0050000000000000001'), '1.0050000000000000001'],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', '2026-02-29', undefined],
  ['timestamp', '2026-01-01T00:00:00+02:00', '2025-12-31T22:00:00Z'],
  ['timestamp', '2026-01-01 00:00:00.500Z', '2026-01-01T00:00:00.500Z'],
  ['timestamp', '1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
  ['timestamp', '2026-01-01T00:00:00', undefined],
  ['timestamp without zone', '2026-01-01', '2026-01-01T00:00:00'],
  ['timestamp without zone', '9999-12-31T23:59:59.999999', '9999-12-31T23:59:59.999999'],
  ['list of integer', ['1', null], [1, null]],
  ['list of integer', [1, 'x'], undefined],
])('as %s, %o is %o', (declared, value, expected) => {
  expect(fit(declared, value)).toEqual(expected);
});

test('a struct keeps its names: what it has no place for does not fit', () => {
  const type = { kind: 'struct', fields: [{ name: 'toString', type: { kind: 'integer' } }] } as const;
  expect(fitFor(type)({ toString: 1 })).toEqual({ toString: 1 });
  expect(fitFor(type)({})).toEqual({ toString: null });
  expect(fitFor(type)({ other: 1 })).toBeUndefined();
});

test('a declared type is written as it is read', () => {
  for (const text of ['integer', 'decimal(38,10)', 'list of decimal(3,3)', 'timestamp without zone', 'json'])
    expect(typeText(declaredType(text) ?? { kind: 'null' })).toBe(text);
  for (const text of ['decimal(39,0)', 'decimal(2,3)', 'constructor', 'list of', ''])
    expect(declaredType(text)).toBeUndefined();
});

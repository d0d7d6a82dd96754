import { expect, test } from 'vitest';
import { seenColumnsOf, type SeenColumn } from '../../../../src/adapters/outputs/parquetTypes.ts';
import type { RawElement } from '../../../../src/adapters/outputs/parquetPhysical.ts';
import { exactValues } from '../../../../src/adapters/outputs/view/exactValues.ts';
import { packed, valuesOf } from '../../../../src/adapters/outputs/view/readExact.ts';
import { isExactDecimal } from '../../../../src/model/table/value.ts';

function seen(element: Omit<RawElement, 'name'>): SeenColumn {
  const [column] = seenColumnsOf(
    [
      { name: 'root', num_children: 1 },
      { name: 'a', ...element },
    ],
    [null],
  );
  if (!column) throw new TypeError('a column was described');
  return column;
}

test('integers that came as doubles have a NULL where there is no number', () => {
  const column = seen({ type: 'INT64', repetition_type: 'OPTIONAL' });
  const exact = packed(valuesOf(Float64Array.of(5, NaN, -7)), column);
  expect(exact).toMatchObject({ of: 'numbers', nulls: Uint8Array.of(0, 1, 0) });
  expect(exactValues(exact, column)).toEqual([5, null, -7]);
});

test('a NaN among doubles stays one', () => {
  const column = seen({ type: 'DOUBLE' });
  expect(exactValues(packed(valuesOf([NaN, null, 0.5]), column), column)).toEqual([NaN, null, 0.5]);
});

test('halves that were read are numbers', () => {
  const column = seen({ type: 'FIXED_LEN_BYTE_ARRAY', type_length: 2, logical_type: { type: 'FLOAT16' } });
  const exact = packed([Uint8Array.of(0, 0x3e), null, Uint8Array.of(0, 0xb4)], column);
  expect(exact).toMatchObject({ of: 'numbers' });
  expect(exactValues(exact, column)).toEqual([1.5, null, -0.25]);
});

test('a NaN in a list is no NULL', () => {
  const column = seen({ type: 'DOUBLE', repetition_type: 'REPEATED' });
  expect(column.decode([NaN, null, -Infinity, 0.5])).toEqual(['NaN', null, '-Infinity', 0.5]);
});

test('decimals of any width are as wide as the widest, with their sign', () => {
  const column = seen({ type: 'BYTE_ARRAY', converted_type: 'DECIMAL', precision: 9, scale: 1 });
  const exact = packed([Uint8Array.of(0xff), null, Uint8Array.of(1, 0), Uint8Array.of(2), new Uint8Array()], column);
  expect(exact).toMatchObject({ of: 'fixed', width: 2, isSigned: true, nulls: Uint8Array.of(0, 1, 0, 0, 0) });
  expect('bytes' in exact && [...exact.bytes]).toEqual([0xff, 0xff, 0, 0, 1, 0, 0, 2, 0, 0]);
  const shown = exactValues(exact, column).map(one => (isExactDecimal(one) ? one.decimal : one));
  expect(shown).toEqual(['-0.1', null, '25.6', '0.2', '0']);
});

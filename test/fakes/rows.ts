import fc from 'fast-check';
import type { ColumnType } from '../../src/model/table/columnType.ts';
import { inferType } from '../../src/model/table/typeFold.ts';
import { ExactDecimal, type Row, type Value } from '../../src/model/table/value.ts';

const two = (most: number) => fc.integer({ min: 0, max: most }).map(value => String(value).padStart(2, '0'));

const date = fc
  .tuple(fc.constantFrom('0001', '1969', '1970', '2024', '2026', '9999'), fc.constantFrom('01', '02', '12'), two(28))
  .map(([year, month, day]) => `${year}-${month}-${day === '00' ? '01' : day}`);

const moment = fc
  .tuple(date, two(23), two(59), fc.constantFrom('', '.5', '.123', '.000001', '.9999990'), fc.boolean())
  .map(([day, hour, minute, fraction, isSpaced]) => `${day}${isSpaced ? ' ' : 'T'}${hour}:${minute}:09${fraction}`);

const zoned = fc
  .tuple(moment, fc.constantFrom('Z', '+00:00', '-05:30', '+14:00'))
  .map(([text, offset]) => text + offset);

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 10n ** 16n, max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 10n ** 17n }))
  .map(([isNegative, whole, fraction]) => new ExactDecimal(`${isNegative ? '-' : ''}${whole}.${fraction * 10n + 7n}`));

const long = fc
  .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
  .filter(value => !Number.isSafeInteger(Number(value)));

const text = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🚲', '\u2028', '"', '\\', '\0', ' ', '1', '-') });

/** Each kind of value, and what people write in its place. */
export const scalars = {
  boolean: fc.boolean(),
  integer: fc.maxSafeInteger().map(value => value + 0),
  long,
  // Beyond ±(2^53 - 1) an integer of JSON is a bigint.
  double: fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map(value => value + 0)
    .filter(value => !Number.isInteger(value) || Number.isSafeInteger(value)),
  price: fc.integer({ min: -99_999, max: 99_999 }).map(value => value / 100),
  decimal,
  huge: fc.bigInt({ min: 2n ** 64n, max: 10n ** 30n }),
  date,
  moment,
  zoned,
  text,
} as const satisfies Record<string, fc.Arbitrary<Value>>;

const scalar: fc.Arbitrary<Value> = fc.oneof(fc.constant(null), ...Object.values(scalars));

export const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('id', 'name', 'a.b', 'list', 'element', 'toString', ''), tie('value'), {
      maxKeys: 3,
    }),
  ),
})).value;

export const types: fc.Arbitrary<ColumnType> = values.map(inferType);

/** A column's values: of one kind mostly, as APIs give them. */
const columnValues = (count: number): fc.Arbitrary<readonly Value[]> =>
  fc
    .constantFrom<fc.Arbitrary<Value>>(...Object.values(scalars), values, fc.constant(null))
    .chain(one =>
      fc.array(fc.oneof({ weight: 4, arbitrary: one }, fc.constant(null)), { minLength: count, maxLength: count }),
    );

/** Rows as an API sends them: some fields are not there. */
export const tables: fc.Arbitrary<readonly Row[]> = fc
  .tuple(
    fc.integer({ min: 0, max: 12 }),
    fc.uniqueArray(fc.constantFrom('id', 'a', 'a.b', 'b', '__proto__', 'é', ''), { minLength: 1 }),
  )
  .chain(([count, names]) =>
    fc.tuple(...names.map(columnValues.bind(null, count))).map(columns =>
      Array.from({ length: count }, (_, at) =>
        Object.fromEntries(
          names.flatMap((name, column): [string, Value][] => {
            const value = columns[column]?.[at];
            return value === undefined || (value === null && at % 2 === 1) ? [] : [[name, value]];
          }),
        ),
      ),
    ),
  );

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeFilter } from '../../../../src/engine/tableView/timeFilter.ts';
import type { ColumnType } from '../../../../src/model/table/columnType.ts';
import { dateText, momentText } from '../../../../src/model/table/timeText.ts';
import { readFilter } from '../../../../src/model/tableView/filterText.ts';
import { matches } from '../../../../src/model/tableView/matchFilter.ts';

const TYPES: readonly (ColumnType & { readonly kind: 'timestamp' | 'date' })[] = [
  { kind: 'date' },
  ...(['millis', 'micros', 'nanos'] as const).map(unit => ({
    kind: 'timestamp' as const,
    isZoned: unit === 'micros',
    unit,
  })),
];
const TYPED = [
  '2026',
  '2026-11',
  '> 2026-11-22',
  '>= 2026-11-22',
  '< 2026-11-22',
  '<= 2026-11',
  '!= 2026',
  '2025..2026',
  '2026-11-22..<2027',
];
const MOMENTS = [
  '2026-11-22 10',
  '> 2026-11-22 10:15',
  '<= 2026-11-22T10:15:30.5',
  '>= 2026-11-22T10:15:30.123456789',
  '< 1969-12-31 23:59:59.9',
];
const PER_DAY = { millis: 86_400_000, micros: 86_400_000_000, nanos: 86_400_000_000_000 } as const;

test('counts are filtered as their texts are', () => {
  const near = fc.oneof(
    fc.constantFrom(20_454, 20_779, 20_780, 20_818, 20_819, -1, 0, 0.427_430_555_5),
    fc.double({ min: -800, max: 22_000, noNaN: true }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...TYPES),
      fc.nat(13),
      fc.array(fc.option(near), { maxLength: 30 }),
      (type, pick, days) => {
        const isDate = type.kind === 'date';
        const typed = (isDate ? TYPED : [...TYPED, ...MOMENTS])[pick % (isDate ? TYPED.length : 14)] ?? '';
        const read = readFilter(typed, type.kind);
        if (!('filter' in read) || !read.filter) throw new Error(typed);
        const counts = days.map(day =>
          day === null ? null : BigInt(Math.floor(isDate ? day : day * PER_DAY[type.unit])),
        );
        const texts = counts.map(count =>
          count === null ? null : isDate ? dateText(Number(count)) : momentText(count, type),
        );
        const nulls = Uint8Array.from(counts, one => (one === null ? 1 : 0));
        const isLong = !isDate && type.unit === 'nanos';
        const exact = isLong
          ? ({ of: 'longs', longs: BigInt64Array.from(counts, one => one ?? 0n), nulls, isUnsigned: false } as const)
          : ({ of: 'numbers', numbers: Float64Array.from(counts, one => Number(one ?? 0n)), nulls } as const);
        const holds = timeFilter(read.filter, type, exact);
        const slowly = matches(read.filter, type);
        expect(counts.map((_, row) => holds?.(row))).toEqual(texts.map(slowly));
      },
    ),
    { numRuns: 200 },
  );
});

test('what is no time is left to others', () => {
  const read = readFilter('> 5', 'number');
  const exact = { of: 'numbers', numbers: Float64Array.of(1), nulls: Uint8Array.of(0) } as const;
  expect('filter' in read && read.filter && timeFilter(read.filter, { kind: 'double' }, exact)).toBeUndefined();
});

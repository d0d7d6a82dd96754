import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnInsight } from '../../../../src/engine/tableView/insight/columnInsight.ts';
import { createDistinctEstimate } from '../../../../src/engine/tableView/insight/distinctEstimate.ts';
import { selectNth } from '../../../../src/engine/tableView/insight/selectNth.ts';
import { hash128 } from '../../../../src/engine/quality/hash128.ts';
import type { ColumnType } from '../../../../src/model/table/columnType.ts';
import { ExactDecimal, type Value } from '../../../../src/model/table/value.ts';
import type { ColumnInsight, ValueKind } from '../../../../src/model/tableView/table.ts';
import { fakeView } from '../../../fakes/tableView.ts';

interface Asked {
  readonly values: readonly Value[];
  readonly kind: ValueKind;
  readonly type: ColumnType;
  readonly order?: readonly number[];
  readonly budget?: number;
}

async function insightOf({ values, kind, type, order, budget }: Asked): Promise<ColumnInsight> {
  const groups = [values.slice(0, 3), values.slice(3, 4), values.slice(4)];
  const view = await fakeView([{ name: 'c', kind, type, groups }]);
  const arranged = order
    ? { order: Uint32Array.from(order), rows: order.length }
    : { order: null, rows: values.length };
  return columnInsight(view, arranged, 0, budget === undefined ? {} : { budget });
}

const ofNumbers = (values: readonly Value[], more: Partial<Asked> = {}) =>
  insightOf({ values, kind: 'number', type: { kind: 'double' }, ...more });

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

describe('what stands in a column', () => {
  it('of numbers is what a naive count finds, in all rows and in some', async () => {
    const value = fc.option(fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -100, max: 100, noNaN: true })));
    const rows = fc.array(value, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(rows, fc.infiniteStream(fc.boolean()), fc.boolean(), async (values, chance, isFiltered) => {
        const order = values.map((_, at) => at).filter(() => chance.next().value);
        const seen = isFiltered ? order.map(at => values[at] ?? null) : values;
        const known = seen
          .filter(one => one !== null)
          .map(one => one + 0)
          .sort((a, b) => a - b);
        const found = await ofNumbers(values, isFiltered ? { order: order.toReversed() } : {});
        const counts = new Map<number, number>();
        for (const one of known) counts.set(one, (counts.get(one) ?? 0) + 1);
        expect(found).toMatchObject({ rows: seen.length, nulls: seen.length - known.length, distinct: counts.size });
        expect([found.min, found.max].map(one => Number(one) + 0)).toEqual([known[0] ?? 0, known.at(-1) ?? 0]);
        const often = [...counts.values()].filter(count => count > 1).sort((a, b) => b - a);
        expect(found.top.map(({ count }) => count)).toEqual(often.slice(0, 10));
        for (const { value: shown, count } of found.top) expect(counts.get(Number(shown))).toBe(count);
        if (known.length === 0) {
          expect(found).toMatchObject({ mean: null, median: null, histogram: null });
          return;
        }
        const [half, odd] = [known.length >> 1, known.length % 2 === 1];
        const median = odd ? known[half]! : (known[half - 1]! + known[half]!) / 2;
        expect(Number(found.median)).toBeCloseTo(median, 9);
        expect(Number(found.mean)).toBeCloseTo(sum(known) / known.length, 1);
        for (const [at, bin] of found.histogram!.entries()) {
          const isLast = at === found.histogram!.length - 1;
          const [from, to] = [Number(bin.from), Number(bin.to)];
          expect(bin.count).toBe(known.filter(one => one >= from && (one < to || (isLast && one === to))).length);
        }
        expect(sum(found.histogram!.map(({ count }) => count))).toBe(known.length);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps all digits of long integers and of decimals', async () => {
    const longs = [9007199254740993n, 9007199254740995n, 9007199254740994n, -1, null];
    expect(await ofNumbers(longs, { type: { kind: 'integer', isLong: true } })).toMatchObject({
      ...{ min: '-1', max: '9007199254740995', distinct: 4, mean: '6755399441055745.25', median: '9007199254740993.5' },
    });
    const prices = ['12.5', '12.5', '0.1', '99999999999999999.99'].map(one => new ExactDecimal(one));
    expect(await ofNumbers(prices, { type: { kind: 'decimal', precision: 19, scale: 2 } })).toMatchObject({
      ...{ min: '0.10', max: '99999999999999999.99', median: '12.50', distinct: 3 },
      top: [{ value: '12.50', count: 2 }],
    });
  });

  it('has a NaN as a value, and not among the numbers', async () => {
    const found = await ofNumbers([NaN, 1, NaN, 3, Infinity]);
    expect(found).toMatchObject({ nulls: 0, distinct: 4, min: '1', max: 'Infinity', mean: 'Infinity', median: '3' });
    expect(found.top).toEqual([{ value: 'NaN', count: 2 }]);
    expect(found.histogram?.at(0)?.from).toBe('1');
    expect(await ofNumbers([NaN])).toMatchObject({ min: null, mean: null, median: null, histogram: null });
  });

  it.each([
    [[0, 9], '0', '1', 10],
    [[1, 1], '1', '2', 1],
    [[-30, 70], '-30', '-25', 21],
    [[1, 1_000_000], '0', '50000', 21],
  ])('bins whole numbers %j on round bounds', async (values, from, to, bins) => {
    const { histogram } = await ofNumbers(values, { type: { kind: 'integer' } });
    expect([histogram?.[0]?.from, histogram?.[0]?.to, histogram?.length]).toEqual([from, to, bins]);
  });

  it('bins doubles on round bounds, that have no digits but theirs', async () => {
    const { histogram } = await ofNumbers([0.1, 0.3, 0.2, 0.9]);
    expect(histogram?.map(({ from }) => from).slice(0, 4)).toEqual(['0.1', '0.15', '0.2', '0.25']);
    expect(histogram?.filter(({ count }) => count > 0).map(({ from }) => from)).toEqual(['0.1', '0.2', '0.3', '0.85']);
    expect((await ofNumbers([-1e308, 1e308])).histogram).toHaveLength(1);
    expect((await ofNumbers([5e-324, 1e-323])).histogram).toHaveLength(1);
    expect((await ofNumbers([0.1, 0.1])).histogram).toEqual([{ from: '0.1', to: '0.1', count: 2 }]);
  });

  it('bins moments and dates by clock and calendar', async () => {
    const moments = { kind: 'timestamp', type: { kind: 'timestamp', isZoned: true, unit: 'micros' } } as const;
    const day = await insightOf({ ...moments, values: ['2026-11-22T00:10:00Z', '2026-11-22T18:00:00.500Z', null] });
    expect(day).toMatchObject({ nulls: 1, min: '2026-11-22T00:10:00Z', mean: null, median: null });
    expect(day.histogram?.[0]).toEqual({ from: '2026-11-22T00:00:00Z', to: '2026-11-22T01:00:00Z', count: 1 });
    const dates = { kind: 'date', type: { kind: 'date' } } as const;
    const year = await insightOf({ ...dates, values: ['2025-12-31', '2026-11-05', '2026-11-30'] });
    expect(year.histogram?.map(({ from, count }) => `${from} ${count}`).at(0)).toBe('2025-12-01 1');
    expect(year.histogram?.at(-1)).toEqual({ from: '2026-11-01', to: '2026-12-01', count: 2 });
    const weeks = await insightOf({ ...dates, values: ['2026-11-05', '2026-12-30', '2026-10-10'] });
    expect(weeks.histogram?.[0]).toMatchObject({ from: '2026-10-05', to: '2026-10-12' });
    expect((await insightOf({ ...dates, values: ['2026-11-05', '2026-11-05'] })).histogram).toHaveLength(1);
    expect((await insightOf({ ...dates, values: ['0001-01-01', '9999-12-31'] })).histogram?.length).toBeLessThan(25);
  });

  it('of texts, booleans and binary values has what they have', async () => {
    const text = { kind: 'text', type: { kind: 'text' } } as const;
    expect(await insightOf({ ...text, values: ['b', '', 'b', null, '\u{1f600}', '\uffee'] })).toEqual({
      ...{ rows: 6, nulls: 1, distinct: 4, isDistinctExact: true, min: '', max: '\u{1f600}' },
      ...{ mean: null, median: null, top: [{ value: 'b', count: 2 }], histogram: null },
    });
    const boolean = { kind: 'boolean', type: { kind: 'boolean' } } as const;
    expect(await insightOf({ ...boolean, values: [true, false, true] })).toMatchObject({ min: 'false', max: 'true' });
    const long = 'ab'.repeat(300);
    const binary = await insightOf({ kind: 'binary', type: { kind: 'text' }, values: [long] });
    expect(binary.max).toEqual({ text: long.slice(0, 200), length: 300 });
  });

  it('of nested values is how many there are', async () => {
    const nested = { kind: 'nested', type: { kind: 'json' } } as const;
    const found = await insightOf({ ...nested, values: [{ a: 1 }, null, [1]] });
    expect(found).toMatchObject({ rows: 3, nulls: 1, distinct: null, min: null, top: [], histogram: null });
  });

  it('beyond its budget is an estimate of how many, and still counts the frequent ones exactly', async () => {
    const values = Array.from({ length: 3000 }, (_, at) => (at % 10 === 9 ? 7 : at * 1000));
    const found = await ofNumbers(values, { budget: 200 });
    expect(found.isDistinctExact).toBe(false);
    expect(found.top[0]).toEqual({ value: '7', count: 300 });
  });

  it('stops when nobody wants it any more', async () => {
    const view = await fakeView([{ name: 'c', kind: 'number', type: { kind: 'double' }, groups: [[1], [2]] }]);
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    const looking = columnInsight(view, { order: null, rows: 2 }, 0, { signal: stop.signal, onProgress });
    await expect(looking).rejects.toMatchObject({ problem: { code: 'table_stopped' } });
  });
});

describe('an estimate of how many differ', () => {
  it('is right within 3 %', () => {
    const estimate = createDistinctEstimate();
    const [words, hash] = [new Uint32Array(4), new Uint32Array(4)];
    for (let at = 0; at < 100_000; at++) {
      words[0] = at;
      hash128(words, 4, hash);
      estimate.add(hash[2] ?? 0, hash[3] ?? 0);
    }
    expect(Math.abs(estimate.count() - 100_000)).toBeLessThan(3000);
  });
});

describe('the number at a place', () => {
  it('is that of the sorted ones', () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true })), { minLength: 1 });
    fc.assert(
      fc.property(numbers, fc.nat(), (all, nth) => {
        const place = nth % all.length;
        const expected = Float64Array.from(all).sort()[place]!;
        expect(selectNth(Float64Array.from(all), place) + 0).toBe(expected + 0);
      }),
    );
  });
});

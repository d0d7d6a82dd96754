import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arrange } from '../../../../src/engine/tableView/arrange.ts';
import { findText } from '../../../../src/engine/tableView/findText.ts';
import { createOrderRoom } from '../../../../src/engine/tableView/keptOrders.ts';
import { openView } from '../../../../src/engine/tableView/openView.ts';
import { readSlice } from '../../../../src/engine/tableView/readCells.ts';
import { readValues } from '../../../../src/engine/tableView/readValues.ts';
import type { TableView } from '../../../../src/engine/tableView/tableView.ts';
import type { TableColumn } from '../../../../src/engine/ports.ts';
import { compareNumbers, compareTexts } from '../../../../src/model/table/compareValues.ts';
import type { ExactColumn } from '../../../../src/model/table/exactColumn.ts';
import type { Row, Value } from '../../../../src/model/table/value.ts';
import { cellText, valueText } from '../../../../src/model/tableView/cellText.ts';
import type { TableQuery } from '../../../../src/model/tableView/table.ts';
import { fakeViewReader } from '../../../fakes/viewReader.ts';

const COLUMNS: readonly TableColumn[] = [
  { name: 'whole', type: { kind: 'integer', isLong: true } },
  { name: 'ratio', type: { kind: 'double' } },
  { name: 'word', type: { kind: 'text' } },
];

const word = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'a\0',
    'abcdefg',
    'abcdefgh',
    'abcdefg\0',
    'https://example.org/1',
    'https://example.org/2',
    '\u{1f68b}',
    '￿',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
const row = fc.record({
  whole: fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }))),
  ratio: fc.option(fc.oneof(fc.constantFrom(NaN, 0, -0, Infinity, -Infinity, 0.5), fc.double())),
  word: fc.option(word),
});
const rows = fc.array(row, { maxLength: 120 });
const query: fc.Arbitrary<TableQuery> = fc.record({
  sort: fc.array(fc.record({ column: fc.nat(2), isDescending: fc.boolean() }), { maxLength: 3 }),
  filters: fc.array(
    fc.constantFrom(
      { column: 0, text: '> 1' },
      { column: 0, text: '!= NULL' },
      { column: 1, text: '= NULL' },
      { column: 1, text: '<= 0.5' },
      { column: 2, text: 'a' },
      { column: 2, text: '""' },
    ),
    { maxLength: 2 },
  ),
});

async function view(all: readonly Row[], size = 25): Promise<TableView> {
  const groups = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    Object.fromEntries(
      COLUMNS.map(({ name }) => [name, all.slice(at * size, at * size + size).map(one => one[name] ?? null)]),
    ),
  );
  const ports = {
    findTables: async () => null,
    openTableFile: async () => fakeViewReader(COLUMNS, groups),
    breathe: async () => undefined,
    elapsed: () => 0,
    orders: createOrderRoom(),
  };
  return openView(ports, '/t.parquet');
}

const valueOf = (one: Row | undefined, column: number): Value => one?.[COLUMNS[column]?.name ?? ''] ?? null;
const classOf = (value: Value): number => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);

function compare(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  const isNumber = (one: Value) => typeof one === 'number' || typeof one === 'bigint';
  return isNumber(a) && isNumber(b) && !Number.isNaN(a) && !Number.isNaN(b) ? compareNumbers(a, b) : 0;
}

const HOLDS: Readonly<Record<string, (value: Value) => boolean>> = {
  '> 1': value => Number(value ?? NaN) > 1,
  '!= NULL': value => value !== null,
  '= NULL': value => value === null,
  '<= 0.5': value => Number(value ?? NaN) <= 0.5,
  a: value =>
    String(value ?? '')
      .toLowerCase()
      .includes('a'),
  '""': value => value === '',
};

function naive(all: readonly Row[], { filters, sort }: TableQuery): number[] {
  const left = [...all.keys()].filter(at =>
    filters.every(({ column, text }) => HOLDS[text]?.(valueOf(all[at], column))),
  );
  return left.sort((a, b) => {
    for (const { column, isDescending } of sort) {
      const [left_, right] = [valueOf(all[a], column), valueOf(all[b], column)];
      const by = classOf(left_) - classOf(right) || (isDescending ? -1 : 1) * compare(left_, right);
      if (by !== 0) return by;
    }
    return a - b;
  });
}

describe('a query', () => {
  test('gives the rows that a naive filter and sort give', async () => {
    await fc.assert(
      fc.asyncProperty(rows, query, async (all, asked) => {
        const { order, rows: count } = await arrange(await view(all), asked);
        const expected = naive(all, asked);
        expect([...(order ?? expected.keys())]).toEqual(expected);
        expect(count).toBe(expected.length);
      }),
      { numRuns: 60 },
    );
  });

  test('slices, values and finds what stands there', async () => {
    await fc.assert(
      fc.asyncProperty(rows, query, fc.nat(130), fc.boolean(), async (all, asked, from, isBackwards) => {
        const table = await view(all);
        const arranged = await arrange(table, asked);
        const order = naive(all, asked);
        const slice = await readSlice(table, arranged, { columns: [2, 0], from, count: 20 });
        const wanted = order.slice(from, from + 20);
        expect(slice.numbers).toEqual(wanted);
        expect(slice.cells).toEqual(
          wanted.map(at => [2, 0].map(column => cellText(valueOf(all[at], column), { kind: 'double' }))),
        );
        const values: Value[] = [];
        for await (const batch of readValues(table, arranged, { columns: [1] }))
          values.push(...(batch.columns[0] ?? []));
        expect(values).toEqual(order.map(at => valueOf(all[at], 1)));
        const sought = { query: asked, text: 'A', columns: [0, 2], from, column: 0, isBackwards };
        expect(await findText(table, arranged, sought)).toEqual(
          firstOf(
            order.map(at => all[at]),
            sought,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('puts numbers in order that row groups hold in different widths', async () => {
    const columns: readonly TableColumn[] = [{ name: 'n', type: { kind: 'integer', isLong: true } }];
    const groups = [{ n: [5n, -3n] }, { n: [1n << 70n, null, -(1n << 70n)] }, { n: [1n << 80n] }];
    const held: Readonly<Record<number, ExactColumn>> = {
      0: { of: 'longs', longs: BigInt64Array.of(5n, -3n), nulls: new Uint8Array(2), isUnsigned: false },
      1: { ...fixedOf(10, [1n << 70n, 0n, -(1n << 70n)]), nulls: Uint8Array.of(0, 1, 0) },
      2: fixedOf(12, [1n << 80n]),
    };
    const table = await openView(
      {
        findTables: async () => null,
        openTableFile: async () => ({
          ...fakeViewReader(columns, groups),
          exact: async ({ group }) => held[group] ?? fixedOf(1, []),
        }),
        breathe: async () => undefined,
        elapsed: () => 0,
        orders: createOrderRoom(),
      },
      '/t.parquet',
    );
    const sorted = async (isDescending: boolean) => [
      ...((await arrange(table, { filters: [], sort: [{ column: 0, isDescending }] })).order ?? []),
    ];
    expect(await sorted(false)).toEqual([4, 1, 0, 2, 5, 3]);
    expect(await sorted(true)).toEqual([5, 2, 0, 1, 4, 3]);
  });
});

/** Signed, big-endian. */
function fixedOf(width: number, values: readonly bigint[]): Extract<ExactColumn, { of: 'fixed' }> {
  const bytes = values.flatMap(value =>
    Array.from({ length: width }, (_, at) => Number((value >> BigInt(8 * (width - 1 - at))) & 255n)),
  );
  return { of: 'fixed', bytes: Uint8Array.from(bytes), width, nulls: new Uint8Array(values.length), isSigned: true };
}

interface Sought {
  readonly from: number;
  readonly isBackwards: boolean;
}

function firstOf(all: readonly (Row | undefined)[], { from, isBackwards }: Sought) {
  const places = all.flatMap((one, position) => [0, 2].map(column => ({ position, column, one })));
  const along = isBackwards ? places.toReversed() : places;
  const found = along.find(({ position, column, one }) => {
    const isAfter = isBackwards ? position < from : position > from || (position === from && column > 0);
    const text = valueText(valueOf(one, column), { kind: 'double' });
    return isAfter && text?.toLowerCase().includes('a');
  });
  return found ? { position: found.position, column: found.column } : null;
}

test('work that is stopped says so, and is done when it is asked again', async () => {
  const table = await view([
    { whole: 2, ratio: null, word: 'b' },
    { whole: 1, ratio: null, word: 'a' },
  ]);
  const asked = { filters: [], sort: [{ column: 0, isDescending: false }] };
  await expect(arrange(table, asked, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    problem: { kind: 'usage', code: 'table_stopped' },
  });
  expect([...((await arrange(table, asked)).order ?? [])]).toEqual([1, 0]);
});

test('a filter that cannot be read names its column', async () => {
  await expect(arrange(await view([]), { filters: [{ column: 0, text: '> x' }], sort: [] })).rejects.toMatchObject({
    problem: { kind: 'usage', code: 'filter_number', params: { column: 'whole' } },
  });
});

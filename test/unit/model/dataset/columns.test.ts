import { describe, expect, test } from 'vitest';
import { createRowComparison } from '../../../../src/model/dataset/compareRows.ts';
import { storedRow } from '../../../../src/model/dataset/ownColumns.ts';
import { readPartitions } from '../../../../src/model/dataset/layout.ts';
import { agreeColumns, refuseChanges } from '../../../../src/model/dataset/schemaContract.ts';
import { widenColumns } from '../../../../src/model/dataset/widenColumns.ts';
import type { ColumnType, TypedField } from '../../../../src/model/table/columnType.ts';

const column = (name: string, kind: 'integer' | 'text' | 'double' | 'null' | 'json'): TypedField => ({
  name,
  type: { kind },
});
const zoned: ColumnType = { kind: 'timestamp', isZoned: true, unit: 'micros' };

describe('a schema contract', () => {
  const known = [column('id', 'integer'), column('n', 'integer'), column('gone', 'text')];
  const came = [column('id', 'integer'), column('n', 'text'), column('more', 'double'), column('empty', 'null')];

  test('tells what was added, widened and missing; a column of nothing is none of them', () => {
    expect(agreeColumns('evolve', known, came).changes).toEqual([
      { column: 'n', change: 'widened', from: 'integer', to: 'text' },
      { column: 'gone', change: 'missing', from: 'text', to: null },
      { column: 'more', change: 'added', from: null, to: 'double' },
    ]);
  });

  test('that evolves takes all; one that discards keeps what is known and guards what changed', () => {
    expect(agreeColumns('evolve', known, came).columns.map(({ name, type }) => `${name} ${type.kind}`)).toEqual([
      'id integer',
      'n text',
      'gone text',
      'more double',
    ]);
    expect(agreeColumns('discard_value', known, came)).toMatchObject({ columns: known, guarded: ['n', 'more'] });
  });

  test('that freezes refuses every change, and none where nothing came', () => {
    expect(refuseChanges('freeze', agreeColumns('freeze', known, came).changes)?.params).toEqual({
      count: 3,
      changes: 'n integer → text, -gone, +more double',
    });
    expect(refuseChanges('freeze', agreeColumns('freeze', known, []).changes)).toBeNull();
    expect(refuseChanges('freeze', agreeColumns('freeze', null, came).changes)).toBeNull();
  });
});

test('a table that is written again keeps columns that nobody planned', () => {
  const planned = [column('id', 'integer'), column('n', 'integer')];
  const standing = [
    column('id', 'integer'),
    column('n', 'text'),
    column('extra', 'text'),
    { name: '_ingested_at', type: zoned },
  ];
  expect(widenColumns(planned, standing, [])).toEqual({
    columns: [column('id', 'integer'), column('n', 'text'), column('extra', 'text')],
    isSame: true,
  });
  expect(widenColumns([...planned, column('new', 'text')], standing, []).isSame).toBe(false);
});

test('rows are compared as a table holds them', () => {
  const isSame = createRowComparison([{ name: 'at', type: zoned }, column('j', 'json'), column('t', 'text')]);
  expect(isSame({ at: '2026-03-01T10:00:00Z' }, { at: '2026-03-01T12:00:00.000+02:00', j: null })).toBe(true);
  expect(isSame({ j: { a: 1, b: [2] } }, { j: { b: [2], a: 1 } })).toBe(true);
  expect(isSame({ t: 5 }, { t: '5' })).toBe(true);
  expect(isSame({ t: '5' }, { t: '5 ' })).toBe(false);
});

test('a column of the API that has the name of one of ours is kept under another', () => {
  expect(storedRow({ id: 1, _source: { a: 1 }, partition_date: 'x' })).toEqual({
    id: 1,
    _source_: { a: 1 },
    partition_date_: 'x',
  });
});

test('folders that name no day are no partitions', () => {
  expect(
    readPartitions([
      'partition_date=2026-02-28/',
      'partition_date=2026-02-29/',
      'partition_date=x/',
      '_state/',
      'partition_date=2026-03-01',
    ]),
  ).toEqual({
    dates: ['2026-02-28'],
    strays: ['partition_date=2026-02-29', 'partition_date=x'],
  });
});

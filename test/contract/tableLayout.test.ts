import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableReading } from '../../src/adapters/outputs/tableReader.ts';
import { ExactDecimal } from '../../src/model/table/value.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'layouts-'));
const reading = createTableReading();
afterAll(() => {
  reading.close();
  rmSync(folder, { recursive: true, force: true });
});

const here = path.join(import.meta.dirname, '..', 'servers', 'tables');
const python = orSkip('python', ensurePython(path.join(here, 'requirements.txt')));

describe('the footer of a file', { timeout: 60_000 }, () => {
  test('of ours is told whole', async () => {
    const columns = [
      { name: 'fare', type: { kind: 'decimal', precision: 9, scale: 2 } },
      { name: 'at', type: { kind: 'timestamp', isZoned: true, unit: 'micros' } },
      {
        name: 'stop',
        type: { kind: 'struct', fields: [{ name: 'lines', type: { kind: 'list', element: { kind: 'text' } } }] },
      },
    ] as const;
    const table = await openParquetFile(
      { folder, name: 'ours.parquet' },
      { columns, notes: { note: 'n'.repeat(300), b: '' } },
    );
    await table.append([
      { fare: new ExactDecimal('12.5'), at: '2026-03-29T01:30:00.123456Z', stop: { lines: ['a', null] } },
      { fare: new ExactDecimal('-0.01'), at: null, stop: null },
    ]);
    const { bytes } = await table.publish();
    const reader = await reading.openTableFile(path.join(folder, 'ours.parquet'));
    const layout = await reader.layout();
    expect(layout).toMatchObject({ bytes, createdBy: 'ingestion-workshop', groups: [{ rows: 2 }] });
    expect(layout.notes).toEqual([
      { key: 'note', value: { text: 'n'.repeat(200), length: 300 } },
      { key: 'b', value: '' },
    ]);
    expect(await reader.note(0)).toBe('n'.repeat(300));
    expect(
      layout.schema.map(({ depth, name, repetition, physicalType, logicalType }) =>
        [depth, name, repetition, physicalType, logicalType].join(' '),
      ),
    ).toEqual([
      '0 fare optional INT64 DECIMAL(9, 2)',
      '0 at optional INT64 TIMESTAMP(MICROS, UTC)',
      '0 stop optional  ',
      '1 lines optional  LIST',
      '2 list repeated  ',
      '3 element optional BYTE_ARRAY STRING',
    ]);
    expect(await reader.chunks(0)).toMatchObject([
      { column: 'fare', codec: 'SNAPPY', values: 2, nulls: 0, min: '-0.01', max: '12.50' },
      { column: 'at', nulls: 1, min: '2026-03-29T01:30:00.123456Z', max: '2026-03-29T01:30:00.123456Z' },
      { column: 'stop.lines.list.element', physicalType: 'BYTE_ARRAY', min: 'a', max: 'a' },
    ]);
  });

  test.skipIf(!python)('of pyarrow and of DuckDB says what pyarrow reads there, whatever the codec', async () => {
    const files = ['pyarrow', 'duckdb'].map(name => path.join(folder, `${name}.parquet`));
    const said = execFileSync(python?.python ?? '', [path.join(here, 'write_layouts.py'), ...files], {
      encoding: 'utf8',
    });
    for (const [at, { createdBy, rows, rawBytes, chunks }] of JSON.parse(said).entries()) {
      const reader = await reading.openTableFile(files[at] ?? '');
      const layout = await reader.layout();
      expect(layout.createdBy).toBe(createdBy);
      expect(layout.groups.map(group => group.rows)).toEqual(rows);
      expect(layout.groups.map(group => group.rawBytes)).toEqual(rawBytes);
      for (const [group, expected] of chunks.entries()) {
        const found = await reader.chunks(group);
        for (const [leaf, one] of expected.entries()) {
          const { min, max, encodings, ...chunk } = one;
          expect(found[leaf]).toMatchObject(chunk);
          expect([...(found[leaf]?.encodings ?? [])].sort()).toEqual(encodings);
          if (!one.column.startsWith('at')) expect([found[leaf]?.min, found[leaf]?.max]).toEqual([min, max]);
        }
      }
    }
    const [first, second] = await Promise.all(files.map(file => reading.openTableFile(file)));
    expect((await first?.layout())?.schema).toMatchObject([
      { name: 'id', repetition: 'required', physicalType: 'INT64', fieldId: 7 },
      { name: 'fare', physicalType: 'FIXED_LEN_BYTE_ARRAY(11)', logicalType: 'DECIMAL(25, 2)' },
      { name: 'at', logicalType: 'TIMESTAMP(MICROS, UTC)' },
      { name: 'tags', physicalType: null, logicalType: 'LIST' },
      { name: 'list', repetition: 'repeated' },
      { name: 'element', depth: 2, physicalType: null },
      { name: 'name', depth: 3, logicalType: 'STRING' },
      { name: 'raw', depth: 3, physicalType: 'FIXED_LEN_BYTE_ARRAY(2)', logicalType: null },
    ]);
    expect((await first?.chunks(0))?.[2]).toMatchObject({ min: '1970-01-01T00:00:00.000001Z' });
    expect((await second?.chunks(0))?.some(({ hasBloomFilter }) => hasBloomFilter)).toBe(true);
  });
});

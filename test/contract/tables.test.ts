import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { createTableReading } from '../../src/adapters/outputs/tableReader.ts';
import type { Compression, TableColumn } from '../../src/engine/ports.ts';
import { fitFor } from '../../src/model/table/fitValue.ts';
import { storedType } from '../../src/model/table/storedType.ts';
import { createTypeFold } from '../../src/model/table/typeFold.ts';
import { typeText } from '../../src/model/table/typeText.ts';
import type { Row } from '../../src/model/table/value.ts';
import { tables } from '../fakes/rows.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tables-'));
const reading = createTableReading();
afterAll(() => {
  reading.close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;

interface Asked {
  readonly columns?: readonly TableColumn[];
  readonly compression?: Compression;
  readonly name?: string;
}

async function write(rows: readonly Row[], { compression, name = `${++made}.parquet`, ...asked }: Asked = {}) {
  const fold = createTypeFold();
  rows.forEach(fold.add);
  const columns = asked.columns ?? fold.columns();
  const notes = { note: 'là' };
  const table = await openParquetFile({ folder, name }, { columns, notes, ...(compression && { compression }) });
  await table.append(rows);
  return { columns, file: path.join(folder, name), ...(await table.publish()) };
}

async function readAll(file: string, columns?: readonly string[]) {
  const reader = await reading.openTableFile(file);
  const rows: Row[] = [];
  for await (const group of reader.groups(columns)) rows.push(...group);
  await reader.close();
  return { reader, rows };
}

/** As a file gives it back. */
const fitted = (columns: readonly TableColumn[], rows: readonly Row[]) =>
  rows.map(row =>
    Object.fromEntries(
      columns.map(({ name, type }) => [name, fitFor(storedType(type))(Object.hasOwn(row, name) ? (row[name] ?? null) : null)]),
    ),
  );

describe('what was written reads back equal', () => {
  test.each(['snappy', 'zstd', 'gzip', 'none'] as const)('of any rows, with %s', async compression => {
    await fc.assert(
      fc.asyncProperty(tables, async rows => {
        const { columns, file } = await write(rows, { compression, name: 'same.parquet' });
        const { reader, rows: read } = await readAll(file);
        expect(read).toEqual(fitted(columns, rows));
        expect(reader.rows).toBe(rows.length);
        expect(reader.columns.map(({ name, type }) => [name, typeText(type)])).toEqual(
          columns.map(({ name, type }) => [name, typeText(storedType(type))]),
        );
      }),
      { numRuns: 60 },
    );
  });
});

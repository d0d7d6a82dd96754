import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Compression, OutputPlace, TableColumn, TableFile, TableOptions } from '../../engine/ports.ts';
import { fail } from '../../model/problem.ts';
import { fieldOf } from '../../model/table/fitValue.ts';
import { storedType } from '../../model/table/storedType.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { Row, Value } from '../../model/table/value.ts';
import { encoderOf } from './parquetEncode.ts';
import { schemaOf, writingSchemaOf } from './parquetSchema.ts';
import { makePending, named } from './pendingFile.ts';

/** 151 MB at the most for a million rows; groups of 50,000 took 467 MB and gained nothing. */
const GROUP_ROWS = 10_000;
/** Long texts and vectors end a group before it has its rows. */
const GROUP_BYTES = 16_000_000;

const CODECS = {
  snappy: { codec: 'SNAPPY', compressors: {} },
  zstd: { codec: 'ZSTD', compressors: { ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes) } },
  gzip: { codec: 'GZIP', compressors: { GZIP: (bytes: Uint8Array) => gzipSync(bytes) } },
  none: { codec: 'UNCOMPRESSED', compressors: {} },
} as const satisfies Record<Compression, unknown>;

/**
 * A table as Parquet: hyparquet-writer 0.17.0 (93 KB, 23 KB of the VSIX, 3 ms; parquetjs-lite cannot reopen its own
 * timestamps). Every type is said, never guessed. A row group at a time is in memory; its bytes are hashed on their way
 * into the pending file.
 */
export async function openParquetFile(place: OutputPlace, options: TableOptions): Promise<TableFile> {
  const { notes = {}, compression = 'snappy', defaults = {} } = options;
  const columns = options.columns.map(({ name, type }) => ({ name, type: storedType(type) }));
  const pending = await makePending(place);
  const handle = await named(pending.final, () => open(pending.path, 'w'));
  const bytes = hashedFile(handle);
  const parquet = new ParquetWriter({
    ...CODECS[compression],
    writer: bytes.writer,
    schema: writingSchemaOf(columns),
    kvMetadata: Object.entries(notes).map(([key, value]) => ({ key, value })),
    createdBy: 'ingestion-workshop',
  });
  const encode = columnEncoder(columns, defaults);
  let [group, weight, written]: [Row[], number, number] = [[], 0, 0];
  const writeGroup = async (): Promise<void> => {
    const rows = group;
    if (rows.length === 0) return;
    const columnData = encode(rows, written);
    await named(pending.final, async () => parquet.write({ columnData, rowGroupSize: rows.length }));
    written += rows.length;
    [group, weight] = [[], 0];
  };
  return {
    async append(rows) {
      for (const row of rows) {
        group.push(row);
        weight += weigh(row);
        if (group.length >= GROUP_ROWS || weight >= GROUP_BYTES) await writeGroup();
      }
    },
    async publish() {
      await writeGroup();
      parquet.schema = schemaOf(columns);
      await named(pending.final, async () => parquet.finish());
      await handle.close();
      return { bytes: await pending.publish(), sha256: bytes.sha256() };
    },
    async discard() {
      await handle.close().catch(() => undefined);
      await pending.discard();
    },
  };
}

/** What the writer fills goes into the file after each row group, and its buffer is used again. */
function hashedFile(handle: FileHandle) {
  const hash = createHash('sha256');
  const writer = new ByteWriter();
  const flush = async (): Promise<void> => {
    const bytes = writer.getBytes();
    hash.update(bytes);
    await handle.appendFile(bytes);
    writer.index = 0;
  };
  return { writer: Object.assign(writer, { flush, finish: flush }), sha256: () => hash.digest('hex') };
}

function columnEncoder(columns: readonly TableColumn[], defaults: Row) {
  const encoders = columns.map(({ name, type }) => {
    const encode = encoderOf(type);
    return { name, type, encode, valueOf: getter(name), missing: encode(fieldOf(defaults, name)) };
  });
  return (rows: readonly Row[], before: number) =>
    encoders.map(({ name, type, encode, valueOf, missing }) => {
      const data = new Array<unknown>(rows.length);
      for (let at = 0; at < rows.length; at++) {
        const row = rows[at];
        const value = (row && valueOf(row)) ?? null;
        const encoded = value === null && row?.[name] === undefined ? missing : encode(value);
        if (encoded === undefined) throw doesNotFit({ name, type }, value, before + at);
        data[at] = encoded;
      }
      // Bounds of JSON text help no reader, and would be whole documents.
      return { name, data, statistics: type.kind !== 'json' };
    });
}

/** Every object has a `toString`; to ask of every field whether it is its own would cost more than to read it. */
const getter = (name: string): ((row: Row) => Value | undefined) =>
  name in Object.prototype ? row => fieldOf(row, name) : row => row[name];

function doesNotFit({ name, type }: TableColumn, value: Value, row: number) {
  const shown = String(typeof value === 'object' ? JSON.stringify(value) : value).slice(0, 80);
  return fail('data', 'value_does_not_fit', { column: name, type: typeText(type), value: shown, row });
}

/** Bytes, roughly. */
function weigh(value: Value | undefined): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 16;
  let sum = 16;
  if (Array.isArray(value)) for (const element of value) sum += weigh(element);
  // SAFETY: neither null nor a list: a struct, or an exact decimal, whose one field is a text.
  else for (const name in value) sum += weigh((value as Row)[name]);
  return sum;
}

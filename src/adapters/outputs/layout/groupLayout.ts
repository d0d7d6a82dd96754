import type { FileMetaData } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';
import { cellText } from '../../../model/tableView/cellText.ts';
import type { Cell, ChunkLayout } from '../../../model/tableView/table.ts';
import { slice } from '../fileBytes.ts';
import type { OpenFile } from '../openFiles.ts';
import { isText, type RawElement } from '../parquetPhysical.ts';
import { seenColumnsOf } from '../parquetTypes.ts';
import { physicalText, walkSchema, type PlacedElement } from './fileLayout.ts';

/** The column chunks of a row group, in the order of the schema's leaves. */
export function chunksOf({ opened, metadata, head }: OpenFile, group: number): readonly ChunkLayout[] {
  const leaves = walkSchema(head.schema).filter(({ element }) => !element.num_children);
  const statistics = rawStatistics(opened, metadata.metadata_length)[group] ?? [];
  return (metadata.row_groups[group]?.columns ?? []).flatMap((chunk, at): ChunkLayout[] => {
    const leaf = leaves[at];
    return leaf ? [chunkOf(chunk, leaf, statistics[at] ?? NOTHING)] : [];
  });
}

type Chunk = FileMetaData['row_groups'][number]['columns'][number];

function chunkOf(chunk: Chunk, { element, path }: PlacedElement, statistics: RawStatistics): ChunkLayout {
  const { meta_data: meta } = chunk;
  const encodings = meta?.encodings.map(String) ?? [];
  return {
    column: path.join('.'),
    physicalType: physicalText(element),
    codec: meta?.codec ?? '?',
    encodings,
    values: Number(meta?.num_values ?? 0),
    bytes: Number(meta?.total_compressed_size ?? 0),
    rawBytes: Number(meta?.total_uncompressed_size ?? 0),
    ...{ nulls: statistics.nulls, distinct: statistics.distinct },
    ...{ min: cellOf(statistics.min, element), max: cellOf(statistics.max, element) },
    // Some writers say it only by how the values are written.
    hasDictionary: Boolean(meta?.dictionary_page_offset) || encodings.some(one => one.endsWith('_DICTIONARY')),
    hasPageIndex: chunk.column_index_offset !== undefined || chunk.offset_index_offset !== undefined,
    hasBloomFilter: meta?.bloom_filter_offset !== undefined,
  };
}

interface RawStatistics {
  readonly nulls: number | null;
  readonly distinct: number | null;
  readonly min: RawBound;
  readonly max: RawBound;
}

interface RawBound {
  readonly bytes: unknown;
  /** Of the first version of the format, which ordered all bytes as signed ones. */
  readonly isOld: boolean;
}

const NOTHING: RawStatistics = {
  nulls: null,
  distinct: null,
  ...{ min: boundOf(null, null), max: boundOf(null, null) },
};

type Thrift = ReturnType<typeof deserializeTCompactProtocol>;

/**
 * By group and column, bounds as their bytes (the fields are those of parquet.thrift): hyparquet makes doubles of the
 * decimals among them.
 */
function rawStatistics(opened: OpenFile['opened'], length: number): readonly (readonly RawStatistics[])[] {
  const { size } = opened;
  const footer = deserializeTCompactProtocol({
    view: new DataView(slice(opened, size - 8 - length, size - 8)),
    offset: 0,
  });
  return thriftList(footer.field_4).map(group =>
    thriftList(group.field_1).map((column): RawStatistics => {
      const found: Thrift = column.field_3?.field_12 ?? {};
      return {
        ...{ nulls: countOf(found.field_3), distinct: countOf(found.field_4) },
        min: boundOf(found.field_6, found.field_2),
        max: boundOf(found.field_5, found.field_1),
      };
    }),
  );
}

const thriftList = (value: unknown): readonly Thrift[] => (Array.isArray(value) ? value : []);
const countOf = (value: unknown): number | null => (typeof value === 'bigint' && value >= 0n ? Number(value) : null);

function boundOf(bytes: unknown, old: unknown): RawBound {
  return bytes instanceof Uint8Array ? { bytes, isOld: false } : { bytes: old, isOld: true };
}

const SIGNED = ['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE'];

/** Null where nothing is said, or nothing that can be true. */
function cellOf({ bytes, isOld }: RawBound, element: RawElement): Cell {
  if (!(bytes instanceof Uint8Array) || (isOld && !SIGNED.includes(element.type ?? ''))) return null;
  const physical = physicalOf(bytes, element);
  const [column] = seenColumnsOf(
    [
      { name: '', num_children: 1 },
      { ...element, repetition_type: 'REQUIRED' },
    ],
    [null],
  );
  return physical === undefined || !column ? null : cellText(column.decode(physical), column.type);
}

function physicalOf(bytes: Uint8Array, element: RawElement): unknown {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (`${element.type} ${bytes.length}`) {
    case 'BOOLEAN 1':
      return bytes[0] === 1;
    case 'INT32 4':
      return view.getInt32(0, true);
    case 'INT64 8':
      return view.getBigInt64(0, true);
    case 'FLOAT 4':
      return view.getFloat32(0, true);
    case 'DOUBLE 8':
      return view.getFloat64(0, true);
  }
  if (element.type === 'FIXED_LEN_BYTE_ARRAY') return bytes;
  // INT96 has no order that all agree on.
  if (element.type !== 'BYTE_ARRAY') return undefined;
  return isText(element) ? Buffer.from(bytes).toString() : bytes;
}

import { type FileMetaData, parquetMetadataAsync } from 'hyparquet';
import { refuse, slice, type Opened } from './fileBytes.ts';
import { isOurs } from './parquetCodecs.ts';
import { physicalMetadata } from './parquetPhysical.ts';
import { PHYSICAL_STATISTICS, statisticsOf } from './parquetStatistics.ts';
import { ENCRYPTED, type FileHead } from './tableMessages.ts';

const MAGIC = 'PAR1';
/** Most footers are smaller: then a file is opened with one read. */
const TAIL_BYTES = 65_536;

export interface ReadHead {
  readonly head: Omit<FileHead, 'stamp'>;
  readonly metadata: FileMetaData;
}

export async function readHead(opened: Opened): Promise<ReadHead> {
  const { size } = opened;
  const tail = slice(opened, Math.max(0, size - TAIL_BYTES), size);
  const start = size <= TAIL_BYTES ? tail : slice(opened, 0, 4);
  const first = Buffer.from(start).toString('latin1', 0, 4);
  const last = Buffer.from(tail).toString('latin1', Math.max(0, tail.byteLength - 4));
  if (first !== MAGIC) throw refuse(first === 'PARE' ? 'table_encrypted' : 'table_not_parquet', 'no PAR1 at its start');
  if (last !== MAGIC || size < 12) throw refuse('table_cut', 'no footer at its end');
  const file = {
    byteLength: size,
    slice: (from: number, to = size) =>
      to === size && size - from === tail.byteLength ? tail : slice(opened, from, to),
  };
  const options = { geoparquet: false, parsers: PHYSICAL_STATISTICS, initialFetchSize: TAIL_BYTES };
  const raw = await parquetMetadataAsync(file, options);
  return { metadata: physicalMetadata(raw, size), head: headOf(raw, size) };
}

function headOf(raw: FileMetaData, size: number): ReadHead['head'] {
  return {
    size,
    codecs: codecsOf(raw),
    schema: raw.schema.map(element => ({ ...element })),
    groups: raw.row_groups.map(({ num_rows: rows }) => Number(rows)),
    notes: Object.fromEntries((raw.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
    bounds: boundsOf(raw),
    statistics: statisticsOf(raw),
  };
}

/** A number that no codec has comes as undefined. A footer can be read, and columns be encrypted. */
function codecsOf({ row_groups: groups }: FileMetaData): FileHead['codecs'] {
  const leaves = groups[0]?.columns.length ?? 0;
  return Array.from({ length: leaves }, (_, leaf) => {
    const chunks = groups.map(({ columns }) => columns[leaf]);
    if (chunks.some(chunk => chunk?.crypto_metadata !== undefined)) return ENCRYPTED;
    const strange = chunks.find(chunk => !isOurs(chunk?.meta_data?.codec ?? ''));
    return strange ? (strange.meta_data?.codec ?? '?') : null;
  });
}

function boundsOf({ row_groups: groups }: FileMetaData): FileHead['bounds'] {
  const leaves = groups[0]?.columns.length ?? 0;
  return Array.from({ length: leaves }, (_, leaf) => {
    let bounds: [bigint, bigint] | null = null;
    for (const { columns } of groups) {
      const { min_value: min, max_value: max, null_count: nulls } = columns[leaf]?.meta_data?.statistics ?? {};
      if (min === undefined && nulls !== undefined && nulls === columns[leaf]?.meta_data?.num_values) continue;
      if (typeof min !== 'bigint' || typeof max !== 'bigint') return null;
      bounds = [bounds && bounds[0] < min ? bounds[0] : min, bounds && bounds[1] > max ? bounds[1] : max];
    }
    return bounds;
  });
}

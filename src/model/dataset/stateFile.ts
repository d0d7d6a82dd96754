import type { TypedField } from '../table/columnType.ts';
import type { KeyRange } from './keyRange.ts';
import type { DatasetSettings } from './settings.ts';
import type { WatermarkValue } from './watermark.ts';
import type { SchemaContract, Watermark } from '../api/load.ts';

/** `_SUCCESS`: a partition is done, and this is what it holds. */
export interface Manifest {
  readonly rows: number;
  /** Of the table; null where there are no rows and no table. */
  readonly sha256: string | null;
  readonly bytes: number;
  /** The run that wrote it. */
  readonly run: string;
  /** Of the rows and their columns without `_ingested_at`: equal content is not written again. */
  readonly content: string;
  readonly keys: KeyRange | null;
}

/** `_state/dataset.json`: whose rows these are, and what columns they have. */
export interface DatasetIdentity {
  readonly base_url: string;
  readonly primary_key: readonly string[];
  readonly date_column: string | null;
  readonly time_zone: string;
  /** Without our own three. */
  readonly columns: readonly TypedField[];
  /** How the last run wrote: what is replayed is written so, too. */
  readonly load: {
    readonly watermark_column: string | null;
    readonly schema_contract: SchemaContract;
    readonly compression: DatasetSettings['compression'];
    readonly declared: readonly TypedField[];
  };
}

/** `_state/watermarks.json`, by kind. */
export type Watermarks = Readonly<Partial<Record<Watermark, WatermarkEntry>>>;

export interface WatermarkEntry {
  readonly column: string | null;
  readonly value: WatermarkValue;
  readonly run: string;
  readonly at: string;
}

/** `_state/days.json`, by day. */
export type Days = Readonly<Record<string, DayEntry>>;

export interface DayEntry {
  readonly status: 'done' | 'failed';
  readonly rows: number | null;
  readonly run: string;
  readonly at: string;
  /** A code. */
  readonly error: string | null;
}

/** `_state/writer.json`: the run that began to write last. */
export interface Writer {
  readonly run: string;
  /** How many there have been, with it; one that writes again after another one counts again. */
  readonly count: number;
}

export const identityOf = (settings: DatasetSettings, columns: readonly TypedField[]): DatasetIdentity => ({
  base_url: settings.baseUrl,
  primary_key: settings.primaryKey,
  date_column: settings.dateColumn,
  time_zone: settings.timeZone,
  columns,
  load: {
    watermark_column: settings.watermarkColumn,
    schema_contract: settings.schemaContract,
    compression: settings.compression,
    declared: settings.declared,
  },
});

/**
 * The settings under which dead letters of a dataset are replayed: merged, whatever wrote it; the days of no range are
 * done by it.
 */
export const replaySettings = (identity: DatasetIdentity, startDate: string): DatasetSettings => ({
  pagination: 'page',
  watermark: 'none',
  write: 'merge',
  schemaContract: identity.load.schema_contract,
  baseUrl: identity.base_url,
  startDate,
  endDate: startDate,
  dateColumn: identity.date_column,
  primaryKey: identity.primary_key,
  watermarkColumn: identity.load.watermark_column,
  overlap: 0,
  timeZone: identity.time_zone,
  fullRefresh: false,
  declared: identity.load.declared,
  compression: identity.load.compression,
});

/** Null before the first complete run: one that was given up may have left its identity, without columns. */
export const knownColumns = (identity: DatasetIdentity | null): readonly TypedField[] | null =>
  identity && identity.columns.length > 0 ? identity.columns : null;

/** The first field in which another source would be written here; null when it is the same one. */
export function otherSource(
  is: DatasetIdentity,
  asked: DatasetIdentity,
): { readonly field: string; readonly is: string; readonly asked: string } | null {
  for (const field of ['base_url', 'primary_key', 'date_column', 'time_zone'] as const) {
    const [here, there] = [text(is[field]), text(asked[field])];
    if (here !== there) return { field, is: here, asked: there };
  }
  return null;
}

const text = (value: string | readonly string[] | null): string => [value ?? '–'].flat().join(', ');

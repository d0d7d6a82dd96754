import type { Load } from '../api/load.ts';
import type { TypedField } from '../table/columnType.ts';

/** What of an ingestion's settings decides where its rows go and how they are written. */
export interface DatasetSettings extends Load {
  readonly baseUrl: string;
  /** YYYY-MM-DD, both inclusive. */
  readonly startDate: string;
  readonly endDate: string;
  /** Null: all rows land in the partition of `startDate`. */
  readonly dateColumn: string | null;
  readonly primaryKey: readonly string[];
  readonly watermarkColumn: string | null;
  /** Seconds, or ids. */
  readonly overlap: number;
  /** IANA: whose day an instant belongs to. */
  readonly timeZone: string;
  readonly fullRefresh: boolean;
  /** Types that a person has declared: what does not fit them is a dead letter. */
  readonly declared: readonly TypedField[];
  readonly compression: 'snappy' | 'zstd' | 'gzip' | 'none';
}

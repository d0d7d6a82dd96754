export const FORMATS = ['json', 'csv', 'parquet', 'avro'] as const;
/** Files that hold a table. */
export type Format = (typeof FORMATS)[number];

/** What one format made of the table. */
export interface MeasuredFormat {
  readonly format: Format;
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
  /** Milliseconds: of the writing alone, of reading all rows, and of reading one column of them. */
  readonly writeMs: number;
  readonly readMs: number;
  readonly readOneColumnMs: number;
}

/** One table in all of them. */
export interface ComparedFormats {
  readonly rows: number;
  readonly columns: number;
  /** The one that was read alone. */
  readonly column: string | null;
  readonly formats: readonly MeasuredFormat[];
}

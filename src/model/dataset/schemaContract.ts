/** What a run found different from the columns that were known. Types as they are written in options: `decimal(18,4)`. */
export interface SchemaChange {
  readonly column: string;
  readonly change: 'added' | 'widened' | 'missing';
  /** Null: it was not there. */
  readonly from: string | null;
  /** Null: it is not there any more. */
  readonly to: string | null;
}

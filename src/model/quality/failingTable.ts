/** Failing rows as a person looks at them, with the values that they hold. */
export interface FailingTable {
  /** The judged ones, and some beside them, in the order of the file. */
  readonly columns: readonly FailingColumn[];
  readonly rows: readonly FailingRow[];
}

export interface FailingColumn {
  readonly name: string;
  readonly isNumber: boolean;
  /** The rule is about it. */
  readonly isJudged: boolean;
}

export interface FailingRow {
  /** Its path below the folder that was validated; '': what was validated is this file. */
  readonly file: string;
  /** From 0, in its file. */
  readonly row: number;
  /** One a column; null is NULL, '' an empty text. Long ones are cut, and end in `…`. Empty: its values cannot be read. */
  readonly cells: readonly (string | null)[];
}

/** What stands for a value that is not to be seen. */
export const MASKED = '•••';

export function maskTable({ columns, rows }: FailingTable, masked: readonly string[]): FailingTable {
  const isMasked = columns.map(({ name }) => masked.includes(name));
  return { columns, rows: rows.map(row => ({ ...row, cells: row.cells.map((c, at) => (isMasked[at] ? MASKED : c)) })) };
}

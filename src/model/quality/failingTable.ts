import type { Problem } from '../problem.ts';

/** Failing rows as a person looks at them, with the values that they hold. */
export interface FailingTable {
  /** The judged ones, and some beside them, in the order of the file. */
  readonly columns: readonly FailingColumn[];
  readonly rows: readonly FailingRow[];
  /** Why the values are not there. */
  readonly problem?: Problem | null;
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

/** What Hive's folders say of these columns: `partition_date=•••/a.parquet`. */
export const maskPath = (path: string, masked: readonly string[]): string =>
  path
    .split('/')
    .map(part => {
      const at = part.indexOf('=');
      return at > 0 && masked.includes(decoded(part.slice(0, at))) ? `${part.slice(0, at + 1)}${MASKED}` : part;
    })
    .join('/');

/** Names of columns are percent-encoded there. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function maskTable(table: FailingTable, masked: readonly string[]): FailingTable {
  const isMasked = table.columns.map(({ name }) => masked.includes(name));
  return {
    ...table,
    rows: table.rows.map(row => ({
      ...row,
      file: maskPath(row.file, masked),
      cells: row.cells.map((c, at) => (isMasked[at] ? MASKED : c)),
    })),
  };
}

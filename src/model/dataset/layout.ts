import { isDay } from './days.ts';

/** Names in a dataset's folder. What begins with `_` or `.` is invisible to pandas, pyarrow, DuckDB and Spark. */
export const TABLE = 'part-00000.parquet';
export const SUCCESS = '_SUCCESS';
export const STATE = {
  dataset: '_state/dataset.json',
  watermarks: '_state/watermarks.json',
  days: '_state/days.json',
  /** While a run writes partitions; what it leaves when it is killed. */
  writing: '_state/writing.json',
  /** Which run began to write last; it stays when that one has ended. */
  writer: '_state/writer.json',
  backups: '_state/backups',
  /** The days that a quarantine is writing again, one a line. */
  quarantine: '_state/quarantine',
  /** The last verdict of each day. */
  validations: '_state/validations.json',
} as const;
export const DEAD_LETTERS = '_dead_letters';

const PREFIX = 'partition_date=';

export const partitionFolder = (date: string): string => `${PREFIX}${date}`;
export const tableName = (date: string): string => `${partitionFolder(date)}/${TABLE}`;
export const successName = (date: string): string => `${partitionFolder(date)}/${SUCCESS}`;

/** The partitions among the names in a dataset's folder, and what looks like one and is none. */
export function readPartitions(names: readonly string[]): { dates: readonly string[]; strays: readonly string[] } {
  const folders = names.filter(name => name.startsWith(PREFIX) && name.endsWith('/')).map(name => name.slice(0, -1));
  const isDated = (folder: string): boolean => isDay(folder.slice(PREFIX.length));
  return {
    dates: folders.filter(isDated).map(folder => folder.slice(PREFIX.length)),
    strays: folders.filter(folder => !isDated(folder)),
  };
}

/** What other programs would read beside our table, doubling its rows. */
export const isForeignTable = (name: string): boolean =>
  name !== TABLE && !/^[._]/.test(name) && name.endsWith('.parquet');

/** What a killed process left of a table. */
export const isUnfinished = (name: string): boolean => name.startsWith('.') && name.endsWith('.unfinished');

/**
 * Which dataset, and which day of it, a path names: its table, its folder, else (null) all days of what is no day.
 * @param path with `/`
 */
export function placeInDataset(path: string): { readonly folder: string; readonly date: string | null } {
  const day = path.endsWith(`/${TABLE}`) ? path.slice(0, -TABLE.length - 1) : path;
  const at = day.lastIndexOf('/');
  const name = day.slice(at + 1);
  const date = name.slice(PREFIX.length);
  return name.startsWith(PREFIX) && isDay(date) ? { folder: day.slice(0, at), date } : { folder: path, date: null };
}

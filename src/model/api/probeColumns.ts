import { createTypeFold } from '../table/typeFold.ts';
import type { Row, Value } from '../table/value.ts';

/** What rows tell of a column. */
interface Column {
  readonly name: string;
  readonly isTime: boolean;
  readonly isDay: boolean;
  /** Every row has a value. */
  readonly isWhole: boolean;
  /** In each row a short text or a whole number: what a key is made of. */
  readonly isKeyed: boolean;
  /** Keyed, and no two rows have the same value. */
  readonly isUnique: boolean;
}

export interface FoundColumns {
  /** The column that tells one row from another, or columns that do so together; `isNamed`: its name says so, too. */
  readonly key: { readonly names: readonly string[]; readonly isNamed: boolean } | null;
  /** Columns that hold a date in every row, the likeliest day of a row first. */
  readonly dates: readonly string[];
  /** When a row was changed last, by its name. */
  readonly changed: string | null;
}

/** Fewer rows may be unique in a column by chance. */
const ROWS_THAT_TELL = 10;

/** The rows tell it by their names and values; each row counts once. */
export function findColumns(rows: readonly Row[]): FoundColumns {
  const columns = columnsOf(rows);
  const unique = columns.filter(({ isUnique }) => isUnique);
  const named = unique.filter(({ name }) => keyRank(name) >= 0).sort((a, b) => keyRank(a.name) - keyRank(b.name))[0];
  const other = rows.length >= ROWS_THAT_TELL ? unique.find(({ isTime }) => !isTime) : undefined;
  const key = named ?? other;
  const together = key || rows.length < ROWS_THAT_TELL ? null : findTogether(rows, columns);
  const times = columns.filter(({ isTime, isWhole }) => isTime && isWhole);
  return {
    key: key ? { names: [key.name], isNamed: key === named } : together && { names: together, isNamed: false },
    dates: times.sort((a, b) => dateRank(a) - dateRank(b)).map(({ name }) => name),
    changed: times.find(({ name, isDay }) => !isDay && CHANGED.test(name))?.name ?? null,
  };
}

function columnsOf(rows: readonly Row[]): Column[] {
  const fold = createTypeFold();
  for (const row of rows) fold.add(row);
  return fold.columns().map(({ name, type: { kind } }) => {
    const values = rows.map(row => row[name] ?? null);
    const isWhole = values.every(value => value !== null);
    const isKeyed = isWhole && values.every(isKey);
    return {
      name,
      isTime: kind === 'timestamp' || kind === 'date',
      isDay: kind === 'date',
      isWhole,
      isKeyed,
      isUnique: isKeyed && new Set(values.map(String)).size === rows.length,
    };
  });
}

/** More columns than these are no key that a person would choose. */
const MOST_TRIED = 10;

/** The first two columns, else three, that tell all rows apart: those first whose name says key, or day. */
function findTogether(rows: readonly Row[], columns: readonly Column[]): readonly string[] | null {
  const tried = columns
    .filter(({ isKeyed, name }) => isKeyed && !CHANGED.test(name))
    .sort((a, b) => togetherRank(a) - togetherRank(b))
    .slice(0, MOST_TRIED)
    .map(({ name }) => name);
  const tells = (names: readonly string[]): boolean =>
    new Set(rows.map(row => JSON.stringify(names.map(name => String(row[name]))))).size === rows.length;
  return choicesOf(tried, 2).find(tells) ?? choicesOf(tried, 3).find(tells) ?? null;
}

/** Every choice of so many of them, the first ones first. */
function choicesOf(names: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return names.flatMap((name, at) => choicesOf(names.slice(at + 1), count - 1).map(rest => [name, ...rest]));
}

const togetherRank = ({ name, isTime }: Column): number => (keyRank(name) >= 0 ? 0 : isTime ? 1 : 2);

const isKey = (value: Value): boolean =>
  typeof value === 'bigint' || Number.isInteger(value) || (typeof value === 'string' && /^\S{1,100}$/.test(value));

const KEY_NAMES = [/^id$/i, /^(uuid|guid|_id)$/i, /^(key|code|slug)$/i, /(_(id|uuid|key)|Id|Uuid|Key)$/];

const keyRank = (name: string): number => KEY_NAMES.findIndex(pattern => pattern.test(name));

const CHANGED = /updat|modif|chang/i;

/** The day that something happened says more than when the API heard of it, and that more than when it was changed. */
function dateRank({ name, isDay }: Column): number {
  if (CHANGED.test(name)) return 3;
  if (/creat|insert|import|ingest|expir|delet/i.test(name)) return 2;
  return isDay ? 0 : 1;
}

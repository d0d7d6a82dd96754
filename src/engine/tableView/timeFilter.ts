import type { ColumnType } from '../../model/table/columnType.ts';
import type { ExactColumn } from '../../model/table/exactColumn.ts';
import { parseDate } from '../../model/table/timeText.ts';
import type { Bound, TableFilter } from '../../model/tableView/filter.ts';

/** Nanoseconds. */
const UNITS = { millis: 1_000_000n, micros: 1_000n, nanos: 1n } as const;
const DAY = 86_400_000_000_000n;

/**
 * Whether a filter of times holds, by row, where the file has them as counts of days or units: to write a million of them
 * as texts takes ten times as long. Undefined for other filters and columns.
 */
export function timeFilter(
  filter: TableFilter,
  type: ColumnType,
  exact: ExactColumn,
): ((row: number) => boolean) | undefined {
  const unit = type.kind === 'date' ? DAY : type.kind === 'timestamp' ? UNITS[type.unit] : undefined;
  if (unit === undefined || filter.test !== 'range' || filter.of !== 'time') return undefined;
  if (exact.of !== 'numbers' && exact.of !== 'longs') return undefined;
  const [low, high] = [countOf(filter.low, unit, 'low'), countOf(filter.high, unit, 'high')];
  if (low === undefined || high === undefined) return undefined;
  const { nulls } = exact;
  if (exact.of === 'longs') {
    const within = (count: bigint): boolean => (low === null || count >= low) && (high === null || count <= high);
    return row => nulls[row] === 0 && within(exact.longs[row] ?? 0n) !== filter.isNegated;
  }
  // Counts of these columns are below 2^53: a bound that is rounded lies beyond them all.
  const [least, most] = [low === null ? -Infinity : Number(low), high === null ? Infinity : Number(high)];
  return row => {
    const count = exact.numbers[row] ?? 0;
    return nulls[row] === 0 && (count >= least && count <= most) !== filter.isNegated;
  };
}

/** The first whole count within a bound, or the last; null: no bound. Undefined: not to be read. */
function countOf(bound: Bound | null, unit: bigint, end: 'low' | 'high'): bigint | null | undefined {
  if (!bound) return null;
  const nanos = typeof bound.value === 'string' ? nanosOf(bound.value) : undefined;
  if (nanos === undefined) return undefined;
  const below = (nanos - (((nanos % unit) + unit) % unit)) / unit;
  const isWhole = below * unit === nanos;
  if (end === 'low') return isWhole && !bound.isOpen ? below : below + 1n;
  return isWhole && bound.isOpen ? below - 1n : below;
}

const TIME = /^(\d\d\d\d-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?)?$/;

/** Since 1970, of a text as `comparableTime` gives it. */
function nanosOf(text: string): bigint | undefined {
  const [, date, hour = '0', minute = '0', second = '0', fraction = ''] = TIME.exec(text) ?? [];
  const days = date === undefined ? undefined : parseDate(date);
  if (days === undefined) return undefined;
  const seconds = BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  return BigInt(days) * DAY + seconds * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}

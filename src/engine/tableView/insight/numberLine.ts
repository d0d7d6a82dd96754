import { momentOf } from '../../../model/quality/moments.ts';
import { digitsOf, rescale } from '../../../model/table/digits.ts';
import type { ColumnType } from '../../../model/table/columnType.ts';
import { isExactDecimal, type Value } from '../../../model/table/value.ts';
import { meanText } from '../../../model/tableView/meanText.ts';
import { MOST_ON_LINE } from '../../../model/tableView/mostOnLine.ts';
import type { ValueKind } from '../../../model/tableView/table.ts';

/** Where values lie on a line: numbers themselves, times in microseconds since 1970. */
export interface NumberLine {
  take(value: Value, row: number): void;
  /** Null: of this kind of values, or of so many, none are kept. NaN is not among them. */
  positions(): Float64Array | null;
  /** Of each position, its row; null where each position says its value whole. */
  rows(): Uint32Array | null;
}

export function createNumberLine(kind: ValueKind, type: ColumnType, rows: number): NumberLine | null {
  const positionOf = kind === 'number' ? numberAt : kind === 'date' || kind === 'timestamp' ? microsAt : null;
  if (!positionOf || rows > MOST_ON_LINE) return null;
  const positions = new Float64Array(rows);
  const places = kind === 'number' && !isWholeInDoubles(type) ? new Uint32Array(rows) : null;
  let count = 0;
  return {
    take(value, row) {
      const position = positionOf(value);
      if (Number.isNaN(position)) return;
      if (places) places[count] = row;
      positions[count++] = position;
    },
    positions: () => positions.subarray(0, count),
    rows: () => places && places.subarray(0, count),
  };
}

const isWholeInDoubles = (type: ColumnType): boolean =>
  type.kind === 'float' || type.kind === 'double' || (type.kind === 'integer' && !type.isLong);

const numberAt = (value: Value): number =>
  typeof value === 'number' ? value : isExactDecimal(value) ? Number(value.decimal) : Number(value);

function microsAt(value: Value): number {
  const moment = typeof value === 'string' ? momentOf(value) : undefined;
  return moment ? moment.seconds * 1e6 + moment.micros : NaN;
}

export interface Mean {
  take(value: Value): void;
  text(): string | null;
}

/** Exact for long integers and decimals; else by Neumaier's sum ("Rundungsfehleranalyse", 1974). NaN is left aside. */
export function createMean(type: ColumnType): Mean {
  const scale = type.kind === 'decimal' ? type.scale : type.kind === 'integer' && type.isLong ? 0 : null;
  let [sum, lost, count, exact]: [number, number, number, bigint | null] = [0, 0, 0, scale === null ? null : 0n];
  return {
    take(value) {
      const number = numberAt(value);
      if (Number.isNaN(number)) return;
      count += 1;
      const next = sum + number;
      lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
      sum = next;
      if (exact !== null) exact = added(exact, value, scale ?? 0);
    },
    text() {
      if (count === 0) return null;
      const total = Number.isFinite(sum) ? sum + lost : sum;
      if (exact !== null) return meanText({ unscaled: exact, scale: scale ?? 0 }, count);
      const digits = digitsOf(String(total));
      return digits ? meanText(digits, count) : Number.isNaN(total) ? null : String(total);
    },
  };
}

/** Null once a value does not fit. */
function added(sum: bigint, value: Value, scale: number): bigint | null {
  if (typeof value === 'bigint') return sum + value * 10n ** BigInt(scale);
  const digits = digitsOf(isExactDecimal(value) ? value.decimal : String(value));
  const unscaled = digits && rescale(digits, scale);
  return unscaled === undefined ? null : sum + unscaled;
}

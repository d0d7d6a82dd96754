import { isNumeric } from '../../model/quality/bounds.ts';
import { momentOf } from '../../model/quality/moments.ts';
import { FEW, isKeyName, type ColumnProfile } from '../../model/quality/profile.ts';
import { ALL_SHAPES, shapesLeft } from '../../model/quality/shapes.ts';
import { lengthOf } from '../../model/quality/textChecks.ts';
import { valueKey } from '../../model/quality/valueKey.ts';
import type { ColumnType } from '../../model/table/columnType.ts';
import { isNull, type ColumnFacts, type ColumnValues } from '../../model/table/columnValues.ts';
import { microsOf } from '../../model/table/timeText.ts';
import { isExactDecimal, type Value } from '../../model/table/value.ts';
import { createKeySet } from './keySet.ts';

export interface ColumnProfiler {
  /** Whether the file's statistics say all that is still to be learnt of a row group. */
  learn(facts: ColumnFacts): boolean;
  /** The file has no such column. */
  lacks(rows: number): void;
  see(values: ColumnValues): void;
  profile(): ColumnProfile;
}

/** Memory does not grow with the rows, but for keys: those of a column whose name is a key's are held until two are equal. */
export function createColumnProfiler(name: string, type: ColumnType): ColumnProfiler {
  const few = createFew();
  const bounds = createBounds(type);
  const texts = type.kind === 'text' ? createTexts() : null;
  let keys = isKeyName(name) && HAVE_KEYS.includes(type.kind) ? createKeySet() : null;
  let isUnique = keys === null ? null : true;
  let [nulls, isEverywhere] = [0, true];

  return {
    learn(facts) {
      const { min, max } = facts;
      if (texts || keys || few.values() !== null || facts.nulls === null || min === null || max === null) return false;
      nulls += facts.nulls;
      bounds.take(min);
      bounds.take(max);
      return true;
    },
    lacks(rows) {
      nulls += rows;
      isEverywhere = false;
    },
    see(values) {
      if (keys && keys.see(values).length > 0) [keys, isUnique] = [null, false];
      for (const value of values) {
        if (isNull(value)) nulls += 1;
        else {
          few.take(value);
          bounds.take(value);
          if (typeof value === 'string') texts?.take(value);
        }
      }
    },
    profile: () => ({
      ...{ name, type, nulls, isUnique, isEverywhere, values: few.values(), ...bounds.found() },
      ...(texts?.found() ?? { shape: null, lengths: null }),
    }),
  };
}

const HAVE_KEYS: readonly string[] = ['integer', 'text'];

/** The different values, as long as they are few. */
function createFew() {
  const seen = new Map<unknown, Value>();
  return {
    take(value: Value): void {
      if (seen.size <= FEW) seen.set(valueKey(value), value);
    },
    values: () => (seen.size > FEW ? null : [...seen.values()].sort(inOrder)),
  };
}

const inOrder = (a: Value, b: Value): number => {
  const [left, right] =
    typeof a === 'string' || typeof b === 'string' ? [String(a), String(b)] : [Number(a), Number(b)];
  return left < right ? -1 : Number(left > right);
};

type Rank = (value: Value) => number | bigint | undefined;

/** The smallest and the largest, of numbers and moments. */
function createBounds({ kind }: ColumnType) {
  const rank = isNumeric({ kind }) ? rankNumber : kind === 'date' || kind === 'timestamp' ? rankMoment : undefined;
  let least: Ranked | undefined;
  let most: Ranked | undefined;
  return {
    take(value: Value): void {
      const at = rank?.(value);
      if (at === undefined) return;
      if (least === undefined || at < least.at) least = { at, value };
      if (most === undefined || at > most.at) most = { at, value };
    },
    found: () => ({ min: least?.value ?? null, max: most?.value ?? null }),
  };
}

interface Ranked {
  readonly at: number | bigint;
  readonly value: Value;
}

const rankNumber: Rank = value =>
  typeof value === 'number' || typeof value === 'bigint'
    ? value
    : isExactDecimal(value)
      ? Number(value.decimal)
      : undefined;

const rankMoment: Rank = value => {
  const moment = typeof value === 'string' ? momentOf(value) : undefined;
  return moment && microsOf(moment);
};

function createTexts() {
  let shapes = ALL_SHAPES;
  let lengths: { min: number; max: number } | null = null;
  return {
    take(text: string): void {
      const length = lengthOf(text);
      lengths = { min: Math.min(lengths?.min ?? length, length), max: Math.max(lengths?.max ?? 0, length) };
      if (shapes.length > 0) shapes = shapesLeft(shapes, text);
    },
    found: () => ({ lengths, shape: lengths === null ? null : (shapes[0] ?? null) }),
  };
}

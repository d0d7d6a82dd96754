/**
 * What a column holds. Every type has null in it. A lattice: `joinTypes` gives the narrowest type that holds both
 * without losing a digit, and json, the widest, holds all.
 */
export type ColumnType =
  | { readonly kind: 'null' | 'boolean' | 'text' | 'json' | 'date' | 'float' }
  | IntegerType
  | DoubleType
  | DecimalType
  | TimestampType
  | { readonly kind: 'list'; readonly element: ColumnType }
  | { readonly kind: 'struct'; readonly fields: readonly TypedField[] };

/** Signed. */
export interface IntegerType {
  readonly kind: 'integer';
  /** That a file gives each of them, where it is told to give them fewer than 64. What is read has none. */
  readonly bits?: 8 | 16 | 32;
  /** Some lie beyond ±(2^53 - 1): a double would change them. */
  readonly isLong?: true;
}

export interface DoubleType {
  readonly kind: 'double';
  /** The most digits before and after the point, where they are known: then it joins with decimals as a decimal. */
  readonly whole?: number;
  readonly scale?: number;
}

export interface DecimalType {
  readonly kind: 'decimal';
  /** 1–38. */
  readonly precision: number;
  /** 0–precision. */
  readonly scale: number;
}

export interface TimestampType {
  readonly kind: 'timestamp';
  /** An instant, stored in UTC; else what a clock on a wall shows. */
  readonly isZoned: boolean;
  /** Ours are micros; others come from other programs' files. */
  readonly unit: 'millis' | 'micros' | 'nanos';
}

export interface TypedField {
  readonly name: string;
  readonly type: ColumnType;
}

/** Texts, or other bytes, one after the other. */
export interface TextPiece {
  readonly bytes: Uint8Array;
  /** Of each text: its first byte, and the one after its last. UTF-8. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/**
 * One column of one row group as typed arrays, for who orders or counts a million of them: NULL is not NaN. What they stand
 * for is said by the column's type: days, microseconds, digits without their point. `nulls`: 1 for null.
 */
export type ExactColumn =
  | { readonly of: 'numbers'; readonly numbers: Float64Array; readonly nulls: Uint8Array }
  | { readonly of: 'longs'; readonly longs: BigInt64Array; readonly nulls: Uint8Array; readonly isUnsigned: boolean }
  /** Texts, binary values, nested ones as JSON. `places`: of each row's among those of all pieces, -1 for null. */
  | { readonly of: 'texts'; readonly pieces: readonly TextPiece[]; readonly places: Int32Array }
  /** `width` bytes each, big-endian; signed ones in two's complement. */
  | {
      readonly of: 'fixed';
      readonly bytes: Uint8Array;
      readonly width: number;
      readonly nulls: Uint8Array;
      readonly isSigned: boolean;
    };

export function rowsOf(column: ExactColumn): number {
  switch (column.of) {
    case 'numbers':
      return column.numbers.length;
    case 'longs':
      return column.longs.length;
    case 'texts':
      return column.places.length;
    case 'fixed':
      return column.nulls.length;
  }
}

export const isNullAt = (column: ExactColumn, row: number): boolean =>
  column.of === 'texts' ? (column.places[row] ?? -1) < 0 : column.nulls[row] === 1;

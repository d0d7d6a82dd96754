import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import { parseExactJson } from '../../../model/table/exactJson.ts';
import type { Value } from '../../../model/table/value.ts';
import { isNested } from '../../../model/tableView/cellText.ts';
import { signedOf, type SeenColumn } from '../parquetTypes.ts';
import { textsIn } from '../tableColumns.ts';

/** What typed arrays stand for. */
export function exactValues(exact: ExactColumn, column: SeenColumn): Value[] {
  const { decode } = column;
  switch (exact.of) {
    case 'numbers': {
      const { numbers, nulls } = exact;
      return Array.from(numbers, (number, at) => (nulls[at] ? null : numberAs(number, column)));
    }
    case 'longs':
      return Array.from(exact.longs, (long, at) => (exact.nulls[at] ? null : decode(long)));
    case 'fixed': {
      const { bytes, width, nulls } = exact;
      const valueAt = (at: number): Value => {
        const one = bytes.subarray(at * width, at * width + width);
        return decode(column.kind === 'timestamp' ? signedOf(one) : one);
      };
      return Array.from(nulls, (isNull, at) => (isNull ? null : valueAt(at)));
    }
    case 'texts': {
      const texts = exact.pieces.flatMap(piece => textValues(piece, column));
      return Array.from(exact.places, place => texts[place] ?? null);
    }
  }
}

function numberAs(number: number, { kind, type, decode }: SeenColumn): Value {
  if (kind === 'boolean') return number === 1;
  // A half is decoded where it is read.
  return type.kind === 'float' ? number : decode(number);
}

type Piece = Extract<ExactColumn, { of: 'texts' }>['pieces'][number];

function textValues(piece: Piece, { type, kind, decode }: SeenColumn): readonly Value[] {
  if (isNested(type)) return textsIn(piece).map(parseExactJson);
  if (kind === 'text' || kind === 'null') return textsIn(piece);
  const { bytes, starts, ends } = piece;
  return Array.from(starts, (start, at) => decode(bytes.subarray(start, ends[at])));
}

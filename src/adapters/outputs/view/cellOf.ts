import { isAscii } from 'node:buffer';
import type { Value } from '../../../model/table/value.ts';
import type { Cell } from '../../../model/tableView/table.ts';
import { CELL_UNITS, cutText, isNested, valueText } from '../../../model/tableView/cellText.ts';
import type { SeenColumn } from '../parquetTypes.ts';
import type { Decoded } from './readRows.ts';

/** Longer texts are not decoded whole to be cut. */
const LONG_BYTES = 4_096;
/** JSON beyond it is shown as it is written: to read it would take seconds. */
const LONG_JSON_BYTES = 1_000_000;
/** Of a character in UTF-8. */
const MOST_BYTES = 4;

/** A value as it is shown, cut after so many units; indented, where it is nested and somebody wants to read it all. */
export function cellOf(decoded: Decoded, seen: SeenColumn, most = CELL_UNITS): Cell {
  const bytes = bytesAt(decoded);
  if (bytes && seen.kind === 'binary') return bytesText(bytes, most);
  const long = isNested(seen.type) ? LONG_JSON_BYTES : LONG_BYTES;
  if (bytes && bytes.length > Math.max(long, most * MOST_BYTES)) return longText(bytes, most);
  return cutText(shownAt(decoded, seen, most > CELL_UNITS), most);
}

/** All of it; null is NULL. */
export function shownAt(decoded: Decoded, seen: SeenColumn, isIndented = false): string | null {
  return valueText(valueAt(decoded, seen), seen.type, isIndented);
}

const valueAt = (decoded: Decoded, seen: SeenColumn): Value => {
  const physical = physicalOf(decoded, seen);
  return physical === null ? null : seen.decode(physical);
};

/** As hyparquet would give it; null where there is none. */
export function physicalOf(decoded: Decoded, seen: SeenColumn): unknown {
  const { page, at } = decoded;
  switch (page.of) {
    case 'numbers':
      if (page.nulls[at]) return null;
      return seen.kind === 'boolean' ? page.numbers[at] === 1 : page.numbers[at];
    case 'longs':
      return page.nulls[at] ? null : page.longs[at];
    case 'values':
      return page.values[at] ?? null;
    case 'fixed':
      return page.nulls[at] ? null : page.bytes.subarray(at * page.width, (at + 1) * page.width);
    case 'texts': {
      const bytes = bytesAt(decoded);
      return bytes && seen.kind !== 'binary' ? textOf(bytes) : bytes;
    }
  }
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(isAscii(bytes) ? 'latin1' : 'utf8');

/** Of a text or a binary value, as it is stored. */
function bytesAt({ page, at }: Decoded): Uint8Array | null {
  if (page.of === 'values') {
    const value = page.values[at];
    return value instanceof Uint8Array ? value : null;
  }
  if (page.of === 'fixed') return page.nulls[at] ? null : page.bytes.subarray(at * page.width, (at + 1) * page.width);
  if (page.of !== 'texts') return null;
  let place = page.places[at] ?? -1;
  if (place < 0) return null;
  for (const { bytes, starts, ends } of page.pieces) {
    if (place < starts.length) return bytes.subarray(starts[place], ends[place]);
    place -= starts.length;
  }
  return null;
}

/** Two digits a byte. */
function bytesText(bytes: Uint8Array, most: number): Cell {
  const text = Buffer.from(bytes.subarray(0, most / 2)).toString('hex');
  return bytes.length * 2 === text.length ? text : { text, length: bytes.length };
}

function longText(bytes: Uint8Array, most: number): Cell {
  const start = textOf(bytes.subarray(0, most * MOST_BYTES));
  return cutText(start, most, unitsOf(bytes));
}

/** Every byte but those that continue a character begins one; the longest of them are two units. */
function unitsOf(bytes: Uint8Array): number {
  if (isAscii(bytes)) return bytes.length;
  let units = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  return units;
}

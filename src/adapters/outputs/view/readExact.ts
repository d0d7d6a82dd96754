import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import { exactJson } from '../../../model/table/exactJson.ts';
import { isNested } from '../../../model/tableView/cellText.ts';
import { slice } from '../fileBytes.ts';
import { exactPages } from '../flat/exactPages.ts';
import { pagesOf } from '../flat/pages.ts';
import type { OpenFile } from '../openFiles.ts';
import { readGroup } from '../parquetGroup.ts';
import { checkPages } from '../parquetPages.ts';
import { placeOf } from '../parquetPhysical.ts';
import type { SeenColumn } from '../parquetTypes.ts';
import { physicalOf } from './cellOf.ts';
import { leavesOf, type Leaf } from './leaves.ts';
import { flatOf, readRows } from './readRows.ts';

export interface ExactOf {
  readonly file: OpenFile;
  readonly group: number;
  readonly column: number;
  /** Null: all. */
  readonly rows: Uint32Array | null;
  readonly seen: SeenColumn;
}

/** One column, all of a row group or some of its rows, as typed arrays. */
export async function readExact(of: ExactOf): Promise<ExactColumn> {
  const { file, group, column, rows, seen } = of;
  if (rows) {
    const found = readRows({ ...of, rows });
    return packed(
      found.map(one => physicalOf(one, seen)),
      seen,
    );
  }
  const [leaf, other] = leavesOf(file, group, column);
  const exact = leaf && !other ? readWhole(of, leaf) : null;
  return exact ?? packed(valuesOf((await readGroup(file, group, [column]))[0] ?? []), seen);
}

function readWhole({ file, group, seen }: ExactOf, { meta, element }: Leaf): ExactColumn | null {
  const rows = Number(file.metadata.row_groups[group]?.num_rows ?? 0);
  const isFlat = meta.path_in_schema.length === 1 && element.repetition_type !== 'REPEATED';
  if (!isFlat || isNested(seen.type) || Number(meta.num_values) !== rows) return null;
  // Of any width: by their bytes as they stand they have no order.
  if (seen.type.kind === 'decimal' && element.type === 'BYTE_ARRAY') return null;
  const bytes = slice(file.opened, ...placeOf(meta));
  checkPages(bytes, meta);
  const exact = exactPages(pagesOf(bytes, meta, element.repetition_type === 'OPTIONAL'), flatOf(seen, element, rows));
  return exact?.of === 'fixed' && seen.type.kind === 'float' ? halvesOf(exact, seen) : exact;
}

export function exactBuffers(exact: ExactColumn): ArrayBuffer[] {
  const { of: _, ...parts } = exact;
  const views = 'pieces' in parts ? parts.pieces.flatMap(({ bytes, starts, ends }) => [bytes, starts, ends]) : [];
  return [...Object.values(parts), ...views].flatMap((one: unknown) =>
    ArrayBuffer.isView(one) && one.buffer instanceof ArrayBuffer ? [one.buffer] : [],
  );
}

/** Of two bytes each, whose order is not that of the numbers. */
function halvesOf({ bytes, width, nulls }: Extract<ExactColumn, { of: 'fixed' }>, { decode }: SeenColumn): ExactColumn {
  const numbers = Float64Array.from(nulls, (_, at) => Number(decode(bytes.subarray(at * width, at * width + width))));
  return { of: 'numbers', numbers, nulls };
}

/** What comes as doubles are integers: NaN stands for null. */
export const valuesOf = (found: ArrayLike<unknown>): readonly unknown[] =>
  Array.from(found, one => (found instanceof Float64Array && Number.isNaN(one) ? null : one));

/** Of values of hyparquet's; null and undefined are nulls. */
export function packed(values: readonly unknown[], seen: SeenColumn): ExactColumn {
  const nulls = Uint8Array.from(values, one => (one === null || one === undefined ? 1 : 0));
  const first = values.find(one => one !== null && one !== undefined);
  if (isNested(seen.type) || typeof first === 'string') return textsOf(values, seen);
  if (first instanceof Uint8Array && seen.type.kind === 'float')
    return { of: 'numbers', numbers: Float64Array.from(values, one => Number(seen.decode(one))), nulls };
  if (first instanceof Uint8Array && seen.type.kind === 'decimal') return decimalsOf(values, nulls);
  if (first instanceof Uint8Array) return bytesOf(values, seen, { nulls, width: first.length });
  if (typeof first !== 'bigint') {
    const toNumber = seen.shown === 'uint32' ? (one: unknown) => Number(one) >>> 0 : Number;
    return { of: 'numbers', numbers: Float64Array.from(values, one => toNumber(one ?? 0)), nulls };
  }
  const longs = BigInt64Array.from(values, one => BigInt(String(one ?? 0)));
  // INT96 holds moments beyond its range.
  if (values.some(one => typeof one === 'bigint' && !isLong(one))) return wideOf(values, nulls);
  return { of: 'longs', longs, nulls, isUnsigned: seen.shown === 'uint64' };
}

function bytesOf(
  values: readonly unknown[],
  seen: SeenColumn,
  fixed: { nulls: Uint8Array; width: number },
): ExactColumn {
  const { width, nulls } = fixed;
  const isFixed = values.every(one => !(one instanceof Uint8Array) || one.length === width);
  if (!isFixed || seen.kind === 'binary') return textsOf(values, seen);
  const bytes = new Uint8Array(values.length * width);
  for (const [at, one] of values.entries()) if (one instanceof Uint8Array) bytes.set(one, at * width);
  return { of: 'fixed', bytes, width, nulls, isSigned: false };
}

/** All as wide as the widest: two's complement goes on with its sign. */
function decimalsOf(values: readonly unknown[], nulls: Uint8Array): ExactColumn {
  const width = values.reduce<number>((most, one) => Math.max(most, one instanceof Uint8Array ? one.length : 0), 1);
  const bytes = new Uint8Array(values.length * width);
  for (const [at, one] of values.entries()) {
    if (!(one instanceof Uint8Array)) continue;
    const end = (at + 1) * width;
    if ((one[0] ?? 0) & 128) bytes.fill(255, end - width, end);
    bytes.set(one, end - one.length);
  }
  return { of: 'fixed', bytes, width, nulls, isSigned: true };
}

const isLong = (value: bigint): boolean => BigInt.asIntN(64, value) === value;

/** Bytes of a number beyond 64 bits. */
const WIDE = 16;

function wideOf(values: readonly unknown[], nulls: Uint8Array): ExactColumn {
  const bytes = new Uint8Array(values.length * WIDE);
  const view = new DataView(bytes.buffer);
  for (const [at, one] of values.entries()) {
    if (typeof one !== 'bigint') continue;
    view.setBigInt64(at * WIDE, one >> 64n);
    view.setBigUint64(at * WIDE + 8, BigInt.asUintN(64, one));
  }
  return { of: 'fixed', bytes, width: WIDE, nulls, isSigned: true };
}

const encoder = new TextEncoder();

function textsOf(values: readonly unknown[], seen: SeenColumn): ExactColumn {
  const texts = values.flatMap(one => {
    if (one === null || one === undefined) return [];
    if (one instanceof Uint8Array) return [one];
    return [encoder.encode(isNested(seen.type) ? exactJson(seen.decode(one)) : String(one))];
  });
  const [starts, ends] = [new Uint32Array(texts.length), new Uint32Array(texts.length)];
  const bytes = new Uint8Array(texts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const [place, text] of texts.entries()) {
    bytes.set(text, at);
    starts[place] = at;
    ends[place] = at += text.length;
  }
  let place = 0;
  const places = Int32Array.from(values, one => (one === null || one === undefined ? -1 : place++));
  return { of: 'texts', pieces: [{ bytes, starts, ends }], places };
}

import type { ExactColumn } from '../../../model/table/exactColumn.ts';
import { exactJson } from '../../../model/table/exactJson.ts';
import { isNested } from '../../../model/tableView/cellText.ts';
import type { OpenFile } from '../openFiles.ts';
import { readGroup } from '../parquetGroup.ts';
import type { SeenColumn } from '../parquetTypes.ts';
import { readRows } from './readRows.ts';

export interface ExactOf {
  readonly file: OpenFile;
  readonly group: number;
  readonly column: number;
  /** Null: all. */
  readonly rows: Uint32Array | null;
  readonly seen: SeenColumn;
}

/** One column, all of a row group or some of its rows, as typed arrays. */
export async function readExact({ file, group, column, rows, seen }: ExactOf): Promise<ExactColumn> {
  const physical = rows
    ? await readRows({ file, group, column, rows })
    : Array.from((await readGroup(file, group, [column]))[0] ?? []);
  return packed(physical, seen);
}

export function exactBuffers(exact: ExactColumn): ArrayBuffer[] {
  const { of: _, ...parts } = exact;
  const views = 'pieces' in parts ? parts.pieces.flatMap(({ bytes, starts, ends }) => [bytes, starts, ends]) : [];
  return [...Object.values(parts), ...views].flatMap((one: unknown) =>
    ArrayBuffer.isView(one) && one.buffer instanceof ArrayBuffer ? [one.buffer] : [],
  );
}

/** Of values of hyparquet's; null and undefined are nulls. */
export function packed(values: readonly unknown[], seen: SeenColumn): ExactColumn {
  const nulls = Uint8Array.from(values, one => (one === null || one === undefined ? 1 : 0));
  const first = values.find(one => one !== null && one !== undefined);
  if (isNested(seen.type) || typeof first === 'string') return textsOf(values, seen);
  if (first instanceof Uint8Array && seen.type.kind === 'float')
    return { of: 'numbers', numbers: Float64Array.from(values, one => Number(seen.decode(one))), nulls };
  if (first instanceof Uint8Array) return bytesOf(values, seen, { nulls, width: first.length });
  if (typeof first !== 'bigint')
    return { of: 'numbers', numbers: Float64Array.from(values, one => Number(one ?? 0)), nulls };
  const longs = BigInt64Array.from(values, one => BigInt(String(one ?? 0)));
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
  return { of: 'fixed', bytes, width, nulls, isSigned: seen.type.kind === 'decimal' };
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

import type { ExactAsked, TableColumn, ViewReader } from '../../src/engine/ports.ts';
import type { ExactColumn } from '../../src/model/table/exactColumn.ts';
import type { Value } from '../../src/model/table/value.ts';
import { cellText, valueText } from '../../src/model/tableView/cellText.ts';
import { fakeReader } from './tableReader.ts';

type Group = Readonly<Record<string, readonly Value[]>>;

const SHOWN: Readonly<Record<string, readonly [string, 'number' | 'text']>> = {
  integer: ['int64', 'number'],
  double: ['double', 'number'],
  text: ['string', 'text'],
};

/** A file of row groups that somebody looks at: integers, doubles and texts. `asked` grows with each column that is read. */
export function fakeViewReader(
  columns: readonly TableColumn[],
  groups: readonly Group[],
): ViewReader & { asked: string[] } {
  const reader = fakeReader(columns, groups);
  const asked: string[] = [];
  const valuesOf = ({ group, column, rows }: ExactAsked): readonly Value[] => {
    const all = groups[group]?.[columns[column]?.name ?? ''] ?? [];
    return rows ? Array.from(rows, row => all[row] ?? null) : all;
  };
  const typeOf = (column: number) => columns[column]?.type ?? { kind: 'null' };
  return {
    ...reader,
    asked,
    bytes: 1,
    seen: columns.map(({ name, type }) => {
      const [shown, kind] = SHOWN[type.kind] ?? ['string', 'text'];
      return { name, type: shown, kind, problem: null };
    }),
    async values(of) {
      asked.push(`${of.group} ${of.column}`);
      return valuesOf(of);
    },
    async exact(of) {
      asked.push(`${of.group} ${of.column}`);
      return exactOf(valuesOf(of));
    },
    cells: async ({ group, columns: wanted, rows }) =>
      wanted.map(column => ({ cells: valuesOf({ group, column, rows }).map(one => cellText(one, typeOf(column))) })),
    cell: async ({ group, column, row }) =>
      valueText(valuesOf({ group, column, rows: Uint32Array.of(row) })[0] ?? null, typeOf(column)),
    layout: unasked,
    chunks: unasked,
    note: unasked,
    async find({ group, columns: wanted, rows, text }) {
      for (let row = 0; row < rows.length; row++)
        for (const [at, column] of wanted.entries()) {
          const [value = null] = valuesOf({ group, column, rows: rows.subarray(row, row + 1) });
          if (valueText(value, typeOf(column))?.toLowerCase().includes(text))
            return { found: { row, column: at }, unread: [] };
        }
      return { found: null, unread: [] };
    },
  };
}

const unasked = async (): Promise<never> => {
  throw new Error('only values are asked for');
};

function exactOf(values: readonly Value[]): ExactColumn {
  const nulls = Uint8Array.from(values, one => (one === null ? 1 : 0));
  if (values.some(one => typeof one === 'string')) return textsOf(values);
  if (values.some(one => typeof one === 'bigint'))
    return {
      of: 'longs',
      longs: BigInt64Array.from(values, one => BigInt(Number.isNaN(one) ? 0 : String(one ?? 0))),
      nulls,
      isUnsigned: false,
    };
  return { of: 'numbers', numbers: Float64Array.from(values, one => Number(one ?? 0)), nulls };
}

function textsOf(values: readonly Value[]): ExactColumn {
  const bytes = values.map(one => (one === null ? null : Buffer.from(String(one))));
  const known = bytes.filter(one => one !== null);
  const ends = Uint32Array.from(known, (_, at) => known.slice(0, at + 1).reduce((sum, one) => sum + one.length, 0));
  const starts = Uint32Array.from(known, (one, at) => (ends[at] ?? 0) - one.length);
  let place = 0;
  const places = Int32Array.from(bytes, one => (one === null ? -1 : place++));
  return { of: 'texts', pieces: [{ bytes: new Uint8Array(Buffer.concat(known)), starts, ends }], places };
}

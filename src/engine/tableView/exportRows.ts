import type { ColumnType } from '../../model/table/columnType.ts';
import { isList, isStruct, type Row, type Value } from '../../model/table/value.ts';
import { valueText } from '../../model/tableView/cellText.ts';
import { distinctNames, type CopiedColumn } from '../../model/tableView/copyText.ts';
import type { TableExportFormat } from '../../model/tableView/table.ts';
import type { OutputPlace, RowFormat } from '../filePorts.ts';
import { orStopped, type Arranging } from './arrange.ts';
import { readableColumns } from './copyRows.ts';
import { readValues, type ValueBatch } from './readValues.ts';
import type { Arrangement, TableView } from './tableView.ts';

export interface ExportRequest {
  readonly columns: readonly number[];
  readonly format: TableExportFormat;
  readonly place: OutputPlace;
}

/**
 * All rows of a query to a file, which is under its name when it is whole; of one that was stopped, or could not be written,
 * nothing is left. Memory does not grow with the rows. Throws usage `table_stopped`; what reading and writing tables throws.
 */
export async function exportRows(
  rowFormat: RowFormat,
  view: TableView,
  { arranged, request, work }: { arranged: Arrangement; request: ExportRequest; work: Arranging },
): Promise<{ readonly rows: number; readonly bytes: number }> {
  const own = readableColumns(view, request.columns);
  const names = distinctNames(own);
  const typed = request.format === 'parquet' ? request.columns.map(at => storedType(view, at)) : [];
  const columns = own.map((column, at) => ({
    ...column,
    name: names[at] ?? column.name,
    type: typed[at] ?? column.type,
  }));
  const file = await rowFormat.write(request.place, columns);
  const write = async () => {
    let rows = 0;
    const { signal } = work;
    const asked = { columns: request.columns, ...(signal ? { signal } : {}) };
    for await (const batch of readValues(view, arranged, asked)) {
      await file.append(rowsOf(batch, columns, WRITTEN[request.format]));
      rows += batch.numbers.length;
      work.onProgress?.(rows, arranged.rows);
      await view.breathe();
    }
    signal?.throwIfAborted();
    return { rows, bytes: await file.publish() };
  };
  return orStopped(write(), work).catch(async (thrown: unknown) => {
    await file.discard();
    throw thrown;
  });
}

const BITS: Readonly<Record<string, 8 | 16 | 32>> = { int8: 8, int16: 16, int32: 32 };

/** An integer takes as many bits as in the file that it comes from: of several, the most. */
function storedType({ columns, head }: TableView, at: number): ColumnType | undefined {
  const [type, shown] = [columns[at]?.type, head.columns[at]];
  if (type?.kind !== 'integer' || shown === undefined) return type;
  const others = head.differences.filter(({ column }) => column === shown.name).flatMap(({ types }) => types);
  const bits = [shown, ...others].flatMap(one => (one.type === null ? [] : (BITS[one.type] ?? 64)));
  const most = ([8, 16, 32] as const).find(size => bits.every(one => one <= size));
  return most === undefined ? type : { ...type, bits: most };
}

type Written = (value: Value, column: CopiedColumn) => Value;

/**
 * What a format is given: to CSV the texts that are shown, so that a decimal keeps its zeros (one that begins with `=` is
 * data, and stays as it is); to JSON numbers, but for those that it has not.
 */
const WRITTEN: Readonly<Record<TableExportFormat, Written>> = {
  csv: (value, { type }) => valueText(value, type),
  jsonl: (value, { type }) => {
    if (typeof value !== 'number') return value;
    if (!Number.isFinite(value)) return String(value);
    return type.kind === 'float' ? Number(valueText(value, type)) : value;
  },
  parquet: (value, { type }) => withNumbers(value, type),
};

/** Within lists and structs NaN and the infinities are texts, as JSON has none. */
function withNumbers(value: Value, type: ColumnType): Value {
  switch (type.kind) {
    case 'float':
    case 'double':
      return typeof value === 'string' ? Number(value) : value;
    case 'list':
      return isList(value) ? value.map(one => withNumbers(one, type.element)) : value;
    case 'struct':
      if (!isStruct(value)) return value;
      return Object.fromEntries(
        type.fields.map(({ name, type: own }) => [name, withNumbers(value[name] ?? null, own)]),
      );
    default:
      return value;
  }
}

function rowsOf({ numbers, columns: values }: ValueBatch, columns: readonly CopiedColumn[], written: Written): Row[] {
  return Array.from(numbers, (_, at) =>
    Object.fromEntries(
      columns.map((column, place) => [column.name, written(values[place]?.[at] ?? null, column)] as const),
    ),
  );
}

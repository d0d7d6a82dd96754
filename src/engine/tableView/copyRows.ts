import { fail, ProblemError } from '../../model/problem.ts';
import type { Value } from '../../model/table/value.ts';
import { valueText } from '../../model/tableView/cellText.ts';
import { copyText, type CopiedColumn } from '../../model/tableView/copyText.ts';
import type { CopyForm } from '../../model/tableView/table.ts';
import { stoppedAtOnce, type Arranging } from './arrange.ts';
import { readValues } from './readValues.ts';
import type { Arrangement, TableView } from './tableView.ts';

/** UTF-16 units: what clipboards and channels still carry. */
const MOST_UNITS = 16_000_000;

export interface CopyRequest {
  readonly columns: readonly number[];
  readonly from: number;
  readonly count: number;
  readonly as: CopyForm;
  readonly hasHeader: boolean;
  readonly mostUnits?: number;
}

/**
 * Rows of a query as text; `rows`: those that found room. Throws usage `table_stopped`; data where a column cannot be read,
 * and `row_too_large` where not even the first finds room.
 */
export function copyRows(view: TableView, arranged: Arrangement, request: CopyRequest, work: Arranging) {
  return stoppedAtOnce(copied(view, arranged, request, work), work);
}

async function copied(view: TableView, arranged: Arrangement, request: CopyRequest, work: Arranging) {
  const { columns, count, as, hasHeader, mostUnits = MOST_UNITS } = request;
  const from = Math.max(0, request.from);
  const copied = readableColumns(view, columns);
  const form = copyText(as, copied, hasHeader);
  const total = Math.max(0, Math.min(count, arranged.rows - from));
  const lines: string[] = [];
  let units = form.head.length + form.tail.length;
  const { signal } = work;
  for await (const batch of readValues(view, arranged, {
    columns,
    from,
    count: total,
    ...(signal ? { signal } : {}),
  })) {
    for (let at = 0; at < batch.numbers.length; at++) {
      const row = batch.columns.map(values => values[at] ?? null);
      const line = form.row(row);
      units += line.length + form.between.length;
      if (units > mostUnits && lines.length === 0)
        throw fail('data', 'row_too_large', {
          row: (batch.numbers[at] ?? 0) + 1,
          ...longestOf(row, copied),
          most: mostUnits,
        });
      if (units > mostUnits) return textOf(form, lines);
      lines.push(line);
    }
    work.onProgress?.(lines.length, total);
    await view.breathe();
  }
  return textOf(form, lines);
}

/** The column whose value is the longest. */
function longestOf(row: readonly Value[], columns: readonly CopiedColumn[]): { column: string; length: number } {
  const lengths = columns.map(({ name, type }, at) => ({
    column: name,
    length: valueText(row[at] ?? null, type)?.length ?? 0,
  }));
  return lengths.reduce((longest, one) => (one.length > longest.length ? one : longest), { column: '', length: 0 });
}

const textOf = ({ head, between, tail }: ReturnType<typeof copyText>, lines: readonly string[]) => ({
  text: head + lines.join(between) + tail,
  rows: lines.length,
});

/** Throws why one of them cannot be read: a copy of some columns is not what was asked for. */
export function readableColumns(view: TableView, columns: readonly number[]): readonly CopiedColumn[] {
  return columns.flatMap(at => {
    const column = view.columns[at];
    if (!column) return [];
    if (column.problem) throw new ProblemError(column.problem);
    return [{ name: column.name, type: column.type, kind: view.head.columns[at]?.kind ?? 'text' }];
  });
}

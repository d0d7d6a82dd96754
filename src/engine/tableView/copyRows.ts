import { ProblemError } from '../../model/problem.ts';
import { copyText, type CopiedColumn } from '../../model/tableView/copyText.ts';
import type { CopyForm } from '../../model/tableView/table.ts';
import { orStopped, type Arranging } from './arrange.ts';
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

/** Rows of a query as text; `rows`: those that found room. Throws usage `table_stopped`; data where a column cannot be read. */
export function copyRows(view: TableView, arranged: Arrangement, request: CopyRequest, work: Arranging) {
  return orStopped(copied(view, arranged, request, work), work);
}

async function copied(view: TableView, arranged: Arrangement, request: CopyRequest, work: Arranging) {
  const { columns, count, as, hasHeader, mostUnits = MOST_UNITS } = request;
  const from = Math.max(0, request.from);
  const form = copyText(as, readableColumns(view, columns), hasHeader);
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
      const line = form.row(batch.columns.map(values => values[at] ?? null));
      units += line.length + form.between.length;
      if (units > mostUnits) return textOf(form, lines);
      lines.push(line);
    }
    work.onProgress?.(lines.length, total);
    await view.breathe();
  }
  return textOf(form, lines);
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

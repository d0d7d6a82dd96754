import { fail, toProblem } from '../../model/problem.ts';
import type { TableQuery } from '../../model/tableView/table.ts';
import { gatherColumn, type Work } from './gatherColumn.ts';
import { filtersOf, selectRows } from './selectRows.ts';
import { sortRows } from './sortRows.ts';
import type { Arrangement, TableView, ViewGroup } from './tableView.ts';

export interface Arranging {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * All rows of a table for which the filters hold, sorted. The last few answers are kept. Throws usage `filter_…`,
 * `table_stopped`; data what the reader throws where a column cannot be read.
 */
export async function arrange(view: TableView, query: TableQuery, work: Arranging = {}): Promise<Arrangement> {
  if (query.filters.length === 0 && query.sort.length === 0) return { order: null, rows: view.head.rows };
  const key = JSON.stringify([query.filters, query.sort]);
  const known = view.kept.get(key);
  const coming = known ?? stoppedAtOnce(arrangeAnew(view, query, work), work);
  view.kept.keep(key, coming);
  if (!known) return coming;
  return known.catch((thrown: unknown) => {
    // Somebody else had enough of it.
    if (toProblem(thrown).code === 'table_stopped' && !work.signal?.aborted) return arrange(view, query, work);
    throw thrown;
  });
}

/** Does not wait until the work sees it: a file that is read for ever lets it see nothing. */
export function stoppedAtOnce<T>(work: Promise<T>, how: Arranging): Promise<T> {
  return new Promise((resolve, reject) => {
    how.signal?.addEventListener('abort', () => reject(fail('usage', 'table_stopped')), { once: true });
    orStopped(work, how).then(resolve, reject);
  });
}

export async function orStopped<T>(work: Promise<T>, { signal }: Arranging): Promise<T> {
  return work.catch((thrown: unknown) => {
    throw signal?.aborted ? fail('usage', 'table_stopped') : thrown;
  });
}

async function arrangeAnew(
  view: TableView,
  query: TableQuery,
  { signal, onProgress }: Arranging,
): Promise<Arrangement> {
  const filters = filtersOf(view, query);
  const total = view.head.rows * (filters.length + query.sort.length);
  let done = 0;
  const work: Work = {
    ...(signal ? { signal } : {}),
    onRows: rows => onProgress?.((done += rows), total),
  };
  let order: Uint32Array | null = filters.length > 0 ? await selectRows(view, filters, work) : null;
  const groups = order ? groupsWith(view, order) : view.groups;
  // From the last to the first: each sort leaves equal ones as they stand.
  for (const { column, isDescending } of query.sort.toReversed()) {
    const gathered = await gatherColumn(view, column, groups, work);
    order ??= Uint32Array.from({ length: view.head.rows }, (_, at) => at);
    const breathe = async (): Promise<void> => {
      signal?.throwIfAborted();
      await view.breathe();
    };
    order = await sortRows(order, gathered, { isDescending, breathe });
  }
  return { order, rows: order?.length ?? view.head.rows };
}

/** Those that have rows among some, which ascend: a file that cannot be read does not matter where it is filtered out. */
function groupsWith({ groups }: TableView, rows: Uint32Array): readonly ViewGroup[] {
  let at = 0;
  return groups.filter(({ base, rows: size }) => {
    const before = at;
    while (at < rows.length && (rows[at] ?? 0) < base + size) at += 1;
    return at > before;
  });
}

import { ProblemError, fail, toProblem, type Problem } from '../../model/problem.ts';
import type { TableColumnView } from '../../model/tableView/table.ts';
import type { TableColumn, ViewReader } from '../filePorts.ts';
import { openWholeTable, type WholeTable } from '../quality/openWholeTable.ts';
import type { Arranging } from './arrange.ts';
import { problemIn } from './readPart.ts';
import type { Place, TableView, ViewGroup, ViewPart, ViewPorts } from './tableView.ts';
import { ownColumns } from './viewColumns.ts';

/**
 * `path` is absolute, with `/`. Of a folder, files that cannot be read and folders that cannot be listed are left out and
 * named. Throws what `openTableFile` throws of a single file; data `folder_without_tables`, and `folder_unread` where none
 * of its files can be read; where no file is found, why the first folder cannot be listed. Progress is in files.
 */
export async function openView(ports: ViewPorts, path: string, work: Arranging = {}): Promise<TableView> {
  const found = await openReaders(ports, path, work);
  const names = [...found.readers.keys()];
  const whole = await openWholeTable(
    {
      findTables: async () => (found.isFolder ? names : null),
      openTableFile: async file => readerOf(found.readers, found.isFolder ? file.slice(path.length + 1) : ''),
    },
    path,
    path,
  );
  return viewOf({ whole, found, path, ports });
}

interface Found {
  readonly isFolder: boolean;
  /** By path below the folder; '' of a single file. */
  readonly readers: ReadonlyMap<string, ViewReader>;
  readonly unread: readonly { readonly name: string; readonly problem: Problem }[];
}

function readerOf(readers: Found['readers'], name: string): ViewReader {
  const reader = readers.get(name);
  if (!reader) throw new RangeError(name);
  return reader;
}

async function openReaders(ports: ViewPorts, path: string, { signal, onProgress }: Arranging): Promise<Found> {
  const unread: { name: string; problem: Problem }[] = [];
  const leaveOut = (name: string, thrown: unknown): void => void unread.push({ name, problem: toProblem(thrown) });
  const files = await ports.findTables(path, leaveOut);
  if (files === null) return { isFolder: false, readers: new Map([['', await ports.openTableFile(path)]]), unread: [] };
  if (files.length === 0)
    throw unread[0] ? new ProblemError(unread[0].problem) : fail('data', 'folder_without_tables', { path });
  const readers = new Map<string, ViewReader>();
  for (const [at, name] of files.entries()) {
    signal?.throwIfAborted();
    onProgress?.(at, files.length);
    await ports.openTableFile(`${path}/${name}`).then(
      reader => void readers.set(name, reader),
      (thrown: unknown) => leaveOut(name, thrown),
    );
  }
  if (readers.size === 0) throw fail('data', 'folder_unread', { path, files: files.length, first: files[0] ?? '' });
  return { isFolder: true, readers, unread };
}

interface Opened {
  readonly whole: WholeTable;
  readonly found: Found;
  readonly path: string;
  readonly ports: ViewPorts;
}

function viewOf({ whole, found, path, ports }: Opened): TableView {
  const kept = ports.orders.ofTable();
  const files = whole.parts.map(({ name }) => ({
    name: found.isFolder ? name : fileName(path),
    reader: readerOf(found.readers, found.isFolder ? name : ''),
  }));
  const own = ownColumns(files, whole.columns);
  const partitions = whole.columns.filter(({ name }) => whole.parts[0]?.constants.has(name));
  const parts = files.map(({ name, reader }, at): ViewPart => {
    const constants = whole.parts[at]?.constants;
    const isAlone = !found.isFolder;
    const places = own.map(({ places: all, problems }): Place => {
      const problem = problems[at];
      return problem ? { problem: problemIn({ name, isAlone }, problem) } : (all[at] ?? { constant: null });
    });
    return {
      ...{ name, isAlone, reader },
      places: [...places, ...partitions.map(({ name: one }) => ({ constant: constants?.get(one) ?? null }))],
    };
  });
  const columns = [
    ...own.map(({ view, type }) => ({ ...view, type })),
    ...partitions.map(({ name, type }) => ({ name, type, problem: null })),
  ];
  const differences = own.flatMap(({ difference }) => difference ?? []);
  return {
    head: {
      ...{ path, name: fileName(path), isFolder: found.isFolder, rows: whole.rows, unread: found.unread },
      files: parts.map(({ name, reader }, at) => ({
        ...{ at, name, file: found.isFolder ? `${path}/${name}` : path },
        ...{ rows: reader.rows, bytes: reader.bytes, groups: reader.facts.length },
      })),
      columns: [...own.map(({ view }) => view), ...partitions.map(partitionView)],
      differences,
      totals: {
        ...{ files: parts.length, groups: parts.reduce((sum, { reader }) => sum + reader.facts.length, 0) },
        ...{ unread: found.unread.length, differences: differences.length },
      },
    },
    columns: columns.map(({ name, type, problem }) => ({ name, type, problem })),
    parts,
    groups: groupsOf(parts),
    kept,
    ...{ breathe: ports.breathe, elapsed: ports.elapsed },
    async close() {
      kept.clear();
      await Promise.all(files.map(({ reader }) => reader.close()));
    },
  };
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const PARTITION_KINDS = { integer: ['int64', 'number'], date: ['date', 'date'], null: ['null', 'null'] } as const;

function partitionView({ name, type: { kind } }: TableColumn): TableColumnView {
  const isKnown = kind === 'integer' || kind === 'date' || kind === 'null';
  const [type, shown] = isKnown ? PARTITION_KINDS[kind] : (['string', 'text'] as const);
  return { name, type, kind: shown, isPartition: true, problem: null };
}

function groupsOf(parts: readonly ViewPart[]): readonly ViewGroup[] {
  let base = 0;
  return parts.flatMap(part =>
    part.reader.facts.map(({ rows }, group) => {
      base += rows;
      return { part, group, base: base - rows, rows };
    }),
  );
}

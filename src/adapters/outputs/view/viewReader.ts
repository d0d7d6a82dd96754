import type { CellsRead, FoundCell, RowsAsked, TableReader, ViewReader } from '../../../engine/ports.ts';
import { fail, ProblemError, toProblem, type Problem } from '../../../model/problem.ts';
import { seenColumnsOf, type SeenColumn } from '../parquetTypes.ts';
import { ENCRYPTED, type FileHead, type ViewAnswer, type ViewRequest } from '../tableMessages.ts';
import { exactValues } from './exactValues.ts';
import { createLostColumns, type LostColumns } from './lostColumns.ts';

type Ask = (group: number, view: ViewRequest) => Promise<ViewAnswer>;

/** What is only for who looks at a table. */
export function viewReaderOf(head: FileHead, ask: Ask): Omit<ViewReader, keyof TableReader> {
  const columns = seenColumnsOf(head.schema, head.bounds);
  const lost = createLostColumns();
  const named = columns.map(({ name }) => name);
  return {
    bytes: head.size,
    seen: columns.map(column => ({
      ...{ name: column.name, type: column.shown, kind: column.kind },
      problem: problemOf(column, head),
    })),
    ...wholeReaders(columns, lost, ask),
    ...cellReaders(named, lost, ask),
    ...footReaders(ask),
  };
}

/** Questions about one column. */
function wholeReaders(
  columns: readonly SeenColumn[],
  lost: LostColumns,
  ask: Ask,
): Pick<ViewReader, 'exact' | 'values' | 'cell'> {
  const exact: ViewReader['exact'] = async ({ group, column, rows }) => {
    const found = await lost.one({ group, column, isWhole: rows === null }, () =>
      ask(group, { what: 'exact', column, rows }),
    );
    if (!('exact' in found)) throw new TypeError('a column was asked for');
    return found.exact;
  };
  return {
    exact,
    values: async asked => {
      const column = columns[asked.column];
      return column ? exactValues(await exact(asked), column) : [];
    },
    async cell({ group, ...asked }) {
      const found = await lost.one({ group, column: asked.column, isWhole: false }, () =>
        ask(group, { what: 'cell', ...asked }),
      );
      if (!('cell' in found)) throw new TypeError('a cell was asked for');
      return found.cell;
    },
  };
}

/** Questions about several columns: one that reading never ends of is left out, and the others are asked about again. */
function cellReaders(names: readonly string[], lost: LostColumns, ask: Ask): Pick<ViewReader, 'cells' | 'find'> {
  async function readable<T>(
    { group, columns }: RowsAsked,
    read: (columns: readonly number[]) => Promise<ViewAnswer>,
    use: (found: ViewAnswer, places: ReadonlyMap<number, number>) => T,
  ): Promise<T> {
    for (;;) {
      const left = columns.flatMap((column, place) => (lost.of(group, column) ? [] : [{ column, place }]));
      const found = await read(left.map(({ column }) => column));
      if (!('lost' in found)) return use(found, new Map(left.map(({ place }, at) => [at, place])));
      const spoiled = left[found.at];
      if (!spoiled) throw new ProblemError(found.lost);
      lost.add(group, spoiled.column, found.lost);
    }
  }
  return {
    cells: asked =>
      readable(
        asked,
        columns => ask(asked.group, { what: 'cells', columns, rows: asked.rows }),
        (found, places) => {
          if (!('cells' in found)) throw new TypeError('cells were asked for');
          const all = asked.columns.map((column): CellsRead => {
            const problem = lost.of(asked.group, column);
            return problem ? { problem: ofColumn(problem, names[column] ?? '') } : { cells: [] };
          });
          for (const [at, place] of places) all[place] = found.cells[at] ?? { cells: [] };
          return all;
        },
      ),
    find: asked =>
      readable(
        asked,
        columns => ask(asked.group, { what: 'find', columns, rows: asked.rows, text: asked.text }),
        (answer, places): FoundCell => {
          if (!('found' in answer)) throw new TypeError('a cell was sought');
          const spoiled = asked.columns.flatMap((column, place) => (lost.of(asked.group, column) ? [place] : []));
          const { found } = answer;
          return {
            found: found && { row: found.row, column: places.get(found.column) ?? 0 },
            unread: [...answer.unread.map(at => places.get(at) ?? 0), ...spoiled],
          };
        },
      ),
  };
}

const ofColumn = ({ code, params, ...problem }: Problem, column: string): Problem => ({
  ...problem,
  code: code === 'table_too_slow' ? 'column_too_slow' : 'column_corrupt',
  params: { ...params, column },
});

function footReaders(ask: Ask): Pick<ViewReader, 'layout' | 'chunks' | 'note'> {
  const asked: Ask = async (group, view) => {
    const found = await ask(group, view);
    if ('lost' in found) throw new ProblemError(found.lost);
    return found;
  };
  return {
    async layout() {
      const found = await asked(0, { what: 'layout' });
      if (!('layout' in found)) throw new TypeError('a layout was asked for');
      return found.layout;
    },
    async chunks(group) {
      const found = await asked(group, { what: 'chunks' });
      if (!('chunks' in found)) throw new TypeError('chunks were asked for');
      return found.chunks;
    },
    async note(note) {
      const found = await asked(0, { what: 'note', note });
      if (!('note' in found)) throw new TypeError('a note was asked for');
      return found.note;
    },
  };
}

function problemOf({ name, shown, leaf }: SeenColumn, { codecs }: FileHead): Problem | null {
  if (shown === '?') return toProblem(fail('data', 'column_type', { column: name }));
  const codec = leaf === null ? null : codecs[leaf];
  if (codec === ENCRYPTED) return toProblem(fail('data', 'column_encrypted', { column: name }));
  return codec ? toProblem(fail('data', 'column_codec', { column: name, why: codec })) : null;
}

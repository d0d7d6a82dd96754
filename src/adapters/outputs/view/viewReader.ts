import type { TableReader, ViewReader } from '../../../engine/ports.ts';
import { fail, toProblem, type Problem } from '../../../model/problem.ts';
import { seenColumnsOf, type SeenColumn } from '../parquetTypes.ts';
import { ENCRYPTED, type FileHead, type ViewAnswer, type ViewRequest } from '../tableMessages.ts';
import { exactValues } from './exactValues.ts';

type Ask = (group: number, view: ViewRequest) => Promise<ViewAnswer>;

/** What is only for who looks at a table. */
export function viewReaderOf(head: FileHead, ask: Ask): Omit<ViewReader, keyof TableReader> {
  const columns = seenColumnsOf(head.schema, head.bounds);
  const exact: ViewReader['exact'] = async ({ group, column, rows }) => {
    const found = await ask(group, { what: 'exact', column, rows });
    if (!('exact' in found)) throw new TypeError('a column was asked for');
    return found.exact;
  };
  return {
    bytes: head.size,
    seen: columns.map(column => ({
      ...{ name: column.name, type: column.shown, kind: column.kind },
      problem: problemOf(column, head),
    })),
    exact,
    values: async asked => {
      const column = columns[asked.column];
      return column ? exactValues(await exact(asked), column) : [];
    },
    async cells({ group, ...asked }) {
      const found = await ask(group, { what: 'cells', ...asked });
      if (!('cells' in found)) throw new TypeError('cells were asked for');
      return found.cells;
    },
    async cell({ group, ...asked }) {
      const found = await ask(group, { what: 'cell', ...asked });
      if (!('cell' in found)) throw new TypeError('a cell was asked for');
      return found.cell;
    },
    async find({ group, ...asked }) {
      const found = await ask(group, { what: 'find', ...asked });
      if (!('found' in found)) throw new TypeError('a cell was sought');
      return found.found;
    },
    async layout() {
      const found = await ask(0, { what: 'layout' });
      if (!('layout' in found)) throw new TypeError('a layout was asked for');
      return found.layout;
    },
    async chunks(group) {
      const found = await ask(group, { what: 'chunks' });
      if (!('chunks' in found)) throw new TypeError('chunks were asked for');
      return found.chunks;
    },
    async note(note) {
      const found = await ask(0, { what: 'note', note });
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

import { toProblem, fail, type Problem } from '../../../model/problem.ts';
import type { Cell } from '../../../model/tableView/table.ts';
import { cutText } from '../../../model/tableView/cellText.ts';
import type { CellsRead, FoundCell } from '../../../engine/filePorts.ts';
import { layoutOf, notesOf } from '../layout/fileLayout.ts';
import { chunksOf } from '../layout/groupLayout.ts';
import type { OpenFile } from '../openFiles.ts';
import { seenColumnsOf, type SeenColumn } from '../parquetTypes.ts';
import type { FileHead, ViewAnswer, ViewRequest } from '../tableMessages.ts';
import { cellOf } from './cellOf.ts';
import { findCell } from './findCells.ts';
import { readsNow } from './place.ts';
import { exactBuffers, readExact } from './readExact.ts';
import { readRows, type Decoded, type RowsOfColumn } from './readRows.ts';

/** A cell that is looked at on its own. */
const WHOLE_UNITS = 1_000_000;

type Answer = readonly [ViewAnswer, ArrayBuffer[]];

/** In the reading thread: what a table page asks of a row group. Cells are made here, so that only what is seen travels. */
export async function answerView(file: OpenFile, group: number, asked: ViewRequest): Promise<Answer> {
  const place = { file, group };
  switch (asked.what) {
    case 'cells':
      return [{ cells: readCells(place, asked) }, []];
    case 'cell':
      return [{ cell: readCell(place, asked) }, []];
    case 'exact': {
      const exact = await readExact({ ...place, ...asked, seen: columnAt(file, asked.column) });
      return [{ exact }, exactBuffers(exact)];
    }
    case 'find':
      return [find(place, asked), []];
    case 'layout':
      return [{ layout: layoutOf(file) }, []];
    case 'chunks':
      return [{ chunks: chunksOf(file, group) }, []];
    case 'note':
      return [{ note: cutText(notesOf(file.metadata)[asked.note]?.value ?? null, WHOLE_UNITS) }, []];
  }
}

interface Place {
  readonly file: OpenFile;
  readonly group: number;
}

const known = new WeakMap<FileHead, readonly SeenColumn[]>();

function columnAt({ head }: OpenFile, at: number): SeenColumn {
  const columns = known.get(head) ?? seenColumnsOf(head.schema, head.bounds);
  known.set(head, columns);
  const column = columns[at];
  if (!column) throw new RangeError(`no column ${at}`);
  return column;
}

function readCells(place: Place, { columns, rows }: Extract<ViewRequest, { what: 'cells' }>) {
  const all: CellsRead[] = [];
  for (const [index, at] of columns.entries()) {
    const column = columnAt(place.file, at);
    readsNow(index);
    try {
      const found = readRows({ ...place, column: at, rows, seen: column });
      all.push({ cells: found.map(one => cellOf(one, column)) });
    } catch (error) {
      all.push({ problem: columnProblem(error, column) });
    }
  }
  return all;
}

/** Problems of the thread are plain errors with a code; this one is of a column alone, the rest of its table is shown. */
function columnProblem(error: unknown, { name }: SeenColumn): Problem {
  const why = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error && error.code === 'table_codec' ? 'column_codec' : null;
  return toProblem(fail('data', code ?? 'column_corrupt', { column: name, why }));
}

function readCell(place: Place, { column: at, row }: Extract<ViewRequest, { what: 'cell' }>): Cell {
  const column = columnAt(place.file, at);
  const [found] = readRows({ ...place, column: at, rows: Uint32Array.of(row), seen: column });
  return found ? cellOf(found, column, WHOLE_UNITS) : null;
}

function find(place: Place, { columns, rows, text }: Extract<ViewRequest, { what: 'find' }>): FoundCell {
  let found: FoundCell['found'] = null;
  const unread: number[] = [];
  for (const [at, asked] of columns.entries()) {
    const seen = columnAt(place.file, asked);
    readsNow(at);
    // Those of a later row are of no use any more.
    const left: Uint32Array = found === null ? rows : rows.subarray(0, found.row);
    const cells = readable({ ...place, column: asked, rows: left, seen });
    if (!cells) unread.push(at);
    const row = cells ? findCell(cells, seen, text) : -1;
    if (row >= 0) found = { row, column: at };
  }
  return { found, unread };
}

function readable(asked: RowsOfColumn): readonly Decoded[] | null {
  try {
    return readRows(asked);
  } catch {
    return null;
  }
}

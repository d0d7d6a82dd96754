import path from 'node:path';
import { readFailing, type PlacedRow } from '../engine/quality/readFailing.ts';
import type { FailingRow, FailingTable } from '../model/quality/failingTable.ts';
import { fail, toProblem } from '../model/problem.ts';
import type { FailingPage, FailingWhere, KeptPlace } from '../protocol/quality.ts';
import { pathOf } from './keepAnswer.ts';
import { readKept, stampOf, type KeptReport, type PlacedRows } from './keptReports.ts';

const MOST = 200;
const NONE: FailingTable = { columns: [], rows: [] };

export interface FailingAsked extends KeptPlace {
  readonly rule: string;
  readonly from: number;
  readonly count: number;
}

export async function readFailingPage({ rule, from, count, ...place }: FailingAsked): Promise<FailingPage> {
  const kept = await readKept(place);
  return kept ? readPage(kept, { rule, from, count }) : { ...NONE, total: 0, where: null, problem: null };
}

/** Of a rule of a kept report; where its files are others by now, the places without values, and why. */
export async function readPage(
  kept: KeptReport,
  { rule, from, count }: Omit<FailingAsked, keyof KeptPlace>,
): Promise<FailingPage> {
  const all = kept.places[rule] ?? [];
  const total = all.reduce((sum, { rows }) => sum + rows.length, 0);
  const places = all
    .flatMap(({ file, rows }) => rows.map((row): PlacedRow => ({ file, row })))
    .slice(from, from + Math.min(count, MOST));
  const { columns: judged, failed } = kept.answer.view.rules.find(({ id }) => id === rule) ?? {
    columns: [],
    failed: 0,
  };
  const where = total > 1 && total === failed ? whereOf(all) : null;
  try {
    await checkStamps(kept, places);
    const { columns, rows } = await readValues(kept, places, judged);
    return { columns, rows: rows.map(shortly), total, where, problem: null };
  } catch (error) {
    const rows = places.map(one => shortly({ ...one, cells: [] }));
    return { columns: [], rows, total, where, problem: toProblem(error) };
  }
}

/** Each file's rows rise. */
function whereOf(all: readonly PlacedRows[]): FailingWhere | null {
  const [most] = all.toSorted((one, other) => other.rows.length - one.rows.length);
  if (most === undefined) return null;
  const { file, rows } = most;
  const [first = 0, last = 0] = [rows[0], rows.at(-1)];
  return { files: all.length, most: { file: path.isAbsolute(file) ? '' : file, rows: rows.length, first, last } };
}

/** A file that was validated alone needs no name. */
const shortly = (row: FailingRow): FailingRow => (path.isAbsolute(row.file) ? { ...row, file: '' } : row);

/** Values of other rows would be shown beside the verdict on these. */
async function checkStamps({ answer, stamps }: KeptReport, places: readonly PlacedRow[]): Promise<void> {
  for (const file of new Set(places.map(one => one.file))) {
    const at = pathOf(answer.path, file);
    const now = await stampOf(at);
    if (now === '') throw fail('data', 'validated_data_gone', { path: at });
    if (now !== stamps[file]) throw fail('data', 'validated_data_changed', { path: at });
  }
}

async function readValues(
  { answer }: KeptReport,
  places: readonly PlacedRow[],
  judged: readonly string[],
): Promise<FailingTable> {
  const { createTables } = await import('../adapters/outputs/tables.ts');
  const tables = createTables();
  try {
    return await readFailing(tables, { places, judged, pathOf: file => pathOf(answer.path, file) });
  } finally {
    tables.close();
  }
}

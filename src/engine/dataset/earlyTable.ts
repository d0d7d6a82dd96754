import type { StagedRow } from '../../model/api/staged.ts';
import { isRenamed } from '../../model/dataset/ownColumns.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { TableColumn } from '../ports.ts';
import type { DatasetPlan, EarlyTable } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { planColumns } from './planDataset.ts';
import { readSurvey } from './surveyFolder.ts';
import { openTableSink, type TableSink } from './tableSink.ts';
import { isReplaced, tidy } from './writeWays.ts';

/** Columns that say something in some rows only do so in as many, mostly; and a row group has as many. */
const ENOUGH_ROWS = 10_000;
/** Of long rows: characters that wait in memory. */
const ENOUGH_TEXT = 8_000_000;

interface Opened {
  readonly sink: TableSink;
  readonly date: string;
  readonly columns: readonly TableColumn[];
}

type Arrived = Pick<StagedRow, 'key' | 'json'>;

export function createEarlyTable(writing: DatasetWriting, enoughRows = ENOUGH_ROWS): EarlyTable {
  let [isOff, date, opened]: [boolean, string | null, Opened | null] = [false, null, null];
  let [waiting, text]: [Arrived[], number] = [[], 0];

  async function giveUp(): Promise<void> {
    const given = opened;
    [isOff, opened, waiting] = [true, null, []];
    // What the disk refuses is told when the table is written after all.
    await given?.sink.discard().catch(() => undefined);
  }

  async function pour(found: () => readonly TableColumn[]): Promise<void> {
    if (date === null || (!opened && waiting.length < enoughRows && text < ENOUGH_TEXT)) return;
    opened ??= await open(writing, date, found());
    if (!opened) return giveUp();
    for (const { key, json } of waiting) await opened.sink.add(key, json, json);
    [waiting, text] = [[], 0];
  }

  return {
    async add({ fresh, hasReplaced }, found) {
      const placed = fresh.filter(({ partitionDate }) => partitionDate !== null);
      if (isOff) return;
      date ??= placed[0]?.partitionDate ?? null;
      if (hasReplaced || placed.some(({ partitionDate }) => partitionDate !== date)) return giveUp();
      waiting.push(...placed);
      for (const { json } of placed) text += json.length;
      await pour(found).catch(giveUp);
    },
    async take(asked, plan) {
      if (opened?.date !== asked) return null;
      if (!(await isAsPlanned(writing, opened, plan))) await giveUp();
      const taken = opened;
      [isOff, opened] = [true, null];
      return taken?.sink ?? null;
    },
    discard: giveUp,
  };
}

async function open(writing: DatasetWriting, date: string, found: readonly TableColumn[]): Promise<Opened | null> {
  const { columns, guards } = planColumns(writing, found);
  const isPlain = guards.length === 0 && !columns.some(({ name }) => isRenamed(name));
  if (!isPlain || !(await startsAfresh(writing, date))) return null;
  await tidy(writing, date);
  return { date, columns, sink: await openTableSink(writing, date, columns) };
}

/** No row that stands somewhere, in a table or in quarantine, has a say in what this day will hold. */
async function startsAfresh(writing: DatasetWriting, date: string): Promise<boolean> {
  if (!(await writing.held()).isEmpty) return false;
  if (isReplaced(writing, date)) return true;
  const { tables } = await readSurvey(writing.ports.folder);
  const { write, dateColumn } = writing.settings;
  return tables.length === 0 || (write === 'merge' && dateColumn !== null && !tables.includes(date));
}

async function isAsPlanned(writing: DatasetWriting, { sink, date, columns }: Opened, plan: DatasetPlan) {
  const isOne = ({ name, type }: TableColumn, at: number): boolean =>
    columns[at]?.name === name && typeText(columns[at].type) === typeText(type);
  const isSame = plan.columns.length === columns.length && plan.columns.every(isOne);
  const isWhole = plan.guards.length === 0 && plan.rows.get(date) === sink.rows();
  return isSame && isWhole && (await startsAfresh(writing, date));
}

import { DAYS, WATERMARK_FILE } from '../../model/dataset/checkState.ts';
import { STATE } from '../../model/dataset/layout.ts';
import { identityOf, type DayEntry, type Days } from '../../model/dataset/stateFile.ts';
import { nextWatermark, watermarkValue, type WatermarkValue } from '../../model/dataset/watermark.ts';
import type { Finished, FinishRequest, StagedRows, WrittenPartition } from './dataset.ts';
import type { DatasetWriting } from './datasetWriting.ts';
import { dropMoved } from './dropMoved.ts';
import { beginState, readManifest, readState, writeState } from './stateFiles.ts';
import { readSurvey } from './surveyFolder.ts';

/** After all partitions: moved rows leave their old day; then columns and days; then, last, the watermark. */
export async function finishDataset(
  writing: DatasetWriting,
  staged: StagedRows,
  request: FinishRequest,
  before: WatermarkValue | null,
): Promise<Finished> {
  const { ports, settings, run } = writing;
  await writing.begin();
  const dropped = await dropMoved(writing, staged, request.plan.keys);
  const partitions = withDropped(request.partitions, dropped);
  const identity = identityOf(settings, request.plan.columns);
  // The first run's own beginning has no columns yet.
  if ((writing.identity?.columns.length ?? 0) === 0) await beginState(ports.folder, STATE.dataset, identity);
  else await writeState(ports.folder, STATE.dataset, identity, run.startedAt);
  await writeDays(writing, partitions);
  const after = await reach(writing, request, before);
  await ports.folder.remove(STATE.writing);
  return { partitions, watermark: { before, after } };
}

/** In the order of the days. */
function withDropped(all: readonly WrittenPartition[], dropped: readonly WrittenPartition[]): WrittenPartition[] {
  const byDate = new Map(all.map(one => [one.partitionDate, one]));
  for (const one of dropped) {
    const known = byDate.get(one.partitionDate);
    byDate.set(one.partitionDate, known ? { ...known, rows: one.rows, file: one.file, sha256: one.sha256 } : one);
  }
  return [...byDate.values()].sort((a, b) => (a.partitionDate < b.partitionDate ? -1 : 1));
}

/** What is kept as it was keeps its word about who wrote it. */
async function writeDays({ ports, run }: DatasetWriting, partitions: readonly WrittenPartition[]): Promise<void> {
  const days: Days = (await readState(ports.folder, STATE.days, DAYS)) ?? {};
  const at = run.startedAt.toISOString();
  const changed = partitions
    .filter(({ partitionDate, rows, isKept }) => {
      const known = days[partitionDate];
      return !isKept || known?.status !== 'done' || known.rows !== rows;
    })
    .map(({ partitionDate, rows }): [string, DayEntry] => [
      partitionDate,
      { status: 'done', rows, run: run.id, at, error: null },
    ]);
  if (changed.length === 0) return;
  const all = Object.entries({ ...days, ...Object.fromEntries(changed) });
  await writeState(
    ports.folder,
    STATE.days,
    Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1))),
    run.startedAt,
  );
}

async function reach(
  writing: DatasetWriting,
  request: FinishRequest,
  before: WatermarkValue | null,
): Promise<WatermarkValue | null> {
  const { ports, settings, run } = writing;
  const { watermark: kind, watermarkColumn: column } = settings;
  const after = kind === 'none' ? null : await reached(writing, request, before);
  if (after === null) return before;
  const known = (await readState(ports.folder, STATE.watermarks, WATERMARK_FILE)) ?? {};
  if (known[kind]?.value === after && known[kind].column === column) return after;
  const entry = { column, value: after, run: run.id, at: run.startedAt.toISOString() };
  await writeState(ports.folder, STATE.watermarks, { ...known, [kind]: entry }, run.startedAt);
  return after;
}

async function reached(
  writing: DatasetWriting,
  { plan, seen, askedAt, cursor }: FinishRequest,
  before: WatermarkValue | null,
): Promise<WatermarkValue | null> {
  const { watermark: kind, watermarkColumn: column, fullRefresh } = writing.settings;
  if (kind === 'cursor') return cursor ?? before;
  if (kind === 'hash') return contentOf(writing);
  if (seen === null) return before;
  const after = nextWatermark(before === null || fullRefresh ? null : String(before), seen, askedAt);
  const isNumber = plan.columns.some(({ name, type }) => name === column && type.kind === 'integer');
  return after === null ? null : watermarkValue(after, isNumber);
}

/** Of the whole dataset, by what its manifests say: equal when nothing changed. */
async function contentOf({ ports: { folder, hash } }: DatasetWriting): Promise<string> {
  const { done } = await readSurvey(folder);
  const lines: string[] = [];
  for (const date of done) {
    const manifest = await readManifest(folder, date);
    lines.push(`${date} ${manifest?.sha256 ?? ''}`);
  }
  return hash.sha256(lines.join('\n'));
}

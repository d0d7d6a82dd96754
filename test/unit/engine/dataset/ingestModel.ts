import { createHash } from 'node:crypto';
import { createMemoryStaging } from '../../../../src/engine/dataset/memoryStaging.ts';
import { openDataset } from '../../../../src/engine/dataset/openDataset.ts';
import type { WrittenPartition } from '../../../../src/engine/dataset/dataset.ts';
import type { StagedRow } from '../../../../src/model/api/staged.ts';
import { firstMark, turnPage, type PageMark } from '../../../../src/model/api/pagination.ts';
import type { DatasetSettings } from '../../../../src/model/dataset/settings.ts';
import { NOTHING_SEEN, seeWatermarks, type WatermarksSeen } from '../../../../src/model/dataset/watermark.ts';
import { exactJson } from '../../../../src/model/table/exactJson.ts';
import { createTypeFold } from '../../../../src/model/table/typeFold.ts';
import { type FakeDatasetDisk } from '../../../fakes/dataset.ts';
import { createFakeClock } from '../../../fakes/ports.ts';
import { rowOf, type createModelApi } from './modelApi.ts';

type ModelApi = ReturnType<typeof createModelApi>;

/** What survives the death of a run's process: its staging, as its journal and its SQLite file would hold it. */
export interface ModelRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly staging: ReturnType<typeof createMemoryStaging>;
  readonly types: ReturnType<typeof createTypeFold>;
  mark: PageMark | 'first' | 'end';
  seen: WatermarksSeen;
  askedAt: string | null;
  cursor: string | null;
  asked: Set<string>;
  written: Map<string, WrittenPartition>;
  /** `Dataset.writers` when its reading began. */
  writers: number | null;
}

export const newRun = (id: string): ModelRun => ({
  id,
  startedAt: new Date(`2026-04-01T00:00:${id.padStart(2, '0')}Z`),
  staging: createMemoryStaging(),
  types: createTypeFold(),
  mark: 'first',
  seen: NOTHING_SEEN,
  askedAt: null,
  cursor: null,
  asked: new Set(),
  written: new Map(),
  writers: null,
});

const hash = { sha256: (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex') };

/** The whole of an ingestion, as short as it can be; `between` is called wherever its process may die or its source change. */
export async function ingestModel(
  disk: FakeDatasetDisk,
  api: ModelApi,
  {
    settings,
    run,
    pageSize,
    between,
  }: { settings: DatasetSettings; run: ModelRun; pageSize: number; between: () => void },
): Promise<void> {
  const ports = { folder: disk.folder, tables: disk.tables, hash, clock: createFakeClock() };
  const dataset = await openDataset(ports, settings, run);
  if (run.writers !== null && dataset.isOvertaken(run.writers)) Object.assign(run, newRun(run.id));
  run.writers ??= dataset.writers;
  const early = run.mark === 'first' ? dataset.early(2) : undefined;
  while (run.mark !== 'end') {
    const isFirst = run.mark === 'first';
    const from = dataset.since === null ? null : String(dataset.since);
    const isFrom =
      settings.pagination === 'keyset'
        ? settings.watermark === 'last_id'
        : settings.pagination === 'cursor' && settings.watermark === 'cursor';
    const mark = run.mark === 'first' ? firstMark(settings.pagination, pageSize, isFrom ? from : null) : run.mark;
    if (isFirst) run.askedAt = api.now();
    const { rows, page } = api.answer(mark, pageSize, dataset.since);
    const turn = turnPage(
      mark,
      page,
      key => run.staging.row(key) !== undefined,
      next => run.asked.has(next),
    );
    if (turn.kind === 'stuck') throw new Error(turn.reason.code);
    if (turn.kind === 'end' || turn.keeps) {
      const came = rows.map(rowOf).map(row => {
        const placed = dataset.place(row);
        if ('deadLetter' in placed) throw new Error(placed.deadLetter.code);
        return { row, placed };
      });
      const orders = came.map(({ placed }) => placed.order);
      const isAgain = (at: number): boolean => run.staging.row(came[at]?.placed.key ?? '')?.order === orders[at];
      run.seen = seeWatermarks(run.seen, orders, isFirst, isAgain);
      const fresh: StagedRow[] = [];
      let hasReplaced = false;
      for (const { row, placed } of came) {
        const staged = { ...placed, json: exactJson(row), reason: null };
        const known = run.staging.row(placed.key);
        if (!known) fresh.push(staged);
        else if (known.json !== staged.json) hasReplaced = true;
        run.staging.add(staged);
        run.types.add(row);
      }
      await early?.add({ fresh, hasReplaced }, run.types.columns);
    }
    if (page.next !== null) [run.cursor] = [page.next, run.asked.add(page.next)];
    run.mark = turn.kind === 'end' ? 'end' : turn.mark;
    // Windows of a row or two cannot be made to overlap (`windowAcross`): they do not see that a list slides.
    if (turn.kind !== 'next' || !('reading' in turn.mark) || turn.mark.reading.window.overlaps) between();
  }
  const plan = await dataset.plan(run.staging, run.types.columns());
  for (const date of plan.dates) {
    if (run.written.has(date)) continue;
    run.written.set(date, await dataset.writePartition(date, run.staging, plan, early));
    between();
  }
  const { seen, askedAt, cursor } = run;
  await dataset.finish(run.staging, { plan, partitions: [...run.written.values()], seen, askedAt, cursor });
  await dataset.close();
}

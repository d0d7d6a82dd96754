import path from 'node:path';
import * as vscode from 'vscode';
import type { DatasetView } from '../../../../model/dataset/view.ts';
import type { DatasetWork, Simulation } from '../../../../protocol/dataset.ts';
import { currentFolderOf } from '../../../apiConfigs.ts';
import type { KnownRun } from '../../../nodes.ts';

/** Whether a run writes, or wrote, the dataset of this folder (absolute): its input names it relative to where it was started. */
export function writesTo({ api, backfill, inputFile, workDir }: KnownRun, folder: string): boolean {
  const named = (api ?? backfill)?.outputDir;
  if (named === undefined) return false;
  const starts = [path.dirname(workDir), ...(inputFile === null ? [] : [currentFolderOf(vscode.Uri.file(inputFile))])];
  return starts.some(start => path.resolve(start, named) === folder);
}

export const writtenBy = (run: KnownRun, datasets: readonly DatasetView[]): DatasetView | undefined =>
  datasets.find(({ folder }) => writesTo(run, folder));

/** Those that are on, and the last one that ended. @param runs newest first */
export function worksOf(runs: readonly KnownRun[], folder: string): readonly DatasetWork[] {
  const whole = runs.filter(run => (run.api?.parent ?? null) === null && writesTo(run, folder));
  const ended = whole.find(({ status }) => status !== 'RUNNING');
  return whole.filter(run => run.status === 'RUNNING' || run === ended).map(workOf);
}

const workOf = ({ workDir, runId, status, startedAt, failure, api, backfill }: KnownRun): DatasetWork => ({
  ...{ workDir, runId, status, startedAt, failure },
  kind: backfill ? 'backfill' : 'ingestion',
  planned: backfill?.planned ?? null,
  done: backfill?.done ?? api?.partitions ?? 0,
  failed: backfill?.failed ?? 0,
  running: backfill?.running ?? [],
  pages: api?.pages ?? 0,
  rows: api?.rows ?? 0,
});

/** Over what the runs so far took. */
export function usualDay(runs: readonly KnownRun[], folder: string): Simulation['usual'] {
  const past = runs.flatMap(run =>
    run.api && run.status === 'COMPLETED' && run.api.partitions > 0 && writesTo(run, folder) ? [run.api] : [],
  );
  const sum = (figure: 'pages' | 'rows' | 'partitions') => past.reduce((total, run) => total + run[figure], 0);
  const days = sum('partitions');
  return days === 0 ? null : { pages: sum('pages') / days, rows: sum('rows') / days, runs: past.length };
}

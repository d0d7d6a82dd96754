import { ApplicationFailure, CancelledFailure } from '@temporalio/activity';
import path from 'node:path';
import { composeWorkFolder } from '../adapters/compose.ts';
import { makeWorkFolder } from '../adapters/runs/makeWorkFolder.ts';
import { createServerRunMarker } from '../adapters/runs/serverRun.ts';
import type { Log } from '../engine/ports.ts';
import { refuseLongWait } from '../engine/recordFailure.ts';
import { createRunStage } from '../engine/runStage.ts';
import { writeSourcesList } from '../engine/writeSourcesList.ts';
import { resolveHeaders, type Environment } from '../model/headers.ts';
import type { Source } from '../model/generated/types.ts';
import type { ListedSource } from '../model/listSources.ts';
import { ProblemError, toProblem, type Problem } from '../model/problem.ts';
import { DEFAULT_RETRY_POLICY } from '../model/retry.ts';
import { byStage, type Stage } from '../model/stage.ts';
import type { CarriedActivities, CarriedFile, StageCall, StageDone } from '../model/temporal/call.ts';
import { packLinks } from '../model/temporal/carry.ts';
import { refuseGrowth, type WholeDone } from '../model/temporal/carried.ts';
import { TS_CONVERSION_HTML } from '../model/temporal/names.ts';
import { jsonBytes } from '../model/temporal/phases.ts';
import { runFolder } from '../model/temporal/runFolder.ts';
import { fromWire, toWire, turnPaths, WORK_FOLDER } from '../model/temporal/wirePaths.ts';
import type { WorkFolderParts } from '../engine/workFolderParts.ts';
import { BEAT_MS } from './attempt.ts';
import { createCarriedActivities, readCarried, writeCarried } from './carriedActivities.ts';
import { convertForOthers, type ConversionActivity } from './convertForOthers.ts';
import { currentLife } from './life.ts';
import type { ListActivity } from './workflows/signatures.ts';
import type { StageActivities } from './workflows/stages.ts';

export interface StageActivitiesRequest {
  /** The folder that all workers share, absolute; the work folder is in it. */
  readonly root: string;
  /** Of the product, for the User-Agent of runs that name none. */
  readonly userAgent: string;
  readonly env: Environment;
  readonly log: Log;
  describe(problem: Problem): string;
}

/** The five stages and `sources_db.yaml`, as a worker answers them. */
export async function createStageActivities(request: StageActivitiesRequest): Promise<{
  readonly activities: StageActivities & ListActivity & CarriedActivities & ConversionActivity;
  close(): Promise<void>;
}> {
  const workDir = path.join(request.root, WORK_FOLDER);
  const parts = await composeWorkFolder({ ...request, workDir });
  await makeWorkFolder(workDir);
  const perform = createPerform(request, parts);
  const stages = byStage<StageActivities[Stage]>(stage => (source, call) => perform(stage, source, call));
  const { sha256 } = parts.ports.hash;
  return {
    activities: {
      ...stages,
      [TS_CONVERSION_HTML]: source => convertForOthers(perform, source, parts.describe),
      ...createCarriedActivities(parts),
      SOURCES_LIST: (runId, list) =>
        showingLife(async () => {
          const listed = 'sha256' in list ? await readList(parts, runId, list) : list;
          const rows = listed.map(row => ({ ...row, source: turnPaths(row.source, fromWire) }));
          await writeSourcesList(parts, runFolder(runId, sha256), rows);
        }),
    },
    close: parts.close,
  };
}

/** Of work that has no steps to tell of. */
async function showingLife<Done>(work: () => Promise<Done>): Promise<Done> {
  const life = currentLife();
  const beats = setInterval(() => life.heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beats);
  }
}

type Perform = (stage: Stage, source: Source, call: StageCall) => Promise<StageDone>;

function createPerform({ root, userAgent, env }: StageActivitiesRequest, parts: WorkFolderParts): Perform {
  const runStage = createRunStage(parts);
  const mark = createServerRunMarker(parts.workDir);
  return async (stage, source, call) => {
    const life = currentLife();
    const runId = runFolder(call.runId, parts.ports.hash.sha256);
    const options = { ...call.options, inputFile: null, currentFolder: root };
    const { attempt } = life.info;
    const progress = { steps: 0, attempt };
    const beats = setInterval(() => life.heartbeat(progress), BEAT_MS);
    try {
      await mark(runId, call.runId);
      const done = await runStage({
        ...requestOf(stage, source, call),
        runId,
        options: { ...options, userAgent: options.userAgent || userAgent },
        headers: resolveHeaders(options.headers, env),
        cancel: life.cancellationSignal,
        onHeartbeat: () => void (progress.steps += 1),
      });
      refuseGrowth(source, done.source);
      const answer = answerOf(done, { runId, attempt });
      return { ...answer, ...(await linksOf(parts, call.runId, done)) };
    } catch (thrown) {
      throw failureOf(thrown, parts);
    } finally {
      clearInterval(beats);
    }
  };
}

function requestOf(stage: Stage, source: Source, call: StageCall) {
  const written = new Set(call.written.map(({ artifact }) => artifact));
  return {
    ...call,
    stage,
    // Files of other programs, and those that INPUT names, are read relative to the root.
    source: turnPaths(source, file => (written.has(file) ? fromWire(file) : file)),
    written: call.written.map(file => ({ ...file, artifact: fromWire(file.artifact) })),
  };
}

// SAFETY: the workflow of this run has written it.
const readList = async (parts: WorkFolderParts, runId: string, file: CarriedFile) =>
  JSON.parse(await readCarried(parts, runId, file)) as readonly ListedSource[];

/** Those of one page may be too many for a payload. */
async function linksOf(
  parts: WorkFolderParts,
  runId: string,
  { source, discovered }: WholeDone,
): Promise<Pick<StageDone, 'discovered'>> {
  if (!discovered) return {};
  const links = packLinks(source, discovered);
  return {
    discovered: jsonBytes(links) > MANY_LINKS ? await writeCarried(parts, runId, JSON.stringify(links)) : links,
  };
}

/** Bytes; the rest of the answer needs some, too, and so do the answers beside it. */
const MANY_LINKS = 1_000_000;

const answerOf = (done: WholeDone, { runId, attempt }: { runId: string; attempt: number }): StageDone => ({
  ...done,
  artifact: toWire(done.artifact, runId),
  source: turnPaths(done.source, file => toWire(file, runId)),
  attempt,
});

/** The Problem whole, so that whoever reads the history can tell it in any language. */
function failureOf(asked: unknown, parts: Pick<WorkFolderParts, 'ports' | 'describe'>): Error {
  const { cancellationSignal, cancellationDetails, info } = currentLife();
  if (cancellationSignal.aborted && !cancellationDetails?.workerShutdown) return new CancelledFailure('canceled');
  const thrown = refuseLongWait(parts, asked);
  const problem = toProblem(thrown);
  const retryAfterMs = thrown instanceof ProblemError ? thrown.retryAfterMs : undefined;
  const failure = ApplicationFailure.create({
    message: parts.describe(problem),
    type: problem.code,
    nonRetryable: DEFAULT_RETRY_POLICY.nonRetryableErrorTypes.includes(problem.kind),
    details: [problem, info.attempt],
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: Math.round(retryAfterMs) }),
  });
  // Where in the program only helps who mends it; histories need not hold each worker's folders.
  if (problem.kind !== 'system') delete failure.stack;
  return failure;
}

import path from 'node:path';
import { nodeHash } from '../adapters/hash.ts';
import { openSharedApi, type SharedApi } from '../adapters/composeApi.ts';
import type { ApiParts } from '../engine/api/apiParts.ts';
import { readPart, writePart, type PartLife } from '../engine/api/partOfRun.ts';
import { checkBackfill, inDataset, rangesOf, readPlan } from '../engine/api/planBackfill.ts';
import { markFailed } from '../engine/dataset/markFailed.ts';
import type { Log } from '../engine/ports.ts';
import { readApiInput } from '../engine/readApiInput.ts';
import type { PartitionResult } from '../model/api/apiEvent.ts';
import { wholeDays } from '../model/api/backfill.ts';
import { resolveApiInput } from '../model/api/settings.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import { resolveHeaders, type Environment } from '../model/headers.ts';
import { present } from '../model/present.ts';
import { fail, ProblemError, type Problem } from '../model/problem.ts';
import type { ApiActivities, ApiPartCall, DoneBy, PartitionsDone } from '../model/temporal/apiCall.ts';
import { runFolder } from '../model/temporal/runFolder.ts';
import { WORK_FOLDER } from '../model/temporal/wirePaths.ts';
import { attempt, failureOf } from './attempt.ts';
import { insideRoot } from './insideRoot.ts';
import { currentLife } from './life.ts';

export interface ApiActivityOptions {
  /** Absolute: the folder that all workers share. */
  readonly root: string;
  readonly userAgent: string;
  readonly log: Log;
  readonly env: Environment;
  describe(problem: Problem): string;
}

/**
 * The activities of ingestions from APIs and of backfills. One page an activity would cost 45 ms each, between two tasks
 * of a workflow; so an activity reads (or writes) for some seconds, and tells what it did page by page.
 *
 * Rows wait in `runs/<id>/staging.sqlite`: one activity of a run at a time has it open, then another one, perhaps on
 * another machine. SQLite trusts the locks and the `fsync` of the file system: on a local disk, or one that one machine
 * at a time mounts, nothing is lost; on NFS and SMB SQLite's authors advise against it (https://www.sqlite.org/howtocorrupt.html).
 * There, one machine should poll the queue of these workflows; a staging that was damaged all the same is told
 * (`staging_damaged`), never written.
 */
export function createApiActivities(options: ApiActivityOptions): {
  readonly activities: ApiActivities;
  close(): void;
} {
  const api = openSharedApi({ ...options, workDir: path.join(options.root, WORK_FOLDER) });
  const world: World = { ...options, api };
  const activities: ApiActivities = {
    API_PAGE: call =>
      inAttempt(world, call, async life => readPart(partsOf(world, call), await whole(world, call), life)),
    API_PARTITION: async call =>
      relativeFiles(
        world,
        await inAttempt(world, call, async life => writePart(partsOf(world, call), await whole(world, call), life)),
      ),
    API_CLOSE: ({ runId, input, isComplete, isHolder }) =>
      plainly(world, async () => {
        const { outputDir } = await settingsOf(world, input);
        if (isComplete) api.partsOf(runId).staging.remove(folderOf(runId));
        if (isHolder) await api.free(runId, outputDir);
      }),
    BACKFILL_PLAN: call => plainly(world, () => plan(world, call)),
    BACKFILL_MARK: call =>
      plainly(world, async () => {
        const settings = await settingsOf(world, call.input);
        const run = { id: folderOf(call.runId), startedAt: new Date(call.startedAt) };
        const held = { settings, options: { inputFile: null, currentFolder: world.root }, run, wait: 0 };
        await inDataset(api.partsOf(call.runId), held, folder =>
          markFailed(folder, call.days, { id: folderOf(call.child), startedAt: run.startedAt }, call.error),
        );
      }),
  };
  return { activities, close: () => api.close() };
}

interface World extends ApiActivityOptions {
  readonly api: SharedApi;
}

/** Somebody else's workflow id may be no name of a folder. */
const folderOf = (runId: string): string => runFolder(runId, nodeHash.sha256);

/** A run's parts and its backfill's other runs hold the dataset together. */
const holderOf = ({ runId, options }: ApiPartCall): string => options.parent ?? runId;

const partsOf = ({ api }: World, call: ApiPartCall): ApiParts => api.partsOf(holderOf(call));

/** What came over the wire, as this machine sees it. Config `path_outside`. */
async function whole({ root }: World, call: ApiPartCall): Promise<ApiPartCall> {
  const { partitions } = call.told;
  const folders = new Set(partitions.flatMap(({ file }) => (file === null ? [] : path.dirname(file))));
  for (const folder of folders) await insideRoot(root, folder);
  return {
    ...call,
    runId: folderOf(call.runId),
    options: {
      ...call.options,
      ...(call.options.parent === undefined ? {} : { parent: folderOf(call.options.parent) }),
      currentFolder: root,
    },
    told: { ...call.told, partitions: partitions.map(one => withFile(one, file => path.resolve(root, file))) },
  };
}

function relativeFiles({ root }: World, done: PartitionsDone): PartitionsDone {
  const relative = (one: PartitionResult): PartitionResult => withFile(one, file => relativeTo(root, file));
  const { partitions, result } = done;
  return {
    ...done,
    partitions: partitions.map(told => ({ ...told, partition: relative(told.partition) })),
    result: result && { ...result, partitions: result.partitions.map(relative) },
  };
}

const withFile = <Of extends { readonly file: string | null }>(one: Of, map: (file: string) => string): Of => ({
  ...one,
  file: one.file === null ? null : map(one.file),
});

const relativeTo = (root: string, file: string): string => path.relative(root, file).split(path.sep).join('/');

async function inAttempt<Done extends object>(
  world: World,
  call: ApiPartCall,
  work: (life: PartLife) => Promise<Done>,
): Promise<Done & DoneBy> {
  const own = currentLife();
  let [done, rows] = [0, 0];
  const onEvent: PartLife['onEvent'] = event => {
    if (event.eventType !== 'ActivityTaskCompleted') return;
    done += 1;
    rows += event.attributes.page?.added ?? event.attributes.partition?.rows ?? 0;
  };
  const life = async (): Promise<Done> => {
    const { outputDir } = await settingsOf(world, call.input);
    const headers = resolveHeaders(present(call.input.headers ?? {}), world.env);
    try {
      return await work({ headers, cancel: own.cancellationSignal, onEvent });
    } catch (thrown) {
      const waitMs = thrown instanceof ProblemError ? (thrown.retryAfterMs ?? 0) : 0;
      if (waitMs > 0) await world.api.keep(holderOf(call), outputDir, waitMs);
      throw thrown;
    }
  };
  const told = await attempt({
    ...{ life: own, describe: world.describe },
    work: () => life().catch(refuseBusy),
    progress: () => ({ done, rows }),
  });
  return { ...told, attempt: own.info.attempt, identity: world.api.identity };
}

/** Short ones, which show no life. */
const plainly = <Done>({ describe }: World, work: () => Promise<Done>): Promise<Done> =>
  work()
    .catch(refuseBusy)
    .catch((thrown: unknown) => {
      throw failureOf(thrown, describe);
    });

/** The workflow waits for a dataset that another run holds: an attempt would count as one that failed. */
function refuseBusy(thrown: unknown): never {
  if (!(thrown instanceof ProblemError) || thrown.problem.code !== 'busy') throw thrown;
  throw new ProblemError({ ...thrown.problem, kind: 'usage' }, { cause: thrown });
}

/** Somebody else may have started it with anything. Throws config. */
async function settingsOf({ root }: World, input: ApiIngestionInput) {
  const { problems } = readApiInput(JSON.stringify(input), { language: 'json' });
  const [problem] = problems;
  if (problem) throw fail('config', problem.code, problem.params);
  const settings = resolveApiInput(input);
  await insideRoot(root, settings.outputDir);
  return settings;
}

async function plan(world: World, call: Parameters<ApiActivities['BACKFILL_PLAN']>[0]) {
  const { api, root } = world;
  const input = wholeDays(call.input);
  await settingsOf(world, input);
  const settings = checkBackfill(input);
  const startedAt = new Date(call.startedAt);
  const options = { inputFile: null, currentFolder: root };
  const held = { settings, options, run: { id: folderOf(call.runId), startedAt }, wait: 0, isLookedAt: call.dryRun };
  return inDataset(api.partsOf(call.runId), held, async folder => {
    const days = await readPlan(folder, settings, call.options, startedAt);
    return {
      input,
      ranges: rangesOf(days, settings, call.options),
      days: days.map(day => withFile(day, file => relativeTo(root, file))),
    };
  });
}

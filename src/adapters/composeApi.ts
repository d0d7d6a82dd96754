import { hostname } from 'node:os';
import path from 'node:path';
import type { ApiParts, ApiRuns } from '../engine/api/apiParts.ts';
import { openApiRuns as openEngine } from '../engine/api/apiRuns.ts';
import { probeApi as probeEngine, type ProbeRequest } from '../engine/api/probeApi.ts';
import type { ApiProposal } from '../model/api/probe.ts';
import { openDeadLetters as openEngineLetters, type DeadLetters } from '../engine/dataset/deadLetters.ts';
import type { DatasetPorts } from '../engine/dataset/datasetWriting.ts';
import type { Log } from '../engine/ports.ts';
import { systemClock } from './clock.ts';
import { DATASET_LOCK, openDatasetFolder } from './dataset/datasetFolder.ts';
import { nodeHash } from './hash.ts';
import { createHttp } from './http.ts';
import { makeWorkFolder } from './runs/makeWorkFolder.ts';
import { createLease } from './runs/runLease.ts';
import { takeLock } from './runs/runLock.ts';
import { createRunFolders } from './runs/runFolders.ts';
import { createStagingStore } from './sqlite/staging.ts';
import { createTables } from './outputs/tables.ts';
import { capYoungGeneration } from './youngGeneration.ts';

export interface OpenApiRequest {
  /** Absolute; made when it is not there yet and something is written. */
  readonly workDir: string;
  readonly userAgent: string;
  readonly log: Log;
}

/**
 * The ingestions from APIs of a work folder, made real. Apart from `compose.ts`: who ingests from an API waits for no
 * library of web pages.
 */
export async function openApiRuns(request: OpenApiRequest): Promise<ApiRuns> {
  capYoungGeneration();
  return openEngine(composeApi(request));
}

/** The parts of ingestions whose runs work in many processes: each holds its dataset by its name. */
export interface SharedApi {
  readonly identity: string;
  /** For a run, or a backfill and its parts. */
  partsOf(holder: string): ApiParts;
  /** Nobody of this name works on the dataset for so long. */
  keep(holder: string, outputDir: string, ms: number): Promise<void>;
  free(holder: string, outputDir: string): Promise<void>;
  close(): void;
}

/** Output folders are relative to `root`. */
export function openSharedApi(request: OpenApiRequest & { readonly root: string }): SharedApi {
  const parts = composeApi(request);
  const lockOf = (outputDir: string): string => path.join(path.resolve(request.root, outputDir), DATASET_LOCK);
  return {
    identity: parts.identity,
    partsOf: holder => ({
      ...parts,
      openFolder: (outputDir, currentFolder) =>
        openDatasetFolder(path.resolve(currentFolder, outputDir), createLease(holder).take),
    }),
    keep: (holder, outputDir, ms) => createLease(holder).keep(lockOf(outputDir), ms),
    free: (holder, outputDir) => createLease(holder).free(lockOf(outputDir)),
    close: () => parts.close(),
  };
}

function composeApi({ workDir, userAgent, log }: OpenApiRequest): ApiParts {
  const runs = createRunFolders(workDir);
  const tables = createTables();
  return {
    ports: {
      clock: systemClock,
      hash: nodeHash,
      http: createHttp(),
      log,
      runs: { ...runs, open: runId => makeWorkFolder(workDir).then(() => runs.open(runId)) },
    },
    staging: createStagingStore(workDir),
    tables,
    openFolder: (outputDir, currentFolder) => openDatasetFolder(path.resolve(currentFolder, outputDir), takeLock),
    identity: `pid ${process.pid} on ${hostname()}`,
    userAgent,
    close: () => tables.close(),
  };
}

export type ApiProbe = Omit<ProbeRequest, 'ports'>;

/** Looks at an API and proposes its configuration; writes nothing. */
export const probeApi = (request: ApiProbe): Promise<ApiProposal> =>
  probeEngine({ ...request, ports: { http: createHttp(), clock: systemClock } });

/** The folder of a dataset, and what writes and reads its tables. Close the tables when all is done. */
export async function openDatasetPorts(folder: string): Promise<DatasetPorts & { readonly tables: { close(): void } }> {
  return { folder: openDatasetFolder(folder, takeLock), tables: createTables(), hash: nodeHash, clock: systemClock };
}

/** The dead letters of a dataset's folder, and what replays them. */
export async function openDeadLetters(folder: string): Promise<DeadLetters> {
  const ports = await openDatasetPorts(folder);
  return openEngineLetters({ ...ports, http: createHttp(), close: () => ports.tables.close() });
}

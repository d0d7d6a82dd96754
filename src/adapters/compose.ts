import { hostname } from 'node:os';
import path from 'node:path';
import type { ActivityProcess } from '../engine/learner/activityProcess.ts';
import type { Chat, Embedder, Log, Outputs, Ports, VectorStore } from '../engine/ports.ts';
import { openWorkFolder as openEngine } from '../engine/openWorkFolder.ts';
import type { WorkFolderParts, WorkFolderPorts } from '../engine/workFolderParts.ts';
import { createOfflineEmbedder } from '../engine/embedOffline.ts';
import type { OpenRequest, WorkFolder } from '../engine/workFolder.ts';
import { isMasked, isPostgres, maskDatabaseUri } from '../model/databaseUri.ts';
import { OFFLINE_MODEL } from '../model/collection.ts';
import { fail } from '../model/problem.ts';
import { byStage, type Stage } from '../model/stage.ts';
import { createArtifacts } from './runs/artifactFiles.ts';
import { openCache } from './sqlite/cache.ts';
import { openVectorCache } from './sqlite/vectorCache.ts';
import { systemClock } from './clock.ts';
import { loadConverter } from './converter/load.ts';
import { createConverterPool } from './converter/pool.ts';
import { nodeHash } from './hash.ts';
import { createHttp } from './http.ts';
import { createInputFolder } from './inputFolder.ts';
import { makeWorkFolder } from './runs/makeWorkFolder.ts';
import { createRunFolders } from './runs/runFolders.ts';
import { folderId } from './folderId.ts';
import { createTables } from './outputs/tables.ts';

/** The hash of each stage's code, put in by the build. */
declare const CODE_VERSIONS: Readonly<Record<Stage, string>>;
/** In tests the code is not built: it has no hash and no file for threads, and pages are converted in this one. */
const BUILT = typeof CODE_VERSIONS !== 'undefined';

/**
 * The one place where adapters meet: the same ports made real for the command line, the engine process and, later, the
 * Temporal worker. Nothing but files is opened here; databases, models and threads wait for their first use.
 */
export const openWorkFolder = async (request: OpenRequest): Promise<WorkFolder> =>
  openEngine(await composeWorkFolder(request));

/** The same before it has verbs, for who runs single stages. */
export async function composeWorkFolder({ workDir, describe, log }: OpenRequest): Promise<WorkFolderParts> {
  const stores = new Map<string, Promise<VectorStore>>();
  const cache = openCache(path.join(workDir, 'cache.sqlite'), log);
  const vectors = openVectorCache(path.join(workDir, 'vectors.sqlite'), log);
  const embedders = new Map<string, Promise<Embedder>>();
  const pool = BUILT ? createConverterPool(path.join(__dirname, 'conversionThread.js')) : undefined;
  const runs = createRunFolders(workDir);
  const readNothing = () => Promise.reject(fail('config', 'no_input_folder'));
  const ports: WorkFolderPorts = {
    clock: systemClock,
    hash: nodeHash,
    artifacts: createArtifacts(workDir, readNothing),
    http: createHttp(),
    converter: pool ?? (await loadConverter()),
    cache,
    vectors,
    openStore: rememberPasswords(uri => remember(stores, uri, () => openStore(workDir, uri))),
    openEmbedder: model => openEmbedder(embedders, model),
    openChat,
    log,
    runs: { ...runs, open: runId => makeWorkFolder(workDir).then(() => runs.open(runId)) },
  };
  return {
    workDir,
    ports,
    outputs: OUTPUTS,
    activityProcess: lateActivityProcess(log),
    codeVersions: BUILT ? CODE_VERSIONS : byStage(() => 'unbuilt'),
    identity: `pid ${process.pid} on ${hostname()}`,
    describe: describe ?? (problem => problem.code),
    portsFor({ inputFile, currentFolder }) {
      const folder = createInputFolder({
        inputFolder: inputFile ? path.dirname(inputFile) : currentFolder,
        currentFolder,
      });
      return { ...ports, artifacts: createArtifacts(workDir, name => folder.readBytes(name)) };
    },
    async close() {
      pool?.close();
      for (const store of stores.values()) await store.then(opened => opened.close());
      cache.close();
      vectors.close();
    },
  };
}

const OUTPUTS: Outputs = {
  openText: async place => (await import('./outputs/textFile.ts')).openTextFile(place),
  openTable: createTables().openTable,
};

/** Most runs have no code of a learner's. */
function lateActivityProcess(log: Log): ActivityProcess {
  let loaded: Promise<ActivityProcess> | undefined;
  const load = async () => (await import('./learner/processes.ts')).createActivityProcess(log);
  return { run: async call => (await (loaded ??= load())).run(call) };
}

/** A failed opening is forgotten, so that the next attempt tries again. */
function remember<T>(known: Map<string, Promise<T>>, name: string, open: () => Promise<T>): Promise<T> {
  const opening = known.get(name) ?? open();
  known.set(name, opening);
  opening.catch(() => known.delete(name));
  return opening;
}

/**
 * A run's record holds no password. What opened a database once opens it again under its masked address, as long as
 * this process lives; after that, the environment must have it.
 */
function rememberPasswords(open: (uri: string) => Promise<VectorStore>): Ports['openStore'] {
  const whole = new Map<string, string>();
  return uri => {
    const masked = maskDatabaseUri(uri);
    if (isMasked(masked) && !isMasked(uri)) whole.set(masked, uri);
    return open(whole.get(masked) ?? uri);
  };
}

async function openStore(workDir: string, uri: string): Promise<VectorStore> {
  if (isPostgres(uri)) {
    const { openPostgresStore } = await import('./postgres/store.ts');
    const folder = () => makeWorkFolder(workDir).then(() => folderId(workDir));
    return openPostgresStore({ databaseUri: uri, folder, env: process.env });
  }
  const { openSqliteStore, sqliteFile } = await import('./sqlite/store.ts');
  return openSqliteStore(sqliteFile(uri, workDir));
}

/** One for a model and a server: what all its users know of the server's patience. */
function openEmbedder(known: Map<string, Promise<Embedder>>, model: string): Promise<Embedder> {
  if (model === OFFLINE_MODEL) return remember(known, model, async () => createOfflineEmbedder());
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL, INGESTION_WORKSHOP_PRICES: prices } = process.env;
  const options = { model, apiKey: apiKey || undefined, baseURL: baseURL || undefined, prices, clock: systemClock };
  return remember(known, JSON.stringify([model, apiKey, baseURL, prices]), async () =>
    (await import('./openai/embedder.ts')).createOpenaiEmbedder(options),
  );
}

async function openChat(model: string): Promise<Chat> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL, INGESTION_WORKSHOP_PRICES: prices } = process.env;
  const { createOpenaiChat } = await import('./openai/chat.ts');
  return createOpenaiChat({
    model,
    apiKey: apiKey || undefined,
    baseURL: baseURL || undefined,
    prices,
    now: systemClock.now,
  });
}

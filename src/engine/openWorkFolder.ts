import { normaliseAddress } from '../model/address.ts';
import { DEFAULT_DATABASE } from '../model/collection.ts';
import { viewSource } from '../model/describeRun.ts';
import { askIndex } from './askIndex.ts';
import { evaluateSearch } from './evaluateSearch.ts';
import { projectCollection } from './projectCollection.ts';
import { pruneRuns } from './pruneRuns.ts';
import { forecastEmbedding } from './forecastEmbedding.ts';
import { emptyIndex } from './emptyIndex.ts';
import { exportIndex } from './exportIndex.ts';
import { rebuildCollection } from './rebuildCollection.ts';
import { reconcile } from './reconcile.ts';
import { createRunReader } from './readRuns.ts';
import { searchIndex } from './searchIndex.ts';
import { ingest, resume } from './startRuns.ts';
import type { WorkFolder } from './workFolder.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

/** The engine as its guests see it: one frozen object of verbs. */
export function openWorkFolder(parts: WorkFolderParts): WorkFolder {
  const { ports } = parts;
  const reader = createRunReader(parts);
  return Object.freeze<WorkFolder>({
    workDir: parts.workDir,
    ingest: request => ingest(parts, request),
    forecast: request => forecastEmbedding(parts, request),
    preview: async request => (await import('./preview/previewCrawl.ts')).previewCrawl(parts, request),
    resume: request => resume(parts, request, reader),
    runs: reader.all,
    async history(runId) {
      const loaded = await reader.load(runId);
      return { run: await reader.summarise(loaded), started: loaded.started, events: loaded.events };
    },
    async sources(runId) {
      const { state } = await reader.loadWeb(runId);
      return state.sources.map(source => viewSource(state, source));
    },
    async search(request) {
      const startedMs = ports.clock.now().getTime();
      const found = await searchIndex(ports, request);
      return { ...found, durationMs: ports.clock.now().getTime() - startedMs };
    },
    ask: request => askIndex(ports, request),
    evaluate: (settings, set) => evaluateSearch(ports, settings, set),
    project: request => projectCollection(ports, request),
    async collections(databaseUri) {
      const store = await ports.openStore(databaseUri ?? DEFAULT_DATABASE);
      const all = await Promise.all((await store.collections()).map(name => store.collection(name)));
      return all.filter(info => info !== undefined);
    },
    async chunks({ databaseUri, source, ...request }) {
      const store = await ports.openStore(databaseUri ?? DEFAULT_DATABASE);
      const found = await store.chunks({ ...request, ...(source === undefined ? {} : { uri: source }) });
      const collections = found.total > 0 ? [] : await store.collections();
      return collections.includes(request.collection) ? found : { ...found, collections };
    },
    index: ports.openStore,
    rebuild: request => rebuildCollection(ports, request),
    reconcile: request => reconcile(parts, reader, request),
    emptyIndex: request => emptyIndex(ports, reader, request),
    exportIndex: request => exportIndex({ ...ports, outputs: parts.outputs }, request),
    prune: request => pruneRuns(ports, request, reader.all),
    lastArtifact: (uri, stage) => ports.cache.lastActivity(uri, stage)?.artifact ?? null,
    contentType: uri => ports.cache.page(normaliseAddress(uri)?.address ?? uri)?.contentType ?? null,
    close: parts.close,
  });
}

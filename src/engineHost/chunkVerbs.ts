import { chunkOf, examine, listRows, passageOf, similarChunks, surveyChunks } from '../engine/inspectChunks.ts';
import type { VectorStore } from '../engine/ports.ts';
import { chunkRecord } from '../model/chunkView.ts';
import { indexingTarget } from '../model/collection.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs, IndexPlace } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { Held, HeldFolders } from './heldFolders.ts';
import { stageFiles } from './stageFiles.ts';

type ChunkVerbs = Pick<
  Handlers<EngineVerbs>,
  'collections' | 'chunks' | 'surveyChunks' | 'chunk' | 'chunkRecord' | 'similarChunks' | 'chunkPassage' | 'markdownOf'
>;

/** Looking at what an index holds, a page at a time. */
export function createChunkVerbs({ hold }: Pick<HeldFolders, 'hold'>): ChunkVerbs {
  const open = async (place: IndexPlace): Promise<VectorStore> => openIndex(await hold(place.workDir), place);
  const made = async (place: IndexPlace, uri: string, stage: 'CONVERTION' | 'SCRAPING') =>
    stageFiles(await hold(place.workDir), place, { uri, stage });
  /** Of a page that was indexed as it came, the page. */
  const files = async (place: IndexPlace, uri: string) => {
    const markdown = await made(place, uri, 'CONVERTION');
    return markdown.length > 0 ? markdown : made(place, uri, 'SCRAPING');
  };
  return {
    async collections(place) {
      const held = await hold(place.workDir);
      const { collection: own, databaseUri } = targetOf(held, place);
      return { own, collections: await held.folder.collections(databaseUri) };
    },
    chunks: async request => listRows(await open(request), request),
    surveyChunks: async request => surveyChunks(await open(request), request.collection, request.uri),
    chunk: async request => examine(await open(request), request, await files(request, request.uri)),
    chunkRecord: async request => chunkRecord(await chunkOf(await open(request), request)),
    similarChunks: async ({ k, ...request }) => similarChunks(await open(request), request, k),
    chunkPassage: async request => passageOf(await open(request), request, await files(request, request.uri)),
    async markdownOf(request) {
      for (const { file, read } of await made(request, request.uri, 'CONVERTION'))
        if (await read().then(Boolean, () => false)) return { file };
      throw fail('data', 'markdown_gone', { uri: request.uri });
    },
  };
}

const openIndex = (held: Held, place: IndexPlace): Promise<VectorStore> =>
  held.folder.index(targetOf(held, place).databaseUri);

/** Where that run's chunks went, else where the newest run's did. Data `run_gone`. */
function targetOf({ follower }: Held, { runId }: IndexPlace) {
  const input = follower.input(runId ?? follower.summaries()[0]?.runId ?? '');
  if (input === undefined && runId !== null) throw fail('data', 'run_gone', { run: runId });
  return indexingTarget(input ?? {});
}

import path from 'node:path';
import { createArtifacts } from '../adapters/runs/artifactFiles.ts';
import { createInputFolder } from '../adapters/inputFolder.ts';
import type { MarkdownFile } from '../engine/findMarkdown.ts';
import { chunkOf, examine, listRows, passageOf, similarChunks, surveyChunks } from '../engine/inspectChunks.ts';
import type { VectorStore } from '../engine/ports.ts';
import { chunkRecord } from '../model/chunkView.ts';
import { indexingTarget } from '../model/collection.ts';
import { fail } from '../model/problem.ts';
import type { EngineVerbs, IndexPlace } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { Held, HeldFolders } from './heldFolders.ts';

type ChunkVerbs = Pick<
  Handlers<EngineVerbs>,
  'collections' | 'chunks' | 'surveyChunks' | 'chunk' | 'chunkRecord' | 'similarChunks' | 'chunkPassage' | 'markdownOf'
>;

/** Looking at what an index holds, a page at a time. */
export function createChunkVerbs({ hold }: Pick<HeldFolders, 'hold'>): ChunkVerbs {
  const open = async (place: IndexPlace): Promise<VectorStore> => openIndex(await hold(place.workDir), place);
  const files = async (place: IndexPlace, uri: string) => markdownFiles(await hold(place.workDir), place, uri);
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
      for (const { file, read } of await files(request, request.uri))
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

/** What the run that is looked at made of the page or was given for it; then what was made of it last. */
async function markdownFiles({ folder, follower }: Held, { workDir, runId }: IndexPlace, uri: string) {
  const artifacts = createArtifacts(workDir, () => Promise.reject(fail('config', 'no_input_folder')));
  const files: MarkdownFile[] = [];
  const state = runId === null ? undefined : follower.state(runId);
  const source = state?.byUri.get(uri);
  const own = source?.source.converted_md_path;
  const last = folder.lastArtifact(uri, 'CONVERTION');
  const ofRun = own && source.activities.get('CONVERTION')?.artifact === own ? own : null;
  for (const artifact of new Set([ofRun, last])) {
    if (artifact) files.push({ file: path.join(workDir, artifact), read: () => artifacts.read(artifact) });
  }
  if (own && !ofRun && state) {
    const { inputFile, currentFolder } = state.options;
    const inputFolder = inputFile === null ? currentFolder : path.dirname(inputFile);
    const input = createInputFolder({ inputFolder, currentFolder });
    const found = await input.resolve(own);
    if (found.kind === 'ok') files.unshift({ file: found.absolute, read: () => input.readBytes(own) });
  }
  return files;
}

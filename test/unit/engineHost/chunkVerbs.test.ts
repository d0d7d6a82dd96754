import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createChunkVerbs } from '../../../src/engineHost/chunkVerbs.ts';
import type { Held } from '../../../src/engineHost/heldFolders.ts';
import { readInputFile } from '../../../src/engineHost/readIngestion.ts';
import type { VectorStore } from '../../../src/engine/ports.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';

const workDir = mkdtempSync(join(tmpdir(), 'chunk-verbs-'));
afterAll(() => rmSync(workDir, { recursive: true }));

const uri = 'https://town.example/pass';
const PAGE = '<h1>Pass</h1>';
const FILES: Readonly<Record<string, string>> = { SCRAPING: 'runs/r/pass.html', CONVERTION: 'runs/r/pass.md' };
let store: VectorStore;

beforeAll(async () => {
  mkdirSync(join(workDir, 'runs', 'r'), { recursive: true });
  for (const file of Object.values(FILES)) writeFileSync(join(workDir, file), PAGE);
  store = createFakeStore();
  const chunk = {
    ...{ chunkId: 'c', text: PAGE, start: 0, end: PAGE.length },
    metadata: {},
    vector: new Float32Array([1]),
  };
  const page = { collection: 'default', model: 'offline', uri, title: 'Pass', key: 'k' };
  await store.replaceSource({
    ...page,
    chunks: [{ ...chunk, tokens: 4, headingPath: [], words: new Map([['pass', 1]]) }],
  });
});

/** The file that the passage of the page opens, of a folder where these stages made theirs. */
async function opened(...stages: readonly string[]) {
  const folder = {
    index: async () => store,
    lastArtifact: (_: string, stage: string) => (stages.includes(stage) ? FILES[stage] : null),
  };
  const follower = { input: () => undefined, summaries: () => [], state: () => undefined };
  // SAFETY: no more than these is asked of a held folder.
  const held = { folder, follower } as unknown as Held;
  const { chunk } = createChunkVerbs({ hold: async () => held });
  const { place, problem } = await chunk({ workDir, runId: null, collection: 'default', uri, chunkId: 'c' });
  return place?.file ?? problem?.code;
}

it('a passage opens in its Markdown, one of a page that was indexed raw in that page', async () => {
  expect(await opened('SCRAPING', 'CONVERTION')).toBe(join(workDir, 'runs/r/pass.md'));
  expect(await opened('SCRAPING')).toBe(join(workDir, 'runs/r/pass.html'));
  expect(await opened()).toBe('markdown_gone');
});

it('an input that is gone is named', async () => {
  const file = join(workDir, 'gone.ingest.yaml');
  await expect(readInputFile({ file })).rejects.toMatchObject({
    problem: { code: 'file_missing', params: { path: file } },
  });
});

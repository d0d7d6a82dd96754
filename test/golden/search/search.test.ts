import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { indexSource } from '../../../src/engine/activities/indexSource.ts';
import { createOfflineEmbedder } from '../../../src/engine/embedOffline.ts';
import type { ScoredChunk } from '../../../src/engine/ports.ts';
import { searchIndex } from '../../../src/engine/searchIndex.ts';
import { createFakePorts, fakeContext } from '../../fakes/ports.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';

const cases = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(entry => entry.isDirectory());

/** Passages by id, and questions in other words with the id of the passage that answers. */
function readCase(name: string) {
  const read = (file: string): unknown => JSON.parse(readFileSync(`${import.meta.dirname}/${name}/${file}`, 'utf8'));
  return {
    // SAFETY: the files beside this test.
    passages: read('passages.json') as Record<string, string>,
    questions: read('questions.json') as readonly { question: string; expected: string }[], // SAFETY: as above.
  };
}

async function recallOf(name: string): Promise<Record<'vectors' | 'words' | 'fused', number>> {
  const { passages, questions } = readCase(name);
  const store = createFakeStore();
  const embedder = createOfflineEmbedder();
  const ports = createFakePorts({ openStore: async () => store, openEmbedder: async () => embedder });
  for (const [uri, text] of Object.entries(passages)) {
    const readInput = async () => new TextEncoder().encode(text);
    await indexSource(fakeContext({ ports, readInput }), { uri, converted_md_path: 'a.md' });
  }
  const found = { vectors: 0, words: 0, fused: 0 };
  for (const { question, expected } of questions) {
    const { results } = await searchIndex(ports, { question, collection: 'default', k: Object.keys(passages).length });
    const isAmongFive = (scoreOf: (chunk: ScoredChunk) => number): number => {
      const score = results.filter(chunk => chunk.uri === expected).map(scoreOf)[0] ?? 0;
      return Number(score > 0 && results.filter(chunk => scoreOf(chunk) > score).length < 5);
    };
    found.vectors += isAmongFive(chunk => chunk.vectorScore);
    found.words += isAmongFive(chunk => chunk.wordsScore);
    found.fused += isAmongFive(chunk => chunk.score);
  }
  const share = (count: number): number => count / questions.length;
  return { vectors: share(found.vectors), words: share(found.words), fused: share(found.fused) };
}

test.each(cases.map(entry => entry.name))('%s: the right passage is among the first five', async name => {
  const recall = await recallOf(name);
  // Measured: vectors 0.90, words 0.70, both 0.90.
  expect(recall.fused).toBeGreaterThanOrEqual(0.9);
  expect(recall.fused).toBeGreaterThanOrEqual(Math.max(recall.words, recall.vectors));
});

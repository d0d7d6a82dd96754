import { expect, test } from 'vitest';
import type { VectorStore } from '../../../src/engine/ports.ts';
import { rebuildCollection, type RebuildRequest } from '../../../src/engine/rebuildCollection.ts';
import { fail } from '../../../src/model/problem.ts';
import { chunkOf, pageOf } from '../../contract/vectorStore.suite.ts';
import { createFakeEmbedder, createFakePorts } from '../../fakes/ports.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';

const REFUSED = { code: 'openai_refused', params: { status: 400 } };
const request = (given: Partial<RebuildRequest> = {}): RebuildRequest => ({
  ...{ collection: 'default', model: 'small', dryRun: false },
  signal: new AbortController().signal,
  ...given,
});

async function setUp(store: VectorStore = createFakeStore()) {
  for (const uri of ['a', 'b'])
    await store.replaceSource(pageOf(uri, [chunkOf(`le tram ${uri}`, [1, 0, 0]), chunkOf(`un bus ${uri}`, [0, 1, 0])]));
  const embedder = createFakeEmbedder('small', text => (text === 'un bus b' ? REFUSED : new Float32Array([1, 1])));
  const ports = createFakePorts({ openStore: async () => store, openEmbedder: async () => embedder });
  return { store, embedder, ports };
}

test('the same chunks, with their places and words, under the new model', async () => {
  const { ports, store } = await setUp();
  const { chunks: before } = await store.chunks({ collection: 'default', from: 0, count: 3 });
  const told: number[] = [];
  const result = await rebuildCollection(ports, request({ onProgress: done => void told.push(done) }));
  expect(result).toMatchObject({
    ...{ formerModel: 'offline', sources: 2, chunks: 4 },
    use: { embedded: 4, fromCache: 0, tokens: 8 },
    refused: [{ uri: 'b', index: 1, reason: REFUSED }],
  });
  expect(await store.collection('default')).toMatchObject({ model: 'small', dimensions: 2, chunks: 3 });
  expect((await store.chunks({ collection: 'default', from: 0, count: 9 })).chunks).toEqual(before);
  const [found] = await store.search({ collection: 'default', vector: new Float32Array([1, 0]), words: ['bus'], k: 1 });
  expect(found).toMatchObject({ text: 'un bus a', wordsScore: 1 });
  expect([await store.collections(), told]).toEqual([['default'], [1, 2]]);
});

test('to a run with the former model’s settings nothing is indexed any more', async () => {
  const { ports, store } = await setUp();
  await rebuildCollection(ports, request());
  expect(await store.sourceKey('default', 'a')).toBe('key-1 by small');
});

test('a dry run asks nothing, writes nothing, and says what it would take', async () => {
  const { ports, store, embedder } = await setUp();
  ports.vectors.write('small', [[ports.hash.sha256('le tram a'), new Float32Array([1, 0])]]);
  const { use } = await rebuildCollection(ports, request({ dryRun: true }));
  expect(use).toEqual({ model: 'small', embedded: 3, fromCache: 1, tokens: 6, costUsd: null });
  expect([embedder.asked, await store.collections()]).toEqual([[], ['default']]);
});

test('stopped in the middle, the old collection answers, and the next one goes on', async () => {
  const { ports, store, embedder } = await setUp();
  const controller = new AbortController();
  const stop = request({ signal: controller.signal, onProgress: () => controller.abort(new Error('stopped')) });
  await expect(rebuildCollection(ports, stop)).rejects.toThrow('stopped');
  expect(await store.collection('default')).toMatchObject({ model: 'offline', chunks: 4 });
  await rebuildCollection(ports, request());
  expect(embedder.asked.map(texts => texts.length)).toEqual([2, 2]);
});

test('what a rebuild for another model left is not mixed in', async () => {
  const { ports, store } = await setUp();
  const left = { ...pageOf('z', [chunkOf('ancien', [1, 0, 0])]), collection: 'default~rebuild', model: 'large' };
  await store.replaceSource(left);
  await rebuildCollection(ports, request());
  expect((await store.sources('default')).map(({ uri }) => uri)).toEqual(['a', 'b']);
});

test('a Source that changes meanwhile is copied again', async () => {
  const { ports, store } = await setUp();
  let isQuiet = false;
  const busy: VectorStore = {
    ...store,
    async switchCollection(...switched) {
      if (!isQuiet) await store.replaceSource(pageOf('a', [chunkOf('neuf', [1, 0, 0])], 'key-2'));
      isQuiet = true;
      return store.switchCollection(...switched);
    },
  };
  await rebuildCollection({ ...ports, openStore: async () => busy }, request());
  const { chunks } = await store.chunks({ collection: 'default', uri: 'a', from: 0, count: 9 });
  expect(chunks.map(({ text }) => text)).toEqual(['neuf']);
});

test('one that never stops changing is left as it was', async () => {
  const { ports, store } = await setUp();
  const changed = fail('transient', 'collection_changed', { collection: 'default' });
  const busy: VectorStore = { ...store, switchCollection: () => Promise.reject(changed) };
  await expect(rebuildCollection({ ...ports, openStore: async () => busy }, request())).rejects.toBe(changed);
  expect(await store.collection('default')).toMatchObject({ model: 'offline', chunks: 4 });
});

test('the same model again is asked about everything: what stands behind its name has changed', async () => {
  const { ports, embedder } = await setUp();
  await rebuildCollection(ports, request());
  await rebuildCollection(ports, request());
  expect(embedder.asked.flat()).toHaveLength(7);
});

test('a model that refuses every text changes nothing, however often it is asked', async () => {
  const { ports, store } = await setUp();
  ports.openEmbedder = async () => createFakeEmbedder('small', () => REFUSED);
  for (let time = 0; time < 2; time++) {
    await expect(rebuildCollection(ports, request())).rejects.toMatchObject({ problem: { code: 'openai_refused' } });
    expect(await store.collection('default')).toMatchObject({ model: 'offline', chunks: 4 });
  }
});

test('killed after the refusals it asks again, and changes nothing either', async () => {
  const { ports, store } = await setUp();
  ports.openEmbedder = async () => createFakeEmbedder('small', () => REFUSED);
  for (const [at, uri] of ['a', 'b'].entries())
    await store.replaceSource({
      ...{ collection: 'default~rebuild', model: 'small', uri, title: '', chunks: [] },
      key: `key-${at + 1} by small`,
    });
  await expect(rebuildCollection(ports, request())).rejects.toMatchObject({ problem: { code: 'openai_refused' } });
  expect(await store.collection('default')).toMatchObject({ model: 'offline', chunks: 4 });
});

test('an empty collection is left as whoever made it has it', async () => {
  const { ports, store } = await setUp();
  await store.replaceSource({ ...pageOf('x', []), collection: 'empty' });
  await store.removeSource('empty', 'x');
  expect(await rebuildCollection(ports, request({ collection: 'empty' }))).toMatchObject({ sources: 0, chunks: 0 });
  expect(await store.collection('empty')).toMatchObject({ model: 'offline' });
});

test('a collection that is not there is named with those that are', async () => {
  const { ports } = await setUp();
  await expect(rebuildCollection(ports, request({ collection: 'autre' }))).rejects.toMatchObject({
    problem: { kind: 'data', code: 'collection_missing', params: { collection: 'autre', collections: 'default' } },
  });
});

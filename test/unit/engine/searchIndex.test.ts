import { expect, test } from 'vitest';
import { searchIndex } from '../../../src/engine/searchIndex.ts';
import { createFakeEmbedder } from '../../fakes/ports.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';

const request = { question: 'Où est le tram ?', collection: 'default', k: 3 };

test('without an index there are no results, and no model is asked', async () => {
  const openEmbedder = () => Promise.reject(new Error('no model needed'));
  const found = await searchIndex({ openStore: async () => createFakeStore(), openEmbedder }, request);
  expect(found).toEqual({ results: [], model: null, collections: [] });
});

test('the question goes through the model that made the collection', async () => {
  const store = createFakeStore();
  const place = { start: 0, end: 1, tokens: 1, headingPath: [], metadata: {}, words: new Map([['tram', 1]]) };
  const chunks = [{ ...place, chunkId: 'c', text: 't', vector: new Float32Array([1, 0]) }];
  await store.replaceSource({ collection: 'default', model: 'small', uri: 'a', title: '', key: 'k', chunks });
  const embedder = createFakeEmbedder('small', () => new Float32Array([0.6, 0.8]));
  const models: string[] = [];
  const openEmbedder = async (model: string) => {
    models.push(model);
    return embedder;
  };
  const { results, model } = await searchIndex({ openStore: async () => store, openEmbedder }, request);
  expect([model, models, embedder.asked]).toEqual(['small', ['small'], [[request.question]]]);
  expect(results).toMatchObject([{ uri: 'a', wordsScore: 1, vectorScore: expect.closeTo(0.6) }]);
});

test('of a collection that is not there the others are told', async () => {
  const store = createFakeStore();
  await store.replaceSource({ collection: 'other', model: 'small', uri: 'a', title: '', key: 'k', chunks: [] });
  const openEmbedder = () => Promise.reject(new Error('no model needed'));
  const found = await searchIndex({ openStore: async () => store, openEmbedder }, request);
  expect(found).toEqual({ results: [], model: null, collections: ['other'] });
});

test('a blank question is a question of usage', async () => {
  const ports = { openStore: async () => createFakeStore(), openEmbedder: () => Promise.reject(new Error('no')) };
  await expect(searchIndex(ports, { ...request, question: ' ' })).rejects.toMatchObject({
    problem: { kind: 'usage', code: 'question_empty' },
  });
});

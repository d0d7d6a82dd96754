import { expect, test } from 'vitest';
import { searchIndex } from '../../../src/engine/searchIndex.ts';
import { createFakeEmbedder } from '../../fakes/ports.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';
import { createSearchableIndex } from '../../fakes/searchableIndex.ts';
import { evaluateSearch } from '../../../src/engine/evaluateSearch.ts';
import { projectCollection } from '../../../src/engine/projectCollection.ts';

const request = { question: 'Où est le tram ?', collection: 'default', k: 3 };

test('without an index there are no results, and no model is asked', async () => {
  const openEmbedder = () => Promise.reject(new Error('no model needed'));
  const found = await searchIndex({ openStore: async () => createFakeStore(), openEmbedder }, request);
  expect(found).toMatchObject({ results: [], model: null, collections: [] });
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
  expect(found).toMatchObject({ results: [], model: null, collections: ['other'] });
});

test('a blank question is a question of usage', async () => {
  const ports = { openStore: async () => createFakeStore(), openEmbedder: () => Promise.reject(new Error('no')) };
  await expect(searchIndex(ports, { ...request, question: ' ' })).rejects.toMatchObject({
    problem: { kind: 'usage', code: 'question_empty' },
  });
});

const asking = (question: string, more: object = {}) => ({ question, collection: 'default', k: 5, ...more });

test('each word says in how many chunks it stands and what it gave, and is marked', async () => {
  const ports = await createSearchableIndex({ a: 'Les horaires du tram', b: 'Un tram le dimanche', c: 'Le vélo' });
  const { words, results } = await searchIndex(ports, asking('Quels trams roulent le Dimanche ?'));
  expect(words).toEqual([
    { word: 'trams', chunks: 2 },
    { word: 'roulent', chunks: 0 },
    { word: 'Dimanche', chunks: 1 },
  ]);
  const [first] = results;
  expect(first?.words.map(({ word }) => word)).toEqual(['Dimanche', 'trams']);
  expect(first?.words.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(first?.wordsScore ?? 0);
  expect(first?.marks.map(([from, to]) => first.text.slice(from, to))).toEqual(['tram', 'dimanche']);
});

test('where no word of the question stands, lexical vectors are told to be chance', async () => {
  const ports = await createSearchableIndex({ a: 'Les horaires du tram' });
  expect((await searchIndex(ports, asking('bicyclette'))).nothingClose).toBe(true);
  expect((await searchIndex(ports, asking('horaire'))).nothingClose).toBe(false);
});

test('a passage loses the share of its links, and the parts still add up', async () => {
  const listing = '- [Le tram du port](/tram)\n- [Le tram de nuit](/nuit)';
  const ports = await createSearchableIndex({ listing, page: 'Le tram du port part à 5 h, chaque matin de semaine.' });
  const damped = await searchIndex(ports, asking('le tram du port'));
  const plain = await searchIndex(ports, asking('le tram du port', { linkPenalty: 0 }));
  expect([damped.results[0]?.uri, plain.results[0]?.uri]).toEqual(['page', 'listing']);
  for (const { score, wordsScore, vectorScore, linksScore } of [...damped.results, ...plain.results])
    expect(wordsScore + 2 * vectorScore + linksScore).toBeCloseTo(score);
});

test('a penalty looks as far down as something better may lie', async () => {
  const links = Array.from({ length: 80 }, (_, at) => [`l${at}`, `[tram tram port](/${at})`]);
  const ports = await createSearchableIndex({ ...Object.fromEntries(links), page: 'Un tram et des mots autour.' });
  expect((await searchIndex(ports, asking('tram port', { k: 1 }))).results[0]?.uri).toBe('page');
});

test('MMR leaves out what repeats', async () => {
  const ports = await createSearchableIndex({ a: 'Le tram du port', b: 'Le tram du port', c: 'Le tram des tarifs' });
  const uris = async (more: object) =>
    (await searchIndex(ports, asking('tram port', { k: 2, ...more }))).results.map(({ uri }) => uri);
  expect(await uris({})).toEqual(['a', 'b']);
  expect(await uris({ lambda: 0.3 })).toEqual(['a', 'c']);
});

test('a set of questions is measured', async () => {
  const ports = await createSearchableIndex({
    '/tram': 'Le tram du port',
    '/velo': 'Le vélo du parc',
    '/bus': 'Le bus',
  });
  const set = [
    { question: 'le tram', expected: ['/tram'] },
    { question: 'le vélo ou le tram', expected: ['/velo', '/absent'] },
  ];
  const { questions, ...means } = await evaluateSearch(ports, { collection: 'default', k: 2 }, set);
  expect(means).toMatchObject({ k: 2, recallAtK: 0.75, model: 'offline' });
  expect(questions.map(({ rank }) => rank)).toEqual([1, expect.any(Number)]);
});

test('a collection is drawn with the question in it, nearest first', async () => {
  const ports = await createSearchableIndex({ a: 'Le tram du port', b: 'Le vélo du parc', c: 'Un bus de nuit' });
  const request = { collection: 'default', question: 'tram', seed: 42 };
  const drawn = await projectCollection(ports, request);
  expect(drawn.points.map(({ uri }) => uri)[0]).toBe('a');
  expect(drawn).toEqual(await projectCollection(ports, request));
  expect(drawn).toMatchObject({ total: 3, seed: 42, question: { x: expect.any(Number) } });
  expect(await projectCollection(ports, { ...request, collection: 'none' })).toMatchObject({ points: [], total: 0 });
});

import { afterEach, describe, expect, test } from 'vitest';
import type { Filter } from '../../src/model/filter.ts';
import type { ExaminedChunk, IndexedChunk, VectorStore } from '../../src/engine/ports.ts';

type ReplaceRequest = Parameters<VectorStore['replaceSource']>[0];

/** A chunk in three dimensions; `words` as text, each one its own stem. */
export function chunkOf(text: string, vector: readonly number[], words = text): IndexedChunk {
  const counts = new Map<string, number>();
  for (const word of words.split(' ')) counts.set(word, (counts.get(word) ?? 0) + 1);
  const place = { start: 3, end: 3 + [...text].length, tokens: 2, headingPath: ['Tram', 'Été'] };
  const metadata = { tags: ['a', true, 7] };
  return { chunkId: `id of ${text}`, text, ...place, metadata, vector: new Float32Array(vector), words: counts };
}

export const pageOf = (uri: string, chunks: readonly IndexedChunk[], key = 'key-1'): ReplaceRequest => ({
  ...{ collection: 'default', model: 'offline', title: `Titre de ${uri}` },
  ...{ uri, key, chunks },
});

export const problem = (kind: string, code: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ kind, code }) });

const TRAM = chunkOf('le tram part', [1, 0, 0]);
const BIKE = chunkOf('le vélo reste', [0, 1, 0]);

/** What every VectorStore must do. `open` gives an empty one. */
export function describeVectorStore(name: string, open: () => VectorStore | Promise<VectorStore>, skip = false): void {
  describe.skipIf(skip)(name, () => {
    const opened: VectorStore[] = [];
    const openStore = async (): Promise<VectorStore> => {
      const store = await open();
      opened.push(store);
      return store;
    };
    const texts = async (store: VectorStore, uri?: string): Promise<string[]> => {
      const request = { collection: 'default', from: 0, count: 100, ...(uri === undefined ? {} : { uri }) };
      return (await store.chunks(request)).chunks.map(chunk => chunk.text);
    };
    const ask = { collection: 'default', vector: new Float32Array([1, 0, 0]), words: ['tram'], k: 5 };
    afterEach(async () => {
      for (const store of opened.splice(0)) await store.close();
    });

    test('an empty store answers with nothing', async () => {
      const store = await openStore();
      expect(await store.collection('default')).toBeUndefined();
      expect(await store.collections()).toEqual([]);
      expect(await store.sourceKey('default', 'a')).toBeUndefined();
      expect(await store.chunks({ collection: 'default', from: 0, count: 10 })).toEqual({ total: 0, chunks: [] });
      expect(await store.chunk('default', 'a', 'x')).toBeUndefined();
      expect(await store.search(ask)).toEqual([]);
      await store.removeSource('default', 'a');
    });

    test('names its collections, in their order', async () => {
      const store = await openStore();
      for (const collection of ['mobilité', 'default'])
        await store.replaceSource({ ...pageOf('a', [TRAM]), collection });
      expect(await store.collections()).toEqual(['default', 'mobilité']);
    });

    test('gives back what was put in', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM, BIKE]));
      const { vector: _vector, words: _words, ...stored } = TRAM;
      const { total, chunks } = await store.chunks({ collection: 'default', from: 0, count: 1 });
      expect({ total, chunks }).toEqual({ total: 2, chunks: [{ ...stored, uri: 'a', title: 'Titre de a' }] });
      expect(await store.collection('default')).toMatchObject({ model: 'offline', dimensions: 3, chunks: 2 });
      expect(await store.sourceKey('default', 'a')).toBe('key-1');
    });

    test('replacing a Source leaves nothing of its old chunks', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM]));
      await store.replaceSource(pageOf('b', [BIKE]));
      await store.replaceSource(pageOf('a', [chunkOf('le bus passe', [0, 0, 1])], 'key-2'));
      expect((await texts(store)).toSorted()).toEqual(['le bus passe', 'le vélo reste']);
      expect(await store.sourceKey('default', 'a')).toBe('key-2');
      expect((await store.search(ask)).every(found => found.wordsScore === 0)).toBe(true);
    });

    test('the chunks of one Source, a page at a time, in their order', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('b', [BIKE]));
      await store.replaceSource(
        pageOf(
          'a',
          ['un', 'deux', 'trois'].map(text => chunkOf(text, [1, 0, 0])),
        ),
      );
      expect(await texts(store, 'a')).toEqual(['un', 'deux', 'trois']);
      const page = await store.chunks({ collection: 'default', uri: 'a', from: 1, count: 1 });
      expect([page.total, page.chunks.map(chunk => chunk.text)]).toEqual([3, ['deux']]);
    });

    test('lists by when a Source was indexed last, then by place, everywhere alike', async () => {
      const store = await openStore();
      const ofPage = (uri: string) => [1, 2].map(at => chunkOf(`${uri} ${at}`, [1, 0, 0], `${uri} ${at}`));
      for (const uri of ['c', 'b', 'd', 'a', 'e']) await store.replaceSource(pageOf(uri, ofPage(uri)));
      for (const uri of ['b', 'c']) await store.replaceSource(pageOf(uri, ofPage(uri), 'key-2'));
      const order = ['d', 'a', 'e', 'b', 'c'].flatMap(uri => [`${uri} 1`, `${uri} 2`]);
      expect(await texts(store)).toEqual(order);
      expect((await store.sources('default')).map(({ uri }) => uri)).toEqual(['d', 'a', 'e', 'b', 'c']);
      const scanned: string[] = [];
      await store.scan('default', async chunks => void scanned.push(...chunks.map(({ text }) => text)));
      expect(scanned).toEqual(order);
      const points = await store.points('default', 3);
      expect(points.map(({ chunkId }) => chunkId)).toEqual([0, 3, 6, 9].map(at => `id of ${order[at]}`));
      const equallyGood = await store.search({ ...ask, words: [], k: 10 });
      expect(equallyGood.map(({ text }) => text)).toEqual(order);
    });

    test('one chunk with its vector, and its place among those of its Source', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('b', [BIKE]));
      await store.replaceSource(pageOf('a', [BIKE, TRAM]));
      const { words: _words, ...examined } = TRAM;
      expect(await store.chunk('default', 'a', TRAM.chunkId)).toEqual({
        ...examined,
        ...{ uri: 'a', title: 'Titre de a', at: 1 },
      });
      expect(await store.chunk('default', 'b', TRAM.chunkId)).toBeUndefined();
      expect(await store.chunk('other', 'a', TRAM.chunkId)).toBeUndefined();
    });

    test('without words the chunks most like a vector come first, by their cosine', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [BIKE, TRAM, chunkOf('le tram revient', [0.6, 0.8, 0])]));
      const found = await store.search({ ...ask, words: [] });
      expect(found.map(({ text, vectorScore, wordsScore }) => [text, vectorScore, wordsScore])).toEqual([
        ['le tram part', 1, 0],
        ['le tram revient', expect.closeTo(0.6), 0],
        ['le vélo reste', 0, 0],
      ]);
    });

    test('a removed Source is gone, words and all', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM]));
      await store.replaceSource(pageOf('b', [BIKE]));
      await store.removeSource('default', 'a');
      expect(await texts(store)).toEqual(['le vélo reste']);
      expect(await store.sourceKey('default', 'a')).toBeUndefined();
      expect((await store.search(ask)).map(found => found.text)).toEqual(['le vélo reste']);
    });

    test('a search adds cosine and words, and says how much of each', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [chunkOf('le tram revient', [0.6, 0.8, 0]), BIKE]));
      await store.replaceSource(pageOf('b', [chunkOf('rail', [1, 0, 0])]));
      const found = await store.search(ask);
      expect(found.map(({ text, vectorScore, wordsScore }) => [text, vectorScore, wordsScore])).toEqual([
        ['le tram revient', expect.closeTo(0.6), 1],
        ['rail', 1, 0],
        ['le vélo reste', 0, 0],
      ]);
      expect(found[0]).toMatchObject({ uri: 'a', score: expect.closeTo(1 + 2 * 0.6) });
    });

    test('a search gives at most k, and counts words of its own collection only', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM, BIKE]));
      await store.replaceSource({ ...pageOf('a', [chunkOf('tram tram', [1, 0, 0])]), collection: 'other' });
      expect((await store.search({ ...ask, k: 1 })).map(found => found.text)).toEqual(['le tram part']);
      expect(await store.search({ ...ask, collection: 'other' })).toHaveLength(1);
    });

    test('a search says what each word gave, and how many chunks hold it', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM, BIKE]));
      const words = ['tram', 'le', 'absent'];
      const [first] = await store.search({ ...ask, words, vectors: true });
      const [tram = 0, le = 0, absent] = first?.wordScores ?? [];
      expect([tram > le, le > 0, absent]).toEqual([true, true, 0]);
      expect(tram + le).toBeCloseTo(first?.wordsScore ?? 0);
      expect([...(first?.vector ?? [])]).toEqual([1, 0, 0]);
      expect(await store.wordCounts('default', words)).toEqual([1, 2, 0]);
      expect(await store.wordCounts('other', words)).toEqual([0, 0, 0]);
    });

    test('a search weighs the cosine as it is told', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM, BIKE]));
      expect((await store.search({ ...ask, words: ['vélo'], weight: 0 }))[0]).toMatchObject({
        text: BIKE.text,
        score: 1,
      });
      expect((await store.search({ ...ask, words: ['vélo'], weight: 3 }))[0]).toMatchObject({
        text: TRAM.text,
        score: 3,
      });
    });

    test('a filter leaves what holds all of it, of metadata and of the Source', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM, { ...BIKE, metadata: { tags: 'b', author: null } }]));
      await store.replaceSource(pageOf('b', [chunkOf('le bus', [0, 0, 1])]));
      const found = async (...filter: Filter) => (await store.search({ ...ask, filter })).map(({ text }) => text);
      expect(await found({ field: 'tags', values: ['7', 'x'] }, { field: 'uri', values: ['a'] })).toEqual([TRAM.text]);
      expect(await found({ field: 'tags', values: null })).toHaveLength(3);
      expect(await found({ field: 'author', values: null })).toEqual([]);
      expect(await found({ field: 'title', values: ['Titre de b'] })).toEqual(['le bus']);
      expect(await found({ field: 'heading', values: ['Été'] })).toHaveLength(3);
    });

    test('a scan gives every chunk with its vector, of one state', async () => {
      const store = await openStore();
      await store.scan('default', () => Promise.reject(new Error('nothing to take')));
      await store.replaceSource(pageOf('b', [BIKE, TRAM]));
      const many = Array.from({ length: 450 }, (_, at) => ({
        ...chunkOf(`le bus ${at}`, [0, 0, 1]),
        chunkId: `${at}`,
      }));
      await store.replaceSource(pageOf('a', many));
      const taken: ExaminedChunk[] = [];
      await store.scan('default', async chunks => {
        if (taken.length === 0) await store.replaceSource(pageOf('c', [chunkOf('le ferry', [0, 0, 1])]));
        taken.push(...chunks);
      });
      const { chunks } = await store.chunks({ collection: 'default', from: 0, count: 1000 });
      const seen = chunks.filter(({ uri }) => uri !== 'c');
      expect(taken.map(({ vector: _vector, at: _at, ...chunk }) => chunk)).toEqual(seen);
      expect(taken.find(({ chunkId }) => chunkId === '449')?.at).toBe(449);
      expect(taken.filter(({ uri }) => uri === 'b').map(({ vector }) => [...vector])).toEqual([
        [0, 1, 0],
        [1, 0, 0],
      ]);
      const broken = store.scan('default', () => Promise.reject(new Error('enough')));
      await expect(broken).rejects.toThrow('enough');
    });

    test('every n-th chunk with its vector', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('b', [BIKE, TRAM]));
      await store.replaceSource(pageOf('a', [chunkOf('le bus', [0, 0, 1])]));
      const points = await store.points('default', 2);
      const { chunks } = await store.chunks({ collection: 'default', from: 0, count: 10 });
      expect(points.map(({ chunkId }) => chunkId)).toEqual([chunks[0]?.chunkId, chunks[2]?.chunkId]);
      const bike = (await store.points('default', 1)).find(({ chunkId }) => chunkId === BIKE.chunkId);
      expect(bike).toMatchObject({ uri: 'b', title: 'Titre de b', headingPath: BIKE.headingPath });
      expect([...(bike?.vector ?? [])]).toEqual([0, 1, 0]);
      expect(await store.points('other', 1)).toEqual([]);
    });

    test('a search sees what was written since the last one', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [BIKE]));
      await store.search(ask);
      await store.replaceSource(pageOf('b', [TRAM]));
      expect((await store.search(ask))[0]?.text).toBe('le tram part');
    });

    test('another model or dimension is refused, and nothing changes', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM]));
      const other = { ...pageOf('a', [TRAM]), model: 'text-embedding-3-small' };
      await expect(store.replaceSource(other)).rejects.toEqual(problem('config', 'collection_other_model'));
      const longer = pageOf('a', [chunkOf('x', [1, 0, 0, 0])]);
      await expect(store.replaceSource(longer)).rejects.toEqual(problem('config', 'collection_other_dimensions'));
      const mixed = pageOf('b', [TRAM, chunkOf('x', [1, 0])]);
      await expect(store.replaceSource(mixed)).rejects.toEqual(problem('config', 'collection_other_dimensions'));
      const vector = new Float32Array([1, 0]);
      await expect(store.search({ ...ask, vector })).rejects.toEqual(problem('config', 'collection_other_dimensions'));
      expect(await texts(store)).toEqual(['le tram part']);
    });

    test('names the Sources of a collection, with their keys', async () => {
      const store = await openStore();
      expect(await store.sources('default')).toEqual([]);
      await store.replaceSource(pageOf('b', [BIKE]));
      await store.replaceSource(pageOf('a', [TRAM], 'key-2'));
      expect(await store.sources('default')).toEqual([
        { uri: 'b', title: 'Titre de b', key: 'key-1', chunks: 1 },
        { uri: 'a', title: 'Titre de a', key: 'key-2', chunks: 1 },
      ]);
    });

    test('a collection built beside takes the place of another, model and all', async () => {
      const store = await openStore();
      // Two, and one: what a search keeps of the one must not be taken for what the other has counted to.
      for (const uri of ['a', 'b']) await store.replaceSource(pageOf(uri, [TRAM]));
      await store.search(ask);
      const built = { collection: 'default~rebuild', model: 'small' };
      await store.replaceSource({ ...pageOf('a', [chunkOf('le tram', [1, 0], 'tram')]), ...built });
      await store.switchCollection('default', 'default~rebuild', await store.sources('default'));
      expect(await store.collections()).toEqual(['default']);
      expect(await store.collection('default')).toMatchObject({ model: 'small', dimensions: 2, chunks: 1 });
      const found = await store.search({ ...ask, vector: new Float32Array([1, 0]) });
      expect(found.map(({ text }) => text)).toEqual(['le tram']);
      expect(await texts(store, 'a')).toEqual(['le tram']);
    });

    test('nothing is switched when the collection has changed meanwhile', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM]));
      await store.replaceSource({ ...pageOf('a', [BIKE]), collection: 'default~rebuild' });
      const seen = await store.sources('default');
      await store.replaceSource(pageOf('a', [BIKE], 'key-2'));
      const late = store.switchCollection('default', 'default~rebuild', seen);
      await expect(late).rejects.toEqual(problem('transient', 'collection_changed'));
      expect(await store.collections()).toEqual(['default', 'default~rebuild']);
      expect(await store.sourceKey('default', 'a')).toBe('key-2');
    });

    test('an emptied collection takes another model', async () => {
      const store = await openStore();
      await store.replaceSource(pageOf('a', [TRAM]));
      await store.removeSource('default', 'a');
      await store.replaceSource({ ...pageOf('a', [chunkOf('x', [1, 0])]), model: 'm' });
      expect(await store.collection('default')).toMatchObject({ model: 'm', dimensions: 2, chunks: 1 });
    });
  });
}

import { expect, test } from 'vitest';
import { indexSource } from '../../../../src/engine/activities/indexSource.ts';
import { indexingTarget } from '../../../../src/model/collection.ts';
import { createOfflineEmbedder } from '../../../../src/engine/embedOffline.ts';
import type { Embedder } from '../../../../src/engine/ports.ts';
import { fail } from '../../../../src/model/problem.ts';
import { writeYaml } from '../../../../src/engine/writeYaml.ts';
import { createFakeEmbedder, createFakePorts, fakeContext } from '../../../fakes/ports.ts';
import { createFakeStore } from '../../../fakes/vectorStore.ts';

const URI = 'https://ville.example/tram';
const SOURCE = { uri: URI, metadata: { title: 'Le tram', tags: ['transport'] } };
const CHUNKED = { ...SOURCE, chunking_file_path: 'runs/r/chunking/tram.yaml' };
const chunkOf = (text: string, place: object = {}) => ({ text, metadata: { ...SOURCE.metadata, uri: URI, ...place } });
const PLACE = { start: 3, end: 12, tokens: 5, heading_path: ['Tram'], chunk_index: 0 };
const LIST = { collection: 'default', from: 0, count: 10 };

function setUp(text: string, embedder: Embedder = createOfflineEmbedder()) {
  const store = createFakeStore();
  const batches: (readonly string[])[] = [];
  const openEmbedder = async (model: string): Promise<Embedder> => ({
    ...embedder,
    model,
    embed(texts, signal) {
      batches.push(texts);
      return embedder.embed(texts, signal);
    },
  });
  const ports = createFakePorts({ openStore: async () => store, openEmbedder });
  const context = fakeContext({ ports, readInput: async () => new TextEncoder().encode(text) });
  return { ports, store, batches, context };
}

test('chunks go in with place, words and metadata', async () => {
  const { context, store } = setUp(writeYaml([chunkOf('Il part du port.', PLACE), chunkOf('Il revient.')]));
  const result = await indexSource(context, CHUNKED);
  expect(result).toEqual({
    ...{ source: CHUNKED, chunks: 2 },
    embedding: { model: 'offline', embedded: 2, fromCache: 0, tokens: 9, costUsd: 0 },
  });
  const { chunks } = await store.chunks(LIST);
  const page = { uri: URI, title: 'Le tram' };
  expect(chunks).toEqual([
    {
      ...page,
      chunkId: expect.stringMatching(/^[0-9a-f]{64}$/),
      text: 'Il part du port.',
      ...{ start: 3, end: 12, tokens: 5, headingPath: ['Tram'] },
      metadata: { title: 'Le tram', tags: ['transport'], chunk_index: 0 },
    },
    // Another worker's chunk says nothing of its place.
    expect.objectContaining({ ...page, text: 'Il revient.', start: 0, end: 11, tokens: 4, headingPath: [] }),
  ]);
  expect(await store.sourceKey('default', URI)).toBe('key-1');
});

test('the same key again: nothing is read, embedded or written', async () => {
  const { context, batches } = setUp(writeYaml([chunkOf('Il part.'), chunkOf('Il revient.')]));
  await indexSource(context, CHUNKED);
  const readInput = () => Promise.reject(new Error('read'));
  const again = await indexSource({ ...context, readInput }, CHUNKED);
  expect(again).toEqual({ source: CHUNKED, chunks: 2, reused: true });
  expect(batches).toHaveLength(1);
});

test('without chunks, the Markdown is one document; without Markdown, the page', async () => {
  const { context, store } = setUp('<p>Il part du port.</p>');
  await indexSource(context, { ...SOURCE, converted_md_path: 'tram.md', raw_file_path: 'tram.html' });
  expect((await store.chunks(LIST)).chunks).toMatchObject([{ text: '<p>Il part du port.</p>', start: 0, end: 23 }]);
  const latin = new Uint8Array([...'<p>caf'].map(letter => letter.charCodeAt(0)).concat(0xe9));
  const raw = { ...context, key: 'key-2', readInput: async () => latin };
  await indexSource(raw, { ...SOURCE, raw_file_path: 'tram.html' });
  expect((await store.chunks(LIST)).chunks.map(chunk => chunk.text)).toEqual(['<p>café']);
});

test('chunks are embedded so many at a time as INPUT says', async () => {
  const { context, batches } = setUp(writeYaml(['un', 'deux', 'trois'].map(text => chunkOf(text))));
  let beats = 0;
  const input = { sources: [], stages_config: { INDEXING: { bulk_size: 2 } } };
  await indexSource({ ...context, input, heartbeat: () => void beats++ }, CHUNKED);
  expect(batches).toEqual([['un', 'deux'], ['trois']]);
  expect(beats).toBe(2);
});

test('an input beyond the limit of a model is cut for its vector, and the log says so', async () => {
  const { context, ports, store, batches } = setUp('Le tram part du port. '.repeat(2000));
  await indexSource(context, { ...SOURCE, converted_md_path: 'tram.md' });
  const { chunks } = await store.chunks(LIST);
  expect(chunks[0]?.text).toHaveLength(44_000);
  expect(chunks[0]?.tokens).toBeGreaterThan(8000);
  expect(batches[0]?.[0]?.length).toBeLessThan(44_000);
  expect(ports.log.lines.map(line => line.code)).toEqual(['embedding_cut']);
});

test('blank chunks are left out; nothing else left is a skipped Source', async () => {
  const { context, store } = setUp(writeYaml([chunkOf(' '), chunkOf('\u00a0')]));
  const result = await indexSource(context, CHUNKED);
  expect(result.skipped).toEqual({ code: 'empty_page', params: { uri: URI } });
  expect(await store.collection('default')).toBeUndefined();
});

test('a page that has become blank leaves the index', async () => {
  const { context, store } = setUp(writeYaml([chunkOf('Il part.')]));
  await indexSource(context, CHUNKED);
  await indexSource({ ...context, key: 'key-2', readInput: async () => new TextEncoder().encode('[]') }, CHUNKED);
  expect(await store.chunks(LIST)).toEqual({ total: 0, chunks: [] });
});

test('a collection of another model is refused before anything is embedded', async () => {
  const { context, batches } = setUp(writeYaml([chunkOf('Il part.')]));
  await indexSource(context, CHUNKED);
  const indexing_config = {
    ...{ collection_name: 'default', database_uri: 'sqlite:///x' },
    openai_embedding_model: 'small',
  };
  const other = { ...context, key: 'key-2', input: { sources: [], indexing_config } };
  const params = { collection: 'default', model: 'offline', asked_model: 'small' };
  await expect(indexSource(other, CHUNKED)).rejects.toMatchObject({
    problem: { kind: 'config', code: 'collection_other_model', params },
  });
  expect(batches).toHaveLength(1);
});

test('a cancelled activity writes nothing', async () => {
  const { context, store } = setUp(writeYaml([chunkOf('Il part.')]));
  const signal = AbortSignal.abort(new Error('cancelled'));
  await expect(indexSource({ ...context, signal }, CHUNKED)).rejects.toThrow('cancelled');
  expect(await store.collection('default')).toBeUndefined();
});

test('without settings: SQLite, `default`, offline', () => {
  expect(indexingTarget({ indexing_config: null })).toEqual({
    collection: 'default',
    databaseUri: 'sqlite:///index.sqlite',
    model: 'offline',
  });
});

const REFUSED = { code: 'openai_refused', params: { model: 'small', server: 's', status: 400 } };
const picky = () => createFakeEmbedder('small', text => (text === 'non' ? REFUSED : new Float32Array([1, 0])));

test('a chunk that the model refuses is told with its place; the others are in the index', async () => {
  const { context, ports, store } = setUp(writeYaml([chunkOf('oui'), chunkOf('non', PLACE)]), picky());
  const result = await indexSource(context, CHUNKED);
  expect(result).toMatchObject({ chunks: 1, refused: [{ index: 1, start: 3, end: 12, reason: REFUSED }] });
  expect((await store.chunks(LIST)).chunks.map(chunk => chunk.text)).toEqual(['oui']);
  expect(ports.log.lines).toMatchObject([{ level: 'warn', code: 'chunk_refused', fields: { uri: URI, chunk: 2 } }]);
});

test('what was refused is asked again by the next run, and that alone', async () => {
  const { context, batches } = setUp(writeYaml([chunkOf('oui'), chunkOf('non')]), picky());
  await indexSource(context, CHUNKED);
  expect(await indexSource(context, CHUNKED)).toMatchObject({ chunks: 1, refused: [{ index: 1 }] });
  expect(batches).toEqual([['oui', 'non'], ['non']]);
});

test('a Source of which the model refuses everything fails with the reason', async () => {
  const { context, store } = setUp(writeYaml([chunkOf('non')]), picky());
  await expect(indexSource(context, CHUNKED)).rejects.toMatchObject({ problem: { kind: 'data', ...REFUSED } });
  expect(await store.collection('default')).toBeUndefined();
});

test('an attempt that fails in the middle tells what it spent, and the next one goes on from there', async () => {
  let isDown = true;
  const embedder = createFakeEmbedder('small', text => {
    if (text === 'deux' && isDown) throw fail('transient', 'openai_busy');
    return new Float32Array([1, 0]);
  });
  const { context, batches } = setUp(writeYaml([chunkOf('un'), chunkOf('deux')]), embedder);
  const slow = { ...context, input: { sources: [], stages_config: { INDEXING: { bulk_size: 1 } } } };
  await expect(indexSource(slow, CHUNKED)).rejects.toMatchObject({
    problem: { code: 'openai_busy' },
    use: { embedded: 1, tokens: 1 },
  });
  isDown = false;
  expect((await indexSource(slow, CHUNKED)).embedding).toMatchObject({ embedded: 1, fromCache: 1 });
  expect(batches).toEqual([['un'], ['deux'], ['deux']]);
});

test('a kill between the vectors and the store asks nothing twice', async () => {
  const { context, ports, store, batches } = setUp(writeYaml([chunkOf('Il part.')]));
  const killed = { ...store, replaceSource: () => Promise.reject(new Error('killed')) };
  const dying = { ...context, ports: { ...ports, openStore: async () => killed } };
  await expect(indexSource(dying, CHUNKED)).rejects.toThrow('killed');
  expect((await indexSource(context, CHUNKED)).chunks).toBe(1);
  expect(batches).toHaveLength(1);
});

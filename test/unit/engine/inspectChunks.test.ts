import { expect, test } from 'vitest';
import type { MarkdownFile } from '../../../src/engine/findMarkdown.ts';
import { examine, listRows, passageOf, similarChunks, surveyChunks } from '../../../src/engine/inspectChunks.ts';
import type { IndexedChunk, VectorStore } from '../../../src/engine/ports.ts';
import { fail } from '../../../src/model/problem.ts';
import { createFakeStore } from '../../fakes/vectorStore.ts';

const TEXT = '🚊 Tram A\nTous les jours.\nLe dimanche aussi.';
const POINTS = [...TEXT];
const cut = (start: number, end: number, vector: readonly number[]): IndexedChunk => ({
  ...{ chunkId: `${start}`, start, end, tokens: 5, headingPath: ['Tram'], metadata: {} },
  ...{ text: POINTS.slice(start, end).join(''), vector: new Float32Array(vector), words: new Map() },
});
const CHUNKS = [cut(0, 15, [3, 4]), cut(9, 26, [1, 0]), cut(27, POINTS.length, [0, 1])];
const name = (chunkId: string) => ({ collection: 'default', uri: 'a', chunkId });
const problem = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) });

async function fill(): Promise<VectorStore> {
  const store = createFakeStore();
  const page = { collection: 'default', model: 'offline', title: 'Tram A', key: 'k' };
  await store.replaceSource({ ...page, uri: 'a', chunks: CHUNKS });
  await store.replaceSource({ ...page, uri: 'b', chunks: [cut(0, 9, [0.6, 0.8])] });
  return store;
}

const fileOf = (file: string, text: string): MarkdownFile => ({
  file,
  read: async () => new TextEncoder().encode(text),
});
const gone: MarkdownFile = { file: '/gone.md', read: () => Promise.reject(fail('config', 'file_missing')) };
const RIGHT = fileOf('/a.md', TEXT);

test('a card says place, neighbours, shared text, norm and shape of a chunk', async () => {
  const card = await examine(await fill(), name('9'), [RIGHT]);
  expect(card).toMatchObject({ at: 1, total: 3, model: 'offline', dimensions: 2, norm: 1, problem: null });
  expect([card.previous, card.next].map(to => [to?.chunkId, to?.shared])).toEqual([
    ['0', 6],
    ['27', 0],
  ]);
  expect(card.outline).toEqual([
    [1, 1],
    [0, 0],
  ]);
  expect(card.place).toEqual({
    file: '/a.md',
    span: { from: { line: 2, column: 1 }, to: { line: 3, column: 2 } },
    shared: [{ from: { line: 2, column: 1 }, to: { line: 2, column: 7 }, neighbour: 0 }],
  });
});

test('the first and the last chunk have one neighbour; a norm is that of the stored vector', async () => {
  const store = await fill();
  const [first, last] = [await examine(store, name('0'), [RIGHT]), await examine(store, name('27'), [RIGHT])];
  expect([first.previous, first.next?.chunkId, first.norm]).toEqual([null, '9', 5]);
  expect([last.previous?.chunkId, last.next]).toEqual(['9', null]);
});

test('the Markdown is the first file that holds the chunk at its place', async () => {
  const files = [gone, fileOf('/old.md', `x${TEXT}`), RIGHT];
  expect((await examine(await fill(), name('0'), files)).place?.file).toBe('/a.md');
});

test('a Markdown that changed or is gone is said, and the rest of the card stays', async () => {
  const store = await fill();
  const changed = await examine(store, name('0'), [gone, fileOf('/old.md', `x${TEXT}`)]);
  expect([changed.place, changed.problem?.code, changed.total]).toEqual([null, 'markdown_changed', 3]);
  expect((await examine(store, name('0'), [gone])).problem?.code).toBe('markdown_gone');
});

test('a chunk that was indexed away is named', async () => {
  await expect(examine(await fill(), name('x'), [RIGHT])).rejects.toEqual(problem('chunk_gone'));
});

test('a survey adds up sizes, tokens and what is shared', async () => {
  expect(await surveyChunks(await fill(), 'default', 'a')).toEqual({
    ...{ chunks: 3, tokens: 15, smallest: 15, largest: 17, size: POINTS.length, shared: 6 },
    places: CHUNKS.map(({ start, end }) => [start, end]),
  });
});

test('rows are one line, cut, and no more than 500 at a time', async () => {
  const store = createFakeStore();
  const long = { ...cut(0, 9, [1, 0]), text: '🚊 a\n\n'.repeat(2000) };
  const chunks = Array.from({ length: 600 }, () => long);
  await store.replaceSource({ collection: 'c', model: 'm', uri: 'a', title: '', key: 'k', chunks });
  const { total, rows } = await listRows(store, { collection: 'c', uri: null, from: 0, count: 9999 });
  expect([total, rows.length]).toEqual([600, 500]);
  expect([...(rows[0]?.beginning ?? '')].length).toBe(240);
  expect(rows[0]?.beginning).not.toContain('\n');
});

test('similar chunks come best first, without the chunk itself', async () => {
  const found = await similarChunks(await fill(), name('27'), 2);
  expect(found.map(({ uri, chunkId }) => [uri, chunkId])).toEqual([
    ['a', '0'],
    ['b', '0'],
  ]);
});

test('a passage is the Markdown from the first chunk to the last', async () => {
  const passage = await passageOf(await fill(), { collection: 'default', uri: 'a', from: 1, count: 9 }, [RIGHT]);
  expect([passage.from, passage.text]).toEqual([9, POINTS.slice(9).join('')]);
  expect(passage.chunks.map(({ at, start }) => [at, start])).toEqual([
    [1, 9],
    [2, 27],
  ]);
});

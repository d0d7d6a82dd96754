import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openParquetFile } from '../../src/adapters/outputs/parquetFile.ts';
import { openTextFile } from '../../src/adapters/outputs/textFile.ts';
import { exportIndex } from '../../src/engine/exportIndex.ts';
import type { ExportFormat } from '../../src/model/exportFormat.ts';
import type { Outputs, VectorStore } from '../../src/engine/ports.ts';
import { createFakeStore } from '../fakes/vectorStore.ts';
import { ensurePackages } from '../servers/nodePackage.ts';
import { ensurePython } from '../servers/python.ts';
import { orSkip } from '../servers/required.ts';
import { chunkOf, pageOf, problem } from './vectorStore.suite.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'export-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outputs: Outputs = { openText: openTextFile, openTable: openParquetFile };
const TEXTS = ['le tram part', 'le vélo « reste »\u2028 \ud83d\udeb2', 'un "quai"\n\\'];
const VECTORS = [
  [0.1, -0.7, 0.70710677],
  [0, 1, 0],
  [1 / 3, 2 / 3, -2 / 3],
];
const store = createFakeStore();

beforeAll(async () => {
  const chunks = TEXTS.map((text, at) => ({ ...chunkOf(text, VECTORS[at] ?? []), chunkId: `chunk ${at}` }));
  await store.replaceSource(pageOf('https://x/a', chunks.slice(0, 2)));
  await store.replaceSource(pageOf('https://x/b', [{ ...chunks[2]!, metadata: { kind: 'notice', year: 2026 } }]));
});

async function exported(format: ExportFormat, name: string, from: VectorStore = store) {
  const out = path.join(folder, name);
  const signal = new AbortController().signal;
  const done = await exportIndex(
    { openStore: async () => from, outputs },
    { collection: 'default', format, out, signal },
  );
  return { ...done, out, file: path.join(out, done.files[0] ?? '') };
}

const float32 = VECTORS.map(vector => [...new Float32Array(vector)]);

test('JSON Lines: a chunk a line, to the last bit of its vector', async () => {
  const { file, chunks, bytes, files, model, out } = await exported('jsonl', 'lines');
  expect({ chunks, files, model, names: readdirSync(out) }).toEqual({
    ...{ chunks: 3, files: ['chunks.jsonl'], model: 'offline' },
    names: ['chunks.jsonl'],
  });
  const text = readFileSync(file, 'utf8');
  expect(bytes).toBe(Buffer.byteLength(text));
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
  expect(lines.map(line => [...new Float32Array(line.vector)])).toEqual(float32);
  expect(lines.map(line => line.text)).toEqual(TEXTS);
  expect(lines[0]).toMatchObject({ chunk_id: 'chunk 0', uri: 'https://x/a', heading_path: ['Tram', 'Été'], start: 3 });
  expect(lines[2].metadata).toEqual({ kind: 'notice', year: 2026 });
});

test('Parquet: read back by hyparquet, with the model in the file', async () => {
  const { file } = await exported('parquet', 'table');
  const buffer = await asyncBufferFromFile(file);
  const rows = await parquetReadObjects({ file: buffer });
  expect(rows.map(row => row['text'])).toEqual(TEXTS);
  expect(rows.map(row => row['vector'])).toEqual(float32);
  expect(rows[2]).toMatchObject({
    start: 3n,
    tokens: 2n,
    heading_path: ['Tram', 'Été'],
    title: 'Titre de https://x/b',
  });
  const { key_value_metadata: notes } = await parquetMetadataAsync(buffer);
  expect(notes).toContainEqual({ key: 'model', value: 'offline' });
});

test('an export over an older one replaces it; one that breaks off leaves it', async () => {
  const { out, file } = await exported('parquet', 'again');
  const before = readFileSync(file);
  const broken: VectorStore = {
    ...store,
    scan: async (name, take) => {
      await store.scan(name, take);
      throw new Error('the disk went away');
    },
  };
  for (const format of ['parquet', 'jsonl', 'vectra'] as const)
    await expect(exported(format, 'again', broken)).rejects.toThrow('the disk went away');
  expect(readdirSync(out)).toEqual(['chunks.parquet']);
  expect(readFileSync(file)).toEqual(before);
  await exported('parquet', 'again');
  expect(readFileSync(file)).toEqual(before);
});

test('a folder that is a file, a collection that is not there', async () => {
  writeFileSync(path.join(folder, 'taken'), '');
  await expect(exported('jsonl', 'taken')).rejects.toEqual(problem('config', 'not_a_folder'));
  await expect(exported('jsonl', 'empty', createFakeStore())).rejects.toEqual(problem('data', 'collection_missing'));
  expect(readdirSync(folder)).not.toContain('empty');
});

test('what cannot be written is named as it would be called', async () => {
  mkdirSync(path.join(folder, 'blocked', 'chunks.jsonl'), { recursive: true });
  await expect(exported('jsonl', 'blocked')).rejects.toMatchObject({
    problem: { code: 'not_a_file', params: { path: path.join(folder, 'blocked', 'chunks.jsonl') } },
  });
  const full: Outputs['openText'] = async place => {
    const file = await openTextFile(place);
    rmSync(place.folder, { recursive: true });
    return file;
  };
  const out = path.join(folder, 'gone');
  const request = { collection: 'default', format: 'jsonl', out, signal: new AbortController().signal } as const;
  await expect(
    exportIndex({ openStore: async () => store, outputs: { ...outputs, openText: full } }, request),
  ).rejects.toMatchObject({ problem: { code: 'file_missing', params: { path: path.join(out, 'chunks.jsonl') } } });
  await expect(exported('jsonl', 'n'.repeat(300))).rejects.toMatchObject({
    problem: { kind: 'system', code: 'write_failed', params: { reason: 'ENAMETOOLONG' } },
  });
});

test('stopped, it leaves nothing', async () => {
  const stop = new AbortController();
  const out = path.join(folder, 'stopped');
  const request = { collection: 'default', format: 'jsonl', out, signal: stop.signal } as const;
  const exporting = exportIndex(
    { openStore: async () => store, outputs },
    { ...request, onProgress: () => stop.abort() },
  );
  await expect(exporting).rejects.toThrow();
  expect(existsSync(out)).toBe(false);
});

const here = path.join(import.meta.dirname, '..', 'servers');
const vectra = orSkip('vectra', ensurePackages(path.join(here, 'vectra')));

test.skipIf(vectra === undefined)('Vectra: the real package opens the folder, asks it and filters', async () => {
  const { out, files } = await exported('vectra', 'vectra');
  expect(files).toEqual(['index.json']);
  const { LocalIndex } = Object(vectra?.load('vectra'));
  const index = new LocalIndex(out);
  expect(await index.isIndexCreated()).toBe(true);
  const found = await index.queryItems(VECTORS[1], '', 3);
  expect(found[0]).toMatchObject({
    item: { id: 'chunk 1', metadata: { uri: 'https://x/a', text: TEXTS[1], title: 'Titre de https://x/a' } },
    score: expect.closeTo(1, 5),
  });
  expect(found).toHaveLength(3);
  const filtered = await index.queryItems(VECTORS[1], '', 3, { year: { $gte: 2026 } });
  expect(filtered.map(({ item }: { item: { id: string } }) => item.id)).toEqual(['chunk 2']);
});

const requirements = path.join(here, 'langchain', 'requirements.txt');
const python = orSkip('python', ensurePython(requirements));

describe.skipIf(python === undefined)('Python', () => {
  test('pyarrow reads the table as it was written', async () => {
    const { file } = await exported('parquet', 'arrow');
    const program = `
import json, sys
import pyarrow.parquet as pq
table = pq.read_table(sys.argv[1])
print(json.dumps({"types": {f.name: str(f.type) for f in table.schema}, "rows": table.to_pylist()}))`;
    const { types, rows } = JSON.parse(execFileSync(python?.python ?? '', ['-c', program, file], { encoding: 'utf8' }));
    expect(types).toMatchObject({
      ...{ text: 'string', start: 'int64', metadata: 'string' },
      ...{ heading_path: 'list<element: string>', vector: 'list<element: float>' },
    });
    expect(rows.map((row: { vector: number[] }) => row.vector)).toEqual(float32);
    expect(rows[1]).toMatchObject({ text: TEXTS[1], heading_path: ['Tram', 'Été'], tokens: 2 });
  });
});

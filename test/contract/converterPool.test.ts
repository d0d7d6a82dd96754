import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { createConverterPool } from '../../src/adapters/converter/pool.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'iw-pool-'));
let pool: ReturnType<typeof createConverterPool>;
afterEach(() => pool.close());
afterAll(() => rmSync(folder, { recursive: true }));

const how = { ...{ url: 'https://town.example/', contentType: 'text/html' }, mainContent: false, keep: [] };
const convert = (html: string) => pool.convert(new TextEncoder().encode(html), how);

test(
  'a page that takes more memory than a thread has is told as that, and the next one is converted',
  { timeout: 60_000 },
  async () => {
    pool = createConverterPool(path.resolve('dist/conversionThread.js'), { size: 1, memoryMb: 32 });
    const problem = { kind: 'data', code: 'conversion_too_large', params: { megabytes: 32 } };
    await expect(convert('<p>Words of <b>a</b> town.</p>'.repeat(20_000))).rejects.toMatchObject({ problem });
    await expect(convert('<p>The tram stops here.</p>')).resolves.toMatchObject({ outcome: 'converted' });
  },
);

/** Says what it was given, and answers when it is told to. */
const THREAD = `
  const { parentPort, BroadcastChannel } = require('node:worker_threads');
  const desk = new BroadcastChannel('pool test');
  parentPort.on('message', ([bytes]) => {
    const name = String.fromCharCode(bytes[0]);
    desk.onmessage = ({ data }) => data === name && parentPort.postMessage({ value: name });
    desk.postMessage('begun ' + name);
  });`;

test('of large pages one is converted at a time, and the others do not wait for it', async () => {
  const thread = path.join(folder, 'thread.cjs');
  writeFileSync(thread, THREAD);
  pool = createConverterPool(thread, { size: 2 });
  const desk = new BroadcastChannel('pool test');
  const begun: string[] = [];
  desk.onmessage = ({ data }: MessageEvent<string>) => data.startsWith('begun ') && begun.push(data.at(-1)!);
  const large = (name: string) => convert(name.repeat(1_000_001));
  const asked = [large('A'), large('B'), convert('c'), convert('d')];
  const until = (names: string[]) => expect.poll(() => [...begun].sort(), { timeout: 10_000 }).toEqual(names);
  await until(['A', 'c']);
  desk.postMessage('c');
  await until(['A', 'c', 'd']);
  desk.postMessage('A');
  await until(['A', 'B', 'c', 'd']);
  for (const name of ['B', 'd']) desk.postMessage(name);
  expect(await Promise.all(asked)).toEqual(['A', 'B', 'c', 'd']);
  desk.close();
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listens } from '../../src/adapters/listens.ts';
import { pythonVersion } from '../../src/adapters/pythonVersion.ts';
import { createSurroundings } from '../../src/adapters/workshop/surroundings.ts';
import type { Surroundings } from '../../src/engine/workshop/workshopPorts.ts';

let folder: string;
let server: Server;
let here: string;
let gone: string;

const opened = (): Promise<Server> =>
  new Promise(resolve => {
    const made = createServer(socket => socket.end()).listen(0, '127.0.0.1', () => resolve(made));
  });
const addressOf = (made: Server): string => {
  // SAFETY: it listens on a port.
  const { port } = made.address() as AddressInfo;
  return `127.0.0.1:${port}`;
};

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-surroundings-'));
  mkdirSync(path.join(folder, 'inputs'));
  server = await opened();
  here = addressOf(server);
  const left = await opened();
  gone = addressOf(left);
  await new Promise(resolve => left.close(resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const at = (temporal: string, env: NodeJS.ProcessEnv = {}): Surroundings =>
  createSurroundings({ folder, temporal, env }, { listens, pythonVersion });
const writeInput = (name: string, address: string) =>
  writeFileSync(path.join(folder, name), `indexing_config:\n  database_uri: postgresql://me@${address}/town\n`);

describe('what a step may need', () => {
  test('a Temporal server is here where one answers at the address that is used', async () => {
    expect(await at(here).has('temporal')).toBe(true);
    expect(await at(gone).has('temporal')).toBe(false);
    expect(await listens(here.replace('127.0.0.1', '[::ffff:127.0.0.1]'), 300)).toBe(true);
  });
  test('PostgreSQL is here where one answers that an input of the folder names', async () => {
    const { has } = at(gone);
    expect(await has('postgres')).toBe(false);
    writeInput('inputs/a.ingest.yaml', gone);
    writeInput('elsewhere.yaml', here);
    expect(await has('postgres')).toBe(false);
    writeInput('inputs/b.ingest.yaml', here);
    expect(await has('postgres')).toBe(true);
  });
  test('a chat model is here where one is named', async () => {
    expect(await at(gone).has('chat_model')).toBe(false);
    expect(await at(gone, { INGESTION_WORKSHOP_CHAT_MODEL: 'm' }).has('chat_model')).toBe(true);
  });
  test('Python is here where a program of that name runs', async () => {
    expect(await at(gone, { PATH: folder }).has('python')).toBe(false);
    for (const name of ['python3', 'python'])
      writeFileSync(path.join(folder, name), '#!/bin/sh\necho Python 3.13.0\n', { mode: 0o755 });
    expect(await at(gone, { PATH: folder }).has('python')).toBe(process.platform !== 'win32');
  });
});

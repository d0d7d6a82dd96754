import { expect, test } from 'vitest';
import { runMainJob } from '../../../src/cli/mainJob.ts';
import type { World } from '../../../src/cli/world.ts';
import type { RunResult } from '../../../src/engine/workFolder.ts';
import { fail } from '../../../src/model/problem.ts';
import { startedEvent } from '../../fakes/run.ts';
import { fakeEngine, RESULT, RUN } from './fakeWorld.ts';

const counts = { discovered: 4, completed: 1, error: 1, skipped: 1, alias: 1 };

/** `npm start` where these ports are taken and the last run asked a site on port 5000. */
async function start(...taken: readonly number[]) {
  const ports: number[] = [];
  let out = '';
  const search = async () => ({ results: [], words: [], nothingClose: false, model: 'offline', durationMs: 1 });
  const ingest = async (): Promise<RunResult> => ({ ...RESULT, counts });
  const history = async () => ({ run: RUN, started: startedEvent(['http://127.0.0.1:5000/']).attributes, events: [] });
  const engine = fakeEngine({
    folder: { runs: async () => [RUN], history, ingest, search },
    startPracticeSite: async ({ port }) => {
      ports.push(port);
      if (taken.includes(port)) throw fail('config', 'port_in_use', { port });
      return { url: `http://127.0.0.1:${port}/`, close: async () => {} };
    },
  });
  const stream = { isTTY: false, write: (text: string) => void (out += text) };
  const world: World = {
    ...{ stdout: stream, stderr: stream, env: {}, cwd: '/ada', home: '/opt', nodeVersion: '24.21.0' },
    ...{ readStdin: async () => new Uint8Array(), now: () => new Date(0), signal: new AbortController().signal },
  };
  await runMainJob(world, engine);
  return { ports, out };
}

test('serves where the shipped input looks, else on last time’s port, else on any', async () => {
  expect((await start()).ports).toEqual([4173]);
  expect((await start(4173)).ports).toEqual([4173, 5000]);
  expect((await start(4173, 5000)).ports).toEqual([4173, 5000, 0]);
});

test('its counts add up', async () => {
  const line = /Sources: (\d+), completed: (\d+), in error: (\d+), skipped: (\d+), duplicates: (\d+)/;
  const [, sum, ...parts] = (line.exec((await start()).out) ?? []).map(Number);
  expect(parts).toHaveLength(4);
  expect(parts.reduce((total, part) => total + part, 0)).toBe(sum);
});

import { expect, test } from 'vitest';
import { command, fakeEngine } from './fakeWorld.ts';

const DAY = ['--start-date', '2026-01-01', '--end-date', '2026-01-01'];

test('an ingestion that lacks its address is refused before the engine opens a work folder', async () => {
  let opened = 0;
  const openApiRuns = (): never => {
    opened += 1;
    throw new Error('opened');
  };
  const { code, err } = await command(['ingest-api', ...DAY], { engine: fakeEngine({ openApiRuns }), tty: true });
  expect({ code, opened }).toEqual({ code: 2, opened: 0 });
  expect(err).toContain('--base-url');
});

import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeFolders } from '../../src/adapters/makeFolders.ts';
import { makeWorkFolder } from '../../src/adapters/runs/makeWorkFolder.ts';

test('makes the folders that are not there, and says which', async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'iw-folders-'));
  const inner = path.join(root, 'a', 'b');
  expect(await makeFolders(inner)).toEqual([inner, path.join(root, 'a')]);
  expect((await stat(inner)).isDirectory()).toBe(true);
  expect(await makeFolders(inner)).toEqual([]);
  await rm(root, { recursive: true });
});

// Node's recursive mkdir turns there without end, and takes the whole process with it.
test.runIf(existsSync('/proc/self'))('ends where the system lets nobody make a folder', async () => {
  await expect(makeWorkFolder('/proc/x/y')).rejects.toMatchObject({
    problem: { kind: 'config', code: 'no_permission' },
  });
});

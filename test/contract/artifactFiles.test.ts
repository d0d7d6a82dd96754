import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createArtifacts } from '../../src/adapters/runs/artifactFiles.ts';
import { nodeHash } from '../../src/adapters/hash.ts';

let root: string;
let workDir: string;
let artifacts: ReturnType<typeof createArtifacts>;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'iw-art-'));
  workDir = path.join(root, 'work');
  await mkdir(workDir);
  artifacts = createArtifacts(workDir, () => Promise.reject(new Error('no input here')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

test('what is written is there, whole, with its hash, and nothing else is', async () => {
  const sha256 = await artifacts.write('runs/r/conversion/a.md', 'Été');
  expect(sha256).toBe(nodeHash.sha256('Été'));
  expect(await readFile(path.join(workDir, 'runs/r/conversion/a.md'), 'utf8')).toBe('Été');
  expect(await readdir(path.join(workDir, 'runs/r/conversion'))).toEqual(['a.md']);
});

test('many at once into one folder all arrive', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, at) => artifacts.write(`runs/r/scraping/${at}.html`, `${at}`)));
  expect((await readdir(path.join(workDir, 'runs/r/scraping'))).length).toBe(50);
});

test.each(['../outside.txt', '/etc/passwd', 'runs/../../outside.txt', '.'])('refuses %s', async name => {
  await expect(artifacts.read(name)).rejects.toMatchObject({ problem: { code: 'path_outside' } });
  await expect(artifacts.write(name, 'x')).rejects.toMatchObject({ problem: { code: 'path_outside' } });
});

test('refuses what a link leads out of the work folder', async () => {
  const evil = path.join(root, 'work-evil');
  await mkdir(evil);
  await writeFile(path.join(evil, 'secret'), 'x');
  await symlink(evil, path.join(workDir, 'link'));
  await expect(artifacts.read('link/secret')).rejects.toMatchObject({ problem: { code: 'path_outside' } });
  await expect(artifacts.write('link/new', 'x')).rejects.toMatchObject({ problem: { code: 'path_outside' } });
  expect(await readdir(evil)).toEqual(['secret']);
});

test('reuses the bytes of an earlier run, and refuses bytes that have changed', async () => {
  const sha256 = await artifacts.write('runs/r1/conversion/a.md', 'A');
  expect(await artifacts.reuse('runs/r1/conversion/a.md', 'runs/r2/conversion/a.md', sha256)).toBe(true);
  expect(await readFile(path.join(workDir, 'runs/r2/conversion/a.md'), 'utf8')).toBe('A');
  await writeFile(path.join(workDir, 'runs/r1/conversion/a.md'), 'B');
  expect(await artifacts.reuse('runs/r1/conversion/a.md', 'runs/r3/conversion/a.md', sha256)).toBe(false);
  expect(await artifacts.reuse('runs/gone.md', 'runs/r3/conversion/a.md', sha256)).toBe(false);
});

test('a file in the place of a folder is named', async () => {
  await writeFile(path.join(workDir, 'runs'), 'not a folder');
  await expect(artifacts.write('runs/r/a.md', 'x')).rejects.toMatchObject({
    problem: { kind: 'config', params: { path: expect.stringContaining('runs') } },
  });
});

test('writes over what a killed process of the same number left', async () => {
  await mkdir(path.join(workDir, 'runs/r'), { recursive: true });
  await writeFile(path.join(workDir, `runs/r/.a.md.${process.pid}-1.tmp`), 'half of something longer');
  await artifacts.write('runs/r/a.md', 'whole');
  expect(await readFile(path.join(workDir, 'runs/r/a.md'), 'utf8')).toBe('whole');
  expect(await readdir(path.join(workDir, 'runs/r'))).toEqual(['a.md']);
});

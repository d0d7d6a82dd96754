import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProgressFiles, progressPath } from '../../src/adapters/workshop/progressFile.ts';
import { clearWorkFolder } from '../../src/adapters/workFolderBackup.ts';
import { happened } from '../../src/model/workshop/foldProgress.ts';
import { newProgress, type Progress } from '../../src/model/workshop/progress.ts';

let workDir = '';
beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'iw-progress-'));
});
afterEach(() => rm(workDir, { recursive: true, force: true }));

const AT = Date.parse('2026-11-23T09:00:00.000Z');
const open = (step: string) => (progress: Progress) => happened(progress, step, { kind: 'opened' }, AT);
const opened = (...steps: readonly string[]) => steps.reduce((all, step) => open(step)(all), newProgress('small'));

test('nothing is there at first, and nothing is made by looking', async () => {
  const file = createProgressFiles().of(workDir, 'small');
  expect(await file.read()).toEqual({ progress: newProgress('small'), problem: null });
  await file.change(progress => progress);
  expect(await readdir(workDir)).toEqual([]);
});

test('what changed is there for the next window, and moves with the folder', async () => {
  await createProgressFiles().of(workDir, 'small').change(open('why'));
  const moved = `${workDir}-moved`;
  await mkdir(moved);
  try {
    await mkdir(path.dirname(progressPath(moved, 'small')), { recursive: true });
    await writeFile(progressPath(moved, 'small'), await readFile(progressPath(workDir, 'small')));
    expect((await createProgressFiles().of(moved, 'small').read()).progress).toEqual(opened('why'));
  } finally {
    await rm(moved, { recursive: true });
  }
});

test('two windows lose nothing of each other', async () => {
  const [one, other] = [createProgressFiles().of(workDir, 'small'), createProgressFiles().of(workDir, 'small')];
  await one.change(open('why'));
  await other.change(open('run'));
  await one.change(open('convert'));
  expect(Object.keys((await other.read()).progress.steps)).toEqual(['why', 'run', 'convert']);
});

test('changes of one window that are asked for at once wait for each other; one that throws harms none', async () => {
  const files = createProgressFiles();
  const steps = Array.from({ length: 20 }, (_, at) => `s${at}`);
  const refused = files.of(workDir, 'small').change(() => {
    throw new Error('no');
  });
  const asked = steps.map(step => files.of(workDir, 'small').change(open(step)));
  await expect(refused).rejects.toThrow('no');
  await Promise.all(asked);
  expect(Object.keys((await files.of(workDir, 'small').read()).progress.steps)).toEqual(steps);
  expect(await readdir(path.join(workDir, 'workshop', 'small'))).toEqual(['progress.json']);
});

test.for([
  ['{"version": 2, "soon": true}', 'progress_other_version'],
  ['{"version": 1, "wor', 'progress_broken'],
])('%s is told, kept beside once, and replaced only when something new is to be kept', async ([text = '', code]) => {
  const file = progressPath(workDir, 'small');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  const one = createProgressFiles().of(workDir, 'small');
  const { progress, problem } = await one.read();
  expect(progress).toEqual(newProgress('small'));
  expect(problem).toMatchObject({ kind: 'config', code, file, params: { path: file } });
  const copy = String(problem?.params['copy']);
  expect(await readFile(copy, 'utf8')).toBe(text);
  expect((await one.read()).problem?.params['copy']).toBe(copy);
  expect(await readFile(file, 'utf8')).toBe(text);
  expect((await one.change(open('why'))).problem?.code).toBe(code);
  expect(await one.read()).toEqual({ progress: opened('why'), problem: null });
  expect((await readdir(path.dirname(file))).sort()).toEqual([path.basename(copy), 'progress.json'].sort());
  expect(await readFile(copy, 'utf8')).toBe(text);
});

test('a workshop whose id is no name of files is refused', () => {
  expect(() => createProgressFiles().of(workDir, '../up')).toThrow('workshop_bad_id');
});

test('emptying the work folder leaves it where it is', async () => {
  const file = createProgressFiles().of(workDir, 'small');
  await file.change(open('why'));
  await writeFile(path.join(workDir, 'index.sqlite'), '');
  await clearWorkFolder(workDir, new Date(AT));
  expect((await readdir(workDir)).sort()).toEqual(['backups', 'workshop']);
  expect((await file.read()).progress).toEqual(opened('why'));
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isRunBackup, moveRunsAway, restoreRuns } from '../../src/adapters/runs/runBackup.ts';
import { takeLock } from '../../src/adapters/runs/runLock.ts';
import { clearWorkFolder } from '../../src/adapters/workFolderBackup.ts';

let workDir: string;
beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'iw-backup-'));
  for (const run of ['r1', 'r2', 'r3']) await make(run);
});
afterEach(() => rm(workDir, { recursive: true, force: true }));

const NOW = new Date('2026-11-22T04:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const runs = async () => (await readdir(path.join(workDir, 'runs'))).sort();
const backups = () => readdir(path.join(workDir, 'backups'));

async function make(run: string): Promise<void> {
  await mkdir(path.join(workDir, 'runs', run), { recursive: true });
  await writeFile(path.join(workDir, 'runs', run, 'journal.jsonl'), `of ${run}`);
}

test('a deleted run is in a backup that bears its name, and comes back as it was', async () => {
  const backup = await moveRunsAway(workDir, ['r2'], NOW);
  expect(path.basename(backup)).toBe('2026-11-22T04-00-00-000Z_r2');
  expect(await runs()).toEqual(['r1', 'r3']);
  expect(await restoreRuns(workDir, backup)).toEqual(['r2']);
  expect(await readdir(path.join(workDir, 'runs', 'r2'))).toEqual(['journal.jsonl']);
  expect(await readFile(path.join(workDir, 'runs', 'r2', 'journal.jsonl'), 'utf8')).toBe('of r2');
  expect(await backups()).toEqual([]);
});

test('several go into one backup', async () => {
  const backup = await moveRunsAway(workDir, ['r1', 'r3'], NOW);
  expect(await runs()).toEqual(['r2']);
  expect((await restoreRuns(workDir, backup)).toSorted()).toEqual(['r1', 'r3']);
});

test('none goes when somebody holds one of them', async () => {
  const unlock = await takeLock(path.join(workDir, 'runs', 'r3', 'lock'), { run: 'r3' });
  const refused = {
    problem: { code: 'busy', params: { run: 'r3', owner: expect.stringContaining(String(process.pid)) } },
  };
  await expect(moveRunsAway(workDir, ['r1', 'r3'], NOW)).rejects.toMatchObject(refused);
  expect(await runs()).toEqual(['r1', 'r2', 'r3']);
  await unlock();
  expect(await readdir(path.join(workDir, 'runs', 'r1'))).toEqual(['journal.jsonl']);
});

test('a run that is there again is not written over', async () => {
  const backup = await moveRunsAway(workDir, ['r1'], NOW);
  await make('r1');
  await expect(restoreRuns(workDir, backup)).rejects.toMatchObject({ problem: { code: 'run_exists' } });
  expect(await backups()).toHaveLength(1);
});

test('a name that leaves the folder is refused', async () => {
  await expect(moveRunsAway(workDir, ['../r1'], NOW)).rejects.toMatchObject({ problem: { code: 'bad_run_id' } });
});

test('the last ten are kept, and none of them pushes a whole folder’s backup out', async () => {
  const whole = await clearWorkFolder(workDir, NOW);
  for (let at = 1; at <= 12; at += 1) {
    await make('r');
    await moveRunsAway(workDir, ['r'], later(at));
  }
  const names = await backups();
  expect(names).toContain(path.basename(whole));
  expect(names.filter(isRunBackup)).toHaveLength(10);
  expect(isRunBackup(whole)).toBe(false);
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isDatasetBackup, moveDatasetAway, restoreDataset } from '../../src/adapters/dataset/datasetBackup.ts';
import { isRunBackup } from '../../src/adapters/runs/runBackup.ts';
import { takeLock } from '../../src/adapters/runs/runLock.ts';

let root = '';
let folder = '';
let workDir = '';
const DAYS = ['partition_date=2026-01-01', 'partition_date=2026-01-02'];
const NOW = new Date('2026-11-22T04:00:00.000Z');

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'iw-dataset-backup-'));
  [folder, workDir] = [path.join(root, 'my_events'), path.join(root, 'work')];
  for (const name of [...DAYS, '_state', '_dead_letters']) {
    await mkdir(path.join(folder, name), { recursive: true });
    await writeFile(path.join(folder, name, 'f'), `of ${name}`);
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

const remove = (date: string | null, now = NOW) => moveDatasetAway({ workDir, folder, date, now }, takeLock);
const names = async (at: string) => (await readdir(at)).sort();

test('a removed day is in a backup that bears its name, and comes back as it was', async () => {
  const backup = await remove('2026-01-02');
  expect(path.basename(backup)).toBe('2026-11-22T04-00-00-000Z+my_events-2026-01-02');
  expect([isDatasetBackup(backup), isRunBackup(backup)]).toEqual([true, false]);
  expect(await names(folder)).toEqual(['_dead_letters', '_state', DAYS[0]]);
  expect(await restoreDataset(workDir, backup, takeLock)).toBe(folder);
  expect(await readFile(path.join(folder, 'partition_date=2026-01-02', 'f'), 'utf8')).toBe(
    'of partition_date=2026-01-02',
  );
  expect(await names(path.join(folder, '_state'))).toEqual(['f']);
  expect(await readdir(path.join(workDir, 'backups'))).toEqual([]);
});

test('a removed dataset leaves what is not its own, and comes back beside it', async () => {
  await writeFile(path.join(folder, 'notes.md'), 'mine');
  const backup = await remove(null);
  expect(await names(folder)).toEqual(['notes.md']);
  await restoreDataset(workDir, backup, takeLock);
  expect(await names(folder)).toEqual(['_dead_letters', '_state', 'notes.md', ...DAYS]);
  expect(await names(path.join(folder, '_state'))).toEqual(['f']);
});

test('a folder that holds nothing else goes with its dataset', async () => {
  const backup = await remove(null);
  expect(await readdir(root)).not.toContain('my_events');
  await restoreDataset(workDir, backup, takeLock);
  expect(await names(folder)).toEqual(['_dead_letters', '_state', ...DAYS]);
});

test('nothing goes while a run writes there, and nothing that is there again is written over', async () => {
  const unlock = await takeLock(path.join(folder, '_state', 'lock'), { run: 'r' });
  await expect(remove(null)).rejects.toMatchObject({ problem: { kind: 'transient', code: 'busy' } });
  await unlock();
  expect(await names(folder)).toEqual(['_dead_letters', '_state', ...DAYS]);
  const backup = await remove('2026-01-01');
  await mkdir(path.join(folder, 'partition_date=2026-01-01'));
  await expect(restoreDataset(workDir, backup, takeLock)).rejects.toMatchObject({
    problem: { code: 'dataset_exists', params: { path: path.join(folder, 'partition_date=2026-01-01') } },
  });
  expect(await readdir(backup)).toContain('partition_date=2026-01-01');
});

test('what is gone is told', async () => {
  await expect(remove('2026-03-03')).rejects.toMatchObject({ problem: { code: 'dataset_gone' } });
});

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isDatasetBackup } from '../../src/adapters/dataset/datasetBackup.ts';
import { isRunBackup } from '../../src/adapters/runs/runBackup.ts';
import { isLearnerBackup, openLearnerBackups } from '../../src/adapters/workshop/learnerBackups.ts';
import type { LearnerBackups, Snapshot } from '../../src/engine/workshop/backups.ts';
import { createFakeBackups } from '../fakes/learnerBackups.ts';

let workDir = '';
beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'iw-learner-backups-'));
});
afterEach(() => rm(workDir, { recursive: true, force: true }));

const NOW = new Date('2026-11-23T09:00:00.000Z');
const onDisk = () => openLearnerBackups(workDir, () => NOW);
const BACKUPS: Readonly<Record<string, () => LearnerBackups>> = {
  'on the disk': onDisk,
  'in memory': createFakeBackups,
};

const step = {
  ...({ state: 'passed', startedAt: '2026-11-23T08:00:00.000Z', passedAt: null, spentMs: 5, checked: 1 } as const),
  ...{ hints: 1, guess: 2.5, truth: null, ticked: [1], solutionShown: true },
};
const snapshot = (given: Partial<Snapshot> = {}): Snapshot => ({
  ...{ reason: 'reset', workshop: 'small', steps: { run: step, why: null }, workFolder: null },
  files: new Map([
    ['activities/a.ts', Buffer.from('mine')],
    ['new.ts', null],
    ['bytes.bin', Buffer.from([0, 255, 10, 13])],
  ]),
  current: { step: 'run', seenAt: '2026-11-23T08:30:00.000Z' },
  ...given,
});

describe.each(Object.entries(BACKUPS))('backups %s', (_name, open) => {
  test('give back what they were given, to the byte', async () => {
    const backups = open();
    const name = await backups.keep(snapshot());
    expect(await backups.open(name)).toEqual(snapshot());
  });

  test('the newest is first, also of two in one millisecond, and what is dropped is gone', async () => {
    const backups = open();
    const one = await backups.keep(snapshot({ reason: 'solution' }));
    const other = await backups.keep(snapshot({ workshop: 'another' }));
    expect(await backups.list()).toEqual([
      { name: other, workshop: 'another', reason: 'reset' },
      { name: one, workshop: 'small', reason: 'solution' },
    ]);
    await backups.drop(other);
    expect((await backups.list()).map(({ name }) => name)).toEqual([one]);
    await expect(backups.open(other)).rejects.toMatchObject({ problem: { code: 'workshop_no_backup' } });
  });
});

test('the last ten are kept, and those of other kinds are left alone', async () => {
  await rm(workDir, { recursive: true });
  const names: string[] = [];
  for (let made = 0; made < 12; made++) names.push(await onDisk().keep(snapshot()));
  expect((await readdir(path.join(workDir, 'backups'))).sort()).toEqual(names.slice(2));
  expect(names.map(name => [isLearnerBackup(name), isRunBackup(name), isDatasetBackup(name)])).toEqual(
    names.map(() => [true, false, false]),
  );
});

test('one that was not finished is none; a broken one is passed over, and told when it is asked for', async () => {
  const [unfinished, broken] = [await onDisk().keep(snapshot()), await onDisk().keep(snapshot())];
  const about = (name: string) => path.join(workDir, 'backups', name, 'backup.json');
  await rm(about(unfinished));
  await writeFile(about(broken), '{"version": 1, "files": [{"path": "../../up", "there": true}]}');
  expect(await onDisk().list()).toEqual([]);
  await expect(onDisk().open(unfinished)).rejects.toMatchObject({ problem: { code: 'workshop_no_backup' } });
  await expect(onDisk().open(broken)).rejects.toMatchObject({ problem: { code: 'workshop_backup_broken' } });
  await expect(onDisk().open('../../up')).rejects.toMatchObject({ problem: { code: 'workshop_no_backup' } });
});

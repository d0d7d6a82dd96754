import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { orSkip } from '../../servers/required.ts';
import { findPrograms } from './machine.ts';
import { readCommandLine, readUnit, valuesOf } from './systemdUnit.ts';
import { DAY, daysOf, docs, useWorld, textOf } from './world.ts';

const programs = orSkip('schedulers', findPrograms());

// Each starts the built command a few times.
vi.setConfig({ testTimeout: 120_000 });

const current = useWorld();

test('a misspelt key, a variable and a specifier that systemd would put in are seen', () => {
  expect(() => readUnit('[Timer]\nPersistant=true\n')).toThrow(/line 2/);
  expect(() => readCommandLine("/bin/sh -c 'echo $HOME'")).toThrow(/variable/);
  expect(() => readCommandLine("/bin/sh -c 'date +%F'")).toThrow(/specifier/);
});

describe.skipIf(!programs)('the systemd units', () => {
  const service = readUnit(textOf('ingestion.service'));
  const installed = '/usr/local/bin/ingestion-workshop';

  /** What systemd does to start the service: all commands of a key, one after the other, until one fails. */
  async function start(key: 'ExecStartPre' | 'ExecStart', folder: string): Promise<(number | null)[]> {
    const codes: (number | null)[] = [];
    for (const line of valuesOf(service, key)) {
      const { mayFail, argv } = readCommandLine(line);
      const here = argv.map(word => word.replaceAll(installed, 'ingestion-workshop'));
      const { code } = await current.world.machine.run(here, folder, current.world.variables());
      codes.push(code);
      if (code !== 0 && !mayFail) break;
    }
    return codes;
  }

  test('ingest a day and validate it; started again they change nothing', async () => {
    const folder = current.world.machine.newFolder();
    expect([await start('ExecStartPre', folder), await start('ExecStart', folder)]).toEqual([[2], [0, 0]]);
    const days = daysOf(folder);
    expect(Object.keys(days)).toEqual([DAY]);
    expect(await start('ExecStart', folder)).toEqual([0, 0]);
    expect(daysOf(folder)).toEqual(days);
  });

  test('SIGTERM to the whole group parks the run with 143, which is no failure; the next start resumes it first', async () => {
    const folder = current.world.machine.newFolder();
    expect(valuesOf(service, 'SuccessExitStatus')).toEqual(['143']);
    await current.world.stopInTheMiddle(folder);
    expect(await start('ExecStartPre', folder)).toEqual([0]);
    expect(Object.keys(daysOf(folder))).toEqual([DAY]);
  });

  test('an API that answers 500 fails the service before anything is validated', async () => {
    current.world.api.faults.set('server_error', 1000);
    expect(await start('ExecStart', current.world.machine.newFolder())).toEqual([1]);
    expect(valuesOf(service, 'OnFailure')).toEqual(['ingestion-alert.service']);
  });
});

test('the timer catches up what a switched-off machine missed, and starts after a boot', () => {
  const timer = readUnit(textOf('ingestion.timer'));
  expect([valuesOf(timer, 'Persistent'), valuesOf(timer, 'OnBootSec')]).toEqual([['true'], ['2min']]);
});

const systemd = orSkip(
  'systemd',
  spawnSync('systemd-analyze', ['--version']).status === 0 ? { isHere: true } : { missing: 'no systemd-analyze' },
);

test.skipIf(!systemd)('systemd itself has nothing to say about the units', () => {
  const units = ['ingestion.service', 'ingestion.timer', 'ingestion-alert.service'].map(name => path.join(docs, name));
  // What it cannot read it passes over: its exit code is 0 all the same.
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...units], { encoding: 'utf8' });
  expect(stderr.split('\n').filter(line => line.includes(docs))).toEqual([]);
});

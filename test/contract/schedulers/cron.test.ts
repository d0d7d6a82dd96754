import { readdirSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { orSkip } from '../../servers/required.ts';
import { readCrontab } from './crontab.ts';
import { answersIn, findPrograms } from './machine.ts';
import { DAY, daysOf, docs, useWorld, ROWS, textOf } from './world.ts';

const programs = orSkip('schedulers', findPrograms());

// Each starts the built command a few times.
vi.setConfig({ testTimeout: 120_000 });

const current = useWorld();

test.each([
  ['60 6 * * * true', /no minute: 60/],
  ['10 6 * * true', /neither/],
  ['10 6 * 13 * true', /no month: 13/],
  ['10-5 6 * * * true', /no minute/],
  ['@nightly true', /no nickname/],
  ['10 6 * * * date +%F', /bare %/],
  ['DATA=$HOME/data', /does not expand/],
])('what cron would refuse or misread is refused: %s', (line, reason) => {
  expect(() => readCrontab(`${line}\n`)).toThrow(reason);
});

describe.skipIf(!programs)('the crontab', () => {
  const { variables: given, jobs } = readCrontab(textOf('crontab'));

  /** The only job with these words, as cron would start it. */
  function job(
    words: string,
    folder: string,
  ): readonly [argv: string[], cwd: string, variables: Record<string, string>] {
    const found = jobs.filter(({ command }) => command.includes(words));
    expect(found).toHaveLength(1);
    const rest: Record<string, string> = { ...given, ...current.world.variables(), FOLDER: folder };
    delete rest['PATH'];
    return [[given['SHELL'] ?? '/bin/sh', '-c', found[0]!.command], '/', rest];
  }

  const NIGHTLY = '--wait 600 >> results.jsonl';

  test('brings a day, says nothing, and a second night changes nothing', async () => {
    const folder = current.world.machine.newFolder();
    expect(await current.world.machine.run(...job(NIGHTLY, folder))).toEqual({ code: 0, said: '' });
    const days = daysOf(folder);
    expect(Object.keys(days)).toEqual([DAY]);
    expect(days[DAY]).toBeGreaterThan(1);
    expect(await current.world.machine.run(...job(NIGHTLY, folder))).toEqual({ code: 0, said: '' });
    expect(daysOf(folder)).toEqual(days);
    expect(answersIn(path.join(folder, 'results.jsonl')).map(({ status }) => status)).toEqual(['success', 'success']);
  });

  test('mails one line with exit code and reason when the API answers 500', async () => {
    const folder = current.world.machine.newFolder();
    current.world.api.faults.set('server_error', 1000);
    const { said } = await current.world.machine.run(...job(NIGHTLY, folder));
    expect(said).toMatch(/^nightly: exit 1, .*500.*\n$/);
    expect(answersIn(path.join(folder, 'log.jsonl')).some(({ level }) => level === 'error')).toBe(true);
  });

  test('two at once: without --wait the second is refused as busy, with it both succeed', async () => {
    const folder = current.world.machine.newFolder();
    current.world.gate.close();
    const first = current.world.machine.start(...job(NIGHTLY, folder));
    await current.world.gate.whenHeld();
    const [[shell = '', option = '', command = ''], cwd, rest] = job(NIGHTLY, folder);
    const impatient = command.replace('--wait 600', '').replaceAll('results.jsonl', 'second.jsonl');
    expect((await current.world.machine.run([shell, option, impatient], cwd, rest)).said).toMatch(
      /^nightly: exit 1, .*held by another/,
    );
    expect(answersIn(path.join(folder, 'second.jsonl'))).toMatchObject([{ error_detail: { code: 'busy' } }]);
    const second = current.world.machine.start(...job(NIGHTLY, folder));
    current.world.gate.open();
    expect([await first.done, await second.done]).toEqual([
      { code: 0, said: '' },
      { code: 0, said: '' },
    ]);
    expect(Object.keys(daysOf(folder))).toEqual([DAY]);
  });

  test('hourly: flock leaves an hour out while the last one is at work; the next brings only what is new', async () => {
    const folder = current.world.machine.newFolder();
    current.world.gate.close();
    const first = current.world.machine.start(...job('flock', folder));
    await current.world.gate.whenHeld();
    expect(await current.world.machine.run(...job('flock', folder))).toEqual({ code: 0, said: '' });
    current.world.gate.open();
    expect(await first.done).toEqual({ code: 0, said: '' });
    current.world.api.change({ insert: 3 });
    expect(await current.world.machine.run(...job('flock', folder))).toEqual({ code: 0, said: '' });
    const counts = answersIn(path.join(folder, 'hourly.jsonl')).map(({ records_count }) => records_count);
    expect(counts).toEqual([ROWS, 3]);
    expect(Object.values(daysOf(folder, 'data/changes')).reduce((sum, rows) => sum + rows, 0)).toBe(ROWS + 3);
  });

  test('validates all days, and mails why that failed', async () => {
    const folder = current.world.machine.newFolder();
    await current.world.machine.run(...job(NIGHTLY, folder));
    expect(await current.world.machine.run(...job('validate-data', folder))).toEqual({ code: 0, said: '' });
    truncateSync(path.join(folder, `data/bronze/partition_date=${DAY}/part-00000.parquet`), 1000);
    expect((await current.world.machine.run(...job('validate-data', folder))).said).toMatch(
      /^validation: exit 1, .+\n$/,
    );
  });

  test('after a reboot: SIGTERM parks with 143, @reboot goes on, and has nothing to say when nothing was stopped', async () => {
    const folder = current.world.machine.newFolder();
    expect(await current.world.machine.run(...job('resume', folder))).toEqual({ code: 0, said: '' });
    await current.world.stopInTheMiddle(folder);
    expect(await current.world.machine.run(...job('resume', folder))).toEqual({ code: 0, said: '' });
    expect(answersIn(path.join(folder, 'resumed.json'))).toMatchObject([{ status: 'success' }]);
    expect(Object.keys(daysOf(folder))).toEqual([DAY]);
    expect(await current.world.machine.run(...job('prune', folder))).toEqual({ code: 0, said: '' });
  });
});

describe.skipIf(!programs)('the pages', () => {
  const commandsOf = (page: string): string[] =>
    [...textOf(page).matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = '']) => block.trim().split('\n'));
  const linksOf = (page: string): string[] => [...textOf(page).matchAll(/\]\(([^)]*)\)/g)].map(([, file = '']) => file);

  test('lead to every example', () => {
    const examples = readdirSync(docs).filter(name => !name.endsWith('.fr.md') && name !== 'README.md');
    expect(linksOf('README.md')).toEqual(expect.arrayContaining(examples));
  });

  test('have commands of jq that find what they say', async () => {
    const folder = current.world.machine.newFolder();
    const { jobs } = readCrontab(textOf('crontab'));
    const nightly = jobs.find(({ command }) => command.includes('--wait 600 >> results.jsonl'))?.command ?? '';
    const asCron = () =>
      current.world.machine.run(['sh', '-c', nightly], '/', { ...current.world.variables(), FOLDER: folder });
    await asCron();
    current.world.api.faults.set('server_error', 1000);
    await asCron();
    const queries = commandsOf('README.md').filter(command => command.startsWith('jq '));
    expect(queries.length).toBeGreaterThan(2);
    for (const query of queries) {
      const { code, said } = await current.world.machine.run(['sh', '-c', query], folder);
      expect([query, code]).toEqual([query, 0]);
      expect(said.trim()).not.toBe('');
    }
  });
});

import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createRunFolders } from '../../src/adapters/runs/runFolders.ts';
import { createServerRunMarker } from '../../src/adapters/runs/serverRun.ts';
import type { HistoryEvent } from '../../src/model/event.ts';
import { startedEvent } from '../fakes/run.ts';

let workDir: string;
let runs: ReturnType<typeof createRunFolders>;
const journalOf = (runId: string) => path.join(workDir, 'runs', runId, 'journal.jsonl');
const lockOf = (runId: string) => path.join(workDir, 'runs', runId, 'lock');

beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'iw-runs-'));
  runs = createRunFolders(workDir);
});
afterEach(() => rm(workDir, { recursive: true, force: true }));

const event = (eventId: number, identity = 'é — 日本'): HistoryEvent =>
  eventId === 1
    ? startedEvent(['http://ville.test/é'], { runId: 'r1' })
    : {
        eventId,
        eventTime: '2026-11-21T09:00:00.123Z',
        eventType: 'WorkflowExecutionUnpaused',
        attributes: { identity },
      };

async function write(count: number): Promise<void> {
  const { journal, release } = await runs.open('r1');
  for (let at = 1; at <= count; at += 1) journal.append(event(at));
  await journal.flush();
  await release();
}

test('what was flushed is read again', async () => {
  await write(3);
  expect(await runs.read('r1')).toEqual([event(1), event(2), event(3)]);
});

test('each line is JSON whose checksum covers the bytes before its comma', async () => {
  await write(1);
  const line = (await readFile(journalOf('r1'), 'utf8')).trimEnd();
  const { crc } = JSON.parse(line) as { crc: string };
  const covered = Buffer.from(line.slice(0, line.lastIndexOf(',"crc"')));
  expect(Number.parseInt(crc, 16)).toBe(crc32(covered));
});

// At every byte in test/crash; here on a real disk.
test('a torn tail is cut, and the run goes on from there', async () => {
  await write(2);
  const whole = await readFile(journalOf('r1'));
  const second = whole.indexOf(10) + 1;
  for (let length = second; length < whole.length; length += 29) {
    await writeFile(journalOf('r1'), whole);
    await truncate(journalOf('r1'), length);
    const { events, journal, release } = await runs.open('r1');
    expect(events).toEqual([event(1)]);
    journal.append(event(2));
    await release();
    expect(await runs.read('r1')).toEqual([event(1), event(2)]);
  }
});

test('a byte flipped in the middle is refused with its place, and the file is left alone', async () => {
  await write(3);
  const whole = await readFile(journalOf('r1'));
  const second = whole.indexOf(10) + 1;
  whole[second + 5]! ^= 1;
  await writeFile(journalOf('r1'), whole);
  const refusal = { problem: { code: 'journal_corrupt', file: journalOf('r1'), line: 2, params: { byte: second } } };
  await expect(runs.read('r1')).rejects.toMatchObject(refusal);
  await expect(runs.open('r1')).rejects.toMatchObject(refusal);
  expect(await readFile(journalOf('r1'))).toEqual(whole);
  expect(await runs.owner('r1')).toBeNull();
});

test('a second writer is told who holds the run', async () => {
  const { release } = await runs.open('r1');
  const owner = `pid ${process.pid} on ${hostname()}`;
  await expect(runs.open('r1')).rejects.toMatchObject({ problem: { code: 'busy', params: { run: 'r1', owner } } });
  expect(await runs.owner('r1')).toBe(owner);
  await release();
  expect(await runs.owner('r1')).toBeNull();
});

test('a lock whose owner is dead is taken over', async () => {
  await write(1);
  const dead = { pid: 2 ** 22 + 7, host: hostname(), processStart: '1', since: '2026-01-01T00:00:00Z' };
  await writeFile(lockOf('r1'), JSON.stringify(dead));
  const { release } = await runs.open('r1');
  expect(await runs.owner('r1')).toContain(`pid ${process.pid}`);
  await release();
});

test('a lock whose number another process has now is taken over', async () => {
  await write(1);
  const earlier = { pid: process.pid, host: hostname(), processStart: 'another start', since: '2026-01-01T00:00:00Z' };
  await writeFile(lockOf('r1'), JSON.stringify(earlier));
  expect(await runs.owner('r1')).toBeNull();
  await (await runs.open('r1')).release();
});

test.each([
  ['no lock', ''],
  ['a dead one', JSON.stringify({ pid: 2 ** 22 + 7, host: hostname(), processStart: '1', since: '' })],
  ['an empty one', ' '],
])('of many that open a run at once, on %s, one holds it', async (_, lock) => {
  await write(1);
  for (let round = 0; round < 10; round += 1) {
    if (lock) await writeFile(lockOf('r1'), lock);
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => runs.open('r1')));
    const reasons = tries.filter(one => one.status === 'rejected').map(one => String(one.reason));
    expect(reasons).toEqual(Array.from({ length: 7 }, () => 'ProblemError: busy'));
    for (const one of tries) if (one.status === 'fulfilled') await one.value.release();
    expect(await readdir(path.dirname(lockOf('r1')))).toEqual(['journal.jsonl']);
  }
});

test('what stands in the way is named', async () => {
  await mkdir(journalOf('r1'), { recursive: true });
  await expect(runs.read('r1')).rejects.toMatchObject({ problem: { code: 'not_a_file' } });
  await expect(runs.open('r1')).rejects.toMatchObject({ problem: { code: 'not_a_file' } });
  await rm(path.join(workDir, 'runs'), { recursive: true });
  await writeFile(path.join(workDir, 'runs'), 'a file');
  for (const use of [() => runs.list(), () => runs.read('r1'), () => runs.open('r1')])
    await expect(use()).rejects.toMatchObject({ problem: { code: 'not_a_folder' } });
});

test('a run id that would leave the folder is refused', async () => {
  for (const runId of ['..', '../x', '.hidden', 'a/b', '', 'x'.repeat(65)])
    await expect(runs.read(runId)).rejects.toMatchObject({ problem: { code: 'bad_run_id' } });
});

test('a journal that cannot be written says so at the next event', async () => {
  const { journal, release } = await runs.open('r1');
  // A folder in the place of the file cannot be made here without the handle noticing; a closed one stands for a disk that fails.
  await journal.close();
  journal.append(event(1));
  await expect(journal.flush()).rejects.toMatchObject({ problem: { code: 'journal_not_written' } });
  await release().catch(() => undefined);
});

test('what is appended after a torn tail was cut stands on a line of its own', async () => {
  await write(1);
  await appendFile(journalOf('r1'), '{"eventId":2,"eve');
  await (await runs.open('r1')).release();
  expect((await readFile(journalOf('r1'), 'utf8')).endsWith('}\n')).toBe(true);
});

test('folders of runs that a server keeps are told with when they began and when somebody last wrote there', async () => {
  await write(1);
  const mark = createServerRunMarker(workDir);
  await mark('kept', 'kept');
  const folder = path.join(workDir, 'runs', 'kept');
  await mkdir(path.join(folder, 'scraping'));
  const [began, wrote] = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-03T00:00:00Z')];
  for (const name of ['.', 'temporal.json']) await utimes(path.join(folder, name), began, began);
  await utimes(path.join(folder, 'scraping'), wrote, wrote);
  expect(await runs.onServer()).toEqual([
    { runId: 'kept', startedAt: began.toISOString(), writtenAt: wrote.toISOString() },
  ]);
});

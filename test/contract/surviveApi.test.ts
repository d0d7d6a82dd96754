import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPracticeApi, type PracticeApi } from '../../src/adapters/practiceServer/practiceApi.ts';

/** The real command line on the real practice API, stopped and killed for real. */
let folder: string;
let cli: string;
let api: PracticeApi;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-survive-api-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: path.join(folder, 'dist') });
  cli = path.join(folder, 'dist', 'cli.js');
  api = await startPracticeApi({ rows: 12_000 });
}, 60_000);
afterAll(async () => {
  await api.close();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly result: { status?: string; records_count?: number; done?: number; error_detail?: { code: string } };
}

function start(cwd: string, ...argv: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [cli, ...argv, '--json'], { cwd });
  let out = '';
  child.stdout.on('data', part => (out += part));
  child.stderr.resume();
  const ended = new Promise<Ended>(resolve =>
    child.once('close', code => resolve({ code, result: out ? JSON.parse(out) : {} })),
  );
  return { child, ended };
}

const RANGE = ['--start-date', '2026-01-01', '--end-date', '2026-01-10', '--date-column', 'event_date'];
const ONE_DAY = ['--start-date', '2026-01-01', '--end-date', '2026-01-01'];

const startOn = (cwd: string, range: readonly string[], ...verb: string[]) =>
  start(cwd, ...verb, '--base-url', `${api.url}events/page`, '--page-size', '200', '--run-id', 'r', ...range);

const startVerb = (cwd: string, ...verb: string[]) => startOn(cwd, RANGE, ...verb);

/** Its table is begun when 10,000 rows have come, and written while the others come. */
const startOneDay = (cwd: string) => startOn(cwd, ONE_DAY, 'ingest-api');

const startIngestion = (cwd: string) => startVerb(cwd, 'ingest-api', '--end-param', 'end_date');

const startBackfill = (cwd: string) =>
  startVerb(cwd, 'backfill', '--start-param', 'start_date', '--end-param', 'end_date', '--max-parallel', '2');

const newFolder = (name: string): string => {
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  return cwd;
};

/** What the manifests say of the rows, whenever they were ingested. */
function contentsOf(cwd: string): Record<string, unknown> {
  const root = path.join(cwd, 'data/bronze');
  const manifests = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('_SUCCESS'));
  return Object.fromEntries(
    manifests.sort().map(name => {
      const { rows, content } = JSON.parse(readFileSync(path.join(root, name), 'utf8'));
      return [name, { rows, content }];
    }),
  );
}

const journalOf = (cwd: string) => path.join(cwd, '.ingestion-workshop/runs/r/journal.jsonl');

/** When the journal has grown by so many bytes: a moment that no clock of ours chose. */
async function untilGrown(cwd: string, bytes: number, isOver: () => boolean): Promise<void> {
  const size = () => statSync(journalOf(cwd), { throwIfNoEntry: false })?.size ?? 0;
  const from = size();
  while (size() < from + bytes && !isOver()) await new Promise(resolve => setTimeout(resolve, 1));
}

test.each([
  ['an ingestion', startIngestion],
  ['an ingestion of one day', startOneDay],
  ['a backfill of two days at once', startBackfill],
])(
  'killed again and again, %s ends with the dataset of one that nothing interrupted',
  async (name, begin) => {
    const whole = newFolder(`whole ${name}`);
    const expected = await begin(whole).ended;
    expect(expected.code).toBe(0);
    const killed = newFolder(`killed ${name}`);
    let next = begin(killed);
    let kills = 0;
    for (; kills < 12; kills += 1) {
      let isOver = false;
      void next.ended.then(() => (isOver = true));
      await untilGrown(killed, 300 + ((kills * 911) % 3000), () => isOver);
      next.child.kill('SIGKILL');
      if ((await next.ended).code !== null) break;
      next = start(killed, 'resume', 'r');
    }
    const last = await next.ended;
    expect(kills).toBeGreaterThan(2);
    // Killed after the end was recorded, before it was told: then there is nothing to resume.
    if (last.result.error_detail?.code !== 'run_ended') {
      const { records_count, done } = expected.result;
      expect(last.result).toMatchObject({ status: 'success', ...(done === undefined ? { records_count } : { done }) });
    }
    expect(contentsOf(killed)).toEqual(contentsOf(whole));
  },
  120_000,
);

test('stopped by SIGINT it is parked, exit 130, and resume goes on', async () => {
  const cwd = newFolder('parked');
  const { child, ended } = startIngestion(cwd);
  await untilGrown(cwd, 3000, () => child.exitCode !== null);
  child.kill('SIGINT');
  const parked = await ended;
  expect([parked.code, parked.result.error_detail?.code]).toEqual([130, 'parked']);
  const resumed = await start(cwd, 'resume').ended;
  expect([resumed.code, resumed.result.status]).toEqual([0, 'success']);
}, 60_000);

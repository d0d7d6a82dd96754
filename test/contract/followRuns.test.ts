import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followRuns, type RunsFollower } from '../../src/adapters/runs/followRuns.ts';
import { formatLine } from '../../src/adapters/runs/journalFile.ts';
import type { Activity } from '../../src/engine/activity.ts';
import type { HistoryEvent } from '../../src/model/event.ts';
import { runInMemory } from '../fakes/run.ts';

const A = 'http://ville.test/a';
const B = 'http://ville.test/b';
const C = 'http://ville.test/c';

let workDir: string;
let told: string[];
let follower: RunsFollower | undefined;

beforeEach(async () => {
  workDir = await mkdtemp(path.join(tmpdir(), 'iw-follow-'));
  told = [];
});
afterEach(async () => {
  follower?.close();
  await rm(workDir, { recursive: true, force: true });
});

const journalOf = (runId: string) => path.join(workDir, 'runs', runId, 'journal.jsonl');
const linesOf = (events: readonly HistoryEvent[]) => events.map(formatLine).join('');

async function begin(runId: string, events: readonly HistoryEvent[]): Promise<void> {
  await mkdir(path.dirname(journalOf(runId)), { recursive: true });
  await writeFile(journalOf(runId), linesOf(events));
}

async function watch(): Promise<RunsFollower> {
  follower = await followRuns(workDir, {
    onRuns: runs => told.push(`runs ${runs.map(run => run.status).join()}`),
    onSources: (_runId, sources) => told.push(...sources.map(source => `${source.outcome} ${source.uri.at(-1)}`)),
    onEnded: run => told.push(`ended ${run.status}`),
    onProblem: (_runId, { code }) => told.push(`problem ${code}`),
  });
  return follower;
}

const same: Activity = async (context, source) => {
  await context.ports.artifacts.write(context.artifactPath, source.uri === C ? 'another page' : 'the same page');
  return { source: { ...source, raw_file_path: context.artifactPath } };
};

/** A and B are equal, C is not: cut where B waits for A's INDEXING. */
async function twins(): Promise<readonly [before: HistoryEvent[], indexed: HistoryEvent[], rest: HistoryEvent[]]> {
  const { events } = await runInMemory([A, B, C], { activities: { SCRAPING: same }, options: { concurrency: 1 } });
  const at = events.findIndex(
    ({ eventType, attributes }) =>
      eventType === 'ActivityTaskCompleted' && 'activityId' in attributes && attributes.activityId === '0-INDEXING',
  );
  const scraped = events.filter(({ attributes }) => 'uri' in attributes && attributes.uri === B);
  const before = [...events.slice(0, at), ...scraped];
  const rest = events.slice(at + 1).filter(event => !scraped.includes(event));
  const all = [...before, events[at]!, ...rest].map((event, index) => ({ ...event, eventId: index + 1 }));
  return [all.slice(0, before.length), [all[before.length]!], all.slice(before.length + 1)];
}

test('nothing there yet is no fault', async () => {
  expect((await watch()).summaries()).toEqual([]);
  expect(told).toEqual([]);
});

test('tells the Sources that changed, and the duplicate whose twin did', async () => {
  const [before, indexed, rest] = await twins();
  await begin('r', before);
  const { refresh } = await watch();
  told = [];
  await appendFile(journalOf('r'), linesOf(indexed));
  await refresh();
  expect(told).toEqual(['COMPLETED a', 'ALIAS b', 'runs PARKED']);
  told = [];
  await appendFile(journalOf('r'), linesOf(rest));
  await refresh();
  expect(told).toContain('COMPLETED c');
  expect(told.at(-1)).toBe('runs COMPLETED');
});

test('a line that is still being written is told with the next look', async () => {
  const { events } = await runInMemory([A]);
  await begin('r', events.slice(0, 3));
  const { refresh } = await watch();
  told = [];
  const line = formatLine(events[3]!);
  await appendFile(journalOf('r'), line.slice(0, 40));
  await refresh();
  expect(told).toEqual([]);
  await appendFile(journalOf('r'), line.slice(40));
  await refresh();
  expect(told).toContain('IN_PROGRESS a');
});

test('a run that began and ended between two looks is told as ended', async () => {
  const { refresh } = await watch();
  await begin('r', (await runInMemory([A])).events);
  await refresh();
  expect(told).toEqual(['ended COMPLETED', 'runs COMPLETED']);
});

test('a corrupt journal is told once, and the others go on', async () => {
  const { events } = await runInMemory([A]);
  await begin('bad', events);
  await writeFile(journalOf('bad'), linesOf(events).replace('"eventId":2', '"eventId":9'));
  await begin('good', events);
  const { refresh, summaries } = await watch();
  await refresh();
  expect(told.filter(line => line.startsWith('problem'))).toEqual(['problem journal_corrupt']);
  expect(summaries().map(run => run.runId)).toEqual(['run-1']);
});

test.skipIf(process.platform === 'win32')('a run that ends while it is looked at is never told as parked', async () => {
  const { events } = await runInMemory([A]);
  await begin('r', events.slice(0, 5));
  // Who looks for the owner waits at this pipe until we let it find nobody: meanwhile the run ends.
  const lock = path.join(path.dirname(journalOf('r')), 'lock');
  execFileSync('mkfifo', [lock]);
  const watching = watch();
  const pipe = await open(lock, 'w');
  await appendFile(journalOf('r'), linesOf(events.slice(5)));
  await rm(lock);
  await pipe.close();
  expect((await watching).summaries().map(run => run.status)).toEqual(['COMPLETED']);
});

test.skipIf(process.platform === 'win32')('nor when it ends after a look that found nothing new', async () => {
  const { events } = await runInMemory([A]);
  await begin('r', events.slice(0, 5));
  const watching = await watch();
  told = [];
  const lock = path.join(path.dirname(journalOf('r')), 'lock');
  execFileSync('mkfifo', [lock]);
  const looking = watching.refresh();
  const pipe = await open(lock, 'w');
  await appendFile(journalOf('r'), linesOf(events.slice(5)));
  await rm(lock);
  await pipe.close();
  await looking;
  expect(told.filter(line => line.startsWith('runs'))).toEqual(['runs COMPLETED']);
});

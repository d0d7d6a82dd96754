import { expect, test } from 'vitest';
import { openWorkFolder } from '../../../src/engine/openWorkFolder.ts';
import type { Artifacts, RunStore } from '../../../src/engine/ports.ts';
import type { HistoryEvent, JournalEvent } from '../../../src/model/event.ts';
import { fail } from '../../../src/model/problem.ts';
import { createFakeArtifacts } from '../../fakes/ports.ts';
import { createRunPorts, fakeOptions, startedEvent } from '../../fakes/run.ts';

const A = 'http://ville.test/a';
const ended = [
  startedEvent([A], { options: { only: 'CRAWLING' } }),
  {
    eventId: 2,
    eventTime: '2026-11-21T09:00:01.000Z',
    eventType: 'WorkflowExecutionCompleted',
    attributes: { result: { discovered: 1, completed: 1, error: 0, skipped: 0, alias: 0, leftOut: 0 } },
  },
] as unknown as readonly HistoryEvent[]; // SAFETY: read back by foldRun alone, which takes the counts from the Sources.

/** `read` sees the first history, `open` the second: what another process did in between. */
function fakeRuns(seen: readonly HistoryEvent[], opened: readonly HistoryEvent[]) {
  const appended: JournalEvent[] = [];
  let released = 0;
  const runs: RunStore = {
    list: async () => ['run-1'],
    read: async () => seen,
    owner: async () => null,
    onServer: async () => [],
    open: async () => ({
      events: opened,
      isTorn: false,
      journal: {
        append: event => void appended.push(event),
        flush: async () => undefined,
        close: async () => undefined,
      },
      release: async () => void (released += 1),
    }),
    size: async () => 0,
    remove: async () => undefined,
  };
  return { runs, appended, released: () => released };
}

function open(runs: RunStore, artifacts: Artifacts = createFakeArtifacts()) {
  const ports = { ...createRunPorts(), artifacts, runs };
  const folder = openWorkFolder({
    workDir: '/work',
    ports,
    codeVersions: { CRAWLING: '1', SCRAPING: '1', CONVERTION: '1', CHUNKING: '1', INDEXING: '1' },
    outputs: { openText: () => Promise.reject(new Error()), openTable: () => Promise.reject(new Error()) },
    activityProcess: { run: () => Promise.reject(new Error()) },
    identity: 'test',
    describe: problem => `the sentence of ${problem.code}`,
    portsFor: () => ports,
    close: async () => undefined,
  });
  return { folder, log: ports.log };
}

const request = { headers: {}, signal: new AbortController().signal };
const ingest = { ...request, input: { sources: [{ uri: A }], stages: [] }, options: fakeOptions(), runId: 'run-1' };

test('a run that another process made meanwhile is not written into', async () => {
  const { runs, appended, released } = fakeRuns([], ended);
  await expect(open(runs).folder.ingest(ingest)).rejects.toMatchObject({ problem: { code: 'run_exists' } });
  expect({ appended, released: released() }).toEqual({ appended: [], released: 1 });
});

test('a run that ended while it was waited for is not resumed', async () => {
  const { runs, appended, released } = fakeRuns(ended.slice(0, 1), ended);
  const resuming = open(runs).folder.resume({ ...request, runId: 'run-1', failed: false, wait: 1 });
  await expect(resuming).rejects.toMatchObject({ problem: { code: 'run_ended' } });
  expect({ appended, released: released() }).toEqual({ appended: [], released: 1 });
});

test('a list for people says of what a Source is the duplicate', async () => {
  const artifacts = createFakeArtifacts();
  const input = { sources: [{ uri: A }, { uri: `${A}#top` }], stages: [] };
  await open(fakeRuns([], []).runs, artifacts).folder.ingest({ ...ingest, input });
  expect(artifacts.text('runs/run-1/sources_db.yaml')).toContain(`duplicate of ${A}\n`);
});

test('a list for people that cannot be written hides neither a success nor why a run stopped', async () => {
  const full = fail('config', 'disk_full', { path: 'sources_db.yaml' });
  const artifacts = { ...createFakeArtifacts(), write: () => Promise.reject(full) };
  const { folder, log } = open(fakeRuns([], []).runs, artifacts);
  expect(await folder.ingest(ingest)).toMatchObject({ status: 'success' });
  expect(log.lines).toEqual([{ level: 'warn', code: 'disk_full', fields: { path: 'sources_db.yaml' } }]);
  const broken = fail('config', 'journal_not_written');
  const { runs } = fakeRuns([], []);
  const failing: RunStore = {
    ...runs,
    open: async runId => {
      const opened = await runs.open(runId);
      let flushes = 0;
      const flush = async () => {
        flushes += 1;
        if (flushes > 1) throw broken;
      };
      return { ...opened, journal: { ...opened.journal, flush } };
    },
  };
  await expect(open(failing, artifacts).folder.ingest(ingest)).rejects.toBe(broken);
});

test('a run that cannot be read is told by its sentence; one that never began is none', async () => {
  const corrupt = fakeRuns([], []).runs;
  const { folder, log } = open({
    ...corrupt,
    list: async () => ['corrupt', 'empty'],
    read: async runId => (runId === 'empty' ? [] : Promise.reject(fail('data', 'journal_corrupt'))),
  });
  expect(await folder.runs()).toEqual([]);
  expect(log.lines.map(line => line.fields)).toEqual([{ run: 'corrupt', error: 'the sentence of journal_corrupt' }]);
});

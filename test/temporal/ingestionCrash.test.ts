import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { orSkip } from '../servers/required.ts';
import { openBench, type Bench } from './ingestion/bench.ts';
import type { WorkerStart } from './ingestion/workerProcess.ts';

// Inside the checkout, where a worker's packages are found.
mkdirSync('.cache', { recursive: true });
const folder = mkdtempSync(path.resolve('.cache/crash-'));
const opened = orSkip('temporal', await openBench({ dbFile: path.join(folder, 'temporal.db') }));
const UNTIL = { timeout: 60_000, interval: 100 };
/** Of a pending activity that a worker has begun. */
const STARTED = 2;

describe.skipIf(!opened)('an ingestion on a Temporal server that meets with accidents', { timeout: 120_000 }, () => {
  // SAFETY: without a server none of these tests runs.
  const bench = opened as Bench;
  const children = new Set<ChildProcess>();
  let site: PracticeSite;

  beforeAll(async () => {
    site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
    writeFileSync(path.join(folder, 'workflows.js'), bench.bundle.code);
    await build({
      entryPoints: [path.resolve('test/temporal/ingestion/workerProcess.ts')],
      outfile: path.join(folder, 'worker.cjs'),
      ...{ bundle: true, platform: 'node', format: 'cjs', packages: 'external', logLevel: 'error' },
    });
  });
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await site.close();
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function startWorker(queue: string): Promise<ChildProcess> {
    const { address, namespace } = bench.server;
    const codePath = path.join(folder, 'workflows.js');
    const start: WorkerStart = { address, namespace, queue, root: path.join(folder, queue), codePath };
    const child = spawn(process.execPath, [path.join(folder, 'worker.cjs'), JSON.stringify(start)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.add(child);
    await once(child.stdout!, 'data');
    return child;
  }

  const startRun = (runId: string) =>
    bench.client.workflow.start('IngestionWorkflow', {
      ...{ taskQueue: runId, workflowId: runId },
      args: [
        { sources: ['tarifs', 'reglement'].map(name => ({ uri: new URL(`/vie-pratique/${name}`, site.url).href })) },
      ],
    });

  test('a worker killed in the middle of an activity: another one goes on, and does that one again', async () => {
    const first = await startWorker('killed');
    site.faults.set('slow', 1, { path: '/vie-pratique/tarifs' });
    const handle = await startRun('killed');
    await vi.waitFor(async () => {
      const pending = (await handle.describe()).raw.pendingActivities ?? [];
      expect(pending.map(({ activityType, state }) => [activityType?.name, state])).toEqual([['SCRAPING', STARTED]]);
    }, UNTIL);
    first.kill('SIGKILL');
    await once(first, 'exit');
    await startWorker('killed');
    expect(await handle.result()).toMatchObject({ completed: 2 });
    const views = await handle.query<{ stages: { attempts: number }[] }[]>('sources');
    expect(views.map(({ stages }) => stages[1]?.attempts)).toEqual([2, 1]);
  });

  test('a server killed and started again on its file: the run goes on, and nothing is done twice', async () => {
    await startWorker('restarted');
    site.faults.set('429-seconds', 1, { path: '/vie-pratique/tarifs' });
    const handle = await startRun('restarted');
    await vi.waitFor(async () => {
      const pending = (await handle.describe()).raw.pendingActivities ?? [];
      expect(pending.some(({ lastFailure }) => lastFailure)).toBe(true);
    }, UNTIL);
    await bench.server.kill();
    await bench.server.restart();
    await vi.waitFor(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'), UNTIL);
    expect(await handle.query('progress')).toMatchObject({ counts: { completed: 2 }, results: 10 });
    const { events = [] } = await handle.fetchHistory();
    const done = events?.filter(event => event.activityTaskCompletedEventAttributes);
    expect(done?.length).toBe(11); // With the list of Sources.
  });
});

// A Temporal server, one worker of ours in this process and a practice API, for the tests of the API's workflows.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { expect, vi } from 'vitest';
import { openApiRuns } from '../../../src/adapters/composeApi.ts';
import { startPracticeApi, type PracticeApi } from '../../../src/adapters/practiceServer/practiceApi.ts';
import type { ApiRuns } from '../../../src/engine/api/apiParts.ts';
import { createApiActivities } from '../../../src/temporal/apiActivities.ts';
import { createFakeLog } from '../../fakes/ports.ts';
import { installRuntime, quiet } from '../../servers/quietRuntime.ts';
import type { RunningTemporal } from '../../servers/temporal.ts';

export const QUEUE = 'api';

export interface World {
  /** The folder that workers share. */
  readonly root: string;
  readonly api: PracticeApi;
  readonly client: Client;
  readonly code: string;
  readonly native: NativeConnection;
  /** Of the local back end, in the same root. */
  readonly local: ApiRuns;
  close(): Promise<void>;
}

export async function openWorld(server: RunningTemporal, rows: number): Promise<World> {
  installRuntime();
  const root = mkdtempSync(path.join(tmpdir(), 'iw-temporal-api-'));
  const workflowsPath = new URL('../../../src/temporal/workflows.ts', import.meta.url).pathname;
  const [api, connection, native, { code }] = await Promise.all([
    startPracticeApi({ rows }),
    Connection.connect({ address: server.address }),
    NativeConnection.connect({ address: server.address }),
    bundleWorkflowCode({ workflowsPath, logger: quiet }),
  ]);
  const client = new Client({ connection, namespace: server.namespace });
  const local = await openApiRuns({ workDir: path.join(root, 'local'), userAgent: 'test', log: createFakeLog() });
  return {
    ...{ root, api, client, code, native, local },
    async close() {
      local.close();
      await Promise.all([api.close(), connection.close(), native.close()]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Serves until its answer is called. */
export async function startWorker(
  world: World,
  { namespace }: RunningTemporal,
  taskQueue = QUEUE,
): Promise<() => Promise<void>> {
  const { root, native, code } = world;
  const api = createApiActivities({
    root,
    userAgent: 'test',
    env: process.env,
    log: createFakeLog(),
    describe: ({ code }) => code,
  });
  const worker = await Worker.create({
    ...{ connection: native, namespace, taskQueue, activities: api.activities },
    workflowBundle: { code },
    shutdownGraceTime: 0,
    stickyQueueScheduleToStartTimeout: '1s',
    maxHeartbeatThrottleInterval: '1s',
  });
  const running = worker.run();
  return async () => {
    worker.shutdown();
    await running;
    api.close();
  };
}

/** Of another process, which hangs when it is to write partitions; its answer says when it does, and kills it. */
export function startHoldingWorker({ root, code }: World, server: RunningTemporal, queue: string) {
  const file = path.join(root, 'workflows.js');
  writeFileSync(file, code);
  const asked = { address: server.address, namespace: server.namespace, queue, root, code: file };
  const script = new URL('./workerProcess.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, JSON.stringify(asked)], { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => void (said += text.toString()));
  return {
    holding: () => vi.waitFor(() => expect(said).toContain('holding'), { timeout: 60_000, interval: 50 }),
    async kill() {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** What stands in a dataset's folder, byte for byte, but for what names a run. */
export function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name =>
    /\.\w+$|_SUCCESS$/.test(name),
  );
  return Object.fromEntries(names.sort().map(name => [name, readFileSync(path.join(folder, name), 'latin1')]));
}

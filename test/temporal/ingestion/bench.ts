// A Temporal server, its workflows bundled once, workers in this process and roots in temporary folders.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { installRuntime, quiet } from '../../servers/quietRuntime.ts';
import { startTemporal, type RunningTemporal, type ServerOptions } from '../../servers/temporal.ts';
import type { Missing } from '../../servers/required.ts';
import { createActivities, type Activities } from '../../../src/temporal/activities.ts';
import type { RunCounts } from '../../../src/model/event.ts';
import type { IngestionWorkflowInput } from '../../../src/model/generated/types.ts';
import type { RunCall } from '../../../src/model/temporal/call.ts';

export interface Bench {
  readonly server: RunningTemporal;
  readonly client: Client;
  readonly bundle: WorkflowBundleWithSourceMap;
  /** An empty folder. */
  newRoot(): string;
  /** A worker on a queue of its own, or on the one given; it stops with the bench, or before. */
  work(options: { readonly root: string; readonly queue?: string; readonly activities?: Activities }): Promise<Working>;
  close(): Promise<void>;
}

export interface Working {
  readonly queue: string;
  start(runId: string, input: IngestionWorkflowInput, call?: RunCall): Promise<WorkflowHandle<Ingestion>>;
  stop(): Promise<void>;
}

export type Ingestion = (input: IngestionWorkflowInput, call?: RunCall) => Promise<RunCounts>;

export async function openBench(options: ServerOptions = {}): Promise<Bench | Missing> {
  const server = await startTemporal(options);
  if ('missing' in server) return server;
  installRuntime();
  const bundle = await bundleWorkflowCode({ workflowsPath: path.resolve('src/temporal/workflows.ts'), logger: quiet });
  const connection = await Connection.connect({ address: server.address });
  const native = await NativeConnection.connect({ address: server.address });
  const client = new Client({ connection, namespace: server.namespace });
  const folder = mkdtempSync(path.join(tmpdir(), 'iw-temporal-'));
  const working = new Set<Working>();
  let roots = 0;
  return {
    ...{ server, client, bundle },
    newRoot: () => path.join(folder, `root-${(roots += 1)}`),
    async work({ root, queue = `queue-${(roots += 1)}`, activities }) {
      const served = await createActivities({ root, identity: 'test' });
      const worker = await Worker.create({
        connection: native,
        namespace: server.namespace,
        taskQueue: queue,
        workflowBundle: bundle,
        activities: { ...served.activities, ...activities },
        stickyQueueScheduleToStartTimeout: '1s',
        maxHeartbeatThrottleInterval: '1s',
      });
      const running = worker.run();
      const one: Working = {
        queue,
        start: (runId, input, call) =>
          client.workflow.start<Ingestion>('IngestionWorkflow', {
            ...{ taskQueue: queue, workflowId: runId },
            args: call ? [input, call] : [input],
          }),
        async stop() {
          if (!working.delete(one)) return;
          worker.shutdown();
          await running;
          await served.close();
        },
      };
      working.add(one);
      return one;
    },
    async close() {
      for (const one of working) await one.stop();
      await native.close();
      await connection.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

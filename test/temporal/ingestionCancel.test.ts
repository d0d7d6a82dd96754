import path from 'node:path';
import { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { expect, test } from 'vitest';
import { quiet } from '../servers/quietRuntime.ts';
import { orSkip } from '../servers/required.ts';
import { openBench } from './ingestion/bench.ts';
import { noopActivities, sourcesOf } from './ingestion/noop.ts';

const bench = orSkip('temporal', await openBench());

test.skipIf(!bench)(
  'a run that is cancelled while its slices are being started is CANCELED, and lists what it has',
  async () => {
    if (!bench) return;
    const { server, client } = bench;
    const connection = await NativeConnection.connect({ address: server.address });
    const workflowsPath = path.resolve('test/temporal/ingestion/cancels.ts');
    const lists: unknown[] = [];
    const worker = await Worker.create({
      ...{ connection, namespace: server.namespace, taskQueue: 'cancels' },
      workflowBundle: await bundleWorkflowCode({ workflowsPath, logger: quiet }),
      activities: { ...noopActivities(), SOURCES_LIST: (runId: string) => Promise.resolve(void lists.push(runId)) },
    });
    const running = worker.run();
    try {
      const input = { sources: sourcesOf(6), stages_config: { SCRAPING: { bulk_size: 2 } } };
      const run = client.workflow.execute('CancelledAtOnce', {
        taskQueue: 'cancels',
        workflowId: 'at-once',
        args: [input],
      });
      const thrown: unknown = await run.catch((error: unknown) => error);
      expect(thrown instanceof WorkflowFailedError && thrown.cause).toBeInstanceOf(CancelledFailure);
      expect(lists).toEqual(['at-once']);
    } finally {
      worker.shutdown();
      await running;
      await connection.close();
      await bench.close();
    }
  },
  120_000,
);

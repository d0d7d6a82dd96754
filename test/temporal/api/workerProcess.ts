// A worker of its own process, to be killed: node workerProcess.ts '{"address": …}'. Says `polling`; with `hold`, it says
// `holding` when it is asked to write partitions, and does not.
import { readFileSync } from 'node:fs';
import { NativeConnection, Worker } from '@temporalio/worker';
import { createApiActivities } from '../../../src/temporal/apiActivities.ts';

interface Asked {
  readonly address: string;
  readonly namespace: string;
  readonly queue: string;
  readonly root: string;
  /** A file. */
  readonly code: string;
}

// SAFETY: only the tests start this file, with that argument.
const { address, namespace, queue, root, code } = JSON.parse(process.argv[2] ?? '') as Asked;
const log = { write: () => undefined };
const api = createApiActivities({ root, userAgent: 'test', env: {}, log, describe: ({ code: told }) => told });
const worker = await Worker.create({
  ...{ connection: await NativeConnection.connect({ address }), namespace, taskQueue: queue },
  workflowBundle: { code: readFileSync(code, 'utf8') },
  activities: {
    ...api.activities,
    async API_PARTITION() {
      process.stdout.write('holding\n');
      await new Promise(() => undefined);
    },
  },
  stickyQueueScheduleToStartTimeout: '1s',
});
process.stdin.on('end', () => process.exit()).resume();
process.stdout.write('polling\n');
await worker.run();

// A worker in a process of its own, to be killed: its one argument is a WorkerStart. It ends with who started it.
import { NativeConnection, Worker } from '@temporalio/worker';
import { installRuntime } from '../../servers/quietRuntime.ts';
import { createActivities } from '../../../src/temporal/activities.ts';

export interface WorkerStart {
  readonly address: string;
  readonly namespace: string;
  readonly queue: string;
  readonly root: string;
  /** The file of the workflows' bundle. */
  readonly codePath: string;
}

async function main({ address, namespace, queue, root, codePath }: WorkerStart): Promise<void> {
  installRuntime();
  const connection = await NativeConnection.connect({ address });
  const { activities } = await createActivities({ root, identity: 'test' });
  const worker = await Worker.create({
    ...{ connection, namespace, taskQueue: queue, activities, workflowBundle: { codePath } },
    stickyQueueScheduleToStartTimeout: '1s',
    maxHeartbeatThrottleInterval: '1s',
  });
  process.stdin.resume().on('end', () => process.exit());
  const running = worker.run();
  process.stdout.write('polling\n');
  await running;
}

void main(JSON.parse(process.argv[2] ?? '{}'));

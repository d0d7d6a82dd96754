import { proxyActivities } from '@temporalio/workflow';

/** What workers of the doctor's tests know; `second.ts` is another version of it. */

interface Work {
  work(): Promise<void>;
}

export async function PingWorkflow(): Promise<void> {}

export async function Working(queue: string): Promise<void> {
  const options = { taskQueue: queue, startToCloseTimeout: '1 minute', heartbeatTimeout: '8 seconds' } as const;
  await proxyActivities<Work>({ ...options, retry: { maximumAttempts: 5, initialInterval: '1 minute' } }).work();
}

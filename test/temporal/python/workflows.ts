import { proxyActivities } from '@temporalio/workflow';

interface Call {
  readonly taskQueue: string;
  readonly type: string;
  readonly args: readonly unknown[];
}

/** One activity of any worker, and what it answers. */
export async function callActivity({ taskQueue, type, args }: Call): Promise<unknown> {
  const activities = proxyActivities<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>({
    taskQueue,
    startToCloseTimeout: '60s',
    heartbeatTimeout: '20s',
    retry: { maximumAttempts: 2, initialInterval: 10 },
  });
  return activities[type]?.(...args);
}

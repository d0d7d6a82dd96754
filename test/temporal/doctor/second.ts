import { sleep } from '@temporalio/workflow';

export { PingWorkflow } from './first.ts';

/** Another version: it waits where the first one works. */
export async function Working(): Promise<void> {
  await sleep('1 hour');
}

import { CancellationScope, condition } from '@temporalio/workflow';
import type { RunState } from '../../model/runState.ts';

/** Resolves when what failed is put back; who is cancelled meanwhile still waits for what is in flight. */
export function putBack(state: RunState): Promise<void> {
  const { resumption } = state;
  return CancellationScope.nonCancellable(() => condition(() => state.resumption !== resumption));
}

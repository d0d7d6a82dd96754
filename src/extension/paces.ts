import { endedOf } from '../model/view.ts';
import type { RunKey } from './nodes.ts';
import { addSample, rateOf, type Sample } from './pace.ts';
import type { Store } from './store.ts';

/** Sources a second of a running run, measured from what the store is told; null as long as nothing can be said. */
export type Pace = (key: RunKey) => number | null;

export function createPace(store: Pick<Store, 'runs' | 'runsChanged'>, now: () => number): Pace {
  const samples = new Map<string, readonly Sample[]>();
  store.runsChanged.listen(() => {
    for (const run of store.runs())
      if (run.status !== 'RUNNING') samples.delete(run.runId);
      else samples.set(run.runId, addSample(samples.get(run.runId) ?? [], { at: now(), ended: endedOf(run) }));
  });
  return ({ runId }) => rateOf(samples.get(runId) ?? []);
}

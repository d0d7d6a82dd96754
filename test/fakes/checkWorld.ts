import type { CheckWorld } from '../../src/engine/workshop/workshopPorts.ts';
import type { ActivityTrial } from '../../src/model/workshop/activityCase.ts';

export const TRIAL: ActivityTrial = {
  ...{ source: null, artifact: null, discovered: [], chunks: [], skipped: null, log: [], problem: null },
};

/** A learner's folder in which nothing was done yet. */
export const createFakeCheckWorld = (there: Partial<CheckWorld> = {}): CheckWorld => ({
  artifacts: async () => null,
  events: async () => null,
  rows: async () => null,
  search: async () => null,
  trial: async () => null,
  countTokens: async text => text.split(/\s+/).filter(Boolean).length,
  cli: { run: async () => ({ exit: 0, result: null }) },
  ...there,
});

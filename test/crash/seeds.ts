import { test } from 'vitest';
import { trySeed, uninterrupted } from './trial.ts';

/** Seeds that a person asked for alone: what a failure prints to be run again. */
const ONLY = process.env['SEED'];

/** Two files share the seeds, so that two cores do. */
export function trySeeds(first: number, last: number): void {
  test(`seeds ${first} to ${last}: up to five crashes each, and nothing is lost`, { timeout: 120_000 }, async () => {
    const { artifacts } = await uninterrupted();
    const [from, to] = ONLY === undefined ? [first, last] : [Number(ONLY), Number(ONLY)];
    for (let seed = from; seed <= to; seed += 1) {
      await trySeed(seed, artifacts).catch((error: unknown) => {
        const again = `Replay it: SEED=${seed} npx vitest run test/crash/seedsA.test.ts`;
        throw new Error(`seed ${seed}: ${String(error)}\n${again}`, { cause: error });
      });
    }
  });
}

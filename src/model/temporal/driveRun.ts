import type { Limits } from '../decide.ts';
import type { SourceState } from '../runState.ts';
import type { SliceCall, SliceDone } from './call.ts';
import { applyCarried, carrySlice } from './carry.ts';
import { driveSources, hostsFor, type Execution, type World } from './driveSources.ts';
import { cutSlices, jsonBytes, nextPhase, sliceSize, type Phase } from './phases.ts';

export interface RunWorld extends World {
  /** A slice as an execution of its own; `first` is the place of its first Source. Throws what ends the run. */
  runSlice(call: SliceCall, first: number): Promise<SliceDone>;
}

export type RunExecution = Execution & { readonly world: RunWorld };

/** Slices at a time. */
const PARALLEL = 2;
/** Bytes of a slice's Sources when it starts: it answers with more. */
const SLICE_BYTES = 900_000;

/**
 * The whole run, phase by phase. FULL: another execution is to go on; nothing is in flight. What is put back meanwhile
 * is due again, whatever its phase.
 */
export async function driveRun(run: RunExecution): Promise<'ENDED' | 'FULL'> {
  for (;;) {
    const phase = nextPhase(run.state);
    if (!phase || run.world.isCanceled()) return 'ENDED';
    if (run.world.isFull()) return 'FULL';
    await drivePhase(run, phase);
  }
}

/** One slice is driven here, so that a small run has one history. */
async function drivePhase(run: RunExecution, { stages, sources }: Phase): Promise<void> {
  const carried = carrySlice(sources, run.state.runId).map((source, at) => ({ source, state: sources[at]! }));
  const slices = cutSlices(carried, sliceSize(run.input, stages), {
    bytesOf: ({ source }) => jsonBytes(source),
    limit: SLICE_BYTES,
  });
  if (slices.length === 1) return driveSources(run, stages, sources);
  const waiting = slices.values();
  const lane = async (): Promise<void> => {
    for (const slice of waiting) {
      if (run.world.isCanceled()) return;
      const { state: runState, input, inputHosts, options, limits, world } = run;
      const states = slice.map(({ state }) => state);
      const call: SliceCall = {
        ...{ runId: runState.runId, input, inputHosts: hostsFor(inputHosts, states), options, stages: [...stages] },
        ...shareOf(limits),
        sources: slice.map(({ source }) => source),
      };
      const done = await world.runSlice(call, slice[0]!.state.index);
      fold(run, done, states);
      if (world.isFull()) return;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
}

/** Of what the whole run may do at a time. */
const shareOf = ({ concurrency, perHost }: Limits): Pick<SliceCall, 'concurrency' | 'perHost'> => ({
  concurrency: Math.ceil(concurrency / PARALLEL),
  perHost: Math.ceil(perHost / PARALLEL),
});

function fold({ state, world }: RunExecution, done: SliceDone, sources: readonly SourceState[]): void {
  state.bytes += done.bytes;
  for (const [at, carried] of done.sources.entries()) {
    const source = sources[at];
    if (source) applyCarried(state, source, { carried, now: world.now() });
  }
}

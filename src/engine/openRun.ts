import type { ExecutionBody } from '../model/eventBody.ts';
import { canonicalJson } from '../model/key.ts';
import type { Clock, Hash, RunStore } from './ports.ts';
import { whenFree } from './whenFree.ts';

export type OpenRun = Awaited<ReturnType<RunStore['open']>>;

/** A run under its lock, unless its events are refused. */
export async function openIf(
  open: () => Promise<OpenRun>,
  refuse: (events: OpenRun['events']) => void,
): Promise<OpenRun> {
  const opened = await open();
  try {
    refuse(opened.events);
    return opened;
  } catch (error) {
    await opened.release();
    throw error;
  }
}

export const openWhenFree = ({ clock, runs }: Opening, runId: string, seconds: number): Promise<OpenRun> =>
  whenFree(clock, seconds, () => runs.open(runId));

interface Opening {
  readonly clock: Clock;
  readonly runs: RunStore;
}

interface Beginning {
  readonly ports: { readonly clock: Clock; readonly hash: Hash };
  readonly identity: string;
}

/** Sorts by time, and two in one second differ. */
export function newRunId({ ports, identity }: Beginning, input: unknown): string {
  const now = ports.clock.now().toISOString();
  const time = now.slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  return `${time}-${ports.hash.sha256(now + identity + canonicalJson(input)).slice(0, 6)}`;
}

type Reopened = Extract<
  ExecutionBody<unknown>,
  { eventType: 'WorkflowExecutionSignaled' | 'WorkflowExecutionUnpaused' }
>;

/** What a run is told that goes on: to try again what failed, or only what was stopped. */
export const reopening = (failed: boolean, identity: string): Reopened =>
  failed
    ? { eventType: 'WorkflowExecutionSignaled', attributes: { signalName: 'retryFailed', identity } }
    : { eventType: 'WorkflowExecutionUnpaused', attributes: { identity } };

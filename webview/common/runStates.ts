import type { RunStatus } from '../../src/model/view.ts';
import type { View } from './lit.ts';
import { canceledState, completedState, errorState, parkedState, progressState, warnState } from './stateIcons.ts';

export interface RunState {
  readonly icon: View;
  /** The class that gives the icon its colour. */
  readonly tone: string;
}

const STATES: Readonly<Record<RunStatus, RunState>> = {
  RUNNING: { icon: progressState, tone: 'run' },
  COMPLETED: { icon: completedState, tone: 'ok' },
  FAILED: { icon: errorState, tone: 'bad' },
  CANCELED: { icon: canceledState, tone: 'off' },
  TERMINATED: { icon: canceledState, tone: 'bad' },
  TIMED_OUT: { icon: errorState, tone: 'bad' },
  PARKED: { icon: parkedState, tone: 'warn' },
};

/** How a run stands; one that came to its end with parts that failed only warns. */
export const runState = (status: RunStatus, hasFailures: boolean): RunState =>
  status === 'COMPLETED' && hasFailures ? { icon: warnState, tone: 'warn' } : STATES[status];

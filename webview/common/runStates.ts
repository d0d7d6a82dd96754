import type { RunStatus } from '../../src/model/view.ts';
import type { View } from './lit.ts';
import { canceledState, completedState, errorState, parkedState, progressState, warnState } from './stateIcons.ts';

/** How a state looks. */
export interface Look {
  readonly icon: View;
  /** The class that gives the icon its colour. */
  readonly tone: 'ok' | 'bad' | 'warn' | 'run' | 'off';
}

const STATES: Readonly<Record<RunStatus, Look>> = {
  RUNNING: { icon: progressState, tone: 'run' },
  COMPLETED: { icon: completedState, tone: 'ok' },
  FAILED: { icon: errorState, tone: 'bad' },
  CANCELED: { icon: canceledState, tone: 'off' },
  TERMINATED: { icon: canceledState, tone: 'bad' },
  TIMED_OUT: { icon: errorState, tone: 'bad' },
  PARKED: { icon: parkedState, tone: 'warn' },
};

/** How a run stands; one that came to its end with parts that failed only warns. */
export const runState = (status: RunStatus, hasFailures: boolean): Look =>
  status === 'COMPLETED' && hasFailures ? { icon: warnState, tone: 'warn' } : STATES[status];

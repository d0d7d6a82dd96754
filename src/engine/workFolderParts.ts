import type { RunOptions } from '../model/event.ts';
import type { Problem } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import type { ActivityProcess } from './learner/activityProcess.ts';
import type { Outputs, Ports, RunStore } from './ports.ts';

export interface WorkFolderPorts extends Ports {
  readonly runs: RunStore;
}

/** What a work folder is made of; `adapters/compose.ts` gives it. */
export interface WorkFolderParts {
  readonly workDir: string;
  readonly ports: WorkFolderPorts;
  readonly codeVersions: Readonly<Record<Stage, string>>;
  readonly outputs: Outputs;
  /** Where a learner's code runs. */
  readonly activityProcess: ActivityProcess;
  /** Who runs, for the record: `pid 42 on host`. */
  readonly identity: string;
  describe(problem: Problem): string;
  /** Ports whose `readInput` knows where this run's INPUT lies. */
  portsFor(options: RunOptions): WorkFolderPorts;
  close(): Promise<void>;
}

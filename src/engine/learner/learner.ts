import type { Stage } from '../../model/stage.ts';
import type { Activity } from '../activity.ts';
import type { RobotsGate } from '../robotsGate.ts';

/** The stages of a run that a learner's own files do, by those files as they were when it began, or went on. */
export interface Learner {
  readonly stages: readonly Stage[];
  /** Of the file and all that it imports. */
  sha256(stage: Stage): string | undefined;
  activity(stage: Stage, gate: RobotsGate): Activity;
}

export const NO_LEARNER: Learner = {
  stages: [],
  sha256: () => undefined,
  activity: stage => {
    throw new Error(`no file for ${stage}`);
  },
};

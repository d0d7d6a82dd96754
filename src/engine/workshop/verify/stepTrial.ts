import type { Workshop, WorkshopStep } from '../../../model/generated/types.ts';
import type { FolderStates, WorkshopFiles } from '../folderState.ts';
import type { Requirement } from '../../../model/workshop/outline.ts';
import type { CheckWorld, CommandLine, LearnerFolder, Surroundings } from '../workshopPorts.ts';

/** A learner's folder that nobody needs, and what can be done in it. */
export interface Sandbox extends Surroundings {
  readonly learner: LearnerFolder;
  readonly cli: CommandLine;
  /** Opened for each look: what one kept open would be in the way of the command line. */
  look<T>(use: (world: CheckWorld) => Promise<T>): Promise<T>;
  /** Starts what these servers cannot do without: a worker. Gives what ends it. */
  serve(requires: readonly Requirement[]): Promise<() => Promise<void>>;
  /** Gives what puts the whole folder back as it is now. */
  keep(): Promise<() => Promise<void>>;
}

/** What is being done for a step, for who watches. */
export type VerifyPhase = 'start' | 'mistakes' | 'solution';

export interface StepTrial {
  readonly sandbox: Sandbox;
  readonly workshop: Workshop;
  readonly files: WorkshopFiles;
  readonly states: FolderStates;
  readonly step: WorkshopStep;
  readonly signal: AbortSignal;
  moved(phase: VerifyPhase, what: string): void;
}

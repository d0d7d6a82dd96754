import type { JournalEvent } from '../../model/event.ts';
import type { ActivityCase, ActivityTrial } from '../../model/workshop/activityCase.ts';
import type { Stage } from '../../model/stage.ts';
import type { Requirement } from '../../model/workshop/outline.ts';

/** The folder that a learner works in. Paths are relative to it, with `/`, and never lead out of it. */
export interface LearnerFolder {
  /** All files but the work folder's, sorted; dot-folders and `node_modules` left out. */
  list(): Promise<readonly string[]>;
  /** Null: not there. */
  read(path: string): Promise<Uint8Array | null>;
  /** Whole or not at all; its folders are made. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** What is not there is removed already. */
  remove(path: string): Promise<void>;
}

export interface CommandAnswer {
  readonly exit: number;
  /** The one JSON object of its standard output; null where it printed none. */
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** What a step may need beside the tool. */
export interface Surroundings {
  has(requirement: Requirement): Promise<boolean>;
}

/** The project's own command line, with the learner's folder as its current one. */
export interface CommandLine {
  /** `unplugAfter`: killed, as by a power cut, when the run that it begins has so many results of activities. */
  run(args: readonly string[], signal: AbortSignal, unplugAfter?: number | null): Promise<CommandAnswer>;
}

export interface ArtifactText {
  readonly uri: string;
  /** Relative to the learner's folder. */
  readonly path: string;
  readonly text: string;
}

export interface FoundChunk {
  readonly uri: string;
  readonly text: string;
  readonly score: number;
}

/** What checks look at; all of it is there without them. Null: there is no run, no index, no such file. */
export interface CheckWorld {
  /** Of the newest run: what a stage wrote, by Source. */
  artifacts(stage: Stage): Promise<readonly ArtifactText[] | null>;
  /** Of the newest run, in order; of that of an input of the learner's folder where one is named. */
  events(input?: string | null): Promise<{ readonly path: string; readonly events: readonly JournalEvent[] } | null>;
  rows(file: string): Promise<{ readonly columns: readonly string[]; readonly rows: number } | null>;
  /** The best first. */
  search(question: string, k: number): Promise<readonly FoundChunk[] | null>;
  /** The learner's file on one case; null: no such file. */
  trial(module: string, one: ActivityCase, signal: AbortSignal): Promise<ActivityTrial | null>;
  countTokens(text: string): Promise<number>;
  readonly cli: CommandLine;
}

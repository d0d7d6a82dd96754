import type { Stage } from '../model/stage.ts';
import type { ActivityTrial } from '../model/workshop/activityCase.ts';

/** A learner's file, and what it is tried on. */
export interface ActivityAsked {
  /** The asker's own, for what is asked of it later. */
  readonly id: string;
  /** Absolute: outside of it nothing is imported. */
  readonly folder: string;
  /** Relative to it, with `/`. */
  readonly file: string;
  readonly stage: Stage;
  /** A Source as a run had it before that stage; null: a small page that the engine carries. */
  readonly source: { readonly workDir: string; readonly runId: string; readonly uri: string } | null;
}

/** What came of it, with what it worked on. */
export interface ActivityTold extends ActivityTrial {
  readonly uri: string;
  readonly durationMs: number;
}

export type ActivityVerbs = {
  /** Never fails for what the code does. */
  tryActivity(p: ActivityAsked): ActivityTold;
  /** Answers as soon as it waits for a debugger on 127.0.0.1; null: it ended before. What comes of it: `activityTold`. */
  debugActivity(p: ActivityAsked): { port: number | null };
  activityTold(p: { id: string }): ActivityTold;
  /** Ends its process. */
  stopActivity(p: { id: string }): void;
  /** The text of an input in which `stage` is done by `file`, and the line that says so, from 1. */
  useActivity(p: { input: string; text: string; stage: Stage; file: string }): { text: string; line: number };
};

import type { RunsFollower, RunsListener } from '../adapters/runs/followRuns.ts';
import type { HistoryTail } from '../adapters/runs/historyTail.ts';
import type { ApiIngestRequest, BackfillRequest } from '../engine/api/apiParts.ts';
import type { JournalEvent, RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import type { Diagnosis } from '../model/temporal/diagnose.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';

/** A server as a second back end: the same verbs as a work folder's, for runs that it holds. Failures are ProblemErrors. */
export interface TemporalBackEnd {
  readonly serverVersion: string;
  /** Runs on the server, whoever started them, in the words of the local ones. */
  readonly follower: RunsFollower;
  /** Their events in the journal's words: `historyEvents`, `historyLines`, `findInHistory` read it as a local one. */
  history(runId: string): HistoryTail;
  /** All of them, whole, for who exports a run. */
  journal(runId: string): Promise<readonly JournalEvent[]>;
  start(request: StartRequest): Promise<{ readonly runId: string }>;
  /** An ingestion from an API. Headers are names of environment variables: the workers resolve them. */
  startApi(request: ApiStartRequest): Promise<{ readonly runId: string }>;
  startBackfill(request: BackfillStartRequest): Promise<{ readonly runId: string }>;
  /** A run that ended goes on; one that is on, and `failed`, puts back what failed. */
  resume(request: { readonly runId: string; readonly failed: boolean }): Promise<{ readonly runId: string }>;
  cancel(runId: string): Promise<void>;
  terminate(runId: string, reason: string): Promise<void>;
  /** Why this run does not move; null: whether any would. A server that is away is a finding, no failure. */
  diagnose(runId: string | null): Promise<readonly Diagnosis[]>;
  close(): Promise<void>;
}

export interface StartRequest {
  readonly input: IngestionWorkflowInput;
  readonly options: RunOptions;
  /** The workflow id; one that exists is refused (config, `run_exists`). */
  readonly runId?: string;
}

export type ApiStartRequest = Pick<ApiIngestRequest, 'input' | 'options'>;
export type BackfillStartRequest = Pick<BackfillRequest, 'input' | 'options'>;

export interface BackEndOptions {
  readonly place: TemporalPlace;
  /** Absolute; its parent is the root that workers share. */
  readonly workDir: string;
  readonly listener: RunsListener;
  /** The server went away (why), or is back (null). The follower goes on by itself. */
  onAway(problem: Problem | null): void;
}

/** What the client's bundle exports as `openTemporal`; rejects with transient `temporal_unreachable` within 10 s. */
export type OpenTemporal = (options: BackEndOptions) => Promise<TemporalBackEnd>;

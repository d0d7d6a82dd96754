import type { EmbeddingUse, RefusedChunk } from '../model/embedding.ts';
import type { RunOptions } from '../model/event.ts';
import type { IngestionWorkflowInput, Source } from '../model/generated/types.ts';
import type { Reason } from '../model/problem.ts';
import type { Ports } from './ports.ts';

/** Settings of a run that no input file holds. */
export interface RunSettings {
  readonly requestTimeoutMs: number;
  /** Decoded bytes of a page. */
  readonly maxPageBytes: number;
  readonly userAgent: string;
  /** Extra request headers, values already resolved from the environment; never journaled. Sent to the hosts of INPUT only. */
  readonly headers: Readonly<Record<string, string>>;
  readonly allowPrivateHosts: boolean;
  /** `host:port` that INPUT itself names: allowed even when private. */
  readonly inputHosts: readonly string[];
}

/** Those that a run was started with, and those that stand in no record of it. */
export const runSettings = (
  { requestTimeoutMs, maxPageBytes, userAgent, allowPrivateHosts }: RunOptions,
  more: Pick<RunSettings, 'headers' | 'inputHosts'>,
): RunSettings => ({ requestTimeoutMs, maxPageBytes, userAgent, allowPrivateHosts, ...more });

/** What one activity may use. */
export interface ActivityContext {
  readonly ports: Ports;
  readonly settings: RunSettings;
  readonly input: IngestionWorkflowInput;
  readonly runId: string;
  /** The activity's key (see `activityKey`), for idempotent effects. */
  readonly key: string;
  /** Where this activity's artifact goes, relative to the work folder (`runs/<id>/conversion/<name>.md`). */
  readonly artifactPath: string;
  /** The bytes that the stage works on: the artifact of the stage before, or what INPUT names. */
  readInput(): Promise<Uint8Array>;
  readonly signal: AbortSignal;
  heartbeat(): void;
}

export interface ActivityResult {
  /** The Source as it stands after the stage, paths and metadata set; stage and status are set by the loop. */
  readonly source: Source;
  /** CRAWLING only: the links that it keeps, in page order. */
  readonly discovered?: readonly Source[];
  /** CHUNKING and INDEXING: how many. */
  readonly chunks?: number;
  /** INDEXING only: what its vectors took. */
  readonly embedding?: EmbeddingUse;
  /** INDEXING only: chunks that are not in the index because the model refused them; never empty. */
  readonly refused?: readonly RefusedChunk[];
  /** Bytes of the page that this activity fetched. */
  readonly bytes?: number;
  /** The Source ends here without fault: empty, script-only, disallowed, of another type. */
  readonly skipped?: Reason;
  /** Nothing had to be done: the server answered 304, the index held it already. */
  readonly reused?: boolean;
}

/** A stage applied to one Source; the only place that touches the world. Throws ProblemError. */
export type Activity = (context: ActivityContext, source: Source) => Promise<ActivityResult>;

import type { Problem } from '../model/problem.ts';
import type { Diagnosis } from '../model/temporal/diagnose.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { ApiRunRequest, BackfillAsked } from './datasets.ts';
import type { IngestRequest } from './ingestRequest.ts';

export type TemporalStatus =
  | { readonly state: 'off' }
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly serverVersion: string }
  | { readonly state: 'away'; readonly problem: Problem };

/**
 * What the extension asks of the engine process about Temporal; the client is loaded at the first of these. A run there
 * is watched, resumed, cancelled and read by the verbs for all runs.
 */
export type TemporalVerbs = {
  /** Connects, or lets go when null; runs there then appear among those of the work folder. */
  useTemporal(p: { workDir: string; place: TemporalPlace | null }): TemporalStatus;
  /** Its run id is the workflow id. */
  startOnTemporal(p: IngestRequest): { runId: string };
  /** Answers when the server has it; a work folder that is away for want of it is connected soon. */
  createTemporalNamespace(p: { workDir: string; place: TemporalPlace }): void;
  /** A configuration of `ingest-api`: its run, or the days that its dataset lacks. */
  ingestApiOnTemporal(p: ApiRunRequest): { runId: string };
  backfillOnTemporal(p: BackfillAsked): { runId: string };
  /** At once, whatever runs. */
  terminateOnTemporal(p: { workDir: string; runId: string; reason: string }): void;
  /** Why runs do not move; of one run, or of the queue. */
  diagnoseTemporal(p: { workDir: string; runId: string | null }): readonly Diagnosis[];
};

export type TemporalGuestVerbs = {
  temporalChanged(p: { workDir: string; status: TemporalStatus }): void;
};

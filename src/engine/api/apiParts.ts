import type { ApiRunOptions, ApiRunResult } from '../../model/api/apiEvent.ts';
import type { BackfillOptions } from '../../model/api/backfill.ts';
import type { ApiSettings } from '../../model/api/settings.ts';
import type { ApiIngestionInput } from '../../model/generated/types.ts';
import type { Problem } from '../../model/problem.ts';
import type { Dataset } from '../dataset/dataset.ts';
import type { DatasetRun } from '../dataset/datasetWriting.ts';
import type { DatasetFolder, Ports, RunStore, StagingStore, Tables } from '../ports.ts';
import type { Drive } from '../workFolder.ts';
import type { BackfillResult } from '../../model/api/describeBackfill.ts';

/** What ingestions from APIs are made of; `adapters/composeApi.ts` gives it. */
export interface ApiParts {
  readonly ports: Pick<Ports, 'clock' | 'hash' | 'http' | 'log'> & { readonly runs: RunStore };
  readonly staging: StagingStore;
  readonly tables: Tables;
  /** An output folder as the input names it. */
  openFolder(outputDir: string, currentFolder: string): DatasetFolder;
  readonly identity: string;
  readonly userAgent: string;
  close(): void;
}

/** Of a run whose dataset another run holds: that one opens it. */
export interface Sharing {
  openDataset?(settings: ApiSettings, run: DatasetRun): Promise<Dataset>;
}

export interface ApiIngestRequest extends Drive, Sharing {
  readonly input: ApiIngestionInput;
  /** An id that exists is refused (usage, `run_exists`). */
  readonly runId?: string;
  readonly options: ApiRunOptions;
}

export interface ApiResumeRequest extends Drive, Sharing {
  readonly runId: string;
  /** A run that failed, too. */
  readonly failed: boolean;
}

export interface ApiIngestionResult {
  readonly runId: string;
  /** Relative to the work folder. */
  readonly journal: string;
  readonly settings: ApiSettings;
  /** `parked`: stopped in good order, resumable. */
  readonly status: 'success' | 'cancelled' | 'error' | 'parked';
  readonly failure: Problem | null;
  /** Of a run that came to its end. */
  readonly result: ApiRunResult | null;
  readonly startedAt: string;
  readonly durationMs: number;
}

export interface BackfillRequest extends Drive {
  readonly input: ApiIngestionInput;
  readonly runId?: string;
  readonly options: ApiRunOptions & BackfillOptions;
  /** Says what would be ingested, and ingests nothing. */
  readonly dryRun: boolean;
}

/** The ingestions from APIs of a work folder. Failures are ProblemErrors. */
export interface ApiRuns {
  /** Config: what `resolveApiInput` and `openDataset` refuse, before anything is written. */
  ingest(request: ApiIngestRequest): Promise<ApiIngestionResult>;
  resume(request: ApiResumeRequest): Promise<ApiIngestionResult>;
  /** Config: as `ingest`, and what `refuseBackfill` refuses. */
  backfill(request: BackfillRequest): Promise<BackfillResult>;
  resumeBackfill(request: ApiResumeRequest): Promise<BackfillResult>;
  close(): void;
}

export type ChildRuns = Pick<ApiRuns, 'ingest' | 'resume'>;

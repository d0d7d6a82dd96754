import type { JournalEvent, RunCounts, RunOptions, StartedEvent } from '../model/event.ts';
import type { EmbeddingForecast, EmbeddingUse, RefusedChunk } from '../model/embedding.ts';
import type { Evaluation, ExpectedAnswer, Projection } from '../model/found.ts';
import type { IngestionWorkflowInput } from '../model/generated/types.ts';
import type { CrawlPreview } from '../model/preview/preview.ts';
import type { Problem, Reason } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import type { RunSummary, SourceView } from '../model/view.ts';
import type { ForecastRequest } from './forecastEmbedding.ts';
import type { EmptyRequest, EmptyResult } from './emptyIndex.ts';
import type { ExportRequest, ExportResult } from './exportIndex.ts';
import type { PreviewRequest } from './preview/previewRequest.ts';
import type { RebuildRequest, RebuildResult } from './rebuildCollection.ts';
import type { ReconcileRequest, ReconcileResult } from './reconcile.ts';
import type { Asked, AskRequest } from './askIndex.ts';
import type { CollectionInfo, Log, StoredChunk, VectorStore } from './ports.ts';
import type { ProjectionRequest } from './projectCollection.ts';
import type { SearchRequest, SearchResult, SearchSettings } from './searchIndex.ts';

/** What a guest gives to open a work folder. */
export interface OpenRequest {
  /** Absolute; made when it is not there yet and something is written. */
  readonly workDir: string;
  /** A problem as a sentence, for files that people read (`sources_db.yaml`). */
  describe?(problem: Problem): string;
  readonly log: Log;
}

/** How one Source ended. */
export interface Outcome {
  readonly uri: string;
  readonly status: 'COMPLETED' | 'ERROR' | 'SKIPPED' | 'ALIAS';
  /** The last stage that it reached. */
  readonly stage: Stage | null;
  readonly reason: Reason | null;
  readonly aliasOf: string | null;
  readonly attempts: number;
  readonly title: string | null;
  /** Paths are relative to the work folder. */
  readonly rawFilePath: string | null;
  readonly convertedMdPath: string | null;
  readonly chunkingFilePath: string | null;
  readonly chunks: number;
  /** Chunks that the model refused, and that are not in the index. */
  readonly refused: readonly RefusedChunk[];
}

export interface RunResult {
  readonly runId: string;
  /** Relative to the work folder. */
  readonly journal: string;
  /** `partial`: Sources in ERROR. `parked`: stopped in good order, resumable. */
  readonly status: 'success' | 'partial' | 'cancelled' | 'error' | 'parked';
  readonly counts: RunCounts;
  readonly chunks: number;
  readonly collection: string;
  /** What all vectors of the run took; null when it made none. */
  readonly embedding: EmbeddingUse | null;
  /** Activities whose result came from an earlier run. */
  readonly reused: number;
  /** By the last resume: results that were not made again, and activities that were. */
  readonly resumed: { readonly kept: number; readonly again: number } | null;
  readonly durationMs: number;
  readonly outcomes: readonly Outcome[];
}

/** What both ways of driving a run share. */
export interface Drive {
  /** Header values, already resolved; never journaled. */
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds to wait for a run that another process holds; absent: refused at once (`busy`). */
  readonly wait?: number;
  /** Aborting parks the run. */
  readonly signal: AbortSignal;
  /** Aborting cancels it. */
  readonly cancel?: AbortSignal;
  /** Told once, when the run has its id and its journal. */
  onStart?(runId: string): void;
  /** At most ten times a second. */
  onChange?(run: RunSummary): void;
}

export interface IngestRequest extends Drive {
  readonly input: IngestionWorkflowInput;
  /** An id that exists is refused (config, `run_exists`). */
  readonly runId?: string;
  readonly options: RunOptions;
}

export interface ResumeRequest extends Drive {
  readonly runId: string;
  /** Retries only what failed. */
  readonly failed: boolean;
}

export interface RunHistory {
  readonly run: RunSummary;
  /** What it was started with, by its workflow. */
  readonly started: StartedEvent['attributes'];
  readonly events: readonly JournalEvent[];
}

export interface ListedChunks {
  readonly total: number;
  readonly chunks: readonly StoredChunk[];
  /** The collections of this index, when the one asked for is not among them. */
  readonly collections?: readonly string[];
}

/** A work folder's verbs: the engine as its guests see it. Failures are ProblemErrors. */
export interface WorkFolder {
  readonly workDir: string;
  ingest(request: IngestRequest): Promise<RunResult>;
  /** What a run's vectors would take, as far as its texts are known; null where no server is asked. Starts nothing. */
  forecast(request: ForecastRequest): Promise<EmbeddingForecast | null>;
  /** What a run would fetch and leave out, and why; nothing is written, nothing indexed. */
  preview(request: PreviewRequest): Promise<CrawlPreview>;
  resume(request: ResumeRequest): Promise<RunResult>;
  /** Newest first. */
  runs(): Promise<readonly RunSummary[]>;
  /** How a run stands, what it was started with, and all that happened. Usage `run_unknown`. */
  history(runId: string): Promise<RunHistory>;
  sources(runId: string): Promise<readonly SourceView[]>;
  /** No such collection: no results, `model` is null, and `collections` names those that are there (no index yet: none). */
  search(request: SearchRequest): Promise<SearchResult & { readonly durationMs: number }>;
  /** The same with an answer, where a chat model is configured. */
  ask(request: AskRequest): Promise<Asked>;
  evaluate(settings: SearchSettings, set: readonly ExpectedAnswer[]): Promise<Evaluation>;
  project(request: ProjectionRequest): Promise<Projection>;
  /** All collections of an index. */
  collections(databaseUri?: string): Promise<readonly CollectionInfo[]>;
  chunks(request: {
    readonly collection: string;
    readonly databaseUri?: string;
    /** An address; absent: all Sources. */
    readonly source?: string;
    readonly from: number;
    readonly count: number;
  }): Promise<ListedChunks>;
  /** The index itself, for who looks closely at what it holds; closed with the folder. */
  index(databaseUri: string): Promise<VectorStore>;
  /** The same chunks under another model: built beside, then switched at once. */
  rebuild(request: RebuildRequest): Promise<RebuildResult>;
  /** Where the index is not what the runs made of it, and puts it in order. */
  reconcile(request: ReconcileRequest): Promise<ReconcileResult>;
  /** Takes Sources out of the index; what made them stays. */
  emptyIndex(request: EmptyRequest): Promise<EmptyResult>;
  exportIndex(request: ExportRequest): Promise<ExportResult>;
  prune(request: {
    readonly keepRuns?: number;
    readonly olderThanDays?: number;
    readonly dryRun: boolean;
  }): Promise<{ readonly removed: readonly string[]; readonly bytes: number }>;
  /** The last file that a stage made of this address, relative to the work folder. */
  lastArtifact(uri: string, stage: Stage): string | null;
  /** As the server said it last; null when nobody asked one for this address. */
  contentType(uri: string): string | null;
  close(): Promise<void>;
}

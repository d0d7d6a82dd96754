import type {
  ChunkCard,
  ChunkPage,
  ChunkPassage,
  ChunkRecord,
  ChunkSurvey,
  CollectionView,
  SimilarChunk,
} from '../model/chunkView.ts';
import type { RunComparison } from '../model/compareRuns.ts';
import type { CompletionItem, HoverText } from '../model/completion.ts';
import type { DrawnModel } from '../model/drawing.ts';
import type { EmbeddingForecast, EmbeddingUse } from '../model/embedding.ts';
import type { ExportFormat as IndexFormat } from '../model/exportFormat.ts';
import type { FieldUse } from '../model/fieldUse.ts';
import type { Evaluation, ExpectedAnswer, Projection } from '../model/found.ts';
import type { HistoryBatch } from '../model/history.ts';
import type { HistoryWords } from '../model/historyMarkdown.ts';
import type { Params, Problem, Reason } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import type { SettingChange, StageSetting } from '../model/stageSetting.ts';
import type { TwinComparison } from '../model/temporal/compareTwins.ts';
import type { RunSummary, SourceView } from '../model/view.ts';
import type { Answer, SearchAnswer, SearchPlace, SearchQuestion, SearchScope } from './search.ts';
import type { StageExplained } from '../model/stageExplained.ts';
import type { ActivityVerbs } from './activities.ts';
import type { ApiProbeVerbs } from './apiProbe.ts';
import type { CleaningGuestVerbs, CleaningVerbs } from './cleaning.ts';
import type { CompareGuestVerbs, CompareVerbs } from './compare.ts';
import type { ApiRunVerbs, DatasetVerbs } from './datasets.ts';
import type { RulesVerbs } from './rules.ts';
import type { ExportFormat } from './history.ts';
import type { IngestRequest } from './ingestRequest.ts';
import type { PreviewGuestVerbs, PreviewVerbs } from './preview.ts';
import type { WorkshopFolderGuestVerbs, WorkshopFolderVerbs } from './workshopFolder.ts';
import type { QualityVerbs } from './quality.ts';
import type { TableGuestVerbs, TableVerbs } from './table.ts';
import type { TemporalGuestVerbs, TemporalVerbs } from './temporal.ts';
import type { WorkshopGuestVerbs, WorkshopVerbs } from './workshop.ts';

/** A fault of an input file, at its place. Lines and columns are 1-based, columns in UTF-16 units. */
export interface InputProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly params: Params;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What a person could do about it: `hint.<code>`. */
  readonly hint?: Reason;
}

/** What a rebuild took, or would take. */
export interface RebuildAnswer {
  readonly collection: string;
  readonly formerModel: string;
  readonly sources: number;
  readonly chunks: number;
  readonly use: EmbeddingUse;
  /** Chunks that the model refused. */
  readonly refused: number;
}

/** Where an index is not what the runs made of it; Sources, counted. */
export interface ReconcileAnswer {
  readonly collection: string;
  readonly missing: number;
  readonly orphaned: number;
  readonly stale: number;
  readonly repaired: number;
  /** The first ones that are not in order. */
  readonly samples: readonly { readonly uri: string; readonly reason: string; readonly chunks: number }[];
  /** The first reason for which a Source could not be repaired. */
  readonly problem: Problem | null;
}

/** An index: the one that a run writes to; null: the newest run. */
export interface IndexPlace {
  readonly workDir: string;
  readonly runId: string | null;
}

interface InSource extends IndexPlace {
  readonly collection: string;
  readonly uri: string;
}

interface OneChunk extends InSource {
  readonly chunkId: string;
}

/** What the extension may ask of the engine process. Work folders are absolute paths. Failures are Problems. */
/** A fault that the practice API can be made to show. */
export interface PracticeFault {
  readonly name: string;
  /** How many requests it will still spoil. */
  readonly left: number;
}

export interface ChangedRows {
  readonly inserted: readonly number[];
  readonly updated: readonly number[];
  readonly deleted: readonly number[];
}

export type EngineVerbs = ActivityVerbs &
  ApiProbeVerbs &
  ApiRunVerbs &
  CleaningVerbs &
  CompareVerbs &
  DatasetVerbs &
  RulesVerbs &
  QualityVerbs &
  PreviewVerbs &
  WorkshopFolderVerbs &
  TableVerbs &
  TemporalVerbs &
  WorkshopVerbs & {
    /** The first call: what this process can do. */
    hello(p: { version: string }): { node: string; sqlite: boolean };
    checkInput(p: { file: string; text: string; currentFolder?: string }): readonly InputProblem[];
    completeInput(p: { file: string; text: string; offset: number }): readonly CompletionItem[];
    hoverInput(p: { file: string; text: string; offset: number }): HoverText | null;
    /** Follows all runs of a work folder from now on; answers with what is there. */
    watch(p: { workDir: string }): readonly RunSummary[];
    sources(p: { workDir: string; runId: string }): readonly SourceView[];
    ingest(p: IngestRequest): { runId: string };
    /** What its vectors would cost, as far as its texts are known; null where no known price is paid. */
    forecast(p: IngestRequest): EmbeddingForecast | null;
    /** What can be changed for one stage, as the input of a run has it. */
    stageSettings(p: { workDir: string; runId: string; stage: Stage }): readonly StageSetting[];
    /** What is wrong with a change; null when nothing is. */
    checkSetting(p: { workDir: string; runId: string; change: SettingChange }): Problem | null;
    /** One Source from one stage on, as a run had it but for one setting. No file of the user's is changed. */
    runAgain(p: { workDir: string; runId: string; uri: string; stage: Stage; change: SettingChange }): {
      runId: string;
    };
    resume(p: { workDir: string; runId: string; failed: boolean }): { runId: string };
    /** Also answers for runs that another process owns: refused with who holds it. */
    cancel(p: { workDir: string; runId: string }): void;
    /** `own`: the one that the run writes to, whether it is there or not. */
    collections(p: IndexPlace): { own: string; collections: readonly CollectionView[] };
    /** `uri` null: of all Sources. At most 500 rows at a time. */
    chunks(p: IndexPlace & { collection: string; uri: string | null; from: number; count: number }): ChunkPage;
    surveyChunks(p: InSource): ChunkSurvey;
    chunk(p: OneChunk): ChunkCard;
    /** The whole of it, for the clipboard. */
    chunkRecord(p: OneChunk): ChunkRecord;
    similarChunks(p: OneChunk & { k: number }): readonly SimilarChunk[];
    chunkPassage(p: InSource & { from: number; count: number }): ChunkPassage;
    /** The Markdown as it is now, absolute. */
    markdownOf(p: InSource): { file: string };
    /** What can be searched in a work folder. */
    searchScope(p: { workDir: string }): SearchScope;
    search(p: SearchQuestion): SearchAnswer;
    projectSearch(p: { workDir: string; collection: string | null; question: string; seed: number }): Projection;
    /** `file` names the question set in problems; `text` is what it holds now, saved or not. */
    evaluateSearch(p: SearchPlace & { file: string; text: string }): Evaluation;
    /** The question set with one more. */
    addExpectation(p: { file: string; text: string } & ExpectedAnswer): { text: string; questions: number };
    /** Pieces of the answer are told as they come. `id` is the asker's own. */
    ask(p: SearchQuestion & { id: string }): Answer;
    cancelAsk(p: { id: string }): void;
    /** The models' server; empty: what the environment says. Never logged. */
    useServer(p: { apiKey: string; baseUrl: string }): void;
    /** The collection (absent: the newest run's) under another model, beside, then switched; `dryRun` only says what it takes. */
    rebuild(p: { workDir: string; collection?: string; model: string; dryRun: boolean }): RebuildAnswer;
    /** The collection that the newest run writes to; `repair` puts it in order. */
    reconcile(p: { workDir: string; repair: boolean }): ReconcileAnswer;
    /** A repair, too. */
    stopRebuild(p: { workDir: string }): void;
    /** A collection of the newest run's index into the folder `out`, absolute; answers with absolute paths. */
    exportIndex(p: { workDir: string; collection: string; format: IndexFormat; out: string }): {
      files: readonly string[];
      chunks: number;
    };
    stopExport(p: { workDir: string }): void;
    /** The JSON Schemas of a folder as a diagram; faults of single files are told with it. */
    drawModel(p: { folder: string }): DrawnModel;
    /** The same as a file. `title` and `byFile` are words of the picture. */
    exportModel(p: { folder: string; format: 'svg' | 'mermaid'; title: string; byFile: string }): string;
    locateField(p: { workDir: string; runId: string; type: string; part: string }): FieldUse;
    /** Which Sources differ in which stage, and why; at most 500 of them. */
    compareRuns(p: { workDir: string; before: string; after: string }): RunComparison;
    /** The same input on two back ends, activity by activity; at most 200 Sources, what differs first. */
    compareTwins(p: { workDir: string; one: string; other: string }): TwinComparison;
    /** Moves them to a backup, which `restoreWorkFolder` puts back. Refused while one runs, or is needed by another run. */
    deleteRuns(p: { workDir: string; runIds: readonly string[] }): { backup: string };
    /** Light events from this index (0-based) on: who follows a run asks again from where it is. */
    historyEvents(p: { workDir: string; runId: string; from: number }): HistoryBatch;
    /** Their text, line by line as it is recorded. */
    historyLines(p: { workDir: string; runId: string; ids: readonly number[] }): readonly string[];
    findInHistory(p: { workDir: string; runId: string; text: string; from: number }): readonly number[];
    /** What a Source's activities were made from, beside their earlier results. */
    explainStages(p: { workDir: string; runId: string; uri: string }): readonly StageExplained[];
    /** Writes the whole history to `file`, absolute. */
    exportHistory(p: { workDir: string; runId: string; format: ExportFormat; file: string; words: HistoryWords }): void;
    clearWorkFolder(p: { workDir: string }): { backup: string };
    /** `runs`: those that came back beside what is there; null when the backup was the whole folder. */
    restoreWorkFolder(p: { workDir: string; backup: string }): { restored: 'folder' | 'runs' | 'dataset' };
    /** `own`: served by this process; otherwise somebody else serves the same pages there, and is the one to stop them. */
    startPracticeSite(p: PracticePlace): { url: string; own: boolean };
    stopPracticeSite(p: Record<string, never>): void;
    /** Sources that this run would ask the practice site for, while nobody answers at its port. */
    unservedPages(p: IngestRequest & { port: number }): number;
    /** As the site. `token`: what changes it over HTTP; null when somebody else serves it. */
    startPracticeApi(p: PracticePlace): { url: string; own: boolean; token: string | null };
    stopPracticeApi(p: Record<string, never>): void;
    practiceApiFaults(p: Record<string, never>): readonly PracticeFault[];
    /** Those that are not named are switched off. */
    setPracticeApiFaults(p: { switched: readonly { name: string; times: number }[] }): void;
    /** Counts of rows, chosen by the API; answers their ids. */
    changePracticeApi(p: { insert: number; update: number; delete: number }): ChangedRows;
  };

/** `again`: for a window that comes back; the one before it may be about to let the port go. */
interface PracticePlace {
  readonly port: number;
  readonly again?: boolean;
}

/** What the engine process may tell the extension, at most ten times a second each. */
export type GuestVerbs = CleaningGuestVerbs &
  CompareGuestVerbs &
  TableGuestVerbs &
  PreviewGuestVerbs &
  WorkshopFolderGuestVerbs &
  WorkshopGuestVerbs &
  TemporalGuestVerbs & {
    runsChanged(p: { workDir: string; runs: readonly RunSummary[] }): void;
    /** Only the Sources that changed since the last message. */
    sourcesChanged(p: { workDir: string; runId: string; sources: readonly SourceView[] }): void;
    runEnded(p: { workDir: string; run: RunSummary }): void;
    answerPiece(p: { id: string; text: string }): void;
    /** Sources that a rebuild or a repair has done. */
    rebuildMoved(p: { workDir: string; done: number; total: number }): void;
    /** Chunks that an export has written. */
    exportMoved(p: { workDir: string; done: number; total: number }): void;
    /** Rows that a validation has looked at. */
    validationMoved(p: { id: string; done: number; total: number }): void;
    log(p: { level: 'error' | 'warn' | 'info' | 'debug'; code: string; params: Params; problem?: Problem }): void;
  };

import type { CompletionItem, HoverText } from '../model/completion.ts';
import type { DrawnModel } from '../model/drawing.ts';
import type { EmbeddingUse } from '../model/embedding.ts';
import type { FieldUse } from '../model/fieldUse.ts';
import type { Params, Problem } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import type { RunSummary, SourceView } from '../model/view.ts';

/** A fault of an input file, at its place. Lines and columns are 1-based, columns in UTF-16 units. */
export interface InputProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly params: Params;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface SearchHit {
  readonly rank: number;
  readonly score: number;
  readonly vectorScore: number;
  readonly wordsScore: number;
  readonly text: string;
  readonly uri: string;
  readonly title: string;
  readonly headingPath: readonly string[];
  readonly chunkId: string;
  /** Code points in the Source's Markdown. */
  readonly start: number;
  readonly end: number;
  /** The Markdown it comes from, absolute, when it is still there. */
  readonly markdownPath: string | null;
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

export interface IngestRequest {
  /** The input file, absolute. */
  readonly file: string;
  readonly workDir: string;
  readonly only?: Stage;
  readonly from?: Stage;
  /** Addresses; absent = all. */
  readonly sources?: readonly string[];
  /** Sources at a time; absent = the engine's own. */
  readonly concurrency?: number;
}

/** What the extension may ask of the engine process. Work folders are absolute paths. Failures are Problems. */
export type EngineVerbs = {
  /** The first call: what this process can do. */
  hello(p: { version: string }): { node: string; sqlite: boolean };
  checkInput(p: { file: string; text: string }): readonly InputProblem[];
  completeInput(p: { file: string; text: string; offset: number }): readonly CompletionItem[];
  hoverInput(p: { file: string; text: string; offset: number }): HoverText | null;
  /** Follows all runs of a work folder from now on; answers with what is there. */
  watch(p: { workDir: string }): readonly RunSummary[];
  sources(p: { workDir: string; runId: string }): readonly SourceView[];
  ingest(p: IngestRequest): { runId: string };
  resume(p: { workDir: string; runId: string; failed: boolean }): { runId: string };
  /** Also answers for runs that another process owns: refused with who holds it. */
  cancel(p: { workDir: string; runId: string }): void;
  search(p: { workDir: string; question: string; k: number }): {
    results: readonly SearchHit[];
    model: string | null;
    durationMs: number;
  };
  /** The models' server; empty: what the environment says. Never logged. */
  useServer(p: { apiKey: string; baseUrl: string }): void;
  /** The collection (absent: the newest run's) under another model, beside, then switched; `dryRun` only says what it takes. */
  rebuild(p: { workDir: string; collection?: string; model: string; dryRun: boolean }): RebuildAnswer;
  stopRebuild(p: { workDir: string }): void;
  /** The JSON Schemas of a folder as a diagram; faults of single files are told with it. */
  drawModel(p: { folder: string }): DrawnModel;
  /** The same as a file. `title` and `byFile` are words of the picture. */
  exportModel(p: { folder: string; format: 'svg' | 'mermaid'; title: string; byFile: string }): string;
  locateField(p: { workDir: string; runId: string; type: string; part: string }): FieldUse;
  clearWorkFolder(p: { workDir: string }): { backup: string };
  restoreWorkFolder(p: { workDir: string; backup: string }): void;
  startPracticeSite(p: { port: number }): { url: string };
  stopPracticeSite(p: Record<string, never>): void;
};

/** What the engine process may tell the extension, at most ten times a second each. */
export type GuestVerbs = {
  runsChanged(p: { workDir: string; runs: readonly RunSummary[] }): void;
  /** Only the Sources that changed since the last message. */
  sourcesChanged(p: { workDir: string; runId: string; sources: readonly SourceView[] }): void;
  runEnded(p: { workDir: string; run: RunSummary }): void;
  /** Sources that a rebuild has done. */
  rebuildMoved(p: { workDir: string; done: number; total: number }): void;
  log(p: { level: 'error' | 'warn' | 'info' | 'debug'; code: string; params: Params; problem?: Problem }): void;
};

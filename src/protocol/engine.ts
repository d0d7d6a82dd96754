import type { RunComparison } from '../model/compareRuns.ts';
import type { CompletionItem, HoverText } from '../model/completion.ts';
import type { DrawnModel } from '../model/drawing.ts';
import type { FieldUse } from '../model/fieldUse.ts';
import type { HistoryBatch } from '../model/history.ts';
import type { HistoryWords } from '../model/historyMarkdown.ts';
import type { Params, Problem } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import type { SettingChange, StageSetting } from '../model/stageSetting.ts';
import type { RunSummary, SourceView } from '../model/view.ts';
import type { StageExplained } from '../model/stageExplained.ts';
import type { ExportFormat } from './history.ts';

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
  /** What can be changed for one stage, as the input of a run has it. */
  stageSettings(p: { workDir: string; runId: string; stage: Stage }): readonly StageSetting[];
  /** What is wrong with a change; null when nothing is. */
  checkSetting(p: { workDir: string; runId: string; change: SettingChange }): Problem | null;
  /** One Source from one stage on, as a run had it but for one setting. No file of the user's is changed. */
  runAgain(p: { workDir: string; runId: string; uri: string; stage: Stage; change: SettingChange }): { runId: string };
  resume(p: { workDir: string; runId: string; failed: boolean }): { runId: string };
  /** Also answers for runs that another process owns: refused with who holds it. */
  cancel(p: { workDir: string; runId: string }): void;
  search(p: { workDir: string; question: string; k: number }): {
    results: readonly SearchHit[];
    model: string | null;
    durationMs: number;
  };
  /** The JSON Schemas of a folder as a diagram; faults of single files are told with it. */
  drawModel(p: { folder: string }): DrawnModel;
  /** The same as a file. `title` and `byFile` are words of the picture. */
  exportModel(p: { folder: string; format: 'svg' | 'mermaid'; title: string; byFile: string }): string;
  locateField(p: { workDir: string; runId: string; type: string; part: string }): FieldUse;
  /** Which Sources differ in which stage, and why; at most 500 of them. */
  compareRuns(p: { workDir: string; before: string; after: string }): RunComparison;
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
  restoreWorkFolder(p: { workDir: string; backup: string }): { runs: readonly string[] | null };
  startPracticeSite(p: { port: number }): { url: string };
  stopPracticeSite(p: Record<string, never>): void;
};

/** What the engine process may tell the extension, at most ten times a second each. */
export type GuestVerbs = {
  runsChanged(p: { workDir: string; runs: readonly RunSummary[] }): void;
  /** Only the Sources that changed since the last message. */
  sourcesChanged(p: { workDir: string; runId: string; sources: readonly SourceView[] }): void;
  runEnded(p: { workDir: string; run: RunSummary }): void;
  log(p: { level: 'error' | 'warn' | 'info' | 'debug'; code: string; params: Params; problem?: Problem }): void;
};

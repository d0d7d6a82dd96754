import type { Chunk, IngestionWorkflowInput, Source } from '../generated/types.ts';
import type { Problem, Reason } from '../problem.ts';
import type { Stage } from '../stage.ts';

/** An activity tried on one Source with all that it may meet: no work folder, no index, and no network but `answers`. */
export interface ActivityCase {
  readonly stage: Stage;
  readonly source: Source;
  /** Sections of a workflow input; only those of the stage count. */
  readonly input?: Omit<Partial<IngestionWorkflowInput>, 'sources'>;
  /** What the stage works on: a page, a Markdown text, a YAML list of Chunk. */
  readonly work?: string;
  /** What servers answer, by address; no other address can be reached. */
  readonly answers?: Readonly<Record<string, CaseAnswer>>;
}

export interface CaseAnswer {
  /** 200 when absent. */
  readonly status?: number;
  /** Names in lower case; absent: `text/html; charset=utf-8`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What came of it. */
export interface ActivityTrial {
  /** As the activity returned it, checked; null when it gave none. */
  readonly source: Source | null;
  /** What it wrote, as UTF-8. */
  readonly artifact: string | null;
  /** CRAWLING: addresses that it discovered, in its order. */
  readonly discovered: readonly string[];
  /** CHUNKING: what it wrote. INDEXING: what it added to the store, or would have embedded. */
  readonly chunks: readonly Chunk[];
  readonly skipped: Reason | null;
  /** Lines that it logged or printed, in order; cut. */
  readonly log: readonly string[];
  readonly problem: Problem | null;
}

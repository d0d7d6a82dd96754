import type { Source } from '../generated/types.ts';
import type { Stage } from '../stage.ts';

/** Names on the wire, shared with every worker and client, ours or not (`docs/temporal.md`). */
export const DEFAULT_ADDRESS = '127.0.0.1:7233';
export const DEFAULT_NAMESPACE = 'workshop-ingestion';
export const TS_QUEUE = 'TS_WORKER_TASK_QUEUE';
export const PY_QUEUE = 'PY_WORKER_TASK_QUEUE';

/** One argument each, the workflow's input as INPUT's file has it; a second one, ours, may be absent (see `call.ts`). */
export const WORKFLOW_TYPES = ['IngestionWorkflow', 'ApiIngestionWorkflow', 'BackfillWorkflow'] as const;
/** A child: some Sources of an IngestionWorkflow through some stages. */
export const SLICE_WORKFLOW = 'SourcesWorkflow';
/** Returns at once: the only sure sign that a worker polls a queue. */
export const PING_WORKFLOW = 'PingWorkflow';

/** How far a run has come: a RunSummary. */
export const PROGRESS_QUERY = 'progress';
/** A SourceView for each Source, from `from` on, `count` of them. */
export const SOURCES_QUERY = 'sources';
/** Puts back what failed, while the run goes on; answers how many activities. */
export const RETRY_FAILED_UPDATE = 'retryFailed';
/** One piece of what a resumed run has done, that is too large for its arguments: (at from 0, text, how many pieces). */
export const CARRIED_SIGNAL = 'carried';
/** What a workflow reads back of what it had carried. */
export const CARRIED_READ = 'CARRIED_READ';

/** Of an existing TypeScript worker: `(source) => Source`. */
export const TS_CONVERSION_HTML = 'TS_CONVERSION_HTML';

/** Of a Python worker that shows life while it works: `() => true`. Other programs have no such activity. */
export const PYTHON_BEATS = 'PY-beats_activity';

/** A queue that Python workers poll: a stage that is sent there is called by its Python name, with (source, config). */
export const isPythonQueue = (queue: string): boolean => queue.startsWith('PY_');

/** The activity type of a stage on a Python queue. */
export function pythonActivity(stage: Stage, source: Pick<Source, 'chunking_file_path'>): string {
  switch (stage) {
    case 'CRAWLING':
      return 'PY-crawling_activity';
    case 'SCRAPING':
      return 'PY-scraping_activity';
    case 'CONVERTION':
      return TS_CONVERSION_HTML; // No Python program of the workshop converts: its name is asked for there all the same.
    case 'CHUNKING':
      return 'PY-recursive_text_chunking_source_activity';
    case 'INDEXING':
      return source.chunking_file_path ? 'PY-index_source_with_chunks_activity' : 'PY-index_source_no_chunk_activity';
  }
}

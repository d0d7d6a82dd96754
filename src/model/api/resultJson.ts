import type { Reason } from '../problem.ts';
import type { ApiRunResult } from './apiEvent.ts';

export interface EndedApiRun {
  readonly runId: string;
  /** Null: a server keeps it. */
  readonly journal: string | null;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly result: ApiRunResult;
}

/** How a guest shows what the result names. */
export interface ShownResult {
  file(name: string): string;
  warning(reason: Reason): unknown;
}

/** What came of an ingestion from an API, in the names that the command line has promised. */
export function resultJson({ runId, journal, startedAt, durationMs, result }: EndedApiRun, shown: ShownResult) {
  const partitions = result.partitions.map(({ partitionDate, rows, file, sha256 }) => ({
    partition_date: partitionDate,
    rows,
    file: file === null ? null : shown.file(file),
    sha256,
  }));
  const files = partitions.flatMap(({ file }) => file ?? []);
  return {
    status: 'success',
    records_count: result.records,
    output_file: files[0] ?? null,
    output_files: files,
    ingestion_date: startedAt,
    run_id: runId,
    journal,
    partitions,
    pages: result.pages,
    requests: result.requests,
    retries: result.retries,
    dead_letters: result.deadLetters,
    watermark: result.watermark,
    schema_changes: result.schemaChanges,
    warnings: result.warnings.map(warning => shown.warning(warning)),
    duration_ms: Math.round(durationMs),
  } as const;
}

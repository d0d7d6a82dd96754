import { BACKFILL_MODES } from '../model/api/backfill.ts';
import { SCHEMA_CONTRACTS, WATERMARKS, WRITES } from '../model/api/load.ts';
import { PAGINATIONS } from '../model/api/pagination.ts';
import { COMPRESSIONS, DEFAULT_OUTPUT_DIR } from '../model/api/settings.ts';
import { CHUNK_METHODS } from '../model/chunkMethod.ts';
import { DEFAULT_COLLECTION, DEFAULT_DATABASE } from '../model/collection.ts';
import { VECTOR_WEIGHT } from '../model/fusion.ts';
import { STAGES, stageNamed } from '../model/stage.ts';
import { DEFAULT_ADDRESS, DEFAULT_NAMESPACE, TS_QUEUE } from '../model/temporal/names.ts';

/** One option of a verb, as data: the parser and `--help` read it. */
export interface OptionSpec {
  readonly name: string;
  /** What stands for the value in `--help`; absent: the option takes none. */
  readonly value?: string;
  readonly many?: true;
  /** The only values it takes. */
  readonly values?: readonly string[];
  /** What was meant by what was written, before it is checked. */
  readonly read?: (written: string) => string;
  readonly number?: { readonly min: number; readonly max?: number; readonly whole: boolean };
  /** What holds when it is not given; `--help` shows it. */
  readonly fallback?: string;
  /** Last part of the catalogue key `cli.option.…`, where two verbs mean different things by one name. */
  readonly help?: string;
}

const whole = (min: number, max?: number): NonNullable<OptionSpec['number']> =>
  max === undefined ? { min, whole: true } : { min, max, whole: true };

export const COMMON: readonly OptionSpec[] = [
  { name: 'json' },
  { name: 'log-level', value: 'LEVEL', values: ['error', 'warn', 'info', 'debug'] },
  { name: 'quiet' },
  { name: 'help' },
  { name: 'version' },
];

export const WORK_DIR: OptionSpec = { name: 'work-dir', value: 'DIR', fallback: '.ingestion-workshop' };
const HEADER: OptionSpec = { name: 'header', value: 'HEADER', many: true };
const WAIT: OptionSpec = { name: 'wait', value: 'SECONDS', number: { min: 0, whole: false } };
const MAX_ERRORS: OptionSpec = { name: 'max-errors', value: 'N|N%' };
const COLLECTION: OptionSpec = { name: 'collection', value: 'NAME', fallback: DEFAULT_COLLECTION };
const DATABASE_URI: OptionSpec = { name: 'database-uri', value: 'URI', fallback: DEFAULT_DATABASE };
const OUT_DIR: OptionSpec = { name: 'out-dir', value: 'DIR' };

/** Where a Temporal server is, by the names of Temporal's own tools. */
export const CONNECTION: readonly OptionSpec[] = [
  { name: 'address', value: 'HOST:PORT', fallback: DEFAULT_ADDRESS },
  { name: 'namespace', value: 'NAME', fallback: DEFAULT_NAMESPACE },
  { name: 'task-queue', value: 'NAME', fallback: TS_QUEUE },
  { name: 'tls' },
  { name: 'tls-ca', value: 'FILE' },
  { name: 'tls-cert', value: 'FILE' },
  { name: 'tls-key', value: 'FILE' },
];
const BACK_END: readonly OptionSpec[] = [
  { name: 'back-end', value: 'NAME', values: ['local', 'temporal'], fallback: 'local' },
  ...CONNECTION,
];

export const INGEST: readonly OptionSpec[] = [
  { name: 'check' },
  { name: 'preview' },
  { name: 'only', value: 'STAGE', values: STAGES, read: stageNamed },
  { name: 'from', value: 'STAGE', values: STAGES, read: stageNamed },
  { name: 'source', value: 'URI', many: true },
  { name: 'run-id', value: 'ID' },
  { name: 'concurrency', value: 'N', number: whole(1, 64), fallback: '4' },
  { name: 'request-timeout', value: 'SECONDS', number: { min: 0.001, max: 86_400, whole: false }, fallback: '30' },
  { name: 'max-attempts', value: 'N', number: whole(1, 1000), fallback: '5' },
  { name: 'max-page-bytes', value: 'N', number: whole(1), fallback: '20000000' },
  MAX_ERRORS,
  { name: 'user-agent', value: 'TEXT' },
  HEADER,
  { name: 'allow-private-hosts' },
  WAIT,
  WORK_DIR,
  ...BACK_END,
];
export const RESUME: readonly OptionSpec[] = [
  { name: 'failed' },
  { name: 'cancel' },
  MAX_ERRORS,
  WAIT,
  WORK_DIR,
  ...BACK_END,
];
export const HISTORY: readonly OptionSpec[] = [
  { name: 'format', value: 'FORMAT', values: ['compact', 'full', 'json'], fallback: 'compact' },
  WORK_DIR,
  ...BACK_END,
];
export const PRUNE: readonly OptionSpec[] = [
  { name: 'keep-runs', value: 'N', number: whole(0) },
  { name: 'older-than', value: 'DAYS', number: { min: 0, whole: false } },
  { name: 'dry-run' },
  WORK_DIR,
];
export const CONVERT: readonly OptionSpec[] = [
  { name: 'url', value: 'URI' },
  { name: 'whole-page' },
  { name: 'markdown' },
  OUT_DIR,
];
export const CHUNK: readonly OptionSpec[] = [
  { name: 'method', value: 'METHOD', values: CHUNK_METHODS, fallback: 'recursive' },
  { name: 'chunk-size', value: 'N', number: whole(1), fallback: '700' },
  { name: 'chunk-overlap', value: 'N', number: whole(0), fallback: '100' },
  { ...OUT_DIR, help: 'out_dir_yaml' },
];
const RANKING: readonly OptionSpec[] = [
  COLLECTION,
  { name: 'k', value: 'N', number: whole(1, 1000), fallback: '5' },
  { name: 'filter', value: 'FIELD=VALUE', many: true },
  { name: 'weight', value: 'X', number: { min: 0, max: 100, whole: false }, fallback: String(VECTOR_WEIGHT) },
  { name: 'link-penalty', value: 'X', number: { min: 0, max: 1, whole: false }, fallback: '1' },
  { name: 'mmr', value: 'LAMBDA', number: { min: 0, max: 1, whole: false } },
  DATABASE_URI,
  WORK_DIR,
];
export const SEARCH: readonly OptionSpec[] = [...RANKING, { name: 'evaluate', value: 'FILE' }];
export const ASK: readonly OptionSpec[] = [...RANKING, { name: 'chat-model', value: 'MODEL' }];
export const CHUNKS: readonly OptionSpec[] = [
  COLLECTION,
  { name: 'source', value: 'URI', help: 'source_chunks' },
  { name: 'from', value: 'N', number: whole(0), fallback: '0', help: 'from_chunk' },
  { name: 'count', value: 'N', number: whole(0) },
  DATABASE_URI,
  WORK_DIR,
];
export const REBUILD: readonly OptionSpec[] = [
  { name: 'model', value: 'MODEL' },
  COLLECTION,
  DATABASE_URI,
  { name: 'dry-run', help: 'dry_run_rebuild' },
  WORK_DIR,
];
export const RECONCILE: readonly OptionSpec[] = [
  { name: 'repair' },
  { name: 'dry-run', help: 'dry_run_reconcile' },
  COLLECTION,
  DATABASE_URI,
  WORK_DIR,
];
export const EMPTY_INDEX: readonly OptionSpec[] = [
  { name: 'source', value: 'URI', many: true, help: 'source_empty' },
  { name: 'dry-run', help: 'dry_run_empty' },
  COLLECTION,
  DATABASE_URI,
  WORK_DIR,
];
export const EXPORT_INDEX: readonly OptionSpec[] = [
  { name: 'format', value: 'FORMAT', values: ['vectra', 'jsonl', 'parquet'], help: 'format_export' },
  { name: 'out', value: 'DIR' },
  COLLECTION,
  DATABASE_URI,
  WORK_DIR,
];
export const FORMATS: readonly OptionSpec[] = [
  { name: 'input-file', value: 'FILE', help: 'input_file_parquet' },
  { name: 'out-dir', value: 'DIR', help: 'out_dir_formats' },
];
export const VALIDATE_DATA: readonly OptionSpec[] = [
  { name: 'input-file', value: 'FILE', help: 'input_file_data' },
  { name: 'rules-file', value: 'FILE' },
  { name: 'extract-dir', value: 'DIR' },
  { name: 'extract-format', value: 'FORMAT', values: ['parquet', 'csv'], fallback: 'parquet' },
  { name: 'quarantine' },
  { name: 'compare-with', value: 'REPORT' },
  { name: 'report-file', value: 'FILE' },
  { name: 'mask-columns', value: 'NAMES' },
  WAIT,
];
export const PROPOSE_RULES: readonly OptionSpec[] = [
  { name: 'input-file', value: 'FILE', help: 'input_file_propose' },
  { name: 'out', value: 'FILE', help: 'out_rules' },
];
const LISTENING: readonly OptionSpec[] = [
  { name: 'port', value: 'N', number: whole(0, 65_535), fallback: '0' },
  { name: 'host', value: 'ADDRESS', fallback: '127.0.0.1' },
];
export const PRACTICE_API: readonly OptionSpec[] = [
  ...LISTENING,
  { name: 'rows', value: 'N', number: whole(0, 10_000_000), fallback: '10000', help: 'rows_practice' },
];
export const PRACTICE_SITE: readonly OptionSpec[] = [
  ...LISTENING,
  { name: 'pages', value: 'N', number: whole(1, 1_000_000) },
];
export const DEAD_LETTERS: readonly OptionSpec[] = [
  { name: 'output-dir', value: 'DIR', fallback: DEFAULT_OUTPUT_DIR },
  { name: 'all', help: 'all_dead_letters' },
  HEADER,
  WAIT,
];
/** A backfill has a plan of its own for the days that are done, and no watermark. */
const NOT_OF_DAYS: ReadonlySet<string> = new Set([
  ...['probe', 'watermark', 'watermark-column', 'watermark-param', 'overlap', 'full-refresh', 'skip-existing'],
]);
const RANGE: readonly OptionSpec[] = [
  { name: 'start-date', value: 'DATE' },
  { name: 'end-date', value: 'DATE' },
];
/** Each is a field of ApiIngestionInput, with underscores. */
export const INGEST_API: readonly OptionSpec[] = [
  ...RANGE,
  { name: 'output-dir', value: 'DIR', fallback: DEFAULT_OUTPUT_DIR },
  { name: 'page-size', value: 'N', number: whole(1, 1_000_000), fallback: '100' },
  { name: 'first-page', value: 'N', number: whole(0, 1), fallback: '1' },
  { name: 'base-url', value: 'URL' },
  { name: 'config', value: 'FILE' },
  { name: 'probe' },
  { name: 'pagination', value: 'STYLE', values: PAGINATIONS, fallback: 'page' },
  { name: 'data-path', value: 'PATH' },
  { name: 'next-path', value: 'PATH' },
  { name: 'date-column', value: 'COLUMN' },
  { name: 'start-param', value: 'NAME' },
  { name: 'end-param', value: 'NAME' },
  { name: 'primary-key', value: 'COLUMN', many: true, fallback: 'id' },
  { name: 'watermark', value: 'KIND', values: WATERMARKS, fallback: 'none' },
  { name: 'watermark-column', value: 'COLUMN' },
  { name: 'watermark-param', value: 'NAME' },
  { name: 'overlap', value: 'N', number: { min: 0, whole: false }, fallback: '0' },
  { name: 'time-zone', value: 'ZONE', fallback: 'UTC' },
  { name: 'full-refresh' },
  { name: 'skip-existing' },
  { name: 'write', value: 'MODE', values: WRITES },
  { name: 'schema-contract', value: 'CONTRACT', values: SCHEMA_CONTRACTS, fallback: 'evolve' },
  { name: 'compression', value: 'NAME', values: COMPRESSIONS, fallback: 'snappy' },
  { name: 'max-attempts', value: 'N', number: whole(1, 1000), fallback: '3', help: 'max_attempts_api' },
  { name: 'concurrency', value: 'N', number: whole(1, 64), fallback: '4', help: 'concurrency_api' },
  { name: 'request-timeout', value: 'SECONDS', number: { min: 0.001, max: 86_400, whole: false }, fallback: '30' },
  HEADER,
  { name: 'allow-private-hosts' },
  { name: 'fail-on-dead-letters' },
  { name: 'run-id', value: 'ID' },
  WAIT,
  WORK_DIR,
  ...BACK_END,
];
export const BACKFILL: readonly OptionSpec[] = [
  { name: 'mode', value: 'MODE', values: BACKFILL_MODES, fallback: 'missing', help: 'mode_backfill' },
  { name: 'dry-run', help: 'dry_run_backfill' },
  { name: 'backwards' },
  { name: 'max-parallel', value: 'N', number: whole(1, 32), fallback: '1' },
  ...INGEST_API.filter(({ name }) => !NOT_OF_DAYS.has(name)),
];
export const GENERATE_DATES: readonly OptionSpec[] = RANGE;
export const DIAGRAM: readonly OptionSpec[] = [
  {
    name: 'format',
    value: 'FORMAT',
    values: ['mermaid', 'svg'],
    fallback: 'mermaid',
    help: 'format_diagram',
  },
];
export const MODELS: readonly OptionSpec[] = [
  { name: 'language', value: 'LANGUAGE', values: ['python', 'typescript'] },
  { name: 'out', value: 'DIR' },
];
/** Which Temporal server; read by `temporalPlace`. */
export const DOCTOR: readonly OptionSpec[] = [WORK_DIR, ...CONNECTION];
export const TEMPORAL_WORKER: readonly OptionSpec[] = [
  ...CONNECTION,
  { name: 'root', value: 'DIR', fallback: '.' },
  { name: 'install' },
  { name: 'worker-dir', value: 'DIR' },
];

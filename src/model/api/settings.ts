import type { ApiIngestionInput } from '../generated/types.ts';
import { present } from '../present.ts';
import { fail } from '../problem.ts';
import type { TypedField } from '../table/columnType.ts';
import { DECLARED, declaredType } from '../table/typeText.ts';
import { findSharedParameter } from './sharedParameter.ts';
import { refuseLoad, type Load, type Watermark } from './load.ts';
import { usualParameters, type PageParameters } from './pagination.ts';

export const COMPRESSIONS = ['snappy', 'zstd', 'gzip', 'none'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** What is needed to ask an API for anything. */
export interface ApiConnection {
  readonly baseUrl: string;
  readonly requestTimeoutMs: number;
  readonly allowPrivateHosts: boolean;
}

/** An `ApiIngestionInput` with nothing left open: every default in its place, checked. */
export interface ApiSettings extends Load, ApiConnection {
  /** YYYY-MM-DD, both inclusive. */
  readonly startDate: string;
  readonly endDate: string;
  readonly outputDir: string;
  readonly pageSize: number;
  /** Of pages by number: 0 or 1. */
  readonly firstPage: number;
  readonly parameters: PageParameters;
  /** Steps into the answer; null: the `Link` header. */
  readonly nextPath: readonly string[] | null;
  /** Null: the answer itself when it is a list, else its `data`. */
  readonly dataPath: readonly string[] | null;
  readonly query: Readonly<Record<string, string>>;
  readonly dateColumn: string | null;
  readonly startParam: string | null;
  readonly endParam: string | null;
  readonly primaryKey: readonly string[];
  readonly watermarkColumn: string | null;
  /** Null: nothing is sent. */
  readonly watermarkParam: string | null;
  /** Seconds, or ids. */
  readonly overlap: number;
  readonly timeZone: string;
  readonly fullRefresh: boolean;
  readonly skipExisting: boolean;
  readonly compression: Compression;
  readonly maxAttempts: number;
  readonly concurrency: number;
  /** Name → `env:INGESTION_WORKSHOP_X`: never a value. */
  readonly headers: Readonly<Record<string, string>>;
  /** Types that a person has declared: what does not fit them is a dead letter. */
  readonly declared: readonly TypedField[];
  readonly failOnDeadLetters: boolean;
}

export const DEFAULT_API_ATTEMPTS = 3;
export const DEFAULT_OUTPUT_DIR = './data/bronze';

/**
 * Throws config `api_option_missing`, `api_bad_url`, `api_bad_date`, `api_dates_reversed`, `api_bad_time_zone`, `api_bad_type`,
 * `api_skip_watermark`, `api_parameter_twice` and the refusals of `refuseLoad`. The shape is taken as checked by the schema.
 */
export function resolveApiInput(input: ApiIngestionInput): ApiSettings {
  const watermark = input.watermark ?? 'none';
  const pagination = input.pagination ?? 'page';
  const primaryKey = primaryKeyOf(input);
  const settings: ApiSettings = {
    ...connectionOf(input),
    ...datesOf(input),
    outputDir: input.output_dir ?? DEFAULT_OUTPUT_DIR,
    pageSize: input.page_size ?? 100,
    firstPage: input.first_page ?? 1,
    pagination,
    parameters: { ...usualParameters(pagination), ...present(input.parameters ?? {}) },
    nextPath: input.next_path ? input.next_path.split('.') : pagination === 'link' ? null : ['next_cursor'],
    dataPath: input.data_path ? input.data_path.split('.') : null,
    query: queryOf(input),
    dateColumn: input.date_column ?? null,
    startParam: input.start_param ?? null,
    endParam: input.end_param ?? null,
    primaryKey,
    watermark,
    watermarkColumn: input.watermark_column ?? usualColumn(watermark, primaryKey),
    watermarkParam: input.watermark_param ?? USUAL_PARAMS[watermark],
    overlap: input.overlap ?? 0,
    timeZone: timeZoneOf(input),
    fullRefresh: input.full_refresh ?? false,
    skipExisting: input.skip_existing ?? false,
    write: input.write ?? (watermark === 'none' ? 'replace' : 'merge'),
    schemaContract: input.schema_contract ?? 'evolve',
    compression: input.compression ?? 'snappy',
    maxAttempts: input.max_attempts ?? DEFAULT_API_ATTEMPTS,
    concurrency: input.concurrency ?? 4,
    headers: textsOf(input.headers),
    declared: declaredOf(input),
    failOnDeadLetters: input.fail_on_dead_letters ?? false,
  };
  const refusal = refuseLoad(settings);
  if (refusal) throw fail('config', refusal.code, refusal.params);
  // A row that changed in a day that is done would be left out, and the watermark would go past it.
  if (settings.skipExisting && watermark !== 'none') throw fail('config', 'api_skip_watermark', { watermark });
  const twice = findSharedParameter(settings);
  if (twice) throw fail('config', 'api_parameter_twice', { ...twice });
  return settings;
}

function primaryKeyOf({ primary_key }: ApiIngestionInput): readonly string[] {
  const columns = [...new Set([primary_key ?? 'id'].flat())];
  if (columns.length === 0 || columns.includes('')) throw missing('primary_key');
  return columns;
}

/** What an API usually calls them. `hash` sends nothing and compares. */
const USUAL_PARAMS: Readonly<Record<Watermark, string | null>> = {
  none: null,
  last_updated_at: 'since',
  last_id: 'after_id',
  cursor: 'cursor',
  hash: null,
};

function usualColumn(watermark: Watermark, [key = 'id']: readonly string[]): string | null {
  if (watermark === 'last_updated_at') return 'updated_at';
  return watermark === 'last_id' ? key : null;
}

/** Throws config `api_option_missing`, `api_bad_url`, `api_url_secret`, `api_query_secret`. */
export const connectionOf = (input: ApiIngestionInput): ApiConnection => ({
  baseUrl: baseUrlOf(input),
  requestTimeoutMs: Math.round((input.request_timeout ?? 30) * 1000),
  allowPrivateHosts: input.allow_private_hosts ?? false,
});

function baseUrlOf({ base_url }: ApiIngestionInput): string {
  if (!base_url) throw missing('base_url');
  const url = URL.parse(base_url);
  if (!url || !/^https?:$/.test(url.protocol)) throw fail('config', 'api_bad_url', { url: base_url });
  // A password in an address would stand in the journal.
  if (url.username !== '' || url.password !== '') throw fail('config', 'api_url_secret', { host: url.host });
  refuseSecrets(url.searchParams, 'base_url');
  url.hash = '';
  return url.href;
}

const SECRET =
  /^(?:(?:x[-_])?api[-_]?key|(?:access|auth|api)[-_]?token|token|(?:client[-_]?)?secret|password|passwd|pwd|signature|subscription[-_]key)$/i;

/** What an address carries stands in the record of the run, in the dataset and in logs. The value is not repeated. */
function refuseSecrets(parameters: Iterable<readonly [string, string]>, field: 'base_url' | 'query'): void {
  for (const [parameter, value] of parameters)
    if (value !== '' && SECRET.test(parameter)) throw fail('config', 'api_query_secret', { parameter, field });
}

function datesOf(input: ApiIngestionInput): Pick<ApiSettings, 'startDate' | 'endDate'> {
  const startDate = dateOf(input, 'start_date');
  const endDate = dateOf(input, 'end_date');
  if (endDate < startDate) throw fail('config', 'api_dates_reversed', { start: startDate, end: endDate });
  return { startDate, endDate };
}

const missing = (field: string) => fail('config', 'api_option_missing', { option: field.replaceAll('_', '-'), field });

function dateOf(input: ApiIngestionInput, option: 'start_date' | 'end_date'): string {
  const date = input[option];
  if (!date) throw missing(option);
  if (!isDate(date)) throw fail('config', 'api_bad_date', { option, date });
  return date;
}

/** A day that the calendar has. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function timeZoneOf({ time_zone }: ApiIngestionInput): string {
  const timeZone = time_zone ?? 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch (thrown) {
    throw fail('config', 'api_bad_time_zone', { zone: timeZone }, thrown);
  }
}

function declaredOf({ columns }: ApiIngestionInput): TypedField[] {
  return Object.entries(present(columns ?? {})).map(([name, written]) => {
    const type = declaredType(written);
    if (!type)
      throw fail('config', 'api_bad_type', {
        column: name,
        type: written,
        types: [...DECLARED.keys(), 'decimal(18,4)'].join(', '),
      });
    return { name, type };
  });
}

function queryOf({ query }: ApiIngestionInput): Readonly<Record<string, string>> {
  const fixed = textsOf(query);
  refuseSecrets(Object.entries(fixed), 'query');
  return fixed;
}

const textsOf = (fields: Readonly<Record<string, string | number | boolean | null>> | null | undefined) =>
  Object.fromEntries(Object.entries(present(fields ?? {})).map(([name, value]) => [name, String(value)]));

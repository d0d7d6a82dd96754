import { SCHEMA_CONTRACTS, WATERMARKS } from '../api/load.ts';
import type { LastVerdicts } from '../quality/lastVerdict.ts';
import { isDay } from './days.ts';
import type { DatasetIdentity, Days, Manifest, Watermarks, Writer } from './stateFile.ts';

/** How a state file has to look: people edit these files. The type is what a text of that form holds. */
export interface Form<State> {
  /** The first name whose value cannot stand there, '' for the whole; null when all is well. */
  faultIn(value: unknown): string | null;
  /** Never there: it ties the form to its type. */
  readonly holds?: State;
}

type Is = (value: unknown) => boolean;
type Fields = Readonly<Record<string, Is>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText: Is = value => typeof value === 'string';
const isTextOrNull: Is = value => value === null || isText(value);
const isCount: Is = value => Number.isSafeInteger(value) && Number(value) >= 0;
const isCountOrNull: Is = value => value === null || isCount(value);
const isOneOf =
  (...known: readonly unknown[]): Is =>
  value =>
    known.includes(value);
const isListOf =
  (isOne: Is): Is =>
  value =>
    Array.isArray(value) && value.every(isOne);

const faultInFields = (fields: Fields, value: unknown): string | null =>
  isRecord(value) ? (Object.keys(fields).find(name => !fields[name]?.(value[name])) ?? null) : '';

const hasFields =
  (fields: Fields): Is =>
  value =>
    faultInFields(fields, value) === null;

const fieldsForm = <State>(fields: Fields): Form<State> => ({ faultIn: value => faultInFields(fields, value) });

const mapForm = <State>(isName: Is, isEntry: Is): Form<State> => ({
  faultIn: value =>
    isRecord(value) ? (Object.keys(value).find(name => !isName(name) || !isEntry(value[name])) ?? null) : '',
});

const KEYS: Is = value => value === null || hasFields({ min: Number.isSafeInteger, max: Number.isSafeInteger })(value);

export const MANIFEST = fieldsForm<Manifest>({
  rows: isCount,
  sha256: isTextOrNull,
  bytes: isCount,
  run: isText,
  content: isText,
  keys: KEYS,
});

/** Of `ColumnType`, to the leaves. */
function isType(value: unknown): boolean {
  if (!isRecord(value)) return false;
  switch (value['kind']) {
    case 'list':
      return isType(value['element']);
    case 'struct':
      return isListOf(isField)(value['fields']);
    case 'decimal':
      return isCount(value['precision']) && isCount(value['scale']);
    case 'timestamp':
      return typeof value['isZoned'] === 'boolean' && isOneOf('millis', 'micros', 'nanos')(value['unit']);
    default:
      return isOneOf('null', 'boolean', 'integer', 'float', 'double', 'text', 'json', 'date')(value['kind']);
  }
}

const isField: Is = hasFields({ name: isText, type: isType });

export const IDENTITY = fieldsForm<DatasetIdentity>({
  base_url: isText,
  primary_key: isListOf(isText),
  date_column: isTextOrNull,
  time_zone: isText,
  columns: isListOf(isField),
  load: hasFields({
    watermark_column: isTextOrNull,
    schema_contract: isOneOf(...SCHEMA_CONTRACTS),
    compression: isOneOf('snappy', 'zstd', 'gzip', 'none'),
    declared: isListOf(isField),
  }),
});

export const WATERMARK_FILE = mapForm<Watermarks>(
  isOneOf(...WATERMARKS),
  hasFields({
    column: isTextOrNull,
    value: value => isText(value) || Number.isFinite(value),
    run: isText,
    at: isText,
  }),
);

export const DAYS = mapForm<Days>(
  name => typeof name === 'string' && isDay(name),
  hasFields({ status: isOneOf('done', 'failed'), rows: isCountOrNull, run: isText, at: isText, error: isTextOrNull }),
);

export const VALIDATIONS = mapForm<LastVerdicts>(
  name => typeof name === 'string' && isDay(name),
  hasFields({
    verdict: isOneOf('passed', 'warned', 'failed', 'could_not_run'),
    at: isText,
    rows: isCount,
    whole_rows: value => value === undefined || isCountOrNull(value),
    sha256: isTextOrNull,
    rules: isListOf(isText),
  }),
);

export const WRITING = fieldsForm<{ readonly run: string }>({ run: isText });

export const WRITER = fieldsForm<Writer>({ run: isText, count: isCount });

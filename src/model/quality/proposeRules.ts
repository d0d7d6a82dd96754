import { isNumeric } from './bounds.ts';
import { agedTwice, fewerRows, longerText, withHeadRoom } from './headRoom.ts';
import { millisOf, momentOf } from './moments.ts';
import { isKeyName, type ColumnProfile, type DataProfile } from './profile.ts';
import { SHAPE_CODES, SHAPES } from './shapes.ts';
import type { Reason } from '../problem.ts';
import { typeText } from '../table/typeText.ts';
import { isExactDecimal, type Value } from '../table/value.ts';
import { yamlFields } from '../yamlScalar.ts';
import type { TypeName } from './rule.ts';

/** One rule of a proposal. */
export interface ProposedRule {
  /** Its keys and values in one line of YAML: `kind: range, column: fare, min: 0`. */
  readonly written: string;
  /** `propose.<code>` */
  readonly seen: Reason;
  /** Written as a comment: it would not hold. */
  readonly isOff?: true;
}

/** Without its column. */
interface Draft extends Omit<ProposedRule, 'written'> {
  readonly fields: Readonly<Record<string, unknown>> & { readonly kind: string };
}

export interface Proposal {
  readonly rows: number;
  readonly files: number;
  readonly minRows: number;
  /** Columns that every file has. */
  readonly required: readonly string[];
  readonly columns: readonly {
    readonly name: string;
    readonly about: Reason;
    readonly rules: readonly ProposedRule[];
  }[];
}

/** Rules that hold for what was seen, with room for what will come. The same profile at the same time: the same rules. */
export function proposeRules(profile: DataProfile, now: Date): Proposal {
  const { rows, files, columns, conflicts } = profile;
  const newest = newestOf(columns);
  return {
    ...{ rows, files, minRows: fewerRows(rows) },
    required: columns.filter(({ isEverywhere }) => isEverywhere).map(({ name }) => name),
    columns: [
      ...columns.map(column => ({
        name: column.name,
        about: aboutOf(column),
        rules: [...rulesOf(column, rows), ...(column === newest ? freshnessOf(column, now) : [])].map(
          ({ fields: { kind, ...rest }, ...draft }) => ({
            ...draft,
            written: yamlFields({ kind, column: column.name, ...rest }),
          }),
        ),
      })),
      ...conflicts.map(({ name, type, otherType }) => ({
        ...{ name, rules: [], about: { code: 'conflict', params: { type, otherType } } },
      })),
    ],
  };
}

const aboutOf = ({ type, nulls }: ColumnProfile): Reason => ({
  code: 'column',
  params: { type: typeText(type), nulls },
});

function rulesOf(column: ColumnProfile, rows: number): Draft[] {
  const known = rows - column.nulls;
  if (known === 0) return [];
  return [
    ...typeOf(column),
    ...filledOf(column, rows),
    ...(column.isUnique === true && column.nulls === 0 && rows > 1
      ? [{ fields: { kind: 'unique' }, seen: { code: 'unique', params: { values: known } } }]
      : []),
    ...contentOf(column, known),
  ];
}

const TYPES: Readonly<Record<ColumnProfile['type']['kind'], TypeName | null>> = {
  ...{ boolean: 'boolean', integer: 'integer', double: 'number', float: 'number', decimal: 'number', text: 'text' },
  ...{ date: 'date', timestamp: 'timestamp', list: 'list', struct: 'struct', json: null, null: null },
};

function typeOf({ type }: ColumnProfile): Draft[] {
  const name = TYPES[type.kind];
  return name === null
    ? []
    : [{ fields: { kind: 'type', type: name }, seen: { code: 'type', params: { type: typeText(type) } } }];
}

/** Twice as many nulls as were seen may come, but never nothing else: 2 % → 4 %, 60 % → 80 %. */
function filledOf({ nulls }: ColumnProfile, rows: number): Draft[] {
  if (nulls === 0) return [{ fields: { kind: 'not_null' }, seen: { code: 'not_null', params: { rows } } }];
  const share = nulls / rows;
  const threshold = `${Math.min(99, Math.max(1, Math.ceil(100 * Math.min(2 * share, (1 + share) / 2))))}%`;
  return [{ fields: { kind: 'not_null', threshold }, seen: { code: 'nulls', params: { nulls, rows } } }];
}

/** The narrowest rule about the values themselves. */
function contentOf(column: ColumnProfile, known: number): Draft[] {
  const { type, shape, values } = column;
  if (values !== null && isChoice(column, known)) return [allowed(values)];
  if (isNumeric(type)) return rangeOf(column);
  if (type.kind === 'date' || type.kind === 'timestamp') return sinceOf(column);
  if (shape === null) return lengthOf(column);
  return [{ fields: { kind: 'pattern', pattern: SHAPES[shape] }, seen: { code: SHAPE_CODES[shape], params: {} } }];
}

/** Each value comes back often enough that a new one would be a surprise. */
const OFTEN = 5;
const LONGEST_CHOICE = 40;

function isChoice({ type, name, values, lengths, shape }: ColumnProfile, known: number): boolean {
  const isShort = type.kind === 'integer' || (type.kind === 'text' && (lengths?.max ?? 0) <= LONGEST_CHOICE);
  return isShort && shape === null && !isKeyName(name) && values !== null && known >= values.length * OFTEN;
}

const allowed = (values: readonly Value[]): Draft => ({
  fields: { kind: 'allowed_values', values },
  seen: { code: 'values', params: { values: values.length } },
});

function rangeOf({ name, min, max }: ColumnProfile): Draft[] {
  const room = withHeadRoom(numberOf(min), numberOf(max));
  if (room === null) return [];
  const seen = { code: 'range', params: { min: shownValue(min), max: shownValue(max) } };
  // Keys grow with the data.
  if (isKeyName(name)) return room.min === 0 ? [{ fields: { kind: 'range', min: 0 }, seen }] : [];
  return [{ fields: { kind: 'range', ...room }, seen }];
}

const numberOf = (value: Value): number =>
  typeof value === 'number'
    ? value
    : typeof value === 'bigint'
      ? Number(value)
      : isExactDecimal(value)
        ? Number(value.decimal)
        : NaN;

const shownValue = (value: Value): string => {
  if (isExactDecimal(value)) return value.decimal;
  return String(typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value);
};

/** New rows are later: only the year of the first one is a bound. */
function sinceOf({ min, max }: ColumnProfile): Draft[] {
  if (typeof min !== 'string' || !/^\d{4}-/.test(min)) return [];
  const seen = { code: 'range', params: { min, max: shownValue(max) } };
  return [{ fields: { kind: 'range', min: `${min.slice(0, 4)}-01-01` }, seen }];
}

function lengthOf({ lengths }: ColumnProfile): Draft[] {
  if (lengths === null) return [];
  const { min, max } = lengths;
  const fields = { kind: 'length', ...(min > 0 ? { min: 1 } : {}), max: longerText(max) };
  return [{ fields, seen: { code: 'length', params: { min, max } } }];
}

/** The column that says when rows came: `_ingested_at`, else the one with the newest timestamp. */
function newestOf(columns: readonly ColumnProfile[]): ColumnProfile | undefined {
  const times = columns.filter(({ type, max }) => type.kind === 'timestamp' && typeof max === 'string');
  const millis = ({ max }: ColumnProfile): number => {
    const moment = typeof max === 'string' ? momentOf(max) : undefined;
    return moment ? millisOf(moment) : -Infinity;
  };
  return times.find(({ name }) => name === '_ingested_at') ?? [...times].sort((a, b) => millis(b) - millis(a))[0];
}

function freshnessOf({ max }: ColumnProfile, now: Date): Draft[] {
  const moment = typeof max === 'string' ? momentOf(max) : undefined;
  if (!moment) return [];
  const newest = String(max);
  const maxAge = agedTwice(Math.max(0, now.getTime() - millisOf(moment)));
  if (maxAge !== null)
    return [{ fields: { kind: 'freshness', max_age: maxAge }, seen: { code: 'newest', params: { newest } } }];
  return [{ fields: { kind: 'freshness', max_age: '2d' }, seen: { code: 'stale', params: { newest } }, isOff: true }];
}

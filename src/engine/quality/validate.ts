import { createCheck, isTableRule, type TableRule, type ValueRule } from '../../model/quality/check.ts';
import { isReason, type Check, type MatchTexts, type Seen } from '../../model/quality/checkTypes.ts';
import type { RuleOutcome, ValidationReport } from '../../model/quality/report.ts';
import { columnsOf, type Rule } from '../../model/quality/rule.ts';
import { checkTable, missingColumn } from '../../model/quality/tableRules.ts';
import { settleNulls, validationOf, verdictOfRule } from '../../model/quality/verdict.ts';
import type { Reason } from '../../model/problem.ts';
import type { ColumnFacts, ColumnValues } from '../../model/table/columnValues.ts';
import { createKeySet } from './keySet.ts';
import { openWholeTable, type WholeTable, type WholeTablePorts, type Group, type Part } from './openWholeTable.ts';
import { readingAhead } from './readAhead.ts';
import { createTally, type Tally } from './tally.ts';

export interface ValidatePorts extends WholeTablePorts {
  /** Its matcher answers a Reason once a text takes too long, and from then on. */
  openMatcher(pattern: string, ignoreCase: boolean): MatchTexts;
  /** Milliseconds since some moment. */
  elapsed(): number;
}

export interface ValidateRequest {
  /** A Parquet file, or a folder: a Hive dataset as one table. Absolute. */
  readonly file: string;
  /** As the person named it; `file` when absent. */
  readonly shown?: string;
  readonly rules: readonly Rule[];
  /** What `row_count_change` compares with. */
  readonly before?: { readonly rows: number } | null;
  readonly now: Date;
  readonly signal?: AbortSignal;
  onProgress?(rows: number, of: number): void;
  /** Of each rule and row group: the failing rows, from 0, in their file. */
  onFailing?(failing: Failing): void | Promise<void>;
}

export interface Failing {
  readonly rule: Rule;
  /** As samples name it. */
  readonly file: string;
  readonly rowGroup: number;
  readonly rows: Uint32Array;
}

/**
 * All rules over a file or a folder, row group by row group and column by column: of a file only the columns that rules
 * name are read, and of those only the row groups of which statistics do not prove that no value fails. Throws what
 * `openWholeTable` throws and, in the middle, what a reader throws.
 */
export async function validate(ports: ValidatePorts, request: ValidateRequest): Promise<ValidationReport> {
  const start = ports.elapsed();
  const shown = request.shown ?? request.file;
  const table = await openWholeTable(ports, request.file, shown);
  try {
    const judged = request.rules.map(rule => judge(rule, { table, ports, request }));
    const running = judged.filter(one => 'check' in one);
    await scan(table, running, request);
    const rules = settleNulls(judged.map(one => ('check' in one ? one.tally.outcome() : one)));
    const columns = table.columns.map(({ name }) => name).filter(name => !PANDAS_INDEX.test(name));
    const durationMs = ports.elapsed() - start;
    return { file: shown, rows: table.rows, columns, validation: validationOf(rules), rules, durationMs };
  } finally {
    for (const { reader } of table.parts) await reader.close();
  }
}

/** Row numbers that pandas keeps beside a table of which some rows were taken; to it, and so to the script, no column. */
const PANDAS_INDEX = /^__index_level_\d+__$/;

interface Running {
  readonly check: Check;
  readonly tally: Tally;
}

interface Place {
  readonly table: WholeTable;
  readonly ports: ValidatePorts;
  readonly request: ValidateRequest;
}

/** At once, where no value has to be read. */
function judge(rule: Rule, place: Place): RuleOutcome | Running {
  if (isTableRule(rule)) return judgeTable(rule, place);
  const made = prepare(rule, place);
  return isReason(made) ? couldNotRun(rule, made) : { check: made, tally: createTally(rule, made) };
}

function judgeTable(rule: TableRule, place: Place): RuleOutcome {
  const { parts, columns, rows } = place.table;
  const { checked, failed, isWarned, reason } = checkTable(rule, {
    rows,
    columns: columns.map(({ name }) => name),
    before: place.request.before ?? null,
    lacking(column) {
      const lacking = parts.filter(part => !hasColumn(part, column));
      return { files: lacking.length, of: parts.length, first: lacking[0]?.name ?? null };
    },
  });
  const verdict = isWarned ? 'warned' : verdictOfRule(rule, { checked, failed, nulls: 0 });
  return { rule, verdict, checked, failed, nulls: 0, samples: [], reason };
}

const hasColumn = ({ reader, constants }: Part, column: string): boolean =>
  constants.has(column) || reader.columns.some(({ name }) => name === column);

function prepare(rule: ValueRule, { table, ports, request }: Place): Check | Reason {
  const { columns, conflicts, repeated, isFolder } = table;
  const names = columns.map(({ name }) => name);
  const types = [];
  for (const column of columnsOf(rule)) {
    const type = columns.find(({ name }) => name === column)?.type;
    if (!type) return missingColumn(column, names);
    if (repeated.has(column)) return { code: 'column_twice', params: { column } };
    const conflict = conflicts.get(column);
    if (conflict) return { code: 'column_types_differ', params: { column, ...conflict } };
    types.push(type);
  }
  if (rule.kind === 'unique_across_partitions' && !isFolder)
    return { code: 'needs_a_folder', params: { rule: rule.kind } };
  return createCheck(rule, { types, now: request.now, keySet: createKeySet, matcher: ports.openMatcher });
}

const couldNotRun = (rule: Rule, reason: Reason): RuleOutcome => ({
  ...{ rule, verdict: 'could_not_run', checked: 0, failed: 0, nulls: 0, samples: [], reason },
});

async function scan({ parts, rows }: WholeTable, running: readonly Running[], request: ValidateRequest): Promise<void> {
  // Checks of the same columns share what is read, and no more than that is in memory at once.
  const together = sharingColumns(running);
  const groups = parts.flatMap(groupsOf);
  const readAt = readingAhead(groups, read);
  let done = 0;
  for (const [at, group] of groups.entries()) {
    for (const [place, sharing] of together.entries()) {
      request.signal?.throwIfAborted();
      // Many programs write a million rows as one row group.
      request.onProgress?.(done + Math.floor((group.rows * place) / together.length), rows);
      await scanGroup({ group, readColumns: columns => readAt(columns, at) }, sharing, request);
    }
    request.onProgress?.((done += group.rows), rows);
  }
}

function groupsOf(part: Part): Group[] {
  let next = 0;
  return part.reader.facts.map(({ rows }, rowGroup) => {
    const base = next;
    next += rows;
    return { part, rowGroup, base, rows };
  });
}

function sharingColumns(running: readonly Running[]): readonly (readonly Running[])[] {
  const together = new Map<string, Running[]>();
  for (const one of running) {
    const key = JSON.stringify(one.check.columns);
    const sharing = together.get(key);
    if (sharing) sharing.push(one);
    else together.set(key, [one]);
  }
  return [...together.values()];
}

interface Scanned {
  readonly group: Group;
  readColumns(columns: readonly string[]): Promise<readonly ColumnValues[]>;
}

async function scanGroup(
  { group, readColumns }: Scanned,
  sharing: readonly Running[],
  request: ValidateRequest,
): Promise<void> {
  const [{ check } = { check: undefined }] = sharing;
  let values: readonly ColumnValues[] | undefined;
  for (const { check: one, tally } of sharing) {
    if (tally.hasStopped()) continue;
    const seen =
      learn(one, group) ?? (await one.see((values ??= await readColumns(check?.columns ?? [])), seenGroup(group)));
    if (isReason(seen)) {
      tally.stop(seen);
      continue;
    }
    tally.add(seen, group, values ?? []);
    await tellFailing(tally.rule, seen, { group, request });
  }
}

const seenGroup = ({ rows, part: { partition } }: Group) => ({ rows, partition });

function learn(check: Check, { part, rowGroup, rows }: Group): Seen | null {
  const [column = ''] = check.columns;
  if (check.columns.length !== 1) return null;
  const facts = factsOf(part, rowGroup, column);
  return facts ? check.learn(facts, rows) : null;
}

function factsOf({ reader, constants }: Part, rowGroup: number, column: string): ColumnFacts | undefined {
  const group = reader.facts[rowGroup];
  const constant = constants.get(column);
  if (constant !== undefined && constant !== null) return { nulls: 0, min: constant, max: constant };
  const isThere = reader.columns.some(({ name }) => name === column);
  return isThere ? group?.columns.get(column) : { nulls: group?.rows ?? 0, min: null, max: null };
}

async function read(columns: readonly string[], { part, rowGroup, rows }: Group): Promise<readonly ColumnValues[]> {
  const values: ColumnValues[] = [];
  for (const column of columns) {
    const isThere = part.reader.columns.some(({ name }) => name === column);
    const constant = part.constants.get(column) ?? null;
    values.push(isThere ? await part.reader.column(rowGroup, column) : Array.from({ length: rows }, () => constant));
  }
  return values;
}

async function tellFailing(
  rule: Rule,
  { failing }: Seen,
  at: { group: Group; request: ValidateRequest },
): Promise<void> {
  const { group, request } = at;
  if (failing.length === 0 || !request.onFailing) return;
  const rows = Uint32Array.from(failing, row => group.base + row);
  await request.onFailing({ rule, file: group.part.name, rowGroup: group.rowGroup, rows });
}

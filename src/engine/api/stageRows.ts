import { isRow } from '../../model/api/answer.ts';
import type { StagedRow } from '../../model/api/staged.ts';
import type { Reason } from '../../model/problem.ts';
import { exactJson } from '../../model/table/exactJson.ts';
import type { TypeFold } from '../../model/table/typeFold.ts';
import { isExactDecimal, type Row, type Value } from '../../model/table/value.ts';
import type { ApiExecution } from './apiExecution.ts';

/** The rows of an answer on their way into the staging. */
export interface PageRows {
  readonly rows: readonly StagedRow[];
  /** In the order of the rows. */
  readonly keys: readonly string[];
  /** Values of the keyset's column, as text. */
  readonly order: readonly (string | null)[];
}

type Staging = Pick<ApiExecution, 'settings' | 'ports' | 'dataset'>;

/** @param leftOut days whose rows are not wanted; their keys are remembered all the same, the paging asks for them */
export function stageRows(run: Staging, values: readonly Value[], leftOut: ReadonlySet<string>): PageRows {
  const [column = 'id'] = run.settings.primaryKey;
  const isKeyset = run.settings.pagination === 'keyset';
  const rows = values.map(value => stageRow(run, value, leftOut));
  return {
    rows,
    keys: rows.map(({ key }) => key),
    order: isKeyset ? values.map(value => (isRow(value) ? keyText(value[column]) : null)) : [],
  };
}

function stageRow(run: Staging, value: Value, leftOut: ReadonlySet<string>): StagedRow {
  const json = exactJson(value);
  if (!isRow(value)) return deadRow(run, json, { code: 'row_not_object', params: {} });
  const placed = run.dataset.place(value);
  if ('deadLetter' in placed) return deadRow(run, json, placed.deadLetter);
  if (leftOut.has(placed.partitionDate)) return { ...placed, partitionDate: null, json: '', reason: null };
  return { ...placed, json, reason: null };
}

/** What has no key is known by all that it is. */
const deadRow = ({ ports }: Staging, json: string, reason: Reason): StagedRow => ({
  key: `!${ports.hash.sha256(json)}`,
  partitionDate: null,
  order: null,
  json,
  reason,
});

function keyText(value: Value | undefined): string | null {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return String(value);
  return isExactDecimal(value) ? value.decimal : null;
}

/** The types of the rows that will be written. */
export function foldTypes(fold: TypeFold, values: readonly Value[], rows: readonly StagedRow[]): void {
  for (const [at, value] of values.entries())
    if (rows[at]?.partitionDate !== null && isRow(value)) fold.add(value satisfies Row);
}

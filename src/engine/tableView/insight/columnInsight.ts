import type { ColumnType } from '../../../model/table/columnType.ts';
import { numberKey, valueKey } from '../../../model/quality/valueKey.ts';
import { ProblemError } from '../../../model/problem.ts';
import { compareNumbers } from '../../../model/table/compareValues.ts';
import { isExactDecimal, type Value } from '../../../model/table/value.ts';
import { CELL_UNITS, cellText, cutText, valueText } from '../../../model/tableView/cellText.ts';
import { middleText } from '../../../model/tableView/meanText.ts';
import { countInBins, numberBounds, timeBounds } from '../../../model/tableView/roundBounds.ts';
import type { Cell, ColumnInsight, ValueKind } from '../../../model/tableView/table.ts';
import { createKeyWords } from '../../quality/keyWords.ts';
import { stoppedAtOnce, type Arranging } from '../arrange.ts';
import { valuesAt } from '../readValues.ts';
import type { Arrangement, TableView } from '../tableView.ts';
import { createBounds } from './bounds.ts';
import { columnBatches } from './columnBatches.ts';
import { createMean, createNumberLine, type NumberLine } from './numberLine.ts';
import { selectNth } from './selectNth.ts';
import { createValueCounts, type Counted, type ValueCounts } from './valueCounts.ts';

/** What is looked at: a column in the rows of a query. */
interface Looked {
  readonly view: TableView;
  readonly arranged: Arrangement;
  readonly column: number;
  readonly kind: ValueKind;
  readonly type: ColumnType;
  readonly work: Arranging;
}

export interface InsightOptions extends Arranging {
  /** Different values that are counted exactly. */
  readonly budget?: number;
}

/**
 * What stands in a column, in the rows of a query. A NaN is a value, but has no place among numbers. Throws usage
 * `table_stopped`; data what the reader throws, and why the column cannot be read.
 */
export async function columnInsight(
  view: TableView,
  arranged: Arrangement,
  column: number,
  { budget, ...work }: InsightOptions = {},
): Promise<ColumnInsight> {
  const { type, problem } = view.columns[column] ?? { type: { kind: 'null' }, problem: null };
  if (problem) throw new ProblemError(problem);
  const looked: Looked = {
    ...{ view, arranged, column, type, work },
    kind: view.head.columns[column]?.kind ?? 'null',
  };
  const looking = looked.kind === 'nested' ? lookAtNulls(looked) : look(looked, createValueCounts(budget));
  return stoppedAtOnce(looking, work);
}

const batchesOf = ({ view, arranged, column, kind, work }: Looked) =>
  columnBatches(view, arranged, { column, nullsAlone: kind === 'nested' }, work);

async function lookAtNulls(looked: Looked): Promise<ColumnInsight> {
  let nulls = 0;
  for await (const { values } of batchesOf(looked)) for (const value of values) if (value === null) nulls += 1;
  const nothing = { min: null, max: null, mean: null, median: null, top: [], histogram: null };
  return { rows: looked.arranged.rows, nulls, distinct: null, isDistinctExact: true, ...nothing };
}

async function look(looked: Looked, counts: ValueCounts): Promise<ColumnInsight> {
  const { arranged, kind, type } = looked;
  const [bounds, mean] = [createBounds(kind), kind === 'number' ? createMean(type) : null];
  const line = createNumberLine(kind, type, arranged.rows);
  const key = createKeyWords();
  let nulls = 0;
  for await (const { values, rowAt } of batchesOf(looked))
    for (const [at, value] of values.entries()) {
      if (value === null) {
        nulls += 1;
        continue;
      }
      key.clear();
      key.add(typeof value === 'bigint' || isExactDecimal(value) ? numberKey(value) : value);
      const count = key.end();
      counts.add(key.words(), count, rowAt(at));
      bounds.take(value);
      mean?.take(value);
      line?.take(value, rowAt(at));
    }
  const { count: distinct, isExact: isDistinctExact } = counts.distinct();
  return {
    ...{ rows: arranged.rows, nulls, distinct, isDistinctExact, mean: mean?.text() ?? null },
    ...{ min: shown(bounds.min, looked), max: shown(bounds.max, looked) },
    median: kind === 'number' && line ? await medianOf(line, looked) : null,
    top: await topOf(counts, looked),
    histogram: line && histogramOf(line, looked),
  };
}

function shown(value: Value, { kind, type }: Looked): Cell {
  if (kind !== 'binary' || typeof value !== 'string' || value.length <= CELL_UNITS) return cellText(value, type);
  return cutText(value, CELL_UNITS, value.length / 2);
}

const TOP = 10;
/** Counts that are too small are taken once more, of so many. */
const CANDIDATES = 100;

async function topOf(counts: ValueCounts, looked: Looked): Promise<ColumnInsight['top']> {
  const { isExact } = counts.distinct();
  const counted = counts.most(isExact ? TOP : CANDIDATES);
  const rows = Uint32Array.from(counted, ({ row }) => row);
  const values = await valuesAt(looked.view, looked.column, rows);
  const found = counted.map(({ count }, at) => ({ value: values[at] ?? null, count }));
  const exact = isExact || found.length === 0 ? found : await recounted(found, looked);
  return exact.slice(0, TOP).map(({ value, count }) => ({ value: shown(value, looked), count }));
}

type Frequent = { readonly value: Value } & Pick<Counted, 'count'>;

async function recounted(found: readonly Frequent[], looked: Looked): Promise<readonly Frequent[]> {
  const counts = new Map(found.map(({ value }) => [keyOf(value), { value, count: 0 }]));
  for await (const { values } of batchesOf(looked))
    for (const value of values) {
      const one = value === null ? undefined : counts.get(keyOf(value));
      if (one) one.count += 1;
    }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** No NULL comes here: it stands for NaN. */
const keyOf = (value: Value) => valueKey(value);

async function medianOf(line: NumberLine, looked: Looked): Promise<string | null> {
  const count = line.positions()?.length ?? 0;
  if (count === 0) return null;
  const upper = await nthText(line, count >> 1, looked);
  const lower = count % 2 === 1 ? upper : await nthText(line, (count >> 1) - 1, looked);
  return lower === upper ? upper : middleText(lower, upper);
}

/** Many long numbers may be one double: those are looked at themselves. */
async function nthText(line: NumberLine, nth: number, { view, column, type }: Looked): Promise<string> {
  const [positions, rows] = [line.positions() ?? new Float64Array(), line.rows()];
  if (!rows) return valueText(selectNth(positions, nth), type) ?? '';
  const position = selectNth(positions.slice(), nth);
  const isOneValue = type.kind === 'decimal' && type.precision <= 15;
  const alike = rows.filter((_, at) => positions[at] === position).subarray(0, isOneValue ? 1 : undefined);
  const values = await valuesAt(view, column, alike);
  const below = positions.reduce((sum, one) => sum + (one < position ? 1 : 0), 0);
  const sorted = values.filter(isNumber).sort(compareNumbers);
  return valueText(sorted[isOneValue ? 0 : nth - below] ?? null, type) ?? '';
}

const isNumber = (value: Value) => typeof value === 'number' || typeof value === 'bigint' || isExactDecimal(value);

function histogramOf(line: NumberLine, { kind, type }: Looked): ColumnInsight['histogram'] {
  const positions = line.positions() ?? new Float64Array();
  let [min, max] = [Infinity, -Infinity];
  for (const position of positions) {
    if (position < min && position > -Infinity) min = position;
    if (position > max && position < Infinity) max = position;
  }
  if (min > max) return null;
  const isWhole = type.kind === 'integer' || (type.kind === 'decimal' && type.scale === 0);
  const bounds = kind === 'number' ? numberBounds(min, max, isWhole) : timeBounds(min, max, type);
  return countInBins(bounds, positions).map((count, at) => ({
    ...{ from: bounds[at]?.text ?? '', to: bounds[at + 1]?.text ?? '' },
    count,
  }));
}

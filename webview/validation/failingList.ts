import { ProblemError } from '../../src/model/problem.ts';
import { visibleText } from '../../src/model/quality/visibleText.ts';
import type { FailingRow } from '../../src/model/quality/failingTable.ts';
import type { FailingPage } from '../../src/protocol/quality.ts';
import type { RowSlice } from '../../src/protocol/table.ts';
import type { Boxed } from '../common/grid/boxed.ts';
import { createGridRows, type Drawable } from '../common/grid/rows.ts';
import type { AskRows, GridColumn } from '../common/grid/state.ts';

/** Rows on which a rule failed, for the grid. */
export interface FailingList extends Boxed {
  readonly rule: string;
  /** Their first ones, with what is the same of all. */
  readonly first: FailingPage;
  /** Where a row of the list lies; undefined: it is not here yet. */
  placeOf(row: number): Pick<FailingRow, 'file' | 'row'> | undefined;
}

export interface FailingAsked {
  readonly rule: string;
  readonly first: FailingPage;
  /** What was validated, where rows name no file. */
  readonly name: string;
  /** Rows of all that was validated. */
  readonly largest: number;
  /** What the rule expects of a value, and what is said above such values; '' : nothing. */
  readonly words: Readonly<Record<'file' | 'judged' | 'expected' | 'expectedOf', string>>;
  readonly before?: Drawable | undefined;
  ask(p: { rule: string; from: number; count: number }): Promise<FailingPage>;
  changed(): void;
}

export function failingList(asked: FailingAsked): FailingList {
  const { rule, first, largest, before, changed } = asked;
  const places = new Map<number, Pick<FailingRow, 'file' | 'row'>>();
  const shape = shapeOf(asked);
  const ask: AskRows = async ({ columns, from, count }) => {
    const isFirst = from + count <= first.rows.length;
    const page = isFirst
      ? { ...first, rows: first.rows.slice(from, from + count) }
      : await asked.ask({ rule, from, count });
    // The files were changed while somebody looked at them: their values are no longer those that failed.
    if (page.columns.length !== first.columns.length && page.problem) throw new ProblemError(page.problem);
    page.rows.forEach(({ file, row }, at) => places.set(from + at, { file, row }));
    return sliceOf(page.rows, { from, columns, values: shape.values });
  };
  return {
    ...{ rule, first, largest, ask, columns: shape.columns, count: first.total },
    rows: createGridRows({ ask, rows: first.total, before, changed }),
    placeOf: row => places.get(row),
  };
}

interface Shape {
  readonly columns: readonly GridColumn[];
  values(row: FailingRow): readonly (string | null)[];
}

/** The file where there are several, the values, and what was expected of them. */
function shapeOf({ first, name, words }: FailingAsked): Shape {
  const hasFile = first.columns.length === 0 || first.rows.some(({ file }) => file !== '');
  const hasExpected = words.expected !== '';
  const text = (title: string): GridColumn => ({
    ...{ name: title, type: '', kind: 'text', isPartition: false, problem: null },
  });
  const data = first.columns.map(({ name: column, isNumber, isJudged }): GridColumn => ({
    ...text(visibleText(column)),
    ...{ kind: isNumber ? 'number' : 'text', type: isJudged ? words.judged : '', isHit: isJudged },
  }));
  const columns = [...(hasFile ? [text(words.file)] : []), ...data, ...(hasExpected ? [text(words.expectedOf)] : [])];
  const values: Shape['values'] = ({ file, cells }) => [
    ...(hasFile ? [shortFile(file) || name] : []),
    ...cells,
    ...(hasExpected ? [words.expected] : []),
  ];
  const known = first.rows.map(values);
  const letters = (at: number) => known.reduce((most, row) => Math.max(most, (row[at] ?? 'NULL').length), 0);
  return { values, columns: columns.map((column, at) => ({ ...column, letters: letters(at) })) };
}

/** Every day of a dataset has the same table in it. */
export const shortFile = (file: string): string => file.replace(/\/part-00000\.parquet$/, '');

interface SliceAsked extends Pick<Shape, 'values'> {
  readonly from: number;
  readonly columns: readonly number[];
}

const sliceOf = (rows: readonly FailingRow[], { from, columns, values }: SliceAsked): RowSlice => ({
  ...{ from, numbers: rows.map(({ row }) => row), failures: [] },
  cells: rows.map(row => {
    const all = values(row);
    return columns.map(at => all[at] ?? null);
  }),
});

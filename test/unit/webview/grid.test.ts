import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine } from '../../../webview/common/grid/cell.ts';
import {
  barOf,
  isScaled,
  layoutOf,
  mostTop,
  revealed,
  topOf,
  windowOf,
} from '../../../webview/common/grid/geometry.ts';
import { createPages, PAGE } from '../../../webview/common/grid/pages.ts';
import { createGridRows } from '../../../webview/common/grid/rows.ts';
import {
  keptGrid,
  newGrid,
  restoredGrid,
  type GridColumn,
  type GridState,
} from '../../../webview/common/grid/state.ts';
import { nextSort } from '../../../webview/table/arranging.ts';
import type { RowSlice } from '../../../src/protocol/table.ts';

const column = (at: number): GridColumn => ({
  ...{ name: `c${at}`, type: 'int64', kind: 'number', isPartition: false, problem: null },
});
const columns = Array.from({ length: 60 }, (_, at) => column(at));
const grid = (more: Partial<GridState> = {}): GridState => ({ ...newGrid(), width: 900, height: 600, ...more });
const layout = (rows: number, state: GridState) => layoutOf({ columns, rows, state, hasFilters: true, numbers: rows });

describe('a grid of any size', () => {
  const sizes = fc.constantFrom(1, 40, 20_000, 1_000_000, 1_000_000_000);

  it('draws the rows and columns that are in sight, and no more', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(6000), (rows, share, left) => {
        const state = grid({ left });
        const all = layout(rows, state);
        const top = Math.floor(share * mostTop(all, state));
        const { first, end, from, to } = windowOf(all, { ...state, top });
        expect(first * all.rowPx).toBeLessThanOrEqual(top);
        expect(end - first).toBeLessThanOrEqual(Math.ceil(600 / all.rowPx) + 1);
        expect(end === rows || end * all.rowPx >= top + 600 - all.headPx - all.filterPx).toBe(true);
        expect(to - from).toBeLessThan(12);
        expect(all.lefts[from]).toBeLessThanOrEqual(left);
      }),
    );
  });

  it('has a bar for every row, beyond the wall of the layout too', () => {
    const state = grid();
    const all = layout(1_000_000_000, state);
    expect(isScaled(all)).toBe(true);
    for (const share of [0, 0.3, 1]) {
      const top = share * mostTop(all, state);
      expect(topOf(barOf(top, all, state), all, state)).toBeCloseTo(top, 0);
    }
    const last = revealed(all, state, { row: 999_999_999, column: 59 });
    expect(windowOf(all, { ...state, ...last })).toMatchObject({ end: 1_000_000_000, to: 60 });
    expect(isScaled(layout(300_000, state))).toBe(false);
  });

  it('has pinned columns first, unless they leave no room', () => {
    const state = grid({ pinned: [7, 2], hidden: new Set([0]) });
    expect(layout(10, state)).toMatchObject({
      pinned: 2,
      shown: [7, 2, 1, ...columns.map((_, at) => at).filter(at => at > 2 && at !== 7)],
    });
    expect(layout(10, { ...state, width: 200 }).pinned).toBe(0);
  });

  it('is found again as it was left, and takes nothing that is no grid', () => {
    const state = grid({ top: 260, pinned: [3], hidden: new Set([1]), widths: new Map([[2, 9]]), span: 'rows' });
    const { width: _width, height: _height, ...kept } = state;
    expect(restoredGrid(JSON.parse(JSON.stringify(keptGrid(state))))).toMatchObject(kept);
    expect(restoredGrid({ active: { row: -1 }, widths: [['a']], pinned: 'x', top: Number.NaN })).toEqual(newGrid());
  });
});

describe('the cells of a grid', () => {
  const slice = (from: number, count: number, asked: readonly number[]): RowSlice => ({
    ...{ from, failures: [], numbers: Array.from({ length: count }, (_, at) => from + at) },
    cells: Array.from({ length: count }, (_, at) => asked.map(one => `${from + at}/${one}`)),
  });
  const wanted = (first: number, more: readonly number[] = [0, 1]) => ({
    ...{ top: first * 24, left: 0, first, end: first + 20, columns: more, ahead: [] },
  });

  it('are asked for where the reader is now, not where he passed', async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const rows = createGridRows({
      rows: 1_000_000,
      changed: () => undefined,
      ask: ({ from, count, columns: some }) => {
        asked.push(from);
        return new Promise(resolve => answers.push(() => resolve(slice(from, count, some))));
      },
    });
    for (let first = 0; first <= 500_000; first += 1000) rows.need(wanted(first));
    expect(asked.length).toBeLessThanOrEqual(3);
    while (answers.length > 0) {
      answers.shift()?.();
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(asked).toContain(500_000);
    expect(asked.length).toBeLessThan(10);
    expect(rows.isHere()).toBe(true);
    expect(rows.drawable().cell(500_003, 1)).toBe('500003/1');
  });

  it('of before stay until those that are wanted are here', async () => {
    const answers: (() => void)[] = [];
    const ask: Parameters<typeof createGridRows>[0]['ask'] = ({ from, count, columns: some }) =>
      new Promise(resolve => answers.push(() => resolve(slice(from, count, some))));
    const rows = createGridRows({ rows: 1000, changed: () => undefined, ask });
    rows.need(wanted(0));
    answers.shift()?.();
    await new Promise(resolve => setImmediate(resolve));
    rows.need(wanted(500));
    expect(rows.drawable()).toMatchObject({ top: 0 });
    const next = createGridRows({ rows: 10, before: rows.drawable(), changed: () => undefined, ask });
    next.need(wanted(0));
    expect(next.drawable().cell(2, 0)).toBe('2/0');
  });

  it('go when there are too many, the oldest first', () => {
    const pages = createPages(PAGE * 2 * 25);
    for (const page of [0, 1, 2]) pages.put(page, [0], slice(page * PAGE, PAGE, [0]));
    expect([0, 1, 2].map(page => pages.cell(page * PAGE, 0))).toEqual([undefined, '100/0', '200/0']);
    expect(pages.missing(2, [0, 4])).toEqual([4]);
  });

  it('that could not be read say why, in the rows of that file alone', () => {
    const pages = createPages();
    const problem = { kind: 'data', code: 'column_corrupt_in_file', params: {} } as const;
    pages.put(1, [0, 1], { ...slice(PAGE, PAGE, [0, 1]), failures: [{ column: 1, problem, rows: [3, 4] }] });
    const rows = [PAGE + 2, PAGE + 3, PAGE + 4, PAGE + 5];
    expect(rows.map(row => pages.problem(row, 1)?.code ?? null)).toEqual([null, problem.code, problem.code, null]);
    expect(rows.map(row => pages.problem(row, 0))).toEqual([null, null, null, null]);
  });

  it('show what has no shape of its own', () => {
    expect(['', '  ', '\u00a0', 'a\tb\nc', '\u202ea', ' a'].map(oneLine)).toEqual([
      ...['""', '"␣␣"', '"⍽"', 'a⇥b↵c', '[U+202E]a', ' a'],
    ]);
  });
});

it('a click sorts up, then down, then not at all; beside others it takes its place after them', () => {
  const [up, down] = [[{ column: 1, isDescending: false }], [{ column: 1, isDescending: true }]];
  expect([nextSort([], 1, false), nextSort(up, 1, false), nextSort(down, 1, false)]).toEqual([up, down, []]);
  expect(nextSort(up, 2, true)).toEqual([...up, { column: 2, isDescending: false }]);
  expect(nextSort([...up, { column: 2, isDescending: true }], 2, true)).toEqual(up);
  expect(nextSort(up, 2, false)).toEqual([{ column: 2, isDescending: false }]);
});

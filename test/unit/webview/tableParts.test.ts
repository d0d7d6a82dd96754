import { describe, expect, it } from 'vitest';
import { readFilter } from '../../../src/model/tableView/filterText.ts';
import { matches } from '../../../src/model/tableView/matchFilter.ts';
import type { SchemaNode, TableColumnView, ValueKind } from '../../../src/model/tableView/table.ts';
import { rangeOf } from '../../../webview/common/grid/selection.ts';
import { bytesPieces } from '../../../webview/table/bytesBar.ts';
import { toTsv } from '../../../webview/table/copyForms.ts';
import { figureText, ratioText, shareText } from '../../../webview/table/figures.ts';
import { equalFilter, spanFilter } from '../../../webview/table/filterOf.ts';
import { beside } from '../../../webview/table/finder.ts';
import { isolatedBins } from '../../../webview/table/histogram.ts';
import { readTree } from '../../../webview/table/jsonTree.ts';
import { treeRows } from '../../../webview/table/schemaTree.ts';

const french = { language: 'fr' } as const;
const spaced = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('figures of a file', () => {
  it.each([
    ['9007199254740993', '9 007 199 254 740 993'],
    ['0.10', '0,10'],
    ['-1234567.890', '-1 234 567,890'],
    ['2026', '2026'],
    ['NaN', 'NaN'],
    ['1e300', '1e300'],
    ['2026-11-20', '2026-11-20'],
    [`0.${'1'.repeat(120)}`, `0.${'1'.repeat(120)}`],
  ])('keep every digit: %s', (value, shown) => expect(spaced(figureText(value, french))).toBe(shown));

  it('never round a share to nothing or to all', () => {
    expect([0, 1, 412, 61_203, 61_204].map(part => spaced(shareText(part, 61_204, french)))).toEqual([
      ...['0 %', '< 0,1 %', '0,7 %', '> 99,9 %', '100 %'],
    ]);
    expect(spaced(shareText(0, 0, french))).toBe('0 %');
  });

  it('say how much smaller bytes are stored', () => {
    expect([ratioText(414, 100, french), ratioText(4140, 100, french), ratioText(1, 0, french)]).toEqual([
      '4,1',
      '41',
      '–',
    ]);
  });
});

describe('a filter that a click sets', () => {
  it.each<[string, ValueKind]>([
    ['paris', 'text'],
    ['', 'text'],
    ['  ', 'text'],
    ['NULL', 'text'],
    ['> 5', 'text'],
    ['^a$', 'text'],
    ['a "b" c', 'text'],
    ['"quoted"', 'text'],
    ["'", 'text'],
    ['= x', 'text'],
    ['2..3', 'text'],
    ['two\nlines', 'text'],
  ])('holds of the very value %j, and of no other', (value, kind) => {
    const read = readFilter(equalFilter(value, kind) ?? '', kind);
    const filter = 'filter' in read && read.filter;
    if (!filter) throw new Error('no filter');
    const holds = matches(filter, { kind: 'text' });
    expect([value, `${value}x`, null].map(holds)).toEqual([true, false, false]);
  });

  it('reads numbers, times and NULL as they stand', () => {
    expect(equalFilter(null, 'number')).toBe('= NULL');
    expect(equalFilter('0.10', 'number')).toBe('= 0.10');
    expect(equalFilter({ text: 'abc', length: 4000 }, 'text')).toBeNull();
    expect(readFilter(equalFilter('2026-11-20T07:00:00.517490Z', 'timestamp') ?? '', 'timestamp')).toHaveProperty(
      'filter',
    );
  });

  it('holds of one bar: its lower bound is in it, its upper one only of the last', () => {
    const bar = { from: '10', to: '20' };
    const holds = (isLast: boolean) => {
      const read = readFilter(spanFilter(bar, isLast), 'number');
      const filter = 'filter' in read && read.filter;
      return [9, 10, 19, 20].map(matches(filter || { test: 'null', isNegated: false }, { kind: 'double' }));
    };
    expect([holds(false), holds(true)]).toEqual([
      [false, true, true, false],
      [false, true, true, true],
    ]);
  });
});

describe('a histogram', () => {
  const isolated = (...counts: number[]) => [...isolatedBins(counts.map(count => ({ count })))];

  it('shows what lies apart, at both ends', () => {
    expect(isolated(900, 80, 2, 0, 0, 3)).toEqual([5]);
    expect(isolated(1, 0, 0, 500, 400, 0, 0, 2)).toEqual([0, 7]);
  });

  it('takes one empty bar for chance, and a hundredth of all for no exception', () => {
    expect(isolated(900, 80, 0, 3)).toEqual([]);
    expect(isolated(900, 0, 0, 50)).toEqual([]);
    expect(isolated(0, 0, 0)).toEqual([]);
  });
});

describe('the tree of a schema', () => {
  const node = (depth: number, name: string): SchemaNode => {
    return { depth, name, repetition: 'optional', physicalType: 'INT32', logicalType: null, fieldId: null };
  };
  const column = (name: string, isPartition = false): TableColumnView => {
    return { name, type: 'int32', kind: 'number', isPartition, problem: null };
  };
  const schema = [node(0, 'a'), node(1, 'x'), node(2, 'y'), node(1, 'z'), node(0, 'b')];
  const columns = [column('b'), column('a'), column('day', true)];

  it('knows the column of each node, and those of the path', () => {
    expect(treeRows(schema, columns).map(({ path, column: at }) => [path, at])).toEqual([
      ...[
        ['a', 1],
        ['a.x', 1],
        ['a.x.y', 1],
        ['a.z', 1],
        ['b', 0],
        ['day', 2],
      ],
    ]);
  });

  it('is searched by paths', () => {
    expect(treeRows(schema, columns, ' A.X').map(({ path }) => path)).toEqual(['a.x', 'a.x.y']);
  });
});

describe('what goes out', () => {
  const grid = { rows: 100, shown: [3, 0, 1] };
  const place = (row: number, column: number) => ({ row, column });

  it('is the rectangle between two cells, in the order of the screen', () => {
    const span = 'cells';
    expect(rangeOf(grid, { active: place(2, 1), anchor: place(5, 3), span })).toEqual({
      from: 2,
      count: 4,
      columns: [3, 0, 1],
    });
    expect(rangeOf(grid, { active: place(2, 0), anchor: place(2, 0), span })).toEqual({
      from: 2,
      count: 1,
      columns: [0],
    });
  });

  it('is whole rows, whole columns, or all', () => {
    const ends = { active: place(2, 0), anchor: place(4, 3) };
    expect(rangeOf(grid, { ...ends, span: 'rows' })).toEqual({ from: 2, count: 3, columns: [3, 0, 1] });
    expect(rangeOf(grid, { ...ends, span: 'columns' })).toEqual({ from: 0, count: 100, columns: [3, 0] });
    expect(rangeOf(grid, { ...ends, span: 'all' })).toEqual({ from: 0, count: 100, columns: [3, 0, 1] });
  });

  it('is nothing of no rows', () => {
    expect(rangeOf({ rows: 0, shown: [0] }, { active: place(0, 0), anchor: place(0, 0), span: 'cells' }).count).toBe(0);
  });

  it('is a table whose values stay in their fields', () => {
    expect(
      toTsv([
        { a: 'x\ty\n', b: null },
        { a: 1, b: true },
      ]),
    ).toBe('a\tb\nx y \t\n1\ttrue\n');
  });
});

describe('a search', () => {
  it('begins in the cell beside, across the ends of rows', () => {
    const at = (position: number, column: number) => ({ position, column });
    expect(beside(at(4, 0), [3, 0, 1], true)).toEqual(at(4, 3));
    expect(beside(at(4, 3), [3, 0, 1], true)).toEqual(at(3, 1));
    expect(beside(at(4, 1), [3, 0, 1], false)).toEqual(at(5, 3));
    expect(beside(at(4, 3), [3, 0, 1], false)).toEqual(at(4, 0));
  });
});

describe('the bar of bytes', () => {
  const pieces = (count: number) =>
    bytesPieces(Array.from({ length: count }, (_, at) => ({ column: `c${at}`, bytes: at + 1 })));

  it('has the largest first, and the others as one', () => {
    expect(pieces(9).map(({ column, bytes, before }) => [column, bytes, before])).toEqual([
      ...[
        ['c8', 9, 0],
        ['c7', 8, 9],
        ['c6', 7, 17],
        ['c5', 6, 24],
        ['c4', 5, 30],
        ['c3', 4, 35],
        [null, 6, 39],
      ],
    ]);
  });

  it('names a single other one', () => {
    expect(pieces(7).map(({ column }) => column)).toEqual(['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
  });
});

describe('a nested value', () => {
  const told = (json: string): unknown => {
    const tell = (node: NonNullable<ReturnType<typeof readTree>>): unknown =>
      node.bracket === null ? node.text : node.children.map(child => [child.name, tell(child)]);
    const tree = readTree(json);
    return tree && tell(tree);
  };
  it('is a tree of its lines, with the text of each', () => {
    const value = { a: [1, '},', { b: null }], 'c": {': '[', d: {}, e: [] };
    expect(told(JSON.stringify(value, undefined, 2))).toEqual([
      [
        'a',
        [
          ['0', '1'],
          ['1', '"},"'],
          ['2', [['b', 'null']]],
        ],
      ],
      ['c\\": {', '"["'],
      ['d', '{}'],
      ['e', '[]'],
    ]);
  });
  it('that is cut ends early, and one that holds nothing is no tree', () => {
    expect(told(JSON.stringify({ a: [1, 22] }, undefined, 2).slice(0, -6))).toEqual([
      [
        'a',
        [
          ['0', '1'],
          ['1', '22'],
        ],
      ],
    ]);
    expect([readTree('{}'), readTree('12'), readTree('"{"')]).toEqual([null, null, null]);
  });
});

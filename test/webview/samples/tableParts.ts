import { fail } from '../../../src/model/problem.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type {
  Cell,
  ChunkLayout,
  ColumnInsight,
  FileLayout,
  Found,
  SchemaNode,
  TableColumnView,
  TableHostVerbs,
  TableQuery,
} from '../../../src/protocol/table.ts';
import { textOf } from '../../../webview/common/grid/pages.ts';
import type { MadeTable } from './madeTable.ts';

export interface Rows {
  /** The row of the table at a position of the query. */
  rowAt(query: TableQuery, position: number): number;
  total(query: TableQuery): number;
}

type Part = 'listed' | 'find' | 'insight' | 'layout' | 'groupLayout' | 'note' | 'copy' | 'copyText' | 'export';
export type Parts = Pick<Handlers<TableHostVerbs>, Part>;

/** What the fake host answers to the schema, the row groups, the insight, finding, copying and exporting. */
export const partsOf = (table: MadeTable, rows: Rows): Parts => ({
  find: asked => findIn(table, rows, asked),
  insight: ({ query, column }) => insightOf(table, rows, { query, column }),
  layout: ({ file }) => layoutOf(table, file),
  groupLayout: ({ group }) => chunksOf(table, group),
  note: ({ note }) => (note === 1 ? LONG_NOTE : '1.7.0'),
  copy: ({ count }) => ({ rows: Math.min(count, 5000) }),
  copyText: () => undefined,
  listed: ({ of }) => `name\n${of}`,
  export: () => undefined,
});

type FindAsked = Parameters<TableHostVerbs['find']>[0];

/** The first thousand rows are enough to look through here. */
function findIn(
  table: MadeTable,
  rows: Rows,
  { query, text, columns, from, column, isBackwards }: FindAsked,
): Found | null {
  const wanted = text.toLowerCase();
  const step = isBackwards ? -1 : 1;
  const most = Math.min(1000, rows.total(query));
  let [position, at] = [Math.min(from, most), columns.indexOf(column) + step];
  for (; position >= -1 && position <= most; position += step) {
    for (; at >= 0 && at < columns.length && position >= 0 && position < most; at += step)
      if (
        textOf(table.cell(rows.rowAt(query, position), columns[at]!))
          .toLowerCase()
          .includes(wanted)
      )
        return { position, column: columns[at]! };
    at = isBackwards ? columns.length - 1 : 0;
  }
  return null;
}

function insightOf(table: MadeTable, rows: Rows, asked: { query: TableQuery; column: number }): ColumnInsight {
  const { kind } = table.head.columns[asked.column]!;
  const total = rows.total(asked.query);
  const cells = Array.from({ length: Math.min(total, 20_000) }, (_, at) =>
    table.cell(rows.rowAt(asked.query, at), asked.column),
  );
  const there = cells.filter(cell => cell !== null);
  const counts = new Map<string, { value: Cell; count: number }>();
  for (const value of there) {
    const known = counts.get(textOf(value)) ?? { value, count: 0 };
    counts.set(textOf(value), { ...known, count: known.count + 1 });
  }
  const top = [...counts.values()].toSorted((a, b) => b.count - a.count).slice(0, 10);
  const ordered = [...counts.values()].map(({ value }) => value).toSorted(byValue(kind === 'number'));
  const isNested = kind === 'nested';
  return {
    ...{ rows: total, nulls: cells.length - there.length, isDistinctExact: total < 20_000 },
    distinct: isNested ? null : counts.size,
    min: isNested ? null : (ordered[0] ?? null),
    max: isNested ? null : (ordered.at(-1) ?? null),
    ...(kind === 'number' ? figuresOf(there.map(cell => Number(textOf(cell)))) : NO_FIGURES),
    top: top[0] && top[0].count > 1 && !isNested ? top : [],
  };
}

const NO_FIGURES = { mean: null, median: null, histogram: null };

const byValue = (isNumber: boolean) => (a: Cell, b: Cell) =>
  isNumber ? Number(textOf(a)) - Number(textOf(b)) : textOf(a) < textOf(b) ? -1 : 1;

const BINS = 15;

/** Squeezed to the left with a few values far away, so that the picture has a shape. */
function figuresOf(values: readonly number[]): Pick<ColumnInsight, 'mean' | 'median' | 'histogram'> {
  if (values.length === 0) return NO_FIGURES;
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const shares = [8, 32, 47, 40, 28, 17, 10, 6, 3, 2, 2, 0, 0, 0, 0.5];
  const all = shares.reduce((sum, share) => sum + share, 0);
  const bound = (at: number) => String(Number((low + ((high - low) * at) / BINS).toPrecision(4)));
  return {
    mean: (values.reduce((sum, value) => sum + value, 0) / values.length).toPrecision(4),
    median: String(sorted[Math.floor(sorted.length / 2)]),
    histogram: shares.map((share, at) => {
      return { from: bound(at), to: bound(at + 1), count: Math.round((share / all) * values.length) };
    }),
  };
}

const PHYSICAL: Readonly<Record<TableColumnView['kind'], readonly [physical: string, logical: string | null]>> = {
  number: ['INT64', 'INT(64, signed)'],
  text: ['BYTE_ARRAY', 'STRING'],
  boolean: ['BOOLEAN', null],
  date: ['INT32', 'DATE'],
  timestamp: ['INT64', 'TIMESTAMP(MICROS, UTC)'],
  binary: ['BYTE_ARRAY', null],
  nested: ['BYTE_ARRAY', null],
  null: ['INT32', 'NULL'],
};

const ofFile = ({ head }: MadeTable): TableColumnView[] => head.columns.filter(({ isPartition }) => !isPartition);

function schemaOf(table: MadeTable): SchemaNode[] {
  const node = (depth: number, name: string, part: Partial<SchemaNode> = {}): SchemaNode => {
    return { depth, name, repetition: 'optional', physicalType: null, logicalType: null, fieldId: null, ...part };
  };
  return ofFile(table).flatMap(({ name, type, kind }, at) => {
    const [physicalType, logicalType] = PHYSICAL[kind];
    const own = { fieldId: at + 1, repetition: at === 0 ? 'required' : 'optional' } as const;
    if (type.startsWith('struct'))
      return [
        node(0, name, own),
        node(1, 'temp', { physicalType: 'DOUBLE' }),
        node(1, 'pluie', { physicalType: 'BOOLEAN' }),
      ];
    if (type.startsWith('list'))
      return [
        node(0, name, { ...own, logicalType: 'LIST' }),
        node(1, 'list', { repetition: 'repeated' }),
        node(2, 'element', { physicalType: 'INT32' }),
      ];
    const decimal = type.startsWith('decimal') ? { physicalType: 'INT32', logicalType: 'DECIMAL(9, 2)' } : {};
    return [node(0, name, { ...own, physicalType, logicalType, ...decimal })];
  });
}

const LONG_NOTE = JSON.stringify({
  type: 'struct',
  fields: Array.from({ length: 40 }, () => ({ name: 'velos', type: 'int32', nullable: true })),
});

function layoutOf(table: MadeTable, file: number): FileLayout {
  const part = table.head.files.find(({ at }) => at === file);
  const count = part?.groups ?? 0;
  const each = Math.ceil((part?.rows ?? 0) / Math.max(1, count));
  return {
    ...{ file: part?.file ?? '', bytes: part?.bytes ?? 0, version: 2, createdBy: 'parquet-cpp-arrow version 20.0.0' },
    notes: [
      { key: 'orva.version', value: '1.7.0' },
      {
        key: 'org.apache.spark.sql.parquet.row.metadata',
        value: { text: LONG_NOTE.slice(0, 400), length: LONG_NOTE.length },
      },
      { key: 'vide', value: '' },
    ],
    schema: schemaOf(table),
    groups: Array.from({ length: count }, (_, at) => {
      const bytes = 96_310 + ((at * 7919) % 22_000);
      return {
        rows: Math.max(0, Math.min(each, (part?.rows ?? 0) - at * each)),
        bytes,
        rawBytes: Math.round(bytes * 4.14),
      };
    }),
  };
}

function chunksOf(table: MadeTable, group: number): ChunkLayout[] {
  const leaves: { path: string; node: SchemaNode }[] = [];
  const path: string[] = [];
  for (const node of schemaOf(table)) {
    path.splice(node.depth, Infinity, node.name);
    if (node.physicalType !== null) leaves.push({ path: path.join('.'), node });
  }
  return leaves.map(({ path: column, node }, at) => {
    const bytes = Math.round(52_000 / (at + 1)) + group * 31;
    const isNumber = /^INT|DOUBLE/.test(node.physicalType ?? '');
    return {
      ...{ column, physicalType: node.physicalType ?? '', codec: at % 5 === 4 ? 'UNCOMPRESSED' : 'ZSTD' },
      encodings: isNumber ? ['DELTA_BINARY_PACKED'] : ['PLAIN', 'RLE', 'RLE_DICTIONARY'],
      ...{ values: 9102, bytes, rawBytes: at % 5 === 4 ? bytes : Math.round(bytes * 4.4), nulls: at === 0 ? 0 : 412 },
      ...{
        distinct: at % 3 === 1 ? 874 : null,
        min: at % 4 === 3 ? null : '10',
        max: at % 4 === 3 ? null : 'Stade-Vauquelin',
      },
      ...{ hasDictionary: !isNumber, hasPageIndex: true, hasBloomFilter: at === 3 },
    };
  });
}

const NEVER = new Promise<never>(() => undefined);
const tell = () => Reflect.get(globalThis, 'fakeHost').tell;

const slow =
  () =>
  ({ id }: { id: string }) => {
    tell().moved({ id, done: 240_000, total: 1_196_448 });
    return NEVER;
  };

const refuse =
  (kind: Parameters<typeof fail>[0], code: string, params = {}) =>
  () => {
    throw fail(kind, code, params);
  };

const path = '/orva/comptages_velos/part-00000.parquet';

/** Hosts that are slow, or refuse, in what stands around the grid. */
export const PART_CASES: Readonly<Record<string, Partial<Handlers<TableHostVerbs>>>> = {
  /** A disk that sleeps: nothing is told. */
  silentFind: { find: () => new Promise(() => undefined) },
  slowParts: { find: slow(), insight: slow(), copy: slow(), export: slow() },
  failedParts: {
    find: refuse('data', 'table_corrupt', { path, why: 'page 12' }),
    insight: refuse('data', 'table_corrupt', { path, why: 'page 12' }),
    layout: refuse('data', 'table_cut', { path }),
    copy: refuse('system', 'engine_gone'),
    export: refuse('system', 'engine_gone'),
  },
  cut: { open: refuse('data', 'table_cut', { path }) },
  encrypted: { open: refuse('config', 'table_encrypted', { path }) },
};

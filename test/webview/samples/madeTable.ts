import { textOf } from '../../../webview/common/grid/pages.ts';
import type { Cell, TableColumnView, TableHead, ValueKind } from '../../../src/protocol/table.ts';

/** A table of any size whose cells are computed when they are asked for: the same at each reading. */
export interface MadeTable {
  readonly head: TableHead;
  cell(row: number, column: number): Cell;
  /** What orders the rows; null: NULL. */
  key(row: number, column: number): number | string | null;
}

interface MadeColumn {
  readonly name: string;
  readonly type: string;
  readonly kind: ValueKind;
  readonly isPartition?: boolean;
  value(row: number, seed: number): Cell;
}

/** An even number from 0 to below 2³², the same for the same row and column. */
export function hash(row: number, seed: number): number {
  let value = Math.imul(row ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

const STATIONS = ['Grand-Place', 'Quai des Tanneurs', 'Stade-Vauquelin', 'Arsenal', 'Gare routière', 'Lavoir'];
const LONG =
  'Vélos déplacés pour le marché de Noël, bornes 3 à 9 fermées du 20 novembre au soir jusqu’au 2 janvier ; retour prévu le 3.';
const REMARKS: readonly Cell[] = [
  ...[null, '', 'Borne 4 en panne', null, '  ', LONG, null, '', null, 'Rien à signaler', 'Compteur remis à zéro'],
  ...['Pluie forte', 'محطة وسط المدينة مغلقة', 'Ligne 1\nLigne 2', '\ttabulé', '‮inversé', '👩‍👩‍👧‍👦 famille', '0'],
  { text: `Journal : ${'0123456789 '.repeat(20)}`, length: 104_857_600 },
];

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;
const sometimes = (value: Cell, chance: number): Cell => (chance % 17 === 0 ? null : value);
const day = (at: number): string => new Date(Date.UTC(2026, 8, 16) + at * 86_400_000).toISOString().slice(0, 10);

const COLUMNS: readonly MadeColumn[] = [
  { name: 'id', type: 'int64', kind: 'number', value: row => String(9007199254740993n + 2n * BigInt(row)) },
  { name: 'velos', type: 'int32', kind: 'number', value: (row, seed) => String(hash(row, seed) % 40) },
  {
    ...{ name: 'distance_km', type: 'decimal(9, 2)', kind: 'number' },
    value: (row, seed) => sometimes(((hash(row, seed) % 1590) / 100 + 0.1).toFixed(2), hash(row, seed + 7)),
  },
  { name: 'commentaire', type: 'string', kind: 'text', value: (row, seed) => pick(REMARKS, hash(row, seed)) },
  { name: 'station', type: 'string', kind: 'text', value: (row, seed) => pick(STATIONS, hash(row, seed)) },
  {
    ...{ name: 'meteo', type: 'struct<temp, pluie>', kind: 'nested' },
    value: (row, seed) =>
      sometimes(
        `{"temp":${(hash(row, seed) % 300) / 10 - 5},"pluie":${hash(row, seed) % 3 === 0}}`,
        hash(row, seed + 3),
      ),
  },
  {
    ...{ name: 'horodatage', type: 'timestamp[µs, UTC]', kind: 'timestamp' },
    value: (row, seed) =>
      new Date(Date.UTC(2026, 10, 20, 7) + row * 300_000)
        .toISOString()
        .replace('Z', `${100 + (hash(row, seed) % 900)}Z`),
  },
  { name: 'ouverte', type: 'boolean', kind: 'boolean', value: (row, seed) => String(hash(row, seed) % 4 > 0) },
  {
    ...{ name: 'empreinte', type: 'binary', kind: 'binary' },
    value: (row, seed) => `${hash(row, seed).toString(16).padStart(8, '0')}${hash(row, seed + 1).toString(16)}`,
  },
  {
    ...{ name: 'capteurs', type: 'list<int32>', kind: 'nested' },
    value: (row, seed) => JSON.stringify(Array.from({ length: hash(row, seed) % 9 }, (_, at) => hash(row, at) % 100)),
  },
  { name: 'mise_en_service', type: 'date', kind: 'date', value: (row, seed) => day(-(hash(row, seed) % 4000)) },
];

const PARTITION: MadeColumn = {
  ...{ name: 'partition_date', type: 'date', kind: 'date', isPartition: true },
  value: row => day(Math.floor(row / 18_204) % 66),
};

export interface MadeOptions {
  readonly rows: number;
  readonly columns: number;
  /** The last one comes first. */
  readonly isReversed?: boolean;
  readonly head?: Partial<TableHead>;
}

export function makeTable({ rows, columns, isReversed = false, head = {} }: MadeOptions): MadeTable {
  const made = Array.from({ length: columns }, (_, at): MadeColumn => {
    if (at === columns - 1 && columns > 1) return PARTITION;
    const column = pick(COLUMNS, at);
    return at < COLUMNS.length ? column : { ...column, name: `${column.name}_${Math.floor(at / COLUMNS.length) + 1}` };
  });
  if (isReversed) made.reverse();
  const problems = (head.columns ?? []).map(({ problem }) => problem);
  const views: TableColumnView[] = made.map(({ name, type, kind, isPartition = false }, at) => ({
    ...{ name, type, kind, isPartition, problem: problems[at] ?? null },
  }));
  const cell = (row: number, column: number): Cell => made[column]?.value(row, column) ?? null;
  const files = head.files ?? filesOf(rows);
  return {
    cell,
    key: (row, column) => {
      const value = cell(row, column);
      if (value === null) return null;
      return made[column]?.kind === 'number' ? Number(textOf(value)) : textOf(value);
    },
    head: {
      totals: {
        ...{ files: files.length, groups: files.reduce((sum, { groups }) => sum + groups, 0) },
        ...{ unread: head.unread?.length ?? 0, differences: head.differences?.length ?? 0 },
      },
      ...{ path: '/orva/comptages_velos', name: 'comptages_velos', isFolder: true, rows },
      ...{ files, unread: [], differences: [], ...head, columns: views },
    },
  };
}

const filesOf = (rows: number): TableHead['files'] =>
  Array.from({ length: Math.min(66, Math.ceil(rows / 18_204)) }, (_, at) => ({
    at,
    name: `partition_date=${day(at)}/part-00000.parquet`,
    file: `/orva/comptages_velos/partition_date=${day(at)}/part-00000.parquet`,
    ...{ rows: Math.min(18_204, rows - at * 18_204), groups: 2, bytes: 214_000 },
  }));

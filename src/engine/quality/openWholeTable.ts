import { isNumeric } from '../../model/quality/bounds.ts';
import { fail } from '../../model/problem.ts';
import { parseDate } from '../../model/table/timeText.ts';
import type { ColumnType } from '../../model/table/columnType.ts';
import { joinTypes } from '../../model/table/typeFold.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { Value } from '../../model/table/value.ts';
import type { TableColumn, TableReader, Tables } from '../filePorts.ts';

export interface WholeTablePorts extends Pick<Tables, 'openTableFile'> {
  /** Of a folder: its visible Parquet files, in order of path, below it and with `/`. Null: it is no folder. */
  findTables(path: string): Promise<readonly string[] | null>;
}

/** One file of a table. */
export interface Part {
  /** As a person finds it again: the file as it was named, or its path below the folder. */
  readonly name: string;
  readonly reader: TableReader;
  /** What its path says: `partition_date=2026-01-01`. */
  readonly constants: ReadonlyMap<string, Value>;
  /** Files of one partition have the same text. */
  readonly partition: string;
}

/** A row group of a part. */
export interface Group {
  readonly part: Part;
  readonly rowGroup: number;
  /** Its first row, in its file. */
  readonly base: number;
  readonly rows: number;
}

/** A file, or a Hive dataset as one table. */
export interface WholeTable {
  readonly parts: readonly Part[];
  readonly rows: number;
  /** Of all parts, in the order in which they come first; partition columns last. */
  readonly columns: readonly TableColumn[];
  readonly isFolder: boolean;
  /** By column: two parts whose types no rule can treat as one. */
  readonly conflicts: ReadonlyMap<string, Conflict>;
  /** Columns of which one file has two: nothing tells which one a rule means. */
  readonly repeated: ReadonlySet<string>;
}

export interface Conflict {
  readonly type: string;
  readonly file: string;
  readonly otherType: string;
  readonly otherFile: string;
}

/** `path` is absolute, `shown` as a person named it. Throws what `openTableFile` throws; data `folder_without_tables`. */
export async function openWholeTable(ports: WholeTablePorts, path: string, shown: string): Promise<WholeTable> {
  const files = await ports.findTables(path);
  if (files === null) return wholeTableOf([await openPart(ports, path, shown)], false);
  if (files.length === 0) throw fail('data', 'folder_without_tables', { path: shown });
  const parts = await Promise.all(files.map(file => openPart(ports, `${path}/${file}`, file)));
  return wholeTableOf(typedConstants(parts), true);
}

async function openPart(ports: WholeTablePorts, path: string, name: string): Promise<Part> {
  const reader = await ports.openTableFile(path);
  const folders = name.split('/').slice(0, -1);
  return { name, reader, constants: new Map(), partition: folders.join('/') };
}

const NOTHING = '__HIVE_DEFAULT_PARTITION__';

/** Names and values as Hive writes them: percent-encoded, a null under a name of its own. */
function saidByPath({ partition }: Part): Map<string, string | null> {
  const pairs = partition.split('/').flatMap((folder): [string, string | null][] => {
    const at = folder.indexOf('=');
    if (at <= 0) return [];
    const value = folder.slice(at + 1);
    return [[decoded(folder.slice(0, at)), value === NOTHING ? null : decoded(value)]];
  });
  return new Map(pairs);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** All of a partition column are integers, or all are texts. A column that files hold themselves is theirs. */
function typedConstants(parts: readonly Part[]): readonly Part[] {
  const said = parts.map(saidByPath);
  const own = new Set(parts.flatMap(({ reader }) => reader.columns.map(({ name }) => name)));
  const names = [...new Set(said.flatMap(one => [...one.keys()]))].filter(name => !own.has(name));
  const numbers = new Set(names.filter(name => said.every(one => isInteger(one.get(name)))));
  return parts.map((part, at) => {
    const values = names.map((name): [string, Value] => {
      const text = said[at]?.get(name) ?? null;
      return [name, text !== null && numbers.has(name) ? Number(text) : text];
    });
    return { ...part, constants: new Map(values) };
  });
}

const isInteger = (text: string | null | undefined): boolean =>
  text === null || text === undefined || (/^-?\d{1,15}$/.test(text) && String(Number(text)) === text);

function wholeTableOf(parts: readonly Part[], isFolder: boolean): WholeTable {
  const types = new Map<string, { type: ColumnType; file: string }>();
  const conflicts = new Map<string, Conflict>();
  for (const part of parts)
    for (const { name, type } of part.reader.columns) {
      const known = types.get(name);
      const joined = known ? join(known.type, type) : type;
      if (joined) types.set(name, { type: joined, file: known?.file ?? part.name });
      else if (known && !conflicts.has(name))
        conflicts.set(name, {
          ...{ type: typeText(known.type), file: known.file },
          ...{ otherType: typeText(type), otherFile: part.name },
        });
    }
  const columns = [...types].map(([name, { type }]): TableColumn => ({ name, type }));
  const rows = parts.reduce((sum, { reader }) => sum + reader.rows, 0);
  return {
    parts,
    rows,
    columns: [...columns, ...constantColumns(parts)],
    isFolder,
    conflicts,
    repeated: repeatedIn(parts),
  };
}

function repeatedIn(parts: readonly Part[]): ReadonlySet<string> {
  const repeated = parts.flatMap(({ reader }) => {
    const seen = new Set<string>();
    return reader.columns.flatMap(({ name }) => (seen.size === seen.add(name).size ? [name] : []));
  });
  return new Set(repeated);
}

/** Undefined where the two have nothing in common but that both can be written down. Rules compare all numbers exactly. */
function join(a: ColumnType, b: ColumnType): ColumnType | undefined {
  if (isNumeric(a) && isNumeric(b)) return a.kind === b.kind ? a : { kind: 'double' };
  if (a.kind === 'timestamp' && b.kind === 'timestamp' && a.isZoned === b.isZoned) return a;
  const joined = joinTypes(a, b);
  const isWidened = joined.kind === 'text' || joined.kind === 'json';
  const isOf = ({ kind }: ColumnType): boolean => kind === joined.kind || kind === 'null';
  return isWidened && !(isOf(a) && isOf(b)) ? undefined : joined;
}

function constantColumns(parts: readonly Part[]): readonly TableColumn[] {
  const names = [...(parts[0]?.constants.keys() ?? [])];
  return names.map(name => ({ name, type: typeOf(parts.map(({ constants }) => constants.get(name) ?? null)) }));
}

function typeOf(values: readonly Value[]): ColumnType {
  const known = values.filter(value => value !== null);
  if (known.every(value => typeof value === 'number')) return { kind: known.length === 0 ? 'null' : 'integer' };
  return { kind: known.every(value => parseDate(String(value)) !== undefined) ? 'date' : 'text' };
}

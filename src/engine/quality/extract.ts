import { fail } from '../../model/problem.ts';
import type { ValidationReport } from '../../model/quality/report.ts';
import type { ColumnType } from '../../model/table/columnType.ts';
import { fieldOf, fitFor } from '../../model/table/fitValue.ts';
import { joinTypes } from '../../model/table/typeFold.ts';
import { typeText } from '../../model/table/typeText.ts';
import type { Row } from '../../model/table/value.ts';
import { fileNames } from '../../model/quality/fileNames.ts';
import type { RowFile, RowFormat, TableColumn, TableReader, Tables } from '../filePorts.ts';
import { rulesThat, type FailingRows, type FailingSet } from './failingRows.ts';

export type ExtractFormat = 'parquet' | 'csv';

export interface ExtractPorts extends Pick<Tables, 'openTableFile'> {
  openFormat(format: ExtractFormat): Promise<RowFormat>;
}

export interface ExtractRequest {
  readonly report: ValidationReport;
  readonly failing: FailingRows;
  /** Absolute, of a file as the report names it. */
  pathOf(file: string): string;
  /** Absolute; made when it is not there. */
  readonly outDir: string;
  readonly format: ExtractFormat;
  /** This rule alone. */
  readonly only?: string;
  readonly signal: AbortSignal;
}

export interface Extracted {
  readonly rule: string;
  readonly file: string;
  readonly rows: number;
}

/** What is added to each row: which rule failed on it, and where it stands. */
const PLACE: readonly TableColumn[] = [
  { name: '_rule', type: { kind: 'text' } },
  { name: '_file', type: { kind: 'text' } },
  { name: '_row_group', type: { kind: 'integer' } },
  { name: '_row', type: { kind: 'integer' } },
];

/**
 * The failing rows of each rule that failed, or that warned of rows, whole, in a file each. One more pass over the row
 * groups that hold some; a file is under its name when it is whole. Throws what reading and writing tables throws.
 */
export async function extract(ports: ExtractPorts, request: ExtractRequest): Promise<readonly Extracted[]> {
  const { report, failing, outDir, format, pathOf, only } = request;
  const all = only === undefined ? rulesThat(report, 'failed', 'warned') : [only];
  const rules = all.filter(rule => failing.files([rule]).length > 0);
  const tables = await openAll(ports, request, failing.files(rules));
  const outputs: Output[] = [];
  try {
    const names = fileNames(rules);
    const read = new Set(tables.map(({ name }) => pathOf(name).toLowerCase()));
    for (const name of names.map(one => `${outDir}/${one}.${format}`))
      if (read.has(name.replaceAll('\\', '/').toLowerCase())) throw fail('config', 'extract_in_input', { path: name });
    for (const [at, rule] of rules.entries())
      outputs.push(await openOutput(ports, { rule, name: names[at] ?? '', tables, request }));
    for (const table of tables) await pour(table, outputs, request);
    const extracted: Extracted[] = [];
    for (const { rule, file, path, rows } of outputs) {
      await file.publish();
      extracted.push({ rule, file: path, rows });
    }
    return extracted;
  } catch (error) {
    for (const { file } of outputs) await file.discard();
    throw error;
  } finally {
    for (const { reader } of tables) await reader.close();
  }
}

interface Table {
  readonly name: string;
  readonly reader: TableReader;
}

async function openAll(
  ports: ExtractPorts,
  { pathOf }: ExtractRequest,
  files: readonly string[],
): Promise<readonly Table[]> {
  const tables: Table[] = [];
  for (const name of files) tables.push({ name, reader: await ports.openTableFile(pathOf(name)) });
  return tables;
}

interface Output {
  readonly rule: string;
  readonly path: string;
  readonly file: RowFile;
  /** Without the place. */
  readonly columns: readonly TableColumn[];
  rows: number;
}

interface Opening {
  readonly rule: string;
  readonly name: string;
  readonly tables: readonly Table[];
  readonly request: ExtractRequest;
}

async function openOutput(ports: ExtractPorts, { rule, name, tables, request }: Opening): Promise<Output> {
  const { failing, format, outDir: folder } = request;
  const columns = joinColumns(tables.filter(table => failing.of(rule, table.name)));
  const file = `${name}.${format}`;
  const opened = await (
    await ports.openFormat(format)
  ).write({ folder, name: file }, [...columns.map(given), ...PLACE]);
  return { rule, path: `${folder}/${file}`, file: opened, columns, rows: 0 };
}

/** Of all files: a column that two of them hold differently has a type that holds both. */
function joinColumns(tables: readonly Table[]): readonly TableColumn[] {
  const types = new Map<string, ColumnType>();
  for (const { reader } of tables)
    for (const { name, type } of reader.columns) {
      const known = types.get(name);
      types.set(name, known && typeText(known) !== typeText(type) ? joinTypes(known, type) : type);
    }
  return [...types].map(([name, type]) => ({ name, type }));
}

/** A column of one of our names keeps its values under another one. */
const givenName = (name: string): string => (PLACE.some(own => own.name === name) ? `${name}_` : name);
const given = ({ name, type }: TableColumn): TableColumn => ({ name: givenName(name), type });

async function pour({ name, reader }: Table, outputs: readonly Output[], request: ExtractRequest): Promise<void> {
  const taking = outputs.flatMap(output => {
    const set = request.failing.of(output.rule, name);
    return set ? [{ output, set, write: writerOf(output, reader) }] : [];
  });
  let base = 0;
  for (const [rowGroup, { rows: size }] of reader.facts.entries()) {
    request.signal.throwIfAborted();
    if (taking.some(({ set }) => hasAny(set, base, size))) {
      let at = base;
      for await (const rows of reader.groups(undefined, rowGroup)) {
        for (const { output, set, write } of taking) {
          const found = rows.flatMap((row, below) =>
            set.has(at + below) ? [write(row, { _file: name, _row_group: rowGroup, _row: at + below })] : [],
          );
          if (found.length > 0) await output.file.append(found);
          output.rows += found.length;
        }
        at += rows.length;
      }
    }
    base += size;
  }
}

function hasAny(set: FailingSet, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if (set.has(at)) return true;
  return false;
}

/** Values of a column that another file holds differently are made to fit. */
function writerOf({ rule, columns }: Output, reader: TableReader): (row: Row, place: Row) => Row {
  const types = new Map(reader.columns.map(({ name, type }) => [name, typeText(type)]));
  const fields = columns.map(({ name, type }) => {
    const fit = types.get(name) === typeText(type) ? null : fitFor(type);
    return { name, as: givenName(name), fit };
  });
  return (row, place) => {
    const values = fields.map(({ name, as, fit }): [string, Row[string]] => {
      const value = fieldOf(row, name);
      return [as, fit ? (fit(value) ?? null) : value];
    });
    return { ...Object.fromEntries(values), _rule: rule, ...place };
  };
}

import type { Problem } from '../../model/problem.ts';
import type { ColumnType } from '../../model/table/columnType.ts';
import type { SchemaDifference, TableColumnView } from '../../model/tableView/table.ts';
import type { TableColumn, ViewReader } from '../filePorts.ts';

/** A column that files hold: its name, and which one of that name it is in its file. */
export interface OwnColumn {
  readonly type: ColumnType;
  readonly view: TableColumnView;
  /** By file; null where there is no such column. */
  readonly places: readonly (number | null)[];
  /** By file: why it cannot be read there. */
  readonly problems: readonly (Problem | null)[];
  readonly difference: SchemaDifference | null;
}

export interface NamedReader {
  readonly name: string;
  readonly reader: ViewReader;
}

/** In the order in which they come first. `joined`: by name, what the types of all files have in common. */
export function ownColumns(files: readonly NamedReader[], joined: readonly TableColumn[]): readonly OwnColumn[] {
  const all = files.map(({ reader }) => placesOf(reader));
  const keys = [...new Set(all.flatMap(places => [...places.keys()]))];
  const types = new Map(joined.map(({ name, type }) => [name, type]));
  return keys.map(key => {
    const places = all.map(one => one.get(key) ?? null);
    const problems = files.map(({ reader: one }, file) => one.seen[places[file] ?? -1]?.problem ?? null);
    const readable = places.findIndex((place, file) => place !== null && problems[file] === null);
    const first = readable >= 0 ? readable : places.findIndex(place => place !== null);
    const [reader, at] = [files[first]?.reader, places[first] ?? 0];
    const [column, seen] = [reader?.columns[at], reader?.seen[at]];
    if (!column || !seen) throw new RangeError(key);
    const isFirst = key.startsWith('0 ');
    return {
      type: (isFirst ? types.get(column.name) : undefined) ?? column.type,
      view: { ...seen, isPartition: false },
      ...{ places, problems },
      difference: differenceOf(column.name, files, places),
    };
  });
}

/** Two columns may have one name. */
function placesOf({ columns }: ViewReader): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  return new Map(
    columns.map(({ name }, at) => {
      const nth = counts.get(name) ?? 0;
      counts.set(name, nth + 1);
      return [`${nth} ${name}`, at];
    }),
  );
}

function differenceOf(
  column: string,
  files: readonly NamedReader[],
  places: readonly (number | null)[],
): SchemaDifference | null {
  const types = new Map<string | null, { files: number; first: string }>();
  for (const [at, { name, reader }] of files.entries()) {
    const type = reader.seen[places[at] ?? -1]?.type ?? null;
    const known = types.get(type);
    if (known) known.files += 1;
    else types.set(type, { files: 1, first: name });
  }
  return types.size > 1 ? { column, types: [...types].map(([type, one]) => ({ type, ...one })) } : null;
}

import type { DataProfile } from '../../model/quality/profile.ts';
import { openWholeTable, type WholeTable, type WholeTablePorts, type Part } from './openWholeTable.ts';
import { createColumnProfiler, type ColumnProfiler } from './profileColumn.ts';

export interface ProfileRequest {
  /** A Parquet file, or a folder: a Hive dataset as one table. Absolute. */
  readonly file: string;
  readonly signal?: AbortSignal;
  onProgress?(rows: number, of: number): void;
}

/** What stands in a file or a folder, read column by column. Throws what `openWholeTable` and readers throw. */
export async function profileData(ports: WholeTablePorts, request: ProfileRequest): Promise<DataProfile> {
  const table = await openWholeTable(ports, request.file, request.file);
  try {
    return await profile(table, request);
  } finally {
    for (const { reader } of table.parts) await reader.close();
  }
}

async function profile({ parts, rows, columns, conflicts }: WholeTable, request: ProfileRequest): Promise<DataProfile> {
  const profilers = columns
    .filter(({ name }) => !conflicts.has(name))
    .map(({ name, type }) => ({ name, profiler: createColumnProfiler(name, type) }));
  let done = 0;
  for (const part of parts) {
    for (const [group, { rows: size }] of part.reader.facts.entries()) {
      for (const { name, profiler } of profilers) {
        request.signal?.throwIfAborted();
        await look(profiler, name, { part, group, rows: size });
      }
      request.onProgress?.((done += size), rows);
    }
  }
  return {
    ...{ rows, files: parts.length, columns: profilers.map(({ profiler }) => profiler.profile()) },
    conflicts: [...conflicts].map(([name, { type, otherType }]) => ({ name, type, otherType })),
  };
}

interface Place {
  readonly part: Part;
  readonly group: number;
  readonly rows: number;
}

async function look(profiler: ColumnProfiler, name: string, { part, group, rows }: Place): Promise<void> {
  const { reader, constants } = part;
  const constant = constants.get(name);
  if (constant !== undefined) return profiler.see(Array.from({ length: rows }, () => constant));
  if (!reader.columns.some(column => column.name === name)) return profiler.lacks(rows);
  const facts = reader.facts[group]?.columns.get(name);
  if (!facts || !profiler.learn(facts)) profiler.see(await reader.column(group, name));
}

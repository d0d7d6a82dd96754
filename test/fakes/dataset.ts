import path from 'node:path';
import type { DatasetFolder, TableOptions, Tables } from '../../src/engine/ports.ts';
import { fail } from '../../src/model/problem.ts';
import { fieldOf, fitFor } from '../../src/model/table/fitValue.ts';
import { parseExactJson } from '../../src/model/table/exactJson.ts';
import { isStruct, type Row } from '../../src/model/table/value.ts';

export interface FakeTable extends TableOptions {
  readonly rows: readonly Row[];
  readonly bytes: number;
}

/** A dataset's folder and its tables in memory; its process may die before any step that changes something. */
export interface FakeDatasetDisk {
  readonly folder: DatasetFolder;
  readonly tables: Tables;
  readonly files: Map<string, string>;
  /** By name in the folder. */
  readonly published: Map<string, FakeTable>;
  /** Steps taken so far. */
  steps(): number;
  /** The process dies before its n-th step from now; all that it does afterwards fails, too. */
  dieAfter(steps: number): void;
  /** A new process: what was published and written is there, no lock is held. */
  revive(): void;
}

export class Died extends Error {}

export function createFakeDatasetDisk(root = '/data'): FakeDatasetDisk {
  const files = new Map<string, string>();
  const published = new Map<string, FakeTable>();
  let [taken, last, isLocked] = [0, Infinity, false];
  const step = (): void => {
    if (taken >= last) throw new Died();
    taken += 1;
  };
  const nameOf = (file: string): string => path.posix.relative(root, file);
  const folder: DatasetFolder = {
    path: root,
    list: async name => listed([...files.keys(), ...published.keys()], name),
    place: name => ({ folder: path.posix.dirname(`${root}/${name}`), name: path.posix.basename(name) }),
    size: async name => published.get(name)?.bytes ?? files.get(name)?.length ?? null,
    read: async name => files.get(name) ?? null,
    async *lines(name) {
      yield* (files.get(name) ?? '').split('\n').filter(line => line !== '');
    },
    async write(name, text) {
      step();
      files.set(name, String(text));
    },
    async append(name, lines) {
      step();
      files.set(name, (files.get(name) ?? '') + lines.map(line => `${line}\n`).join(''));
    },
    async remove(name) {
      step();
      files.delete(name);
      published.delete(name);
    },
    async lock() {
      if (isLocked) throw fail('transient', 'busy', { run: root, owner: 'pid 1' });
      isLocked = true;
      return async () => void (isLocked = false);
    },
  };
  const tables: Tables = {
    async openTable(place, options) {
      const rows: Row[] = [];
      const fits = options.columns.map(({ name, type }) => ({ name, fit: fitFor(type) }));
      const fitted = (row: Row): Row =>
        Object.fromEntries(
          fits.map(({ name, fit }) => [name, fit(fieldOf({ ...options.defaults, ...row }, name)) ?? null]),
        );
      return {
        append: async more => void rows.push(...more.map(fitted)),
        async publish() {
          step();
          const bytes = 100 + rows.length;
          published.set(nameOf(`${place.folder}/${place.name}`), { ...options, rows, bytes });
          return { bytes, sha256: String(rows.length).padStart(64, '0') };
        },
        discard: async () => undefined,
      };
    },
    async openJsonTable(place, options) {
      const table = await tables.openTable(place, options);
      const rowsOf = (texts: readonly string[]): readonly Row[] => texts.map(parseExactJson).filter(isStruct);
      return { ...table, append: texts => table.append(rowsOf(texts)) };
    },
    async openTableFile(file) {
      const table = published.get(nameOf(file));
      if (!table) throw fail('config', 'file_missing', { path: file });
      const { columns, rows } = table;
      return {
        columns,
        rows: rows.length,
        notes: {},
        facts: groupsOf(rows).map(group => ({ rows: group.length, columns: new Map() })),
        column: async (group, name) => (groupsOf(rows)[group] ?? []).map(row => fieldOf(row, name) ?? null),
        groups: async function* (_, only) {
          yield* groupsOf(rows).filter((_, at) => only === undefined || at === only);
        },
        read: async ({ from, count }) => rows.slice(from, from + count),
        close: async () => undefined,
      };
    },
  };
  return {
    folder,
    tables,
    files,
    published,
    steps: () => taken,
    dieAfter: steps => void (last = taken + steps),
    revive: () => void ([last, isLocked] = [Infinity, false]),
  };
}

function groupsOf(rows: readonly Row[]): (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / 3) }, (_, at) => rows.slice(at * 3, at * 3 + 3));
}

function listed(names: readonly string[], folder: string): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const inside = names.filter(name => name.startsWith(prefix)).map(name => name.slice(prefix.length));
  return [...new Set(inside.map(name => (name.includes('/') ? `${name.split('/')[0]}/` : name)))].sort();
}

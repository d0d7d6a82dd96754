import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SchemaFile } from '../engine/schemaFiles.ts';
import { fail } from '../model/problem.ts';

/** Bounds for a folder that somebody picked by mistake: files, bytes of one, folders inside folders. */
const [MOST, LARGEST, DEEPEST] = [500, 1_000_000, 3];

/** The JSON files of a folder of schemas, by name. Config `folder_unreadable`. */
export async function readSchemaFolder(folder: string): Promise<readonly SchemaFile[]> {
  const found = await list(folder, 0).catch((error: unknown) => {
    throw fail('config', 'folder_unreadable', { folder, reason: reasonOf(error) }, error);
  });
  const files = await Promise.all(found.slice(0, MOST).map(readOne));
  return files.filter(file => file !== null);
}

async function list(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const inside = entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(async entry => {
      const whole = path.join(folder, entry.name);
      if (entry.isDirectory()) return depth < DEEPEST ? list(whole, depth + 1).catch(() => []) : [];
      return entry.name.endsWith('.json') ? [whole] : [];
    });
  return (await Promise.all(inside)).flat();
}

async function readOne(file: string): Promise<SchemaFile | null> {
  const { size } = await stat(file);
  return size > LARGEST ? null : { file, text: await readFile(file, 'utf8') };
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

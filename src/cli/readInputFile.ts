import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail, ProblemError } from '../model/problem.ts';
import type { InputText } from './engine.ts';
import type { World } from './world.ts';

/** INPUT: a file, or `-` for stdin. What cannot be read is the caller's to mend (exit 2). */
export async function readInputFile(operand: string, world: World): Promise<InputText> {
  const bytes = operand === '-' ? await world.readStdin() : await readNamedFile(operand, world.cwd);
  const text = decode(operand, bytes);
  const file = operand === '-' ? null : resolve(world.cwd, operand);
  const json = file === null ? /^\uFEFF?\s*\{/.test(text) : /\.json$/i.test(file);
  return { text, language: json ? 'json' : 'yaml', file, cwd: world.cwd };
}

/** A file named on the command line; config problems `file_not_found`, `file_is_folder`, `file_unreadable`. */
export async function readNamedFile(operand: string, cwd: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, operand));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known: Record<string, string> = { ENOENT: 'file_not_found', EISDIR: 'file_is_folder' };
    throw new ProblemError(
      {
        kind: 'config',
        code: known[code] ?? 'file_unreadable',
        params: { path: operand, reason: code },
        file: operand,
      },
      { cause: error },
    );
  }
}

export function decode(operand: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw fail('config', 'file_not_utf8', { path: operand }, error);
  }
}

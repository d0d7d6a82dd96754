import { access, constants } from 'node:fs/promises';
import path from 'node:path';

const isWindows = process.platform === 'win32';

/** Absolute path of a program that can be run, by its own path or by its name in PATH. */
export async function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  if (name.includes('/') || name.includes(path.sep)) return (await canRun(name)) ? path.resolve(name) : undefined;
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter)) {
    if (folder === '') continue;
    for (const ending of isWindows ? ['.exe', '.cmd', ''] : ['']) {
      const file = path.join(folder, name + ending);
      if (await canRun(file)) return file;
    }
  }
  return undefined;
}

const canRun = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );

/** A program of a Python environment. */
export const inVenv = (venv: string, name: string): string =>
  isWindows ? path.join(venv, 'Scripts', `${name}.exe`) : path.join(venv, 'bin', name);

/** Python 3 by the name that this system has for it. */
export async function findPython(): Promise<string | undefined> {
  for (const name of isWindows ? ['py', 'python'] : ['python3', 'python']) {
    const found = await findProgram(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

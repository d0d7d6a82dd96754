// Packages that a test needs and the product does not, each in a folder of its own with its lock.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Missing } from './required.ts';

/** `load`: what the packages of that folder export. Some 15 s when they must be installed. */
export function ensurePackages(folder: string): { load(name: string): unknown } | Missing {
  const lock = readFileSync(path.join(folder, 'package-lock.json'));
  const wanted = createHash('sha256').update(lock).digest('hex');
  const stamp = path.join(folder, 'node_modules', '.installed');
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    console.error(`tests: installing ${path.basename(folder)} …`);
    const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    const options = { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' } as const;
    const { status, stdout, stderr, error } = spawnSync('npm', args, options);
    const said = `${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`;
    if (status !== 0) return { missing: `npm ci failed in ${folder}: ${said.trim().slice(-300)}` };
    writeFileSync(stamp, wanted);
  }
  const load: (name: string) => unknown = createRequire(path.join(folder, 'package.json'));
  return { load };
}

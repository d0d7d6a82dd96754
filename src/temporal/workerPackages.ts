import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';

/** Where a worker's packages are when nobody says where: with this user's other data. */
export function usualWorkerFolder(env: Readonly<Record<string, string | undefined>>): string {
  const data =
    process.platform === 'win32'
      ? (env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(homedir(), 'Library', 'Application Support')
        : env['XDG_DATA_HOME'] || path.join(homedir(), '.local', 'share');
  return path.join(data, 'ingestion-workshop', 'temporal-worker');
}

/** In the folder of installed packages: what they are and for which machine; written when all of them are there. */
export const STAMP = 'installed.json';

/** Packages of another version of ours, or of another machine, are none. `lists`: the folder of our list of them. */
export function stampOf(lists: string): string {
  const lock = createHash('sha256').update(readFileSync(path.join(lists, 'package-lock.json')));
  return JSON.stringify({ lock: lock.digest('hex'), platform: process.platform, arch: process.arch });
}

/** The `node_modules` to use: the installed one, else those beside the program, as in a checkout; undefined: none. */
export function findPackages({ folder, dist }: { folder: string; dist: string }): string | undefined {
  const stamp = path.join(folder, STAMP);
  const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === stampOf(path.join(dist, 'temporal'));
  if (installed) return path.join(folder, 'node_modules');
  const beside = createRequire(path.join(dist, 'temporalWorker.js'));
  for (const place of beside.resolve.paths('@temporalio/worker') ?? [])
    if (existsSync(path.join(place, '@temporalio', 'worker', 'package.json'))) return place;
  return undefined;
}

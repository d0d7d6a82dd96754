import { spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../model/problem.ts';
import { STAMP, stampOf } from './workerPackages.ts';

export interface InstallRequest {
  /** Absolute; empty, or one that was installed into before. */
  readonly folder: string;
  /** Absolute: `dist`. */
  readonly dist: string;
  readonly signal: AbortSignal;
}

const LISTS = ['package.json', 'package-lock.json'];
const NAME = 'ingestion-workshop-temporal-worker';

/** Installs exactly what the lock file lists, and no script runs; about 100 MB. Answers how many bytes lie there then. */
export async function installWorker({ folder, dist, signal }: InstallRequest): Promise<{ readonly bytes: number }> {
  const lists = path.join(dist, 'temporal');
  await refuseForeign(folder);
  await mkdir(folder, { recursive: true });
  await rm(path.join(folder, STAMP), { force: true });
  for (const name of LISTS) await copyFile(path.join(lists, name), path.join(folder, name));
  await runNpm(folder, signal);
  await removeOtherMachines(path.join(folder, 'node_modules', '@temporalio', 'core-bridge', 'releases'));
  await writeFile(path.join(folder, STAMP), stampOf(lists));
  return { bytes: await sizeOf(folder) };
}

/** npm would put its own in the place of what is there. */
async function refuseForeign(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const list = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => '');
  if (!list.includes(`"${NAME}"`)) throw fail('usage', 'worker_folder_foreign', { folder });
}

function runNpm(folder: string, signal: AbortSignal): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
  return new Promise((resolve, reject) => {
    const npm = spawn('npm', args, {
      cwd: folder,
      // What npm says goes to the log's stream: stdout has the answer.
      stdio: ['ignore', 2, 2],
      shell: process.platform === 'win32',
      signal,
    });
    npm.once('error', error => {
      const missing = 'code' in error && error.code === 'ENOENT';
      reject(
        signal.aborted
          ? fail('transient', 'interrupted', { verb: 'temporal-worker' })
          : missing
            ? fail('config', 'npm_missing')
            : fail('system', 'worker_install_failed', { folder, reason: error.message }, error),
      );
    });
    npm.once('exit', code => {
      if (code === 0) resolve();
      else reject(fail('transient', 'worker_install_failed', { folder, reason: `npm ci: ${code ?? 'killed'}` }));
    });
  });
}

/** The package brings its native code for five kinds of machines: 110 MB for nothing. */
async function removeOtherMachines(releases: string): Promise<void> {
  const arch = { x64: 'x86_64', arm64: 'aarch64' }[String(process.arch)] ?? process.arch;
  const system = { linux: 'linux', darwin: 'darwin', win32: 'windows' }[String(process.platform)] ?? process.platform;
  const all = await readdir(releases);
  const own = all.filter(name => name.startsWith(arch) && name.includes(system));
  if (own.length === 0) throw fail('config', 'worker_no_binary', { platform: `${process.platform}-${process.arch}` });
  for (const name of all) if (!own.includes(name)) await rm(path.join(releases, name), { recursive: true });
}

async function sizeOf(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) bytes += (await stat(path.join(entry.parentPath, entry.name))).size;
  return bytes;
}

import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

const PACKAGE = path.join('node_modules', '@temporalio', 'worker', 'package.json');

export interface WorkerPlaces {
  /** Absolute: what was installed from here. */
  readonly folder: string;
  /** Absolute: of the extension. */
  readonly extension: string;
}

/** `older`: of another version of the extension, or another machine; the command line does not use it. */
export type WorkerPackages =
  | { readonly state: 'ready' | 'missing' }
  | { readonly state: 'older'; readonly installed: string; readonly wanted: string };

/** What there is to run a worker with: installed from here, or beside the program where somebody works on this extension. */
export async function lookAtPackages({ folder, extension }: WorkerPlaces): Promise<WorkerPackages> {
  const lists = path.join(extension, 'dist', 'temporal');
  const installed = await versionOf(path.join(folder, PACKAGE));
  if (installed !== null && (await isOfThese(folder, lists))) return { state: 'ready' };
  if (await isThere(path.join(extension, PACKAGE))) return { state: 'ready' };
  if (installed === null) return { state: 'missing' };
  const { dependencies } = await readJson(path.join(lists, 'package.json'));
  const wanted = isObject(dependencies) ? dependencies['@temporalio/worker'] : null;
  return { state: 'older', installed, wanted: typeof wanted === 'string' ? wanted : '?' };
}

/** The installer leaves the hash of the list that it went by, when all is there. */
async function isOfThese(folder: string, lists: string): Promise<boolean> {
  const { lock, platform, arch } = await readJson(path.join(folder, 'installed.json'));
  const list = await readFile(path.join(lists, 'package-lock.json')).catch(() => Buffer.of());
  const hash = createHash('sha256').update(list).digest('hex');
  return lock === hash && platform === process.platform && arch === process.arch;
}

async function versionOf(file: string): Promise<string | null> {
  const { version } = await readJson(file);
  return typeof version === 'string' ? version : null;
}

/** Nothing where there is no such file. */
async function readJson(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );

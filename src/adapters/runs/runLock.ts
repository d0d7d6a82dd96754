import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { readFileSync } from 'node:fs';
import { ProblemError } from '../../model/problem.ts';

export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly processStart: string | null;
  readonly since: string;
  /** Who holds it by name, whatever process works for it (`runLease.ts`), and until when it does; RFC 3339. */
  readonly holder?: string;
  readonly until?: string;
}

/** One writer a run. The file names its owner; a lock whose owner is gone is taken over. */
export async function takeLock(file: string, params: { readonly run: string }): Promise<() => Promise<void>> {
  const mine: LockOwner = {
    pid: process.pid,
    host: hostname(),
    processStart: processStart(process.pid),
    since: new Date().toISOString(),
  };
  const text = JSON.stringify(mine);
  while (!(await createExclusively(file, text))) {
    const found = await readFile(file, 'utf8').catch(() => undefined);
    const owner = found === undefined ? undefined : parseOwner(found);
    if (owner && isAlive(owner)) throw busy(params.run, owner);
    if (found !== undefined) await removeDead(file, found, params);
  }
  return async () => {
    if ((await readFile(file, 'utf8').catch(() => '')) === text) await unlink(file).catch(() => undefined);
  };
}

/** Two may find the same dead owner. Only who holds this second lock may remove it, and only while it is still his. */
export async function removeDead(file: string, found: string, params: { readonly run: string }): Promise<void> {
  const unlock = await takeLock(`${file}.takeover`, params);
  try {
    if ((await readFile(file, 'utf8').catch(() => '')) === found) await unlink(file);
  } finally {
    await unlock();
  }
}

let drafts = 0;

/** The file appears with its text in it: one that was created first and written then looked like a dead owner's. */
export async function createExclusively(file: string, text: string): Promise<boolean> {
  drafts += 1;
  const draft = `${file}.${process.pid}-${drafts}`;
  await writeFile(draft, text);
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

/** Who holds the lock and lives; undefined when nobody does. */
export async function lockOwner(file: string): Promise<LockOwner | undefined> {
  const owner = parseOwner(await readFile(file, 'utf8').catch(() => ''));
  return owner && isAlive(owner) ? owner : undefined;
}

export const describeOwner = ({ pid, host, holder }: LockOwner): string =>
  holder === undefined ? `pid ${pid} on ${host}` : `Temporal: ${holder}`;

export function parseOwner(text: string): LockOwner | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isOwner(value) ? value : undefined;
  } catch {
    return undefined; // Torn by a power cut: nobody's.
  }
}

function isOwner(value: unknown): value is LockOwner {
  return (
    typeof value === 'object' && value !== null && 'pid' in value && typeof value.pid === 'number' && 'host' in value
  );
}

/** On another host nobody can tell: its word counts until a person removes the file. */
export function isAlive(owner: LockOwner): boolean {
  if (owner.until !== undefined) return Date.parse(owner.until) > Date.now();
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return owner.processStart === null || owner.processStart === processStart(owner.pid);
}

/** Field 22 of /proc/PID/stat, in ticks since boot (proc(5)); null outside Linux. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

export function busy(run: string, owner: LockOwner): ProblemError {
  return new ProblemError({ kind: 'transient', code: 'busy', params: { run, owner: describeOwner(owner) } });
}

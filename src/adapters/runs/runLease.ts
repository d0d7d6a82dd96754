import { readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { createExclusively, busy, isAlive, parseOwner, removeDead, type LockOwner } from './runLock.ts';

/** Long enough for a worker that is killed and another one that takes over; what holds on renews it in time. */
const LEASE_MS = 120_000;
const RENEW_MS = LEASE_MS / 4;

/** The lock of what works in many processes, on many machines: a name holds it, until a time. */
export interface Lease {
  /** As `takeLock`; but several processes of the same name may hold it at once, and giving it back lets it stand. */
  take(file: string, params: { readonly run: string }): Promise<() => Promise<void>>;
  /** Until `ms` from now at least: nobody works meanwhile. */
  keep(file: string, ms: number): Promise<void>;
  /** Whoever comes next may have it at once. */
  free(file: string): Promise<void>;
}

/**
 * The same file as a process's lock, which `takeLock` respects, and which respects that. It says nothing of a process:
 * when nobody has renewed it in time, it is anybody's; so clocks of all machines must agree to some seconds. Processes of
 * one name are kept apart by who starts them (a workflow waits for one activity before the next). One that was cut off
 * from its server and wakes up late is not: whoever writes after it finds it out by the count of writers.
 *
 * The file is made by `link` and renewed by `rename`: both are one step on local disks, on SMB and on NFS from version 3
 * on; but a machine may see what another one wrote some seconds late (NFS caches attributes for 3 to 60 s).
 */
export function createLease(holder: string): Lease {
  const textUntil = (ms: number): string => {
    const now = Date.now();
    const [since, until] = [new Date(now).toISOString(), new Date(now + ms).toISOString()];
    return JSON.stringify({ pid: 0, host: '', processStart: null, since, holder, until } satisfies LockOwner);
  };

  async function renew(file: string, ms: number): Promise<void> {
    const owner = await readOwner(file);
    if (owner?.holder !== holder || !isAlive(owner)) return;
    if (Date.parse(owner.until ?? '') >= Date.now() + ms) return;
    drafts += 1;
    const draft = `${file}.${process.pid}-lease-${drafts}`;
    await writeFile(draft, textUntil(ms));
    await rename(draft, file);
  }

  return {
    async take(file, params) {
      while (!(await createExclusively(file, textUntil(LEASE_MS)))) {
        const found = await readFile(file, 'utf8').catch(() => undefined);
        const owner = found === undefined ? undefined : parseOwner(found);
        if (owner && isAlive(owner) && owner.holder === holder) break;
        if (owner && isAlive(owner)) throw busy(params.run, owner);
        if (found !== undefined) await removeDead(file, found, params);
      }
      await renew(file, LEASE_MS);
      const timer = setInterval(() => void renew(file, LEASE_MS).catch(() => undefined), RENEW_MS).unref();
      return async () => {
        clearInterval(timer);
        await renew(file, LEASE_MS);
      };
    },
    keep: (file, ms) => renew(file, ms + LEASE_MS),
    async free(file) {
      if ((await readOwner(file))?.holder === holder) await unlink(file).catch(() => undefined);
    },
  };
}

let drafts = 0;

const readOwner = async (file: string): Promise<LockOwner | undefined> =>
  parseOwner(await readFile(file, 'utf8').catch(() => ''));

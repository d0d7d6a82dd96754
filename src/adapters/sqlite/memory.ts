import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Log } from '../../engine/ports.ts';
import { ProblemError } from '../../model/problem.ts';

export interface Memory<Open> {
  /** Undefined when there is no file yet, or none that can be used. */
  read<Result>(use: (open: Open) => Result): Result | undefined;
  /** Makes the file. */
  write(use: (open: Open) => void): void;
  close(): void;
}

interface MemoryOptions<Open> {
  readonly file: string;
  readonly log: Log;
  prepare(file: string): Open;
  close(open: Open): void;
}

/**
 * A database that is only a memory: made by the first thing worth remembering; losing it costs time, never data, so no
 * fault of it reaches a run. A damaged file is set aside and begun anew; one that cannot be used (full disk, no
 * permission) is done without. Both are told once.
 */
export function openMemory<Open>({ file, log, prepare, close }: MemoryOptions<Open>): Memory<Open> {
  let opened: Open | undefined;
  let told = false;

  function tell(code: 'cache_damaged' | 'cache_unusable', thrown: unknown): void {
    if (!told)
      log.write('warn', code, { path: file, reason: thrown instanceof Error ? thrown.message : String(thrown) });
    told = true;
  }

  /** Twice at the most: the second time on a new file. */
  function attempt<Result>(use: (open: Open) => Result, again = true): Result | undefined {
    try {
      return use((opened ??= prepare(file)));
    } catch (thrown) {
      const damaged = again && isDamage(thrown) && setAside();
      tell(damaged ? 'cache_damaged' : 'cache_unusable', thrown);
      return damaged ? attempt(use, false) : undefined;
    }
  }

  function setAside(): boolean {
    try {
      if (opened !== undefined) close(opened);
      opened = undefined;
      for (const log of ['-wal', '-shm']) rmSync(file + log, { force: true });
      renameSync(file, `${file}.damaged`);
      return true;
    } catch {
      return false;
    }
  }

  return {
    read: use => (opened !== undefined || existsSync(file) ? attempt(use) : undefined),
    write: use => void attempt(use),
    close() {
      if (opened !== undefined) close(opened);
      opened = undefined;
    },
  };
}

/** SQLITE_ERROR (another program's tables), SQLITE_CORRUPT, SQLITE_NOTADB; not what the machine refuses. */
const isDamage = (thrown: unknown): boolean =>
  thrown instanceof SyntaxError ||
  (thrown instanceof ProblemError && thrown.problem.code === 'index_foreign') ||
  (thrown instanceof Error && 'errcode' in thrown && [1, 11, 26].includes(Number(thrown.errcode) & 0xff));

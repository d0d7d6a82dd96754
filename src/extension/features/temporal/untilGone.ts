import { setTimeout as wait } from 'node:timers/promises';

/** ms between two looks. */
const LOOK_MS = 100;

/**
 * Whether what a terminal ran ended in time: on POSIX its process group, since the worker is a child of the program that
 * the terminal started; Windows knows no groups, and ends all of a console at once.
 */
export async function untilGone(pid: number, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; isThere(pid); await wait(LOOK_MS)) if (Date.now() >= end) return false;
  return true;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(process.platform === 'win32' ? pid : -pid, 0);
  } catch (error) {
    // Somebody else's by now, or still ours: not allowed to ask is no proof that it went.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

import { fstatSync } from 'node:fs';

/** How soon a parent that was killed is missed, where no pipe tells. */
const LOOK_MS = 1000;

/**
 * Calls back once, when this process's parent has gone: the pipe or socket on stdin ended, or the process has another
 * parent. A worker that outlives who started it polls for ever and takes the tasks of the next run.
 */
export function whenParentEnds(tell: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid !== parent) end();
  }, LOOK_MS);
  look.unref();
  let told = false;
  const end = (): void => {
    clearInterval(look);
    if (!told) tell();
    told = true;
  };
  // A terminal's end is a signal; /dev/null, as cron and systemd give, ends at once and says nothing.
  if (isPipe()) process.stdin.on('end', end).on('error', end).resume();
}

function isPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false;
  }
}

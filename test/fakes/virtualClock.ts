import type { Clock } from '../../src/engine/ports.ts';

export interface VirtualClock extends Clock {
  /** The sleeps that were slept to their end, in milliseconds. */
  readonly sleeps: number[];
  jump(ms: number): void;
}

/** Time passes only when nothing else can happen: then it jumps to the next sleeper. */
export function createVirtualClock(start = '2026-11-21T09:00:00.000Z'): VirtualClock {
  let nowMs = Date.parse(start);
  const sleeps: number[] = [];
  const sleepers = new Set<{ readonly atMs: number; readonly ms: number; wake(): void }>();
  let planned = false;

  function plan(): void {
    if (planned || sleepers.size === 0) return;
    planned = true;
    setImmediate(() => {
      planned = false;
      const next = [...sleepers].sort((a, b) => a.atMs - b.atMs)[0];
      if (next) {
        sleepers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        sleeps.push(next.ms);
        next.wake();
      }
      plan();
    });
  }

  return {
    sleeps,
    now: () => new Date(nowMs),
    jump: ms => void (nowMs += ms),
    sleep: (ms, signal) =>
      new Promise<void>(resolve => {
        if (signal?.aborted) return resolve();
        const sleeper = { atMs: nowMs + ms, ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
        plan();
      }),
  };
}

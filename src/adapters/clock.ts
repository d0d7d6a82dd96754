import type { Clock } from '../engine/ports.ts';

export const systemClock: Clock = {
  now: () => new Date(),
  // `node:timers/promises` makes an error with its stack whenever a sleep is cut short, which is the usual end of ours.
  sleep: (ms, signal) =>
    new Promise(resolve => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener('abort', done);
    }),
};

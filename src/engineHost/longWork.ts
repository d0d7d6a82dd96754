import { fail } from '../model/problem.ts';

const TELL_EVERY_MS = 100;

export interface LongWork {
  /** Refused with usage `<name>_running` while one is under way there; fails with usage `stopped`, else `<name>_stopped`, when stopped. */
  run<T>(workDir: string, work: (signal: AbortSignal) => Promise<T>, stopped?: string): Promise<T>;
  stop(workDir: string): void;
}

/** Work that a person watches and may stop, one at a time in a work folder. */
export function createLongWork(name: 'rebuild' | 'export' | 'formats' | 'preview' | 'solution'): LongWork {
  const running = new Map<string, AbortController>();
  return {
    async run(workDir, work, stopped = `${name}_stopped`) {
      if (running.has(workDir)) throw fail('usage', `${name}_running`);
      const stop = new AbortController();
      running.set(workDir, stop);
      try {
        return await work(stop.signal);
      } catch (thrown) {
        throw stop.signal.aborted ? fail('usage', stopped) : thrown;
      } finally {
        running.delete(workDir);
      }
    },
    stop: workDir => running.get(workDir)?.abort(),
  };
}

export function atMostOften(tell: (done: number, total: number) => void): (done: number, total: number) => void {
  let toldMs = 0;
  return (done, total) => {
    if (Date.now() - toldMs < TELL_EVERY_MS) return;
    toldMs = Date.now();
    tell(done, total);
  };
}

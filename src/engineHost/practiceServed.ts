import { setTimeout } from 'node:timers/promises';
import { toProblem } from '../model/problem.ts';

/** An engine that leaves is given three seconds for it: until then it may hold the port of the window that was reloaded. */
const PATIENCE = { forMs: 5000, everyMs: 200 };

export interface Served<T> {
  /** `again`: a window before this one may be about to let the port go, which is waited for. */
  start(port: number, again?: boolean): Promise<{ url: string; own: boolean }>;
  server(): T | undefined;
  /** Whoever asks what it serves waits while it is being started. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface Closable {
  readonly url: string;
  close(): Promise<void>;
}

/** One server of a kind, however often and at whatever moment it is started. */
export function createServed<T extends Closable>(
  open: (port: number) => Promise<T>,
  isOurs: (port: number) => Promise<boolean>,
  patience = PATIENCE,
): Served<T> {
  let server: T | undefined;
  let opening: { readonly done: Promise<T>; readonly stop: AbortController } | undefined;

  function begin(port: number, again: boolean) {
    const stop = new AbortController();
    const { forMs, everyMs } = patience;
    const waiting = { forMs: again ? forMs : 0, everyMs, signal: stop.signal };
    return { done: openWhenFree(() => open(port), waiting), stop };
  }

  return {
    start: async (port, again = false) => {
      const mine = (opening ??= begin(port, again));
      try {
        const opened = await mine.done;
        if (opening === mine) server = opened;
        return { url: opened.url, own: true };
      } catch (error) {
        if (opening === mine) opening = undefined;
        // Another window's or a terminal's.
        if (toProblem(error).code !== 'port_in_use' || !(await isOurs(port))) throw error;
        return { url: `http://127.0.0.1:${port}/`, own: false };
      }
    },
    server: () => server,
    settled: async () => {
      await opening?.done.catch(() => undefined);
    },
    close: async () => {
      const closing = opening;
      opening = server = undefined;
      closing?.stop.abort();
      await (await closing?.done.catch(() => undefined))?.close();
    },
  };
}

async function openWhenFree<T>(
  open: () => Promise<T>,
  { forMs, everyMs, signal }: typeof PATIENCE & { readonly signal: AbortSignal },
): Promise<T> {
  const end = performance.now() + forMs;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (toProblem(error).code !== 'port_in_use' || performance.now() >= end) throw error;
    }
    await setTimeout(everyMs, undefined, { signal });
  }
}

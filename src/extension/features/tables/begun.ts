/** Work that waits for a person before the engine process hears of it, by the page's name of it. */
export interface Begun {
  run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  stop(id: string): void;
}

/** `failed` hears of failures, as whoever asked does: the page may be gone by then. */
export function createBegun(failed: (thrown: unknown) => void): Begun {
  const running = new Map<string, AbortController>();
  return {
    async run(id, work) {
      const stop = new AbortController();
      running.set(id, stop);
      try {
        return await work(stop.signal);
      } catch (thrown) {
        if (!stop.signal.aborted) failed(thrown);
        throw thrown;
      } finally {
        running.delete(id);
      }
    },
    stop: id => running.get(id)?.abort(),
  };
}

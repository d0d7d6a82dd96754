export interface Stoppable {
  run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  stop(id: string): void;
}

/** Work that whoever asked for it may have enough of, by the name that the asker gave it. */
export function createStoppable(): Stoppable {
  const running = new Map<string, AbortController>();
  return {
    async run(id, work) {
      const stop = new AbortController();
      running.set(id, stop);
      try {
        return await work(stop.signal);
      } finally {
        // A later one of the same name goes on being stoppable.
        if (running.get(id) === stop) running.delete(id);
      }
    },
    stop: id => running.get(id)?.abort(),
  };
}

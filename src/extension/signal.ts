export interface Disposable {
  dispose(): unknown;
}

export interface Listenable<T> {
  /** Returns what ends the listening. */
  listen(listener: (value: T) => void): Disposable;
}

export interface Signal<T> extends Listenable<T> {
  fire(value: T): void;
}

/** VS Code's EventEmitter without VS Code, so that what uses it is tested in a plain Node. */
export function createSignal<T>(): Signal<T> {
  const listeners = new Set<(value: T) => void>();
  return {
    listen: listener => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    fire: value => {
      for (const listener of [...listeners]) listener(value);
    },
  };
}

import { toProblem } from '../../src/model/problem.ts';
import type { TableHostVerbs } from '../../src/protocol/table.ts';
import type { Loaded } from '../common/states.ts';
import type { Page } from '../common/start.ts';
import type { State, WorkKind } from './state.ts';

/** How what may take long ends: like anything that is asked for, or because it was stopped or replaced. */
export type Ended<T> = Exclude<Loaded<T>, { state: 'waiting' }> | { readonly state: 'stopped' };

export interface Works {
  /** Begins it under a name of its own; while it runs it is in `state.works`. A newer one of its kind stops it. */
  run<T>(kind: WorkKind, work: (id: string) => Promise<T>): Promise<Ended<T>>;
  stop(kind: WorkKind): void;
  moved(told: { id: string; done: number; total: number }): void;
}

export function createWorks(ask: Page<TableHostVerbs>['ask'], state: State, draw: () => void): Works {
  // Not from 0: the engine may still be at what an earlier life of the page asked for.
  let next = Date.now();
  const stops = new Map<string, () => void>();
  const isOn = (id: string) => state.works.some(work => work.id === id);
  const drop = (id: string) => {
    state.works = state.works.filter(work => work.id !== id);
    draw();
  };
  function stop(kind: WorkKind): void {
    for (const { id } of state.works.filter(work => work.kind === kind)) {
      drop(id);
      stops.get(id)?.();
      ask.stop({ id }).catch(() => undefined);
    }
  }
  return {
    stop,
    async run<T>(kind: WorkKind, work: (id: string) => Promise<T>): Promise<Ended<T>> {
      stop(kind);
      const id = `${kind}-${next++}`;
      state.works = [...state.works, { id, kind, done: 0, total: 0 }];
      draw();
      // Who stops it does not wait for the engine to say so.
      const stopped = new Promise<Ended<T>>(resolve => stops.set(id, () => resolve({ state: 'stopped' })));
      const ended = await Promise.race([stopped, settled(work(id))]);
      stops.delete(id);
      if (isOn(id)) drop(id);
      return ended;
    },
    moved: ({ id, done, total }) => {
      if (!isOn(id)) return;
      state.works = state.works.map(work => (work.id === id ? { ...work, done, total } : work));
      draw();
    },
  };
}

const settled = <T>(work: Promise<T>): Promise<Ended<T>> =>
  work.then(
    (value): Ended<T> => ({ state: 'here', value }),
    (error: unknown): Ended<T> => ({ state: 'failed', problem: toProblem(error) }),
  );

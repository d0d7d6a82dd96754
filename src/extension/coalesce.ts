import type { Disposable } from './signal.ts';

/**
 * How often a tree is redrawn. VS Code waits until a tree view was left alone for 200 ms, its message included: one that
 * is told more often is not drawn at all before the end.
 */
export const TREE_INTERVAL_MS = 300;

/** Calls at most once an interval, the last call never lost. */
export function coalesce(call: () => void, intervalMs: number): { request(): void } & Disposable {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  const tick = () => {
    timer = again ? setTimeout(tick, intervalMs) : null;
    if (again) call();
    again = false;
  };
  return {
    request: () => {
      if (timer !== null) return void (again = true);
      call();
      timer = setTimeout(tick, intervalMs);
    },
    dispose: () => clearTimeout(timer ?? undefined),
  };
}

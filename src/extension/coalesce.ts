import type { Disposable } from './signal.ts';

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

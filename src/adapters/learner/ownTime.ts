/** Calls `over` when an activity has had its time for itself; while it is served its time stands still. */
export function createOwnTime(limitMs: number | null, over: () => void) {
  let left = limitMs ?? 0;
  let since = performance.now();
  let served = 0;
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    since = performance.now();
    if (limitMs !== null) timer = setTimeout(over, Math.max(left, 1));
  };
  start();
  return {
    pause() {
      if (served++ > 0) return;
      clearTimeout(timer);
      left -= performance.now() - since;
    },
    goOn() {
      if (--served === 0) start();
    },
    stop: () => clearTimeout(timer),
  };
}

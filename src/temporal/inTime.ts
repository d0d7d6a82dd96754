/** Ten times a second at the most. */
const TELL_MS = 100;

export type Soon = (() => void) & { now(): void };

/** Calls at most so often, and once more after the last wish. */
export function inTime(act: () => void, signal: AbortSignal): Soon {
  let timer: NodeJS.Timeout | undefined;
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!signal.aborted) act();
  };
  const soon = (): void => {
    timer ??= setTimeout(now, TELL_MS).unref();
  };
  return Object.assign(soon, { now });
}

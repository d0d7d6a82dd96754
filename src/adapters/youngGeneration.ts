import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Two halves of 4 MB: measured on a million rows, a larger one only lies there, a smaller one lets what is soon gone grow old. */
const ENOUGH_BYTES = 8_000_000;
const LOOK_MS = 10;

/**
 * Stops V8's young generation from growing to 64 MB. Its own limit (`--max-semi-space-size`) can be given only to a new
 * process; the factor by which it grows is read each time. Until it is large enough it is looked at.
 */
export function capYoungGeneration(): void {
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(space => space.space_name === 'new_space');
    if ((young?.space_size ?? 0) < ENOUGH_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, LOOK_MS);
  timer.unref();
}

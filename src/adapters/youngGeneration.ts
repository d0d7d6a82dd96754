import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/** Two halves of 4 MB: measured on a million rows, a larger one only lies there, a smaller one lets what is soon gone grow old. */
const ENOUGH_BYTES = 8_000_000;
const LOOK_MS = 10;

/** What is asked of one process holds for all that it does later. */
let isAsked = false;

/**
 * Stops V8's young generation from growing to 64 MB. Its own limit (`--max-semi-space-size`) can be given only to a new
 * process; the factor by which it grows is read each time. Until it is large enough it is looked at. The old one is
 * collected when it has doubled, in all threads: V8 waits for more, and 60 MB of garbage lie there in an ingestion.
 */
export function capYoungGeneration(): void {
  if (isAsked) return;
  isAsked = true;
  setFlagsFromString('--heap-growing-percent=100');
  const timer = setInterval(() => {
    const young = getHeapSpaceStatistics().find(space => space.space_name === 'new_space');
    if ((young?.space_size ?? 0) < ENOUGH_BYTES) return;
    setFlagsFromString('--semi-space-growth-factor=1');
    clearInterval(timer);
  }, LOOK_MS);
  timer.unref();
}

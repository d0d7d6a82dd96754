import type { Clock } from './ports.ts';

const LOOK_AGAIN_MS = 250;

/** Opens what one process at a time may hold; looks again until `seconds` have passed. Throws transient `busy`. */
export async function whenFree<Opened>(clock: Clock, seconds: number, open: () => Promise<Opened>): Promise<Opened> {
  const until = clock.now().getTime() + seconds * 1000;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (clock.now().getTime() >= until || !isBusy(error)) throw error;
      await clock.sleep(LOOK_AGAIN_MS);
    }
  }
}

const isBusy = (error: unknown): boolean => error instanceof Error && error.message === 'busy';

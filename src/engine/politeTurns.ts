import type { Clock } from './ports.ts';

export interface Turns {
  /** Resolves when `delayMs` have passed since the turn before it at this origin. */
  take(origin: string, delayMs: number, waiting: Waiting): Promise<void>;
}

interface Waiting {
  readonly signal: AbortSignal;
  heartbeat(): void;
}

const HEARTBEAT_MS = 5_000;

/** Crawl-delay: those who ask at the same time queue, one turn after the other. */
export function createTurns(clock: Clock): Turns {
  const queues = new Map<string, Promise<void>>();
  const lastTurn = new Map<string, number>();

  async function waitFor(origin: string, delayMs: number, waiting: Waiting): Promise<void> {
    const last = lastTurn.get(origin);
    const now = clock.now().getTime();
    // Between 0 and the delay, so that a clock that jumps a day makes nobody wait a day.
    let left = last === undefined ? 0 : Math.min(Math.max(last + delayMs - now, 0), delayMs);
    while (left > 0 && !waiting.signal.aborted) {
      const piece = Math.min(left, HEARTBEAT_MS);
      await clock.sleep(piece, waiting.signal);
      waiting.heartbeat();
      left -= piece;
    }
    if (!waiting.signal.aborted) lastTurn.set(origin, clock.now().getTime());
  }

  return {
    take(origin, delayMs, waiting) {
      if (delayMs <= 0) return Promise.resolve();
      const turn = (queues.get(origin) ?? Promise.resolve()).then(() => waitFor(origin, delayMs, waiting));
      queues.set(origin, turn);
      return turn;
    },
  };
}

import type { Clock } from '../../engine/ports.ts';
import { fail, ProblemError, type Params } from '../../model/problem.ts';

export interface Pace {
  /** Asks when the server wishes to be asked; what it throws passes through. */
  ask<Answer>(request: () => Promise<Answer>, waiting: Waiting): Promise<Answer>;
  /** What an answer's headers wish: nothing more for so long. */
  pause(ms: number): void;
}

interface Waiting {
  readonly signal: AbortSignal;
  /** Of the problem, when the wait is too long. */
  readonly params: Params;
}

/** Waited for here; a longer wish is the engine's to keep: its waits are journaled, shown and resumable. */
const LONGEST_WAIT_MS = 20_000;

/**
 * One server's patience, shared by all that ask it at the same time: they wait together, and after a refusal they ask
 * one by one until the server answers again. So a storm of 429 costs one attempt of one Source, not one of each.
 * Throws transient `openai_busy`, with the time that is left, when the wait is longer than 20 s.
 */
export function createPace(clock: Clock): Pace {
  let freeAtMs = 0;
  let isNarrow = false;
  let last: Promise<unknown> = Promise.resolve();

  const pause = (ms: number): void => void (freeAtMs = Math.max(freeAtMs, clock.now().getTime() + ms));

  async function wait({ signal, params }: Waiting): Promise<void> {
    const leftMs = freeAtMs - clock.now().getTime();
    if (leftMs > LONGEST_WAIT_MS) throw busy(params, leftMs);
    if (leftMs > 0) await clock.sleep(leftMs, signal);
    signal.throwIfAborted();
  }

  async function request<Answer>(ask: () => Promise<Answer>, waiting: Waiting): Promise<Answer> {
    await wait(waiting);
    try {
      const answer = await ask();
      isNarrow = false;
      return answer;
    } catch (thrown) {
      if (thrown instanceof ProblemError && thrown.problem.code === 'openai_busy') {
        isNarrow = true;
        pause(thrown.retryAfterMs ?? 0);
      }
      throw thrown;
    }
  }

  return {
    pause,
    ask(ask, waiting) {
      if (!isNarrow) return request(ask, waiting);
      const turn = last.catch(() => undefined).then(() => request(ask, waiting));
      last = turn;
      turn.catch(() => undefined); // Whoever asked hears of it.
      return turn;
    },
  };
}

function busy(params: Params, retryAfterMs: number): ProblemError {
  const { kind, code } = fail('transient', 'openai_busy').problem;
  return new ProblemError({ kind, code, params }, { retryAfterMs });
}

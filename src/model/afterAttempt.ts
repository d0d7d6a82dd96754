import type { Reason } from './problem.ts';
import type { Bar } from './timeline.ts';

/** Why one more attempt was made in the same run. Equal failures in a row are one. */
export type AfterAttempt =
  /** The engine stopped before the result was recorded. */
  | { readonly why: 'cut'; readonly at: number; readonly lastId: number }
  | { readonly why: 'failed'; readonly times: number; readonly reason: Reason | null }
  | { readonly why: 'canceled' | 'redone' };

/** From attempt to attempt; `bars` are those of one activity, in order. */
export function afterAttempts(bars: readonly Bar[]): readonly AfterAttempt[] {
  const attempts = bars.filter(bar => bar.kind !== 'wait');
  const told: AfterAttempt[] = [];
  for (const bar of attempts.slice(0, -1)) {
    const next = afterAttempt(bar);
    const last = told.at(-1);
    const isSame = next.why === 'failed' && last?.why === 'failed' && next.reason?.code === last.reason?.code;
    if (isSame) told[told.length - 1] = { ...next, times: last.times + 1 };
    else told.push(next);
  }
  return told;
}

function afterAttempt({ kind, from, to, reason, beganId, endedId }: Bar): AfterAttempt {
  switch (kind) {
    case 'failed':
      return { why: 'failed', times: 1, reason: reason ?? null };
    case 'cut':
    case 'open':
      return { why: 'cut', at: to ?? from, lastId: endedId ?? beganId };
    case 'canceled':
      return { why: 'canceled' };
    default:
      return { why: 'redone' };
  }
}

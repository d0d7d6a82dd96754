import type { WorkshopCheck } from '../../../model/generated/types.ts';
import type { Params } from '../../../model/problem.ts';
import type { CheckPlace } from '../../../model/workshop/stepOutcome.ts';
import { failed, reason, type Judgement } from './judgement.ts';

export interface Counted {
  /** The beginning of the codes: `event` makes `event_at_least`. */
  readonly of: 'artifact' | 'event' | 'rows' | 'results';
  readonly params: Params;
  readonly count: number;
  readonly where: CheckPlace | null;
}

/** Whether there are as many as a check says; `least` where it does not. */
export function countFault(
  { at_least, at_most }: Pick<WorkshopCheck, 'at_least' | 'at_most'>,
  { of, params, count, where }: Counted,
  least = 0,
): Judgement | null {
  const fewest = at_least ?? Math.min(least, at_most ?? least);
  if (count < fewest) return failed(reason(`${of}_at_least`, { ...params, count: fewest }), reason('count_found', { count }), where);
  if (at_most !== null && at_most !== undefined && count > at_most)
    return failed(reason(`${of}_at_most`, { ...params, count: at_most }), reason('count_found', { count }), where);
  return null;
}

/** In brackets, what a count is about; nothing where it is about all. */
export const ofText = (...parts: readonly (string | null | undefined)[]): string => {
  const said = parts.filter(Boolean);
  return said.length === 0 ? '' : ` (${said.join(', ')})`;
};

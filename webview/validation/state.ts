import type { Problem } from '../../src/model/problem.ts';
import type { RuleView } from '../../src/model/quality/reportView.ts';
import { worstFirst } from '../../src/model/quality/verdict.ts';
import type { FailingPage, ValidationHead } from '../../src/protocol/quality.ts';
import type { Loaded } from '../common/states.ts';

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  head: Loaded<ValidationHead | null>;
  /** Id of the rule that is looked at. */
  picked: string | null;
  /** Of its failing rows, the first that is shown. */
  from: number;
  failing: Loaded<FailingPage> | null;
  /** Rows, of a validation that is under way; `total` 0: not known yet. */
  progress: { readonly done: number; readonly total: number } | null;
  /** What the last act met. */
  problem: Problem | null;
  /** A validation has ended while the page was there: said once. */
  hasEnded: boolean;
}

/** Rows at a time. */
export const PAGE = 50;

export const rulesOf = ({ head }: State): readonly RuleView[] =>
  head.state === 'here' && head.value ? worstFirst(head.value.view.rules) : [];

/** The one that was picked, else the worst. */
export const pickedRule = (state: State): RuleView | undefined =>
  rulesOf(state).find(({ id }) => id === state.picked) ?? rulesOf(state)[0];

/** What the page wants to find again. */
export interface Kept {
  readonly picked: string | null;
  readonly from: number;
}

export function restored(kept: unknown): Kept {
  if (typeof kept !== 'object' || kept === null) return { picked: null, from: 0 };
  const picked = 'picked' in kept && typeof kept.picked === 'string' ? kept.picked : null;
  const from = 'from' in kept && Number.isSafeInteger(kept.from) ? Math.max(0, Number(kept.from)) : 0;
  return { picked, from };
}

import type { Problem } from '../../src/model/problem.ts';
import type { RuleView } from '../../src/model/quality/reportView.ts';
import { worstFirst } from '../../src/model/quality/verdict.ts';
import type { ValidationHead } from '../../src/protocol/quality.ts';
import { newList, type ListState } from '../common/grid/list.ts';
import { keptGrid, restoredGrid } from '../common/grid/state.ts';
import type { Loaded } from '../common/states.ts';
import type { FailingList } from './failingList.ts';

/** All that the page holds; everything on the screen is drawn from it. */
export interface State {
  head: Loaded<ValidationHead | null>;
  /** Id of the rule that is looked at. */
  picked: string | null;
  /** Its failing rows. */
  failing: Loaded<FailingList> | null;
  list: ListState;
  /** Rows, of a validation that is under way; `total` 0: not known yet. */
  progress: { readonly done: number; readonly total: number } | null;
  /** What the last act met. */
  problem: Problem | null;
  /** A validation has ended while the page was there: said once. */
  hasEnded: boolean;
}

export const rulesOf = ({ head }: State): readonly RuleView[] =>
  head.state === 'here' && head.value ? worstFirst(head.value.view.rules) : [];

/** The one that was picked, else the worst. */
export const pickedRule = (state: State): RuleView | undefined =>
  rulesOf(state).find(({ id }) => id === state.picked) ?? rulesOf(state)[0];

/** What the page wants to find again. */
export const keptOf = ({ picked, list }: State) => ({ picked, grid: keptGrid(list.grid) });

export function restored(kept: unknown): Pick<State, 'picked' | 'list'> {
  if (typeof kept !== 'object' || kept === null) return { picked: null, list: newList() };
  const picked = 'picked' in kept && typeof kept.picked === 'string' ? kept.picked : null;
  return { picked, list: newList(restoredGrid('grid' in kept ? kept.grid : null)) };
}

import { ProblemError, type Problem } from '../../../model/problem.ts';
import type { ViewAnswer } from '../tableMessages.ts';

/** Columns of row groups over which a thread was lost, by their file: who asks again does not wait again. */
export interface LostColumns {
  /** Where some of its rows were asked for. */
  of(group: number, column: number): Problem | undefined;
  add(group: number, column: number, problem: Problem): void;
  /** An answer about one. Throws why there is none. */
  one(of: LostColumn, ask: () => Promise<ViewAnswer>): Promise<Exclude<ViewAnswer, { readonly lost: Problem }>>;
}

interface LostColumn {
  readonly group: number;
  readonly column: number;
  /** All rows: some of them may be read nevertheless. */
  readonly isWhole: boolean;
}

export function createLostColumns(): LostColumns {
  const lost = new Map<string, Problem>();
  const keyOf = ({ group, column, isWhole }: LostColumn): string => `${group} ${column} ${isWhole}`;
  return {
    of: (group, column) => lost.get(keyOf({ group, column, isWhole: false })),
    add: (group, column, problem) => void lost.set(keyOf({ group, column, isWhole: false }), problem),
    async one(of, ask) {
      const known = lost.get(keyOf(of));
      if (known) throw new ProblemError(known);
      const found = await ask();
      if (!('lost' in found)) return found;
      lost.set(keyOf(of), found.lost);
      throw new ProblemError(found.lost);
    },
  };
}

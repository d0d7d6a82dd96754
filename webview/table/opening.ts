import type { Handlers } from '../../src/protocol/peer.ts';
import type { TableHead, TablePageVerbs } from '../../src/protocol/table.ts';
import { load } from '../common/states.ts';
import type { Places } from './places.ts';
import type { Arranging } from './arranging.ts';
import { NO_QUERY, type State } from './state.ts';
import type { World } from './world.ts';

export interface Opening extends Pick<Handlers<TablePageVerbs>, 'changed' | 'showRow'> {
  reload(): void;
}

/** What the page is about: asked for at the start, and again when the reader wants the file as it is now. */
export function createOpening(world: World, acts: Arranging & Places): Opening {
  const { ask, state, change } = world;
  /** Asked for before the table was there. */
  let later: { row: number; column: string | null } | null = null;

  function told(head: State['head']): void {
    // A reading that follows another one takes its place at once, without an empty page in between.
    if (head.state === 'waiting' && state.head.state === 'here') return;
    const before = state.head.state === 'here' ? state.head.value : null;
    if (head.state !== 'here') return change({ head });
    if (before !== null) Object.assign(state, renamed(state, before, head.value));
    // What the side panel shows was of the file of before.
    change({ head, isChanged: false, value: null });
    void acts.arrange().then(() => {
      if (later !== null) showRow(later);
    });
  }

  function showRow(wanted: { row: number; column: string | null }): void {
    if (state.head.state !== 'here' || state.rows === null) return void (later = wanted);
    later = null;
    const column = state.head.value.columns.findIndex(({ name }) => name === wanted.column);
    change({ tab: 'data' });
    acts.mark(wanted.row, column < 0 ? undefined : column);
  }

  return {
    reload: () => void load(() => ask.open({}), told),
    changed: () => change({ isChanged: true }),
    showRow,
  };
}

/** A file that was written anew may have other columns: what was said of one goes where its name is. */
function renamed({ wanted, grid }: State, before: TableHead, now: TableHead): Partial<State> {
  const to = (at: number) => now.columns.findIndex(({ name }) => name === before.columns[at]?.name);
  const all = before.columns.every((column, at) => now.columns[at]?.name === column.name);
  if (all) return {};
  const kept = <T extends { column: number }>(list: readonly T[]) =>
    list.map(one => ({ ...one, column: to(one.column) })).filter(({ column }) => column >= 0);
  const column = Math.max(0, to(grid.active.column));
  const places = (list: Iterable<number>) => [...list].map(to).filter(at => at >= 0);
  return {
    ...{ wanted: { filters: kept(wanted.filters), sort: kept(wanted.sort) }, query: NO_QUERY },
    grid: {
      ...grid,
      ...{ active: { ...grid.active, column }, anchor: { ...grid.anchor, column }, stop: null, span: 'cells' },
      ...{ hidden: new Set(places(grid.hidden)), pinned: places(grid.pinned) },
      widths: new Map([...grid.widths].map(([at, width]): [number, number] => [to(at), width])),
    },
  };
}

import type { Handlers } from '../../src/protocol/peer.ts';
import type { TableHead, TablePageVerbs } from '../../src/protocol/table.ts';
import { WAITING } from '../common/states.ts';
import type { Places } from './places.ts';
import type { Arranging } from './arranging.ts';
import { NO_QUERY, type State } from './state.ts';
import type { World } from './world.ts';

export interface Opening extends Pick<Handlers<TablePageVerbs>, 'changed' | 'showRow'> {
  reload(): void;
}

/** Before an opening that has not ended is shown as one. */
const MOMENT_MS = 500;

const STOPPED = { kind: 'usage', code: 'table_open_stopped', params: {} } as const;

/** What the page is about: asked for at the start, and again when the reader wants the file as it is now. */
export function createOpening(world: World, acts: Arranging & Places): Opening {
  const { ask, state, works, change } = world;
  /** Asked for before the table was there. */
  let later: { row: number; column: string | null } | null = null;

  async function open(): Promise<void> {
    // A reading that follows another one takes its place at once, without an empty page in between.
    if (state.head.state === 'failed') change({ head: WAITING });
    const long = setTimeout(() => change({ isLong: true }), MOMENT_MS);
    const ended = await works.run('open', id => ask.open({ id }));
    clearTimeout(long);
    state.isLong = false;
    if (ended.state !== 'stopped') told(ended);
    else if (state.head.state === 'waiting') change({ head: { state: 'failed', problem: STOPPED } });
  }

  function told(head: State['head']): void {
    if (head.state !== 'here') return change({ head });
    const names = head.value.columns.map(({ name }) => name);
    if (state.names === null) state.grid = { ...state.grid, pinned: partitionsOf(head.value) };
    else Object.assign(state, renamed(state, state.names, names));
    // What the side panel shows was of the file of before.
    void ask.dataset({}).then(
      dataset => change({ dataset }),
      () => undefined,
    );
    change({ head, names, disk: 'same', value: null });
    void acts.arrange().then(() => {
      if (later !== null) showRow(later);
    });
  }

  function showRow(wanted: { row: number; column: string | null }): void {
    if (state.head.state !== 'here' || state.rows === null) return void (later = wanted);
    later = null;
    const column = state.head.value.columns.findIndex(({ name }) => name === wanted.column);
    change({ tab: 'data' });
    // Who followed a row here goes on from it with the keys.
    document.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
    acts.mark(wanted.row, column < 0 ? undefined : column);
  }

  return {
    reload: () => void open(),
    changed: ({ isGone }) => change({ disk: isGone ? 'gone' : 'other' }),
    showRow,
  };
}

/** Of a folder that nobody has arranged yet, what its rows are told apart by stands first. */
const partitionsOf = ({ columns }: TableHead): number[] =>
  [...columns.keys()].filter(at => columns[at]?.isPartition === true);

/** A file that was written anew, here or while the tab was hidden, may have other columns: what was said of one goes where its name is. */
function renamed({ wanted, grid }: State, before: readonly string[], now: readonly string[]): Partial<State> {
  const to = (at: number) => (before[at] === undefined ? -1 : now.indexOf(before[at]));
  if (before.length > 0 && before.every((name, at) => now[at] === name)) return {};
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
      widths: new Map([...grid.widths].map(([at, width]) => [to(at), width] as const).filter(([at]) => at >= 0)),
    },
  };
}

import { toProblem, type Problem } from '../../../src/model/problem.ts';
import { html, nothing, type View } from '../lit.ts';
import { menu, type MenuItem } from '../menu.ts';
import { completedState } from '../stateIcons.ts';
import { problemState, type ProblemStateOptions } from '../states.ts';
import { boxedGrid, boxedLayout, type Boxed, type BoxedOptions } from './boxed.ts';
import { copiedFrom } from './copied.ts';
import { fitted } from './fit.ts';
import { widthWithin } from './geometry.ts';
import { newGrid, type GridState, type Place } from './state.ts';

/** All that a list of rows on a page holds beside the rows. */
export interface ListState {
  readonly grid: GridState;
  /** Of a column: where it was asked for. */
  readonly menu: { readonly column: number; readonly box: DOMRect } | null;
  /** What came of the last copying. */
  readonly met: { readonly said: string } | { readonly problem: Problem } | null;
}

export const newList = (grid: GridState = newGrid()): ListState => ({ grid, menu: null, met: null });

export interface ListOptions
  extends
    Pick<BoxedOptions, 'id' | 'label' | 'text' | 'go' | 'draw' | 'check' | 'press'>,
    Pick<ProblemStateOptions, 'ask'> {
  readonly boxed: Boxed;
  readonly state: ListState;
  change(part: Partial<ListState>): void;
  /** Onto the clipboard. */
  copy(text: string): Promise<unknown>;
  /** What Enter, a double click and the first line of the menu do with a row. */
  readonly open: { readonly label: string; run(place: Place): void };
}

/** The one grid as a part of a page: with a menu on its rows, and copying. */
export function list(options: ListOptions): View {
  const { boxed, state, change, open } = options;
  return html`${boxedGrid(boxed, {
    ...options,
    state: state.grid,
    change: part => change({ grid: { ...options.state.grid, ...part } }),
    open: open.run,
    copy: () => void copy(options, false),
    menu: (column, box) => change({ menu: { column, box } }),
  })}${menuPart(options)}${metPart(options)}`;
}

function menuPart(options: ListOptions): View | typeof nothing {
  const { id, text, state, open, change } = options;
  const at = state.menu;
  if (at === null) return nothing;
  const items: MenuItem[] = [
    { label: open.label, run: () => open.run(state.grid.active) },
    { label: text.say('grid.copy'), run: () => void copy(options, false) },
    { label: text.say('grid.copyNames'), run: () => void copy(options, true) },
    { label: text.say('grid.fit'), run: () => fit(options, at.column) },
  ];
  const close = () => change({ menu: null });
  return menu({ id: `${id}-menu`, label: text.say('grid.menu'), box: at.box, items, close });
}

function fit({ id, boxed, state: { grid }, change }: ListOptions, column: number): void {
  const layout = boxedLayout(boxed, grid);
  const rem = widthWithin(fitted(column, { ...boxed, id, layout, state: grid }));
  change({ grid: { ...grid, widths: new Map([...grid.widths, [column, rem]]) } });
}

/** Long enough to read a line. */
const MOMENT_MS = 6000;

async function copy({ boxed, state, text, change, copy: take }: ListOptions, hasNames: boolean): Promise<void> {
  try {
    const copied = await copiedFrom(boxed, state.grid, hasNames);
    await take(copied.text);
    const rows = text.count('unit.row', copied.rows);
    const isWhole = copied.rows === copied.asked;
    const said = isWhole
      ? text.say('grid.copiedRows', { rows })
      : text.say('grid.copiedPart', { rows, asked: text.number(copied.asked) });
    change({ met: { said } });
    setTimeout(() => change({ met: null }), MOMENT_MS);
  } catch (error) {
    change({ met: { problem: toProblem(error) } });
  }
}

/** The region is always there: a screen reader hears only what changes in one. */
function metPart({ state: { met }, text, ask }: ListOptions): View {
  const said = met !== null && 'said' in met ? html`<span class="st ok">${completedState}${met.said}</span>` : nothing;
  return html`${met !== null && 'problem' in met ? problemState(met.problem, { text, ask }) : nothing}
    <p class="s" role="status">${said}</p>`;
}

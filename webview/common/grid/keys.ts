import { bodyPx, revealed } from './geometry.ts';
import type { GridOptions } from './options.ts';
import { isOneCell, rangeOf, selected } from './selection.ts';
import type { GridState, Place } from './state.ts';

/** Keys of the cells, as in a spreadsheet. What is no key of the grid goes to who shows it. */
export function pressInCells(event: KeyboardEvent, options: GridOptions): void {
  if (event.target !== event.currentTarget) return;
  const { state, layout, change } = options;
  if (layout.rows === 0 || layout.shown.length === 0) return options.press?.(event);
  const act = actOf(event, options);
  if (act !== undefined) {
    event.preventDefault();
    return act();
  }
  const next = event.altKey ? undefined : nextPlace(event, options);
  if (next === undefined) return options.press?.(event);
  event.preventDefault();
  const { top, left } = revealed(layout, state, next);
  // A pinned column is in sight wherever the others stand; who goes to the beginning wants to see it.
  change({ ...selected(state, next, event.shiftKey), top, left: event.key === 'Home' ? 0 : left });
}

const isCommand = ({ ctrlKey, metaKey }: KeyboardEvent): boolean => ctrlKey || metaKey;

function actOf(event: KeyboardEvent, options: GridOptions): (() => void) | undefined {
  const { state, change, open, copy, menu } = options;
  const { key, shiftKey, altKey } = event;
  const select = (span: GridState['span']) => () => change({ ...selected(state, state.active), span });
  if (altKey) return undefined;
  if (isCommand(event)) {
    // With Caps Lock a letter is a capital.
    if (key.toLowerCase() === 'a') return select('all');
    if (key.toLowerCase() === 'c' && !shiftKey) return copy;
    if (key === ' ') return select('columns');
    return undefined;
  }
  if (key === ' ' && shiftKey) return select('rows');
  if (key === ' ' && options.check) return () => checkSelected(options);
  if (key === 'Enter') return open && (() => open(state.active));
  if (key === 'ContextMenu' || (key === 'F10' && shiftKey))
    return menu && (() => menu(state.active.column, boxOf(`${options.id}-${state.active.row}-${state.active.column}`)));
  if (key === 'Escape' && !isOneCell(state)) return () => change(selected(state, state.active));
  return undefined;
}

function checkSelected({ check, layout, state }: GridOptions): void {
  const { from, count } = rangeOf(layout, state);
  check?.toggle(from, count);
}

/** Of an element that is drawn, else of the whole page. */
export const boxOf = (id: string): DOMRect =>
  (document.getElementById(id) ?? document.documentElement).getBoundingClientRect();

function nextPlace(event: KeyboardEvent, options: GridOptions): Place | undefined {
  const { state, layout } = options;
  const { shown, rows, rowPx } = layout;
  const { active } = state;
  const at = Math.max(0, shown.indexOf(active.column));
  const page = Math.max(1, Math.floor(bodyPx(layout, state) / rowPx) - 1);
  const far = isCommand(event);
  const place = (row: number, column: number): Place => ({
    row: Math.max(0, Math.min(rows - 1, row)),
    column: shown[Math.max(0, Math.min(shown.length - 1, column))]!,
  });
  switch (event.key) {
    case 'ArrowUp':
      return place(far ? 0 : active.row - 1, at);
    case 'ArrowDown':
      return place(far ? rows - 1 : active.row + 1, at);
    case 'ArrowLeft':
      return place(active.row, far ? 0 : at - 1);
    case 'ArrowRight':
      return place(active.row, far ? shown.length - 1 : at + 1);
    case 'Home':
      return place(far ? 0 : active.row, 0);
    case 'End':
      return place(far ? rows - 1 : active.row, shown.length - 1);
    case 'PageUp':
      return place(active.row - page, at);
    case 'PageDown':
      return place(active.row + page, at);
    default:
      return undefined;
  }
}

import { oneLine } from './cell.ts';
import { windowOf } from './geometry.ts';
import type { GridOptions } from './options.ts';
import { textOf } from './pages.ts';

/** Room beside the letters: padding, the arrow of the order, the mark of a partition. */
const [CELL_REM, HEAD_REM] = [1.4, 3.2];

/** rem that a column takes for all of its values in sight, its name and its type. */
export function fitted(
  column: number,
  shown: Pick<GridOptions, 'id' | 'columns' | 'rows' | 'layout' | 'state'>,
): number {
  const { id, columns, rows, layout, state } = shown;
  const window = windowOf(layout, state);
  const context = document.createElement('canvas').getContext('2d');
  const element = document.getElementById(id);
  const known = columns[column];
  if (context === null || element === null || known === undefined) return 0;
  const { fontFamily, fontSize } = getComputedStyle(element);
  const rem = (text: string, style: string) => {
    context.font = `${style} ${fontSize} ${fontFamily}`;
    return context.measureText(text).width / state.rem;
  };
  let most = Math.max(rem(known.name, '600') + HEAD_REM, rem(known.type, '400') + CELL_REM);
  for (let row = window.first; row < window.end; row += 1) {
    const cell = rows?.cell(row, column);
    if (cell !== undefined)
      most = Math.max(most, rem(cell === null ? 'NULL' : oneLine(textOf(cell)), '400') + CELL_REM);
  }
  return most;
}

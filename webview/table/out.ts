import { toProblem } from '../../src/model/problem.ts';
import type { CopyAsked } from '../../src/protocol/table.ts';
import type { Screen } from './acts.ts';
import { blockOf, shownColumns, type Block } from './blocks.ts';
import type { OutState } from './parts.ts';

export const changeOut = ({ world, state }: Screen, part: Partial<OutState>): void =>
  world.change({ out: { ...state.out, ...part } });

/** Long enough to read two lines. */
const MOMENT_MS = 6000;

function say(screen: Screen, sentence: string): void {
  const met = { state: 'said', sentence } as const;
  changeOut(screen, { met });
  setTimeout(() => {
    if (screen.world.state.out.met === met) changeOut(screen, { met: null });
  }, MOMENT_MS);
}

/** A text onto the clipboard, and a word that it is there. */
export async function copyText(screen: Screen, textOf: () => Promise<string>): Promise<void> {
  try {
    await screen.world.ask.copyText({ text: await textOf() });
    say(screen, screen.world.text.say('table.copied'));
  } catch (error) {
    changeOut(screen, { met: { state: 'failed', problem: toProblem(error) } });
  }
}

/** One column that cannot be read would be the end of all: its head says why, and it stays out. */
const readable = (columns: readonly number[], { head }: Screen): readonly number[] =>
  columns.filter(at => head.columns[at]?.problem === null);

/** What was chosen, onto the clipboard. */
export async function copyTable(screen: Screen): Promise<void> {
  const { part, form, hasHeader } = screen.state.out;
  return copyBlock(screen, blockOf(part, screen), { as: form, hasHeader });
}

/** Says that it is there, or why not. */
export async function copyBlock(screen: Screen, whole: Block, how: Pick<CopyAsked, 'as' | 'hasHeader'>): Promise<void> {
  const { world, state } = screen;
  const { query } = state;
  const block = { ...whole, columns: readable(whole.columns, screen) };
  if (block.count === 0 || block.columns.length === 0) return say(screen, world.text.say('table.copyNothing'));
  changeOut(screen, { met: null });
  const ended = await world.works.run('copy', id => world.ask.copy({ id, query, ...block, ...how }));
  if (ended.state === 'failed') return changeOut(screen, { met: ended });
  if (ended.state === 'here') say(screen, copiedText(ended.value.rows, block.count, screen));
}

function copiedText(rows: number, asked: number, { world: { text } }: Screen): string {
  const copied = text.count('unit.row', rows);
  return rows < asked
    ? text.say('grid.copiedPart', { rows: copied, asked: text.number(asked) })
    : text.say('grid.copiedRows', { rows: copied });
}

/** All rows of the filter into a file; where, the host asks, and it says where they are. */
export async function exportTable(screen: Screen): Promise<void> {
  const { world, state, head } = screen;
  const { format, isShownOnly } = state.out;
  const columns = readable(isShownOnly ? shownColumns(screen) : [...head.columns.keys()], screen);
  changeOut(screen, { met: null });
  const ended = await world.works.run('export', id => world.ask.export({ id, query: state.query, columns, format }));
  if (ended.state === 'failed') return changeOut(screen, { met: ended });
}

import type { Problem } from '../../src/model/problem.ts';
import { problemText } from '../../src/model/problemText.ts';
import { closeIcon, refreshIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState } from '../common/states.ts';
import { warnState } from '../common/stateIcons.ts';
import type { Screen } from './acts.ts';
import { columnMenu } from './columnMenu.ts';
import { finderBar } from './finder.ts';
import { tableGrid } from './gridOf.ts';
import { insightPanel } from './insight.ts';
import { unreadText } from './unreadText.ts';
import { valuePanel } from './value.ts';

/** The rows, with the panel beside them. */
export function dataTab(screen: Screen): View {
  const { state, acts, head } = screen;
  const { text } = acts;
  if (head.columns.length === 0)
    return html`<div class="pad">${emptyState(text.say('table.noColumns'), text.say('table.noColumnsWhy'))}</div>`;
  return html`${finderBar(screen)}${lines(screen)}
    <div class="split ${state.side === null ? 'alone' : ''}">
      <div class="left">${tableGrid(screen)}</div>
      ${
        state.side === null
          ? nothing
          : html`<aside class="scroll pad" tabindex="0" aria-label=${text.say(`table.side.${state.side}`)}>
              ${state.side === 'insight' ? insightPanel(screen) : valuePanel(screen)}
            </aside>`
      }
    </div>
    ${columnMenu(screen)}`;
}

/** What the reader should know before the rows: one line each, gone when it is no longer so. */
function lines(screen: Screen): View {
  const { state, acts, head, world } = screen;
  const { text } = acts;
  const { fault, rows, missed } = state;
  const told = (problem: Problem, retry: () => unknown) =>
    html`<div class="pad">${problemState(problem, { text, ask: world.ask, retry })}</div>`;
  const isAtField = (problem: Problem) => head.columns.some(({ name }) => name === problem.params['column']);
  return html`${
    fault?.state === 'failed' && !isAtField(fault.problem) ? told(fault.problem, acts.arrange) : nothing
  }${rows?.problem ? told(rows.problem, acts.askAgain) : nothing}${
    missed === null
      ? nothing
      : line(
          text.say('table.missed', { n: text.number(missed + 1) }),
          html`<button class="tool" @click=${acts.showMissed}>${closeIcon}${text.say('table.clearFilters')}</button>`,
        )
  }${head.rows === 0 ? line(text.say('table.noRows')) : nothing}${
    head.unread.length === 0
      ? nothing
      : line(
          unreadText(head, text),
          html`<button class="tool" @click=${() => acts.show('schema')}>${text.say('table.whichFiles')}</button>`,
        )
  }${brokenLine(screen)}${mixedLine(screen)}`;
}

/** Columns that cannot be read, in no file or in one of those whose rows were seen: why, and what to do. */
function brokenLine({ acts: { text, show }, head, state: { rows } }: Screen): View | typeof nothing {
  const problems = head.columns.flatMap(({ problem }, at) => problem ?? rows?.failed.get(at) ?? []);
  const [first] = problems;
  if (!first) return nothing;
  const why = problemText(first, text);
  if (problems.length === 1) return line(why);
  return line(
    text.say('table.brokenColumns', { columns: text.count('table.columnCount', problems.length), why }),
    html`<button class="tool" @click=${() => show('schema')}>${text.say('table.whichColumns')}</button>`,
  );
}

/** A column that a file lacks, or that is wider in another, is no surprise; one of numbers here and texts there is. */
function mixedLine({ acts, head }: Screen): View | typeof nothing {
  const { text, show } = acts;
  const mixed = head.differences.filter(
    ({ types }) => new Set(types.flatMap(({ type }) => (type === null ? [] : [familyOf(type)]))).size > 1,
  );
  return mixed.length === 0
    ? nothing
    : line(
        text.say('table.mixed', { columns: text.count('table.columnCount', mixed.length) }),
        html`<button class="tool" @click=${() => show('schema')}>${text.say('table.whichColumns')}</button>`,
      );
}

/** `int32` and `int64`, `timestamp[ms]` and `timestamp[us]`, decimals of any width. */
const familyOf = (type: string): string =>
  type.replaceAll(/\d+|[([].*/g, '').replace(/^u?int$|^float$|^double$/, 'number');

/** Above all tabs: the file is another one by now, or gone. */
export const changedLine = ({ acts: { text, reload }, state, head }: Screen): View =>
  line(
    text.say(state.disk === 'other' ? 'table.changed' : head.isFolder ? 'table.goneFolder' : 'table.gone'),
    html`<button class="tool" @click=${reload}>${refreshIcon}${text.say('table.reload')}</button>`,
  );

const line = (sentence: string, button: View | typeof nothing = nothing): View =>
  html`<p class="line row s" role="status">
    <span class="st warn">${warnState}</span><span>${sentence}</span>${button}
  </p>`;

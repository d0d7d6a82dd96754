import type { Problem } from '../../src/model/problem.ts';
import { closeIcon, refreshIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState } from '../common/states.ts';
import { warnState } from '../common/stateIcons.ts';
import type { Screen } from './acts.ts';
import { columnMenu } from './columnMenu.ts';
import { finderBar } from './finder.ts';
import { tableGrid } from './gridOf.ts';
import { insightPanel } from './insight.ts';
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
function lines({ state, acts, head, world }: Screen): View {
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
          text.say('table.unread', { files: text.count('table.fileCount', head.unread.length) }),
          html`<button class="tool" @click=${() => acts.show('schema')}>${text.say('table.whichFiles')}</button>`,
        )
  }`;
}

/** Above all tabs: the file is another one by now. */
export const changedLine = ({ acts: { text, reload } }: Screen): View =>
  line(
    text.say('table.changed'),
    html`<button class="tool" @click=${reload}>${refreshIcon}${text.say('table.reload')}</button>`,
  );

const line = (sentence: string, button: View | typeof nothing = nothing): View =>
  html`<p class="line row s" role="status">
    <span class="st warn">${warnState}</span><span>${sentence}</span>${button}
  </p>`;

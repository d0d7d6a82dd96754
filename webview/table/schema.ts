import type { FileLayout } from '../../src/protocol/table.ts';
import { problemText } from '../../src/model/problemText.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import { warnState } from '../common/stateIcons.ts';
import type { Screen } from './acts.ts';
import { differencesPart } from './differences.ts';
import { copyList } from './copyList.ts';
import { filePicker } from './filePicker.ts';
import { layoutOf, retryFooters } from './footers.ts';
import { notesPart } from './notes.ts';
import { columnSearch, treePart } from './schemaTree.ts';
import { unreadText } from './unreadText.ts';

/** The tab; drawn while it is the one in front. */
export function schemaTab(screen: Screen): View {
  const { head, world } = screen;
  const { text, ask } = world;
  const unread = head.unread.length > 0 ? unreadPart(screen) : nothing;
  if (head.files.length === 0) return html`<div class="scroll pad stack">${unread}</div>`;
  const layout = layoutOf(screen);
  return html`<div class="scroll schema">
    <div class="pad stack">
      <p>${sentence(screen)}</p>
      ${unread} ${differencesPart(screen)}
    </div>
    <div class="row pad">
      ${filePicker(screen)} ${layout.state === 'here' ? columnSearch(layout.value, screen) : nothing}
    </div>
    ${layout.state === 'waiting' ? waitingState(text) : nothing}
    ${
      layout.state === 'failed'
        ? html`<div class="pad">${problemState(layout.problem, { text, ask, retry: () => retryFooters(screen) })}</div>`
        : nothing
    }
    ${layout.state === 'here' ? footer(layout.value, screen) : nothing}
  </div>`;
}

const footer = (layout: FileLayout, screen: Screen): View =>
  html`${treePart(layout, screen)} ${notesPart(layout, screen)}`;

/** What a reader wants to know of a schema before any detail. */
function sentence({ head, world: { text } }: Screen): string {
  const { columns, totals, isFolder } = head;
  const count = text.count('table.columnCount', columns.length);
  if (!isFolder || totals.files < 2) return text.say('table.schemaOne', { columns: count });
  const figures = { columns: count, files: text.count('table.fileCount', totals.files) };
  if (totals.differences === 0) return text.say('table.schemaAlike', figures);
  return text.say('table.schemaDiffers', {
    ...figures,
    differing: text.count('table.columnCount', totals.differences),
  });
}

/** Nobody reads a thousand reasons that are the same. */
const MOST_UNREAD = 20;

/** Files and folders whose rows are not in the table, each with its reason. */
function unreadPart(screen: Screen): View {
  const { head, world } = screen;
  const { text } = world;
  const { unread } = head;
  const rest = head.totals.unread - MOST_UNREAD;
  return html`<div class="call" role="note">
    <div class="warn">${warnState}</div>
    <div class="stack">
      <p class="b">${unreadText(head, text)}</p>
      <ul class="stack">
        ${unread
          .slice(0, MOST_UNREAD)
          .map(({ name, problem }) => html`<li><span class="m">${name}</span><br />${problemText(problem, text)}</li>`)}
        ${rest > 0 ? html`<li class="dim">${text.say('table.andMore', { n: text.number(rest) })} ${copyList(screen, 'unread')}</li>` : nothing}
      </ul>
    </div>
  </div>`;
}

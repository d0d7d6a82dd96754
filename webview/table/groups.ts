import { bytesText } from '../../src/model/bytes.ts';
import type { FileLayout, GroupLayout, TableHead } from '../../src/protocol/table.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { virtualRows } from '../common/virtualRows.ts';
import type { Screen } from './acts.ts';
import { chunksPart } from './chunks.ts';
import { copyForms } from './copyForms.ts';
import { ratioText, shareText } from './figures.ts';
import { filePicker } from './filePicker.ts';
import { layoutOf, retryFooters } from './footers.ts';
import { FIRST_DRAWN, type GroupsState } from './parts.ts';

/** Beside the tab's name. */
export const groupsCount = ({ totals }: TableHead): number => totals.groups;

/** The tab; drawn while it is the one in front. */
export function groupsTab(screen: Screen): View {
  const { text, ask } = screen.world;
  if (screen.head.files.length === 0) return emptyState(text.say('table.noFiles'), text.say('table.noFilesWhy'));
  const layout = layoutOf(screen);
  return html`<div class="scroll groups">
    ${screen.head.isFolder ? html`<div class="pad">${filePicker(screen)}</div>` : nothing}
    ${layout.state === 'waiting' ? waitingState(text) : nothing}
    ${
      layout.state === 'failed'
        ? html`<div class="pad">${problemState(layout.problem, { text, ask, retry: () => retryFooters(screen) })}</div>`
        : nothing
    }
    ${layout.state === 'here' ? groupsOf(layout.value, screen) : nothing}
  </div>`;
}

function groupsOf(layout: FileLayout, screen: Screen): View {
  const { groups, bytes } = layout;
  const { text } = screen.world;
  if (groups.length === 0) return emptyState(text.say('table.noGroups'), text.say('table.noGroupsWhy'));
  const [stored, raw] = [sum(groups, 'bytes'), sum(groups, 'rawBytes')];
  const figures = {
    groups: text.count('table.groupCount', groups.length),
    rows: text.count('unit.row', sum(groups, 'rows')),
    bytes: bytesText(stored, text.language),
    ratio: ratioText(raw, stored, text),
    file: bytesText(bytes, text.language),
  };
  return html`<div class="row pad">
      <p>${text.say('table.groupsSentence', figures)}</p>
      <span class="sp">
        ${copyForms(screen, {
          id: 'copyGroups',
          name: text.say('table.copyGroups'),
          rows: () => groups.map((group, at) => ({ group: at, ...group })),
        })}
      </span>
    </div>
    ${list(groups, screen)} ${chunksPart(layout, screen)}`;
}

const ROW_REM = 24 / 13;

function list(groups: readonly GroupLayout[], { state, world }: Screen): View {
  const { text } = world;
  const { group, sight } = state.groups;
  const change = (part: Partial<GroupsState>) => world.change({ groups: { ...state.groups, ...part } });
  const most = groups.reduce((largest, { bytes }) => Math.max(largest, bytes), 1);
  return html`<div class="grow ghead s dim" aria-hidden="true">
      ${['group', 'rowCount', 'stored', 'raw', 'ratio'].map(name => html`<span class="n ${name}">${text.say(`table.${name}`)}</span>`)}
      <span></span>
    </div>
    ${virtualRows({
      ...{ id: 'groups', label: text.say('table.groups'), roles: ['listbox', 'option'], sight },
      ...{
        count: groups.length,
        rowPx: Math.round(ROW_REM * state.grid.rem),
        picked: Math.min(group, groups.length - 1),
      },
      draw: at => row(groups[at]!, { at, most, text }),
      words: at => words(groups[at]!, at, text),
      pick: at => change({ group: at, limit: FIRST_DRAWN }),
      seen: seen => change({ sight: seen }),
    })}`;
}

interface OfRow {
  readonly at: number;
  /** Bytes of the largest. */
  readonly most: number;
  readonly text: Screen['world']['text'];
}

/** Said by `words`, so not read again. */
const row = ({ rows, bytes, rawBytes }: GroupLayout, { at, most, text }: OfRow): View =>
  html`<div class="grow" aria-hidden="true">
    <span class="n group">${text.number(at)}</span>
    <span class="n rowCount">${text.number(rows)}</span>
    <span class="n stored">${bytesText(bytes, text.language)}</span>
    <span class="n raw">${bytesText(rawBytes, text.language)}</span>
    <span class="n ratio">${ratioText(rawBytes, bytes, text)}</span>
    <svg class="tb"><rect width="${((bytes / most) * 100).toFixed(2)}%" height="100%" /></svg>
  </div>`;

const words = ({ rows, bytes, rawBytes }: GroupLayout, at: number, text: Screen['world']['text']): string =>
  text.say('table.groupWords', {
    ...{ group: text.number(at), rows: text.count('unit.row', rows), bytes: bytesText(bytes, text.language) },
    share: shareText(bytes, rawBytes, text),
  });

export const sum = <K extends string>(all: readonly Readonly<Record<K, number>>[], key: K): number =>
  all.reduce((total, one) => total + one[key], 0);

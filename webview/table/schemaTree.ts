import type { FileLayout, SchemaNode, TableColumnView } from '../../src/protocol/table.ts';
import { problemText } from '../../src/model/problemText.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { searchField } from '../common/searchField.ts';
import { warnState } from '../common/stateIcons.ts';
import type { Screen } from './acts.ts';
import { FIRST_DRAWN, type SchemaState } from './parts.ts';

/** A row of the tree: a node of the file, or a column that only the path says. */
export interface TreeRow {
  readonly node: SchemaNode;
  /** From the column down, joined by dots. */
  readonly path: string;
  /** The column that it is, or is part of, by its place in the table; −1: none is. */
  readonly column: number;
  readonly isPartition: boolean;
}

/** What a file holds, and what its path says; the search is for a part of a path. */
export function treeRows(schema: readonly SchemaNode[], columns: readonly TableColumnView[], search = ''): TreeRow[] {
  const wanted = search.trim().toLowerCase();
  const placeOf = new Map(columns.map(({ name }, at) => [name, at]));
  const path: string[] = [];
  const ofFile = schema.map((node): TreeRow => {
    path.splice(node.depth, Infinity, node.name);
    return { node, path: path.join('.'), column: placeOf.get(path[0] ?? '') ?? -1, isPartition: false };
  });
  const ofPath = columns.flatMap(({ name, isPartition }, column): TreeRow[] =>
    isPartition ? [{ node: partitionNode(name), path: name, column, isPartition }] : [],
  );
  return [...ofFile, ...ofPath].filter(row => row.path.toLowerCase().includes(wanted));
}

const partitionNode = (name: string): SchemaNode => {
  return { depth: 0, name, repetition: 'required', physicalType: null, logicalType: null, fieldId: null };
};

const change = ({ world, state }: Screen, part: Partial<SchemaState>): void =>
  world.change({ schema: { ...state.schema, ...part } });

/** Nobody searches among a handful. */
const MANY = 12;

export function columnSearch({ schema }: FileLayout, screen: Screen): View | typeof nothing {
  if (schema.length <= MANY) return nothing;
  return searchField({
    hint: screen.world.text.say('table.findColumn'),
    query: screen.state.schema.search,
    search: search => change(screen, { search, limit: FIRST_DRAWN }),
  });
}

export function treePart({ schema }: FileLayout, screen: Screen): View {
  const { head, world } = screen;
  const { text, state } = world;
  const { search, limit } = state.schema;
  const rows = treeRows(schema, head.columns, search);
  const hasIds = schema.some(({ fieldId }) => fieldId !== null);
  return html`<table class="t tree" aria-label=${text.say('table.schema')}>
      <thead>
        <tr>
          ${['column', 'repetition', 'physical', 'logical', ...(hasIds ? ['fieldId'] : [])].map(
            name =>
              html`<th scope="col" class=${name === 'repetition' ? 'wide' : name === 'fieldId' ? 'wide n' : ''}>
                ${text.say(`table.${name}`)}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, limit).map(row => treeRow(row, hasIds, screen))}
      </tbody>
    </table>
    ${rows.length === 0 ? html`<p class="pad dim">${text.say('table.noSuchColumn', { search })}</p>` : nothing}
    ${
      rows.length > limit
        ? html`<p class="pad">
            <button class="btn alt" @click=${() => change(screen, { limit: limit * 4 })}>
              ${text.say('table.more', { rest: text.number(rows.length - limit) })}
            </button>
          </p>`
        : nothing
    }`;
}

function treeRow({ node, path, column, isPartition }: TreeRow, hasIds: boolean, screen: Screen): View {
  const { text } = screen.world;
  const { name, depth, repetition, physicalType, logicalType, fieldId } = node;
  const view = screen.head.columns[column];
  const show = () => showColumn(screen, column);
  return html`<tr>
    <th scope="row" .style=${`padding-left:calc(var(--s4) * ${Math.min(depth, 12) + 1})`} aria-label=${path}>
      ${column < 0 ? name : html`<button class="link" title=${text.say('table.showColumn')} @click=${show}>${name}</button>`}
    </th>
    <td class="wide">${isPartition ? '–' : text.say(`table.repetition.${repetition}`)}</td>
    <td class="m">
      ${isPartition ? '–' : (physicalType ?? html`<span class="dim">${text.say('table.group')}</span>`)}
    </td>
    <td>
      ${isPartition ? text.say('table.ofPath', { type: view?.type ?? '' }) : (logicalType ?? '–')}
      ${depth === 0 && view?.problem ? html`<p class="st warn">${warnState}${problemText(view.problem, text)}</p>` : nothing}
    </td>
    ${hasIds ? html`<td class="n wide">${fieldId ?? '–'}</td>` : nothing}
  </tr>`;
}

/** In the Data tab, in the row where the reader was. */
function showColumn({ acts, state }: Screen, column: number): void {
  acts.show('data');
  acts.goTo(state.grid.active.row, column);
}

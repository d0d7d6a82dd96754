import { bytesText } from '../../src/model/bytes.ts';
import type { ChunkLayout, FileLayout, TableHead, ValueKind } from '../../src/protocol/table.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import type { Screen } from './acts.ts';
import { bytesBar } from './bytesBar.ts';
import { cellText, cellView } from './cellView.ts';
import { copyForms } from './copyForms.ts';
import { ratioText } from './figures.ts';
import { chunksOf, retryFooters } from './footers.ts';

/** Of the picked row group: where its bytes are, and each column chunk. */
export function chunksPart({ groups }: FileLayout, screen: Screen): View {
  const { text, ask } = screen.world;
  const group = Math.min(screen.state.groups.group, groups.length - 1);
  const chunks = chunksOf(screen, group);
  if (chunks.state === 'waiting') return waitingState(text);
  if (chunks.state === 'failed')
    return html`<div class="pad">
      ${problemState(chunks.problem, { text, ask, retry: () => retryFooters(screen) })}
    </div>`;
  const all = chunks.value;
  return html`<section class="chunks" aria-labelledby="chunks">
    <div class="row pad">
      <h2 id="chunks">${text.say('table.groupTitle', { group: text.number(group) })}</h2>
      <span class="dim">${text.count('table.chunkCount', all.length)}</span>
      <span class="sp row">
        ${orderButton(screen)}
        ${copyForms(screen, { id: 'copyChunks', name: text.say('table.copyChunks'), rows: () => all.map(flat) })}
      </span>
    </div>
    ${bytesBar(all, text)} ${chunkTable(all, screen)}
  </section>`;
}

function orderButton({ state, world }: Screen): View {
  const { isLargestFirst } = state.groups;
  const turn = () => world.change({ groups: { ...state.groups, isLargestFirst: !isLargestFirst } });
  return html`<button class="tool" aria-pressed=${isLargestFirst} @click=${turn}>
    ${world.text.say('table.largestFirst')}
  </button>`;
}

const HEADS = [
  ...['column', 'physical', 'codec', 'encodings', 'stored', 'ratio', 'values'],
  ...['nulls', 'distinct', 'min', 'max', 'extras'],
] as const;
const NUMBERS: readonly string[] = ['stored', 'ratio', 'values', 'nulls', 'distinct'];

function chunkTable(chunks: readonly ChunkLayout[], screen: Screen): View {
  const { state, world } = screen;
  const { text } = world;
  const { isLargestFirst, limit } = state.groups;
  const shown = isLargestFirst ? chunks.toSorted((a, b) => b.bytes - a.bytes) : chunks;
  const kinds = kindsOf(screen.head);
  const more = () => world.change({ groups: { ...state.groups, limit: limit * 4 } });
  return html`<div class="scroll" role="group" tabindex="0" aria-labelledby="chunks">
      <table class="t nw" aria-labelledby="chunks">
        <thead>
          <tr>
            ${HEADS.map(
              name =>
                html`<th scope="col" class=${NUMBERS.includes(name) ? 'n' : ''}>${text.say(`table.${name}`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${shown.slice(0, limit).map(chunk => chunkRow(chunk, kinds.get(chunk.column) ?? 'text', text))}
        </tbody>
      </table>
    </div>
    ${
      chunks.length > limit
        ? html`<p class="pad">
            <button class="btn alt" @click=${more}>
              ${text.say('table.more', { rest: text.number(chunks.length - limit) })}
            </button>
          </p>`
        : nothing
    }`;
}

/** Of columns that are no groups: those of others are not known here. */
const kindsOf = ({ columns }: TableHead): ReadonlyMap<string, ValueKind> =>
  new Map(columns.map(({ name, kind }) => [name, kind]));

function chunkRow(chunk: ChunkLayout, kind: ValueKind, text: Screen['world']['text']): View {
  const { column, physicalType, codec, encodings, bytes, rawBytes, values, nulls, distinct, min, max } = chunk;
  const figure = (value: number | null) => (value === null ? html`<span class="dim">–</span>` : text.number(value));
  // No statistics, or all values are NULL: a bound is then no value.
  const bound = (value: ChunkLayout['min']) =>
    html`<td class="bound" title=${value === null ? nothing : cellText(value)}>
      ${value === null ? html`<span class="dim">–</span>` : cellView(value, kind, text)}
    </td>`;
  return html`<tr>
    <th scope="row" class="b">${column}</th>
    <td class="m">${physicalType}</td>
    <td>${codec}</td>
    <td class="m">${encodings.join(', ')}</td>
    <td class="n" title=${text.say('table.bytesOf', { stored: text.number(bytes), raw: text.number(rawBytes) })}>
      ${bytesText(bytes, text.language)}
    </td>
    <td class="n">${ratioText(rawBytes, bytes, text)}</td>
    <td class="n">${text.number(values)}</td>
    <td class="n">${figure(nulls)}</td>
    <td class="n">${figure(distinct)}</td>
    ${bound(min)} ${bound(max)}
    <td>${extras(chunk, text) || '–'}</td>
  </tr>`;
}

const extras = ({ hasDictionary, hasPageIndex, hasBloomFilter }: ChunkLayout, text: Screen['world']['text']): string =>
  [hasDictionary && 'dictionary', hasPageIndex && 'pageIndex', hasBloomFilter && 'bloomFilter']
    .filter(name => name !== false)
    .map(name => text.say(`table.${name}`))
    .join(', ');

/** For a table outside: one value a field. */
const flat = (chunk: ChunkLayout) => {
  const { encodings, min, max } = chunk;
  const bound = (value: ChunkLayout['min']) => (value === null || typeof value === 'string' ? value : value.text);
  return { ...chunk, encodings: encodings.join(' '), min: bound(min), max: bound(max) };
};

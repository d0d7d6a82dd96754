import { modelName } from '../../src/model/modelName.ts';
import type { ChunkCard, Neighbour } from '../../src/model/chunkView.ts';
import {
  arrowDownIcon,
  arrowUpIcon,
  closeIcon,
  copyIcon,
  fileCodeIcon,
  goToFileIcon,
  targetIcon,
} from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import { tint, type Acts, type Screen } from './acts.ts';
import { cosineText } from './list.ts';

/** All of the picked chunk. */
export function card({ state, acts, ask }: Screen): View {
  const { text } = acts;
  const { card: loaded, acted } = state;
  if (loaded === null || loaded.state === 'waiting') return waitingState(text);
  if (loaded.state === 'failed')
    return html`<div class="pad stack">
      ${problemState(loaded.problem, { text, ask, retry: acts.againCard })}
      <p><button class="btn" @click=${acts.leave}>${text.say('chunks.close')}</button></p>
    </div>`;
  const chunk = loaded.value;
  return html`<div class="pad card">
    ${title(chunk, acts)}
    ${chunk.headingPath.length > 0 ? html`<p class="dim s">${chunk.headingPath.join(' › ')}</p>` : nothing}
    ${acted?.state === 'failed' ? problemState(acted.problem, { text, ask }) : nothing}
    ${chunk.problem === null ? nothing : lost(chunk, { state, acts, ask })} ${facts(chunk, acts)}
    <h3>${text.say('chunks.neighbours')}</h3>
    <ul class="nb">
      ${neighbour(chunk.previous, { chunk, acts, step: -1 })} ${neighbour(chunk.next, { chunk, acts, step: 1 })}
    </ul>
    <p class="row">
      <button class="btn alt" @click=${acts.findSimilar}>${targetIcon}${text.say('chunks.findSimilar')}</button>
    </p>
    <h3>${text.say('chunks.text')}</h3>
    <blockquote class="tx">${chunk.text}${chunk.isCut ? '…' : nothing}</blockquote>
    ${chunk.isCut ? html`<p class="dim s">${text.say('chunks.cut')}</p>` : nothing}
  </div>`;
}

function title({ at, total, previous, next, uri }: ChunkCard, acts: Acts): View {
  const { text } = acts;
  const [n, all] = [text.number(at + 1), text.number(total)];
  const walk = (to: Neighbour | null, step: number) => () => to && acts.pickChunk({ uri, chunkId: to.chunkId }, step);
  return html`<div class="row">
    <h2><span class="sw ${tint(at)}">${n}</span> ${text.say('chunks.numbered', { n, total: all })}</h2>
    <span class="sp">
      ${iconButton(text.say('chunks.previous'), arrowUpIcon, walk(previous, -1), previous === null)}
      ${iconButton(text.say('chunks.next'), arrowDownIcon, walk(next, 1), next === null)}
      ${iconButton(text.say('chunks.open'), goToFileIcon, acts.open)}
      ${iconButton(text.say('chunks.copyText'), copyIcon, () => acts.copy('text'))}
      ${iconButton(text.say('chunks.copyJson'), fileCodeIcon, () => acts.copy('json'))}
      ${iconButton(text.say('chunks.close'), closeIcon, acts.leave)}
    </span>
  </div>`;
}

/** Its Markdown is another one by now, or none: who must act is the reader. */
function lost({ problem }: ChunkCard, { acts, ask }: Screen): View | typeof nothing {
  const { text } = acts;
  if (problem === null) return nothing;
  return html`<div class="stack">
    ${problemState(problem, { text, ask })}
    <p class="row">
      <button class="btn" @click=${() => acts.act('runSource')}>${text.say('chunks.runSource')}</button>
      ${
        problem.code === 'markdown_changed'
          ? html`<button class="btn alt" @click=${acts.openMarkdown}>${text.say('chunks.openMarkdown')}</button>`
          : nothing
      }
    </p>
  </div>`;
}

function facts(chunk: ChunkCard, { text, openPage }: Acts): View {
  const figures = (key: string, params: Readonly<Record<string, number | string>>) =>
    text.say(key, Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(value)])));
  const shown = (value: number | string) => (typeof value === 'number' ? text.number(value) : value);
  const { start, end, place, tokens, uri, model, dimensions, norm } = chunk;
  const lines = place === null ? '' : lineText(place.span.from.line, place.span.to.line, figures);
  const row = (key: string, value: View | string) =>
    html`<dt>${text.say(key)}</dt>
      <dd>${value}</dd>`;
  return html`<dl class="kv">
    ${row('chunks.size', html`${text.count('chunks.characters', end - start)}, ${text.count('chunks.tokens', tokens)}`)}
    ${row('chunks.place', html`${figures('chunks.from', { start, end })}${lines}`)}
    ${row('chunks.page', html`${chunk.title ? html`${chunk.title}<br />` : nothing}${address(uri, openPage)}`)}
    ${row('chunks.model', text.say('chunks.madeBy', { model: modelName(model, text), dimensions: text.number(dimensions) }))}
    ${row('chunks.hash', html`<span class="m" title=${chunk.chunkId}>${chunk.chunkId.slice(0, 16)}…</span>`)}
    ${row('chunks.vector', html`${figures('chunks.norm', { norm: Math.round(1000 * norm) / 1000 })}${sparkline(chunk, text)}`)}
  </dl>`;
}

/** Only what a browser opens is a link. */
const address = (uri: string, open: () => void): View =>
  /^https?:/.test(uri) ? html`<button class="link" @click=${open}>${uri}</button>` : html`${uri}`;

function lineText(
  from: number,
  to: number,
  figures: (key: string, params: Readonly<Record<string, number>>) => string,
): string {
  return `, ${from === to ? figures('chunks.line', { line: from }) : figures('chunks.lines', { from, to })}`;
}

/** Least and greatest of each group of values, around zero. */
function sparkline({ outline }: ChunkCard, text: Acts['text']): View {
  const most = outline.reduce((a, [least, greatest]) => Math.max(a, -least, greatest), 0) || 1;
  const y = (value: number) => (12 - (11 * value) / most).toFixed(2);
  const upper = outline.map(([, greatest], at) => `${at},${y(greatest)}`);
  const lower = outline.map(([least], at) => `${at},${y(least)}`).reverse();
  const [least, greatest] = [
    outline.reduce((a, [value]) => Math.min(a, value), 0),
    outline.reduce((a, [, value]) => Math.max(a, value), 0),
  ];
  const label = text.say('chunks.outline', { least: cosineText(least, text), greatest: cosineText(greatest, text) });
  return html`<svg
    class="spark"
    viewBox="0 0 ${outline.length - 1} 24"
    preserveAspectRatio="none"
    role="img"
    aria-label=${label}
  >
    ${svg`<path class="zero" d="M0 12H${outline.length}"></path>
    <polygon points=${[...upper, ...lower].join(' ')}></polygon>`}
  </svg>`;
}

interface Beside {
  readonly chunk: ChunkCard;
  readonly acts: Acts;
  readonly step: -1 | 1;
}

function neighbour(to: Neighbour | null, { chunk, acts, step }: Beside): View {
  const { text } = acts;
  if (to === null) return html`<li class="dim none">${text.say(step < 0 ? 'chunks.isFirst' : 'chunks.isLast')}</li>`;
  const at = chunk.at + step;
  return html`<li>
    <button class="tool" @click=${() => acts.pickChunk({ uri: chunk.uri, chunkId: to.chunkId }, step)}>
      ${step < 0 ? arrowUpIcon : arrowDownIcon}<span class="sw ${tint(at)}">${text.number(at + 1)}</span>
      <span class="el">${to.headingPath.at(-1) ?? chunk.title}</span>
      <span class="sp dim nw">${text.count('chunks.sharedWith', to.shared)}</span>
    </button>
  </li>`;
}

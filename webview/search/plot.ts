import type { ProjectedChunk, Projection } from '../../src/model/found.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { figure, placeOf, shortAddress, type Acts } from './acts.ts';
import { hitsOf, type State } from './state.ts';

/** One shape a Source, for those that were found first; all others are dots. */
const SHAPES = [
  svg`<circle r="3.8" />`,
  svg`<rect x="-3.4" y="-3.4" width="6.8" height="6.8" />`,
  svg`<path d="M0-4.6L4.2 3.4H-4.2z" />`,
  svg`<path d="M0-4.6L4.6 0 0 4.6-4.6 0z" />`,
];

/** The collection on a plane, with the question in it; `plotTable` says the same in words. */
export function plot(state: State, acts: Acts): View {
  return loaded(state, acts, projection => {
    const { text } = acts;
    const place = scaleOf(projection);
    const sources = [...new Set(hitsOf(state.sides[0]).map(({ uri }) => uri))].slice(0, SHAPES.length);
    const others = projection.points.filter(({ uri }) => !sources.includes(uri));
    const dots = others
      .map(
        point =>
          `M${place(point)
            .map(value => value.toFixed(1))
            .join(' ')}h0`,
      )
      .join('');
    const label = text.say('search.plotLabel', { chunks: text.count('unit.chunk', projection.points.length) });
    return html`<div class="pl">
      <svg class="plot" role="img" aria-label=${label}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none"><path class="dots" d=${dots} /></svg>
        ${projection.points.map(point => {
          const at = sources.indexOf(point.uri);
          return at < 0 ? nothing : mark(place(point), `pt k${at}`, SHAPES[at] ?? svg``);
        })}
        ${ranks(state, sources, projection, place)}
        ${projection.question ? mark(place(projection.question), '', svg`<path class="qx" d="M0-8v16M-8 0h16" />`) : nothing}
      </svg>
      ${legend(state, sources, acts)}
    </div>`;
  });
}

type Place = (point: { readonly x: number; readonly y: number }) => readonly [x: number, y: number];

const mark = ([x, y]: readonly [number, number], classes: string, shape: View): View =>
  svg`<svg class=${classes} x="${x.toFixed(2)}%" y="${y.toFixed(2)}%" overflow="visible">${shape}</svg>`;

/** The passages that were found, by their ranks; one that the sample left out has no place. */
function ranks({ sides }: State, sources: readonly string[], { points }: Projection, place: Place): View[] {
  const at = new Map(points.map(point => [point.chunkId, point]));
  return hitsOf(sides[0]).flatMap(({ chunkId, uri, rank }) => {
    const point = at.get(chunkId);
    const source = sources.indexOf(uri);
    const shape = svg`<circle class="hit" r="8" /><text class="hn" y=".5">${rank}</text>`;
    return point ? [mark(place(point), source < 0 ? 'rank' : `rank k${source}`, shape)] : [];
  });
}

/** In percent of the picture, with a margin; both axes by one measure, so that near is near. */
function scaleOf({ points, question }: Projection): Place {
  const all = question ? [...points, question] : points;
  const range = (values: readonly number[]): readonly [middle: number, half: number] => {
    const [least, most] = values.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
    return [(least + most) / 2, (most - least) / 2 || 1];
  };
  const [[x, halfX], [y, halfY]] = [range(all.map(point => point.x)), range(all.map(point => point.y))];
  return point => [50 + ((point.x - x) / halfX) * 46, 50 - ((point.y - y) / halfY) * 44];
}

function legend({ sides }: State, sources: readonly string[], { text }: Acts): View {
  const titles = new Map(hitsOf(sides[0]).map(({ uri, title }) => [uri, title || shortAddress(uri)]));
  const entry = (shape: View, word: string) =>
    html`<li>
      <svg class="lgp" viewBox="-9 -9 18 18" aria-hidden="true">${shape}</svg><span class="el">${word}</span>
    </li>`;
  return html`<ul class="s lgd" aria-label=${text.say('search.legend')}>
    ${sources.map((uri, at) => entry(svg`<g class="pt k${at}">${SHAPES[at]}</g>`, titles.get(uri) ?? uri))}
    ${entry(svg`<path class="dots" d="M0 0h0" />`, text.say(sources.length > 0 ? 'search.otherSources' : 'search.aChunk'))}
    ${
      sources.length > 0
        ? html`${entry(svg`<path class="qx" d="M0-6v12M-6 0h12" />`, text.say('search.theQuestion'))}
          ${entry(svg`<circle class="hit" r="8" /><text class="hn" y=".5">1</text>`, text.say('search.theRank'))}`
        : nothing
    }
  </ul>`;
}

/** Nearest first. */
export function plotTable(state: State, acts: Acts): View {
  return loaded(state, acts, projection => {
    const { text } = acts;
    const ranked = new Map(hitsOf(state.sides[0]).map(({ chunkId, rank }) => [chunkId, rank]));
    const shown = projection.points.slice(0, state.rows);
    return html`<div class="scroll">
      <table class="t">
        <thead>
          <tr>
            ${['rank', 'chunk', 'source', 'cosine', 'x', 'y'].map(
              name =>
                html`<th scope="col" class=${['chunk', 'source'].includes(name) ? '' : 'n'}>
                  ${text.say(`search.column.${name}`)}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${shown.map(point => tableRow(point, ranked.get(point.chunkId), acts))}
        </tbody>
      </table>
      ${
        shown.length < projection.points.length
          ? html`<p class="pad">
              <button class="btn alt" @click=${acts.more}>
                ${text.say('search.more', { rest: text.number(projection.points.length - shown.length) })}
              </button>
            </p>`
          : nothing
      }
    </div>`;
  });
}

const tableRow = (point: ProjectedChunk, rank: number | undefined, { text }: Acts): View =>
  html`<tr>
    <td class="n">${rank ?? '–'}</td>
    <td>${placeOf(point)}</td>
    <td class="s dim">${shortAddress(point.uri)}</td>
    <td class="n">${point.cosine === null ? '–' : figure(text, point.cosine, 3)}</td>
    <td class="n">${figure(text, point.x)}</td>
    <td class="n">${figure(text, point.y)}</td>
  </tr>`;

function loaded({ projection }: State, acts: Acts, draw: (projection: Projection) => View): View {
  const { text } = acts;
  if (projection === null || projection.state === 'waiting') return waitingState(text);
  if (projection.state === 'failed')
    return html`<div class="pad">${problemState(projection.problem, { text, ask: acts.shell })}</div>`;
  if (projection.value.points.length === 0)
    return emptyState(text.say('search.noPoints'), text.say('search.noPointsWhy'));
  return draw(projection.value);
}

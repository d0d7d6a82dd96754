import {
  headHeight,
  nameBase,
  PADDING,
  pathOf,
  ROW_HEIGHT,
  rowBase,
  type Box,
  type Edge,
  type ModelDrawing,
} from '../../src/model/drawing.ts';
import { html, nothing, repeat, svg, type View } from '../common/lit.ts';
import type { Acts } from './acts.ts';
import { nearestBox } from './nearest.ts';
import { matches, zoomOf, type State } from './state.ts';

/**
 * Boxes are one tab stop; arrows go to the nearest one. Positions come from the engine. The fields in a box are for the
 * pointer: by keyboard they are in the panel beside it.
 */
export function diagram(drawing: ModelDrawing, state: State, acts: Acts): View {
  const zoom = zoomOf(state, drawing.width);
  const lit = state.hovered ?? state.type;
  const near = new Set(drawing.edges.flatMap(({ from, to }) => (from === lit || to === lit ? [from, to] : [])));
  const press = (event: KeyboardEvent) => {
    const from = drawing.boxes.find(({ name }) => name === state.type);
    const next = from && nearestBox(event.key, from, drawing.boxes);
    if (!next) return;
    event.preventDefault();
    acts.pick(next.name);
    document.getElementById(`box-${next.name}`)?.focus();
  };
  return html`<svg
    class=${state.hovered === null ? 'diagram' : 'diagram hovering'}
    width=${Math.round(drawing.width * zoom)}
    height=${Math.round(drawing.height * zoom)}
    viewBox="0 0 ${drawing.width} ${drawing.height}"
    role="group"
    aria-label=${acts.text.say('model.diagram')}
    @keydown=${press}
    @mouseleave=${() => acts.hover(null)}
  >
    <marker id="tip" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" orient="auto">
      <path class="tip" d="M1 1l6 3-6 3" />
    </marker>
    ${drawing.edges.map(edge => drawEdge(edge, lit, acts))}
    ${repeat(
      drawing.boxes,
      ({ name }) => name,
      box => drawBox(box, { state, acts, isNear: near.has(box.name) || box.name === lit }),
    )}
  </svg>`;
}

function drawEdge({ from, to, byFile, points, label, cardinality }: Edge, lit: string, { text }: Acts): View {
  const isLit = from === lit || to === lit;
  return svg`<g class=${isLit ? 'edge lit' : 'edge'} aria-hidden="true">
    <path class=${byFile ? 'file' : ''} d=${pathOf(points)} marker-end="url(#tip)" />
    <text x=${label.x} y=${label.y} text-anchor=${label.anchor}>${byFile ? text.say('model.byFile') : cardinality}</text>
  </g>`;
}

interface Drawn {
  readonly state: State;
  readonly acts: Acts;
  readonly isNear: boolean;
}

function drawBox(box: Box, { state, acts, isNear }: Drawn): View {
  const { name, kind, x, y, width, height } = box;
  const isPicked = name === state.type;
  const rule = y + headHeight(kind);
  const classes = ['type-box', isNear && 'near', state.query !== '' && !matches(box, state.query) && 'off'];
  return svg`<g class=${classes.filter(Boolean).join(' ')} @mouseenter=${() => acts.hover(name)}>
    <g
      id="box-${name}"
      class="box"
      role="button"
      tabindex=${isPicked ? 0 : -1}
      aria-pressed=${isPicked}
      aria-label=${boxLabel(box, acts)}
      @click=${() => acts.pick(name)}
    >
      <rect class="frame focusable" x=${x} y=${y} width=${width} height=${height} rx=${kind === 'class' ? 2 : 10} />
      <text class="name" x=${x + width / 2} y=${nameBase(box)}>${name}</text>
    </g>
    ${kind === 'class' ? nothing : svg`<text class="kind" x=${x + width / 2} y=${y + 16}>«enumeration»</text>`}
    <path class="rule" d="M${x} ${rule}h${width}" />
    ${box.rows.map((_, row) => drawRow(box, row, { state, acts }))}
  </g>`;
}

function drawRow(box: Box, at: number, { state, acts }: Pick<Drawn, 'state' | 'acts'>): View {
  const row = box.rows[at]!;
  const base = rowBase(box, at);
  const isPicked = box.name === state.type && row.name === state.part;
  const query = state.query.trim().toLowerCase();
  const isHit = query !== '' && row.name.toLowerCase().includes(query);
  return svg`<g class=${`field${isPicked ? ' picked' : ''}${isHit ? ' hit' : ''}`} @click=${() => acts.pick(box.name, row.name)}
    @dblclick=${() => row.place && acts.openPlace(row.place)}>
    <rect class="band" x=${box.x + 1} y=${base - 13} width=${box.width - 2} height=${ROW_HEIGHT} />
    <text class=${row.required ? 'req' : ''} x=${box.x + PADDING} y=${base}>${row.name}</text>
    ${row.showsType && row.type !== '' ? svg`<text class="type" x=${box.x + box.width - PADDING} y=${base}>${row.type}</text>` : nothing}
  </g>`;
}

const boxLabel = ({ name, kind, rows }: Box, { text }: Acts): string =>
  `${name}, ${text.say(`model.kind.${kind}`)}, ${text.count(kind === 'class' ? 'model.fields' : 'model.members', rows.length)}`;

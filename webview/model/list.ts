import type { Box, ModelDrawing } from '../../src/model/drawing.ts';
import { html, nothing, repeat, type View } from '../common/lit.ts';
import { emptyState } from '../common/states.ts';
import { explain, type Acts } from './acts.ts';
import { matches, type State } from './state.ts';

/** The same as the diagram, as a table: nothing is said by the picture alone. */
export function list({ boxes, edges }: ModelDrawing, state: State, acts: Acts): View {
  const { text } = acts;
  // The engine names first what others need; a reader begins with what needs them.
  const shown = boxes.filter(box => matches(box, state.query)).reverse();
  if (shown.length === 0)
    return emptyState(text.say('model.noMatch', { query: state.query }), text.say('model.noMatchWhy'), {
      label: text.say('model.clearSearch'),
      run: () => acts.search(''),
    });
  const goals = new Map(edges.map(edge => [`${edge.from}.${edge.field}`, edge]));
  const relation = (type: string, part: string) => {
    const edge = goals.get(`${type}.${part}`);
    return edge ? `→ ${edge.to} ${edge.byFile ? `(${text.say('model.byFile')})` : edge.cardinality}` : '';
  };
  return html`<table class="t">
    <thead>
      <tr>
        ${['column.name', 'column.type', 'column.relation', 'column.line'].map(
          key => html`<th scope="col">${text.say(`model.${key}`)}</th>`,
        )}
      </tr>
    </thead>
    ${repeat(
      shown,
      ({ name }) => name,
      box => group(box, { state, acts, relation }),
    )}
  </table>`;
}

interface Group {
  readonly state: State;
  readonly acts: Acts;
  relation(type: string, part: string): string;
}

function group(box: Box, { state, acts, relation }: Group): View {
  const { text } = acts;
  const isPicked = box.name === state.type;
  return html`<tbody>
    <tr class=${isPicked ? 'on' : ''}>
      <th scope="rowgroup" colspan="3">
        <button class="tool" aria-pressed=${isPicked} @click=${() => acts.pick(box.name)}>
          <span class="b">${box.name}</span>
        </button>
        <span class="dim s">${text.say(`model.kind.${box.kind}`)}</span>
        <span class="dim s wide">${explain(acts, box.description, box.name)}</span>
      </th>
      <td>${place(box, box.name, acts)}</td>
    </tr>
    ${box.rows.map(
      row =>
        html`<tr>
          <th scope="row">
            <button class="tool" @click=${() => acts.pick(box.name, row.name)}>
              <span class="m ${row.required ? 'b' : ''}">${row.name}</span>
            </button>
            ${row.required ? html`<span class="dim s">${text.say('model.required')}</span>` : nothing}
          </th>
          <td class="m dim">${row.type}</td>
          <td class="s">${relation(box.name, row.name)}</td>
          <td>${place(row, row.name, acts)}</td>
        </tr>`,
    )}
  </tbody>`;
}

function place({ place: at }: Pick<Box, 'place'>, name: string, { text, openPlace }: Acts): View | typeof nothing {
  if (at === null) return nothing;
  return html`<button class="tool dim s" @click=${() => openPlace(at)}>
    ${text.say('model.line', { line: text.number(at.line) })}<span class="vh">, ${name}</span>
  </button>`;
}

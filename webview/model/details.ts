import type { Box, ModelDrawing, Row } from '../../src/model/drawing.ts';
import { arrowRightIcon, goToFileIcon } from '../common/icons.ts';
import { html, nothing, repeat, type View } from '../common/lit.ts';
import { explain, type Acts } from './acts.ts';
import type { State } from './state.ts';
import { fieldUse } from './use.ts';

/** The picked type: what it is, its fields with their lines, what it is tied to. */
export function details(drawing: ModelDrawing, state: State, acts: Acts): View {
  const box = drawing.boxes.find(({ name }) => name === state.type);
  if (!box) return html``;
  const { text } = acts;
  const { place } = box;
  const about = explain(acts, box.description, box.name);
  return html`<div class="pad stack">
    <div class="row">
      <h2>${box.name}</h2>
      <span class="dim s">${text.say(`model.kind.${box.kind}`)}</span>
    </div>
    ${about === '' ? nothing : html`<p>${about}</p>`}
    ${
      place === null
        ? nothing
        : html`<p class="row">
            <button class="btn alt" @click=${() => acts.openPlace(place)}>
              ${goToFileIcon}${text.say('model.openSchema')}
            </button>
          </p>`
    }
    ${fieldUse(state, acts)}
    <h3>${text.say(box.kind === 'class' ? 'model.fieldsTitle' : 'model.membersTitle')}</h3>
    <ul class="fields">
      ${repeat(
        box.rows,
        ({ name }) => name,
        row => field(box, row, { state, acts }),
      )}
    </ul>
    ${related(drawing, box, acts)}
  </div>`;
}

function field(box: Box, row: Row, { state, acts }: { state: State; acts: Acts }): View {
  const { text } = acts;
  const { place } = row;
  const isPicked = row.name === state.part;
  const about = explain(acts, row.description, box.name, row.name);
  return html`<li class=${isPicked ? 'on' : ''}>
    <div class="row">
      <button class="tool" aria-pressed=${isPicked} @click=${() => acts.pick(box.name, row.name)}>
        <span class="m ${row.required ? 'b' : ''}">${row.name}</span>
      </button>
      ${row.required ? html`<span class="dim s">${text.say('model.required')}</span>` : nothing}
      ${
        place === null
          ? nothing
          : html`<button class="tool dim s sp" @click=${() => acts.openPlace(place)}>
              ${text.say('model.line', { line: text.number(place.line) })}<span class="vh">, ${row.name}</span>
            </button>`
      }
    </div>
    ${row.type === '' ? nothing : html`<p class="s dim m">${row.type}</p>`}
    ${about === '' ? nothing : html`<p class="s dim">${about}</p>`}
  </li>`;
}

function related({ edges }: ModelDrawing, { name }: Box, { text, pick }: Acts): View {
  const names = edges.flatMap(({ from, to }) => (from === name ? [to] : to === name ? [from] : []));
  const others = [...new Set(names)].filter(other => other !== name);
  if (others.length === 0) return html`<p class="dim s">${text.say('model.alone')}</p>`;
  const see = (other: string) => {
    pick(other);
    document.getElementById(`box-${other}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return html`<h3>${text.say('model.related')}</h3>
    <p class="row">
      ${others.map(
        other => html`<button class="tool" @click=${() => see(other)}>${arrowRightIcon}<span>${other}</span></button>`,
      )}
    </p>`;
}

import type { DrawnModel } from '../../src/model/drawing.ts';
import type { ShellVerbs } from '../../src/protocol/page.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import { exportIcon, screenFullIcon, zoomInIcon, zoomOutIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { searchField } from '../common/searchField.ts';
import { problemState, waitingState } from '../common/states.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import type { Acts } from './acts.ts';
import { details } from './details.ts';
import { diagram } from './diagram.ts';
import { list } from './list.ts';
import { matches, zoomBy, zoomOf, type State } from './state.ts';

export interface Screen {
  readonly state: State;
  readonly acts: Acts;
  readonly ask: Pick<Asks<ShellVerbs>, 'openPlace' | 'showLog'>;
  /** A folder of the user's own; null for the shipped schemas. */
  readonly folder: string | null;
}

export function view(screen: Screen): View {
  const { state, acts, ask, folder } = screen;
  const { text, reload } = acts;
  const { model } = state;
  return html`<header class="head">
      <div class="row">
        <h1>${text.say('model.title')}</h1>
        ${model.state === 'here' ? tools(model.value, screen) : nothing}
      </div>
      ${model.state === 'here' ? lede(model.value, screen) : nothing}
    </header>
    ${model.state === 'waiting' ? html`<main>${waitingState(text)}</main>` : nothing}
    ${
      model.state === 'failed'
        ? html`<main class="pad">${problemState(model.problem, { text, ask, retry: reload })}</main>`
        : nothing
    }
    ${model.state === 'here' ? body(model.value, screen) : nothing}
    <footer class="foot">
      <span class="el">${folder ?? text.say('model.foot')}</span>
      <span class="sp">${text.say('model.keys')}</span>
    </footer>`;
}

function lede({ drawing }: DrawnModel, { acts: { text }, folder }: Screen): View {
  const of = (kind: string) => drawing.boxes.filter(box => box.kind === kind).length;
  const [classes, enumerations] = [
    text.count('model.classes', of('class')),
    text.count('model.enumerations', of('enumeration')),
  ];
  return html`<p class="lede">
    ${folder === null ? html`<span class="b">${text.say('model.lede')}</span>` : nothing}
    ${text.say('model.drawn', { classes, enumerations })}
  </p>`;
}

function tools({ drawing }: DrawnModel, { state, acts }: Screen): View {
  const { text } = acts;
  const zoom = zoomOf(state, drawing.width);
  const enter = () => pickNext(drawing, state, acts);
  return html`<span class="sp row">
    ${searchField({ hint: text.say('model.search'), query: state.query, search: acts.search, enter })}
    ${iconButton(text.say('model.zoomOut'), zoomOutIcon, () => acts.zoomTo(zoomBy(zoom, 1 / 1.25)))}
    ${iconButton(text.say('model.zoomIn'), zoomInIcon, () => acts.zoomTo(zoomBy(zoom, 1.25)))}
    ${iconButton(text.say('model.fit'), screenFullIcon, () => acts.zoomTo(null))}
    <span class="row" role="group" aria-label=${text.say('model.export')}>
      ${exportIcon}
      ${(['svg', 'png', 'mermaid'] as const).map(
        format =>
          html`<button class="tool" @click=${() => acts.save(format)}>${text.say(`model.format.${format}`)}</button>`,
      )}
    </span>
  </span>`;
}

/** Enter in the search field goes from one match to the next. */
function pickNext({ boxes }: DrawnModel['drawing'], state: State, acts: Acts): void {
  const found = boxes.filter(box => matches(box, state.query));
  const next = found[(found.findIndex(({ name }) => name === state.type) + 1) % found.length];
  if (!next) return;
  acts.pick(next.name);
  document.getElementById(`box-${next.name}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function body(model: DrawnModel, { state, acts, ask }: Screen): View {
  const { text } = acts;
  const { drawing, problems } = model;
  const forms = [
    { id: 'diagram', label: text.say('model.diagramTab') },
    { id: 'list', label: text.say('model.listTab'), count: text.number(drawing.boxes.length) },
  ];
  const choose = (id: string) => acts.show(id === 'list' ? 'list' : 'diagram');
  const { exported } = state;
  return html`<main class="min0">
    ${
      problems.length === 0
        ? nothing
        : html`<div class="problems pad stack">${problems.map(problem => problemState(problem, { text, ask }))}</div>`
    }
    ${
      exported?.state === 'failed'
        ? html`<div class="pad">${problemState(exported.problem, { text, ask })}</div>`
        : nothing
    }
    <div class="tabs">
      ${tabs({ label: text.say('model.forms'), tabs: forms, chosen: state.form, choose })}
      <span class="sp s dim legend">${text.say('model.legend')}</span>
    </div>
    ${tabPanel('diagram', state.form, () => split(html`<div class="scroll sheet">${diagram(drawing, state, acts)}</div>`), 'panel')}
    ${tabPanel('list', state.form, () => split(html`<div class="scroll">${list(drawing, state, acts)}</div>`), 'panel')}
  </main>`;

  function split(main: View): View {
    return html`<div class="split">
      ${main}
      <aside class="scroll" aria-label=${text.say('model.details')}>${details(drawing, state, acts)}</aside>
    </div>`;
  }
}

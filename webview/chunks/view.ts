import { modelName } from '../../src/model/modelName.ts';
import type { ChunkSurvey } from '../../src/model/chunkView.ts';
import type { Text } from '../../src/model/speech.ts';
import type { ChunksSubject } from '../../src/protocol/chunks.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState, waitingState } from '../common/states.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import type { Acts, Screen } from './acts.ts';
import { card } from './card.ts';
import { emptyList, emptyScope } from './empty.ts';
import { inText } from './inText.ts';
import { list } from './list.ts';
import { map } from './map.ts';

/** The view's own name stands over it, in VS Code's words: here it is said to who does not see that. */
export const view = (screen: Screen): View =>
  html`<header>
      <h1 class="vh">${screen.acts.text.say('chunks.title')}</h1>
      ${screen.state.subject.state === 'here' ? head(screen.state.subject.value, screen) : nothing}
    </header>
    ${content(screen)}`;

function content(screen: Screen): View {
  const { subject } = screen.state;
  const { text, reload } = screen.acts;
  if (subject.state === 'waiting') return html`<main>${waitingState(text)}</main>`;
  if (subject.state === 'failed')
    return html`<main class="pad">${problemState(subject.problem, { text, ask: screen.ask, retry: reload })}</main>`;
  return body(subject.value, screen);
}

function head(subject: ChunksSubject, { state, acts }: Screen): View | typeof nothing {
  if (subject.scope === null) return nothing;
  const { survey, rows } = state;
  return html`<div class="head">
    ${picker(subject, acts)} ${lede(subject, { survey, total: rows?.total ?? null }, acts.text)}
    ${survey?.places && survey.places.length > 1 ? map(survey, state, acts) : nothing}
  </div>`;
}

/** The picked Source, or a whole collection. */
function picker({ scope, picked, collections }: ChunksSubject, { text, showCollection }: Acts): View {
  const names = new Set([...collections.map(({ name }) => name), scope?.collection ?? '']);
  const choose = (event: Event) => {
    // SAFETY: the listener stands on the select itself.
    const { value } = event.currentTarget as HTMLSelectElement;
    showCollection(value === '' ? null : value.slice(1));
  };
  const inSource = scope?.uri !== null;
  return html`<select class="in" aria-label=${text.say('chunks.scope')} @change=${choose}>
    ${
      picked
        ? html`<option value="" ?selected=${inSource}>
            ${text.say('chunks.ofSource', { title: picked.title ?? picked.uri })}
          </option>`
        : nothing
    }
    ${[...names].map(
      name =>
        html`<option value=${`:${name}`} ?selected=${!inSource && name === scope.collection}>
          ${text.say('chunks.ofCollection', { name })}
        </option>`,
    )}
  </select>`;
}

interface Figures {
  readonly survey: ChunkSurvey | null;
  readonly total: number | null;
}

/** The verdict first, then what it is made of. */
function lede({ scope, collections }: ChunksSubject, { survey, total }: Figures, text: Text): View | typeof nothing {
  if (!total) return nothing;
  const count = text.count('unit.chunk', total);
  if (survey === null || survey.chunks === 0) {
    const info = scope?.uri === null ? collections.find(({ name }) => name === scope.collection) : undefined;
    const model =
      info &&
      text.say('chunks.madeBy', { model: modelName(info.model, text), dimensions: text.number(info.dimensions) });
    return html`<p class="lede"><span class="b">${count}</span>${model ? html`, ${model}` : nothing}</p>`;
  }
  const [smallest, largest, tokens] = [survey.smallest, survey.largest, survey.tokens].map(text.number);
  const sizes = smallest === largest ? 'chunks.sameSize' : 'chunks.sizes';
  const percent = text.number(Math.round((100 * survey.shared) / Math.max(1, survey.size)));
  return html`<p class="lede">
    <span class="b">${text.say(sizes, { count, smallest: smallest ?? '', largest: largest ?? '' })}</span>
    ${text.say('chunks.tokensSum', { tokens: tokens ?? '' })}
    ${survey.shared > 0 ? text.say('chunks.shared', { shared: text.number(survey.shared), percent }) : nothing}
  </p>`;
}

function body(subject: ChunksSubject, screen: Screen): View {
  const { state, acts, ask } = screen;
  const { text } = acts;
  if (subject.scope === null) return html`<main class="pad">${emptyScope(subject, screen)}</main>`;
  const { rows, similar } = state;
  if (rows === null || (rows.total === null && rows.problem === null)) return html`<main>${waitingState(text)}</main>`;
  if (rows.problem !== null && rows.total === null)
    return html`<main class="pad">${problemState(rows.problem, { text, ask, retry: acts.reload })}</main>`;
  if (rows.total === 0 && similar === null) return html`<main class="pad">${emptyList(subject, acts)}</main>`;
  return html`<main class="min0">
    ${rows.problem === null ? nothing : html`<div class="pad">${problemState(rows.problem, { text, ask, retry: acts.reload })}</div>`}
    ${forms(screen)}
    <div class="split ${state.picked === null ? 'alone' : ''}">
      <div class="left">
        ${tabPanel('list', state.form, () => list(screen), 'panel')}
        ${tabPanel('text', state.form, () => inText(screen), 'panel')}
      </div>
      ${
        state.picked === null
          ? nothing
          : html`<aside class="scroll" tabindex="0" aria-label=${text.say('chunks.card')}>${card(screen)}</aside>`
      }
    </div>
  </main>`;
}

function forms({ state, acts }: Screen): View {
  const { text, show } = acts;
  return html`<div class="tabs">
    ${tabs({
      label: text.say('chunks.forms'),
      tabs: [
        { id: 'list', label: text.say('chunks.listTab') },
        { id: 'text', label: text.say('chunks.textTab') },
      ],
      chosen: state.form,
      choose: id => show(id === 'text' ? 'text' : 'list'),
    })}
  </div>`;
}

import type { SearchScope } from '../../src/protocol/search.ts';
import { html, live, nothing, type View } from '../common/lit.ts';
import { compareIcon, filterIcon, playIcon, quoteIcon, searchIcon } from '../common/icons.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { warnState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import { answerPart } from './answer.ts';
import { below } from './below.ts';
import { lede } from './lede.ts';
import { passage } from './passage.ts';
import { columns } from './results.ts';
import { pickedHit, type State } from './state.ts';

export function view(state: State, acts: Acts): View {
  const { scope } = state;
  const { text } = acts;
  return html`${head(state, acts)} ${scope.state === 'waiting' ? html`<main>${waitingState(text)}</main>` : nothing}
  ${
    scope.state === 'failed'
      ? html`<main class="pad">${problemState(scope.problem, { text, ask: acts.shell, retry: acts.reload })}</main>`
      : nothing
  }
  ${scope.state === 'here' ? body(scope.value, state, acts) : nothing}`;
}

function head(state: State, acts: Acts): View {
  const { text } = acts;
  const submit = (event: Event) => {
    event.preventDefault();
    acts.search();
  };
  return html`<header class="head">
    <h1 class="vh">${text.say('search.title')}</h1>
    <form class="row ask" role="search" @submit=${submit}>
      <input
        class="in q"
        id="question"
        list="history"
        autocomplete="off"
        aria-label=${text.say('search.question')}
        placeholder=${text.say('search.example')}
        .value=${live(state.question)}
        @input=${(event: InputEvent) => acts.type(valueOf(event))}
      />
      <datalist id="history">${state.history.map(question => html`<option value=${question}></option>`)}</datalist>
      <button class="btn">${searchIcon}${text.say('search.search')}</button>
      <button class="btn alt" type="button" @click=${acts.answer}>${quoteIcon}${text.say('search.answer')}</button>
      <button class="tool" type="button" aria-pressed=${state.sides.length > 1} @click=${acts.compare}>
        ${compareIcon}${text.say('search.compare')}
      </button>
      <button class="tool" type="button" aria-pressed=${state.adjusting} @click=${acts.adjust}>
        ${filterIcon}${text.say('search.adjust')}
      </button>
    </form>
    ${lede(state, acts)}
  </header>`;
}

// SAFETY: the listener stands on the question's field.
const valueOf = (event: InputEvent): string => (event.target as HTMLInputElement).value;

function body(scope: SearchScope, state: State, acts: Acts): View {
  const { text } = acts;
  if (scope.collections.every(({ chunks }) => chunks === 0))
    return html`<main>
      ${emptyState(text.say('search.noIndex'), text.say('search.noIndexWhy'), {
        ...{ label: text.say('search.run'), icon: playIcon, run: acts.run },
      })}
    </main>`;
  const { expecting } = state;
  return html`<main>
      ${
        expecting?.state === 'failed'
          ? html`<div class="pad">${problemState(expecting.problem, { text, ask: acts.shell })}</div>`
          : nothing
      }
      ${nothingClose(state, acts)} ${answerPart(scope, state, acts)}
      <div class=${pickedHit(state) ? 'split found' : 'found'}>
        <div>${columns(scope, state, acts)}</div>
        ${passage(state, acts)}
      </div>
      ${below(state, acts)}
    </main>
    ${foot(scope, state, acts)}`;
}

/** Before anything is believed. */
function nothingClose({ sides }: State, { text }: Acts): View | typeof nothing {
  const isChance = sides.some(({ found }) => found?.state === 'here' && found.value.nothingClose);
  if (!isChance) return nothing;
  return html`<div class="pad">
    <div class="call" role="status">
      <div class="warn">${warnState}</div>
      <p>${text.say('error.nothing_close')}</p>
    </div>
  </div>`;
}

function foot({ collections, newest }: SearchScope, { sides }: State, { text }: Acts): View {
  const shown = [...new Set(sides.map(({ setting }) => setting.collection ?? newest))];
  return html`<footer class="foot">
    ${shown.map(name => {
      const known = collections.find(collection => collection.name === name);
      if (!known) return nothing;
      const { model, dimensions, chunks } = known;
      const key = model === 'offline' ? 'search.footOffline' : 'search.foot';
      const figures = { dimensions: text.number(dimensions), chunks: text.count('unit.chunk', chunks) };
      return html`<span>${text.say(key, { name, model, ...figures })}</span>`;
    })}
    <span class="sp">${text.say('search.exact')}</span>
  </footer>`;
}

import type { SearchHit, SearchScope } from '../../src/protocol/search.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import { pickList } from '../common/pick.ts';
import { problemState, waitingState } from '../common/states.ts';
import { figure, placeOf, shortAddress, type Acts } from './acts.ts';
import { excerpt, markedText } from './marked.ts';
import { settings } from './settings.ts';
import { letterOf, type Side, type State } from './state.ts';

/** One list, or two at the same ranks. */
export function columns(scope: SearchScope, state: State, acts: Acts): View {
  return html`<div class=${state.sides.length > 1 ? 'two' : 'one'}>
      ${state.sides.map((side, at) => column(side, at, { scope, state, acts }))}
    </div>
    ${state.asked === '' ? nothing : legend(acts)}`;
}

interface Around {
  readonly scope: SearchScope;
  readonly state: State;
  readonly acts: Acts;
}

function column(side: Side, at: number, { scope, state, acts }: Around): View {
  const { text } = acts;
  const isCompared = state.sides.length > 1;
  const label = isCompared ? text.say('search.resultsOf', { letter: letterOf(at) }) : text.say('search.results');
  return html`<section class="col" aria-label=${label}>
    ${
      isCompared || state.adjusting || side.measured !== null
        ? html`<div class="ch row">
            ${isCompared ? html`<span class="b">${letterOf(at)}</span>` : nothing}
            <span class="s dim el">${settingText(side, scope, acts)}</span>
            ${measure(side, acts)}
          </div>`
        : nothing
    }
    ${state.adjusting ? settings(side, at, { scope, acts }) : nothing} ${list(side, at, { scope, state, acts })}
  </section>`;
}

function settingText({ setting }: Side, { newest }: SearchScope, { text }: Acts): string {
  const { collection, k, weight = 0, lambda, filter = [] } = setting;
  return [
    collection ?? newest,
    `k ${k}`,
    text.say('search.weightIs', { weight: text.number(weight) }),
    ...(lambda === undefined ? [] : [`MMR ${text.number(lambda)}`]),
    ...filter.map(({ field, values }) => (values === null ? field : `${field} = ${values.join(' | ')}`)),
  ].join(', ');
}

function measure({ measured }: Side, { text }: Acts): View | typeof nothing {
  if (measured?.state !== 'here' || measured.value === null) return nothing;
  const { k, recallAtK, mrr } = measured.value;
  const figures = { k, recall: figure(text, recallAtK), mrr: figure(text, mrr) };
  return html`<span class="sp s nw">${text.say('search.measured', figures)}</span>`;
}

function list({ found, setting }: Side, at: number, { state, acts }: Around): View | typeof nothing {
  const { text } = acts;
  if (found === null) return nothing;
  if (found.state === 'waiting') return waitingState(text);
  if (found.state === 'failed')
    return html`<div class="pad">
      ${problemState(found.problem, { text, ask: acts.shell, retry: () => acts.search(state.asked) })}
    </div>`;
  const { results } = found.value;
  if (results.length === 0) return nobody(setting.filter ?? [], at, acts);
  const weight = setting.weight ?? 0;
  return pickList({
    label: text.say('search.results'),
    rows: results,
    chosen: state.picked?.side === at ? state.picked.chunkId : null,
    key: ({ chunkId }) => chunkId,
    draw: hit => row(hit, weight, acts),
    pick: chunkId => acts.pick(at, chunkId),
    open: chunkId => {
      const hit = results.find(one => one.chunkId === chunkId);
      if (hit) acts.open(hit);
    },
  });
}

/** A filter that leaves nothing says so and clears itself. */
function nobody(filter: readonly unknown[], at: number, { text, set }: Acts): View {
  return html`<div class="empty">
    <p>${text.say('search.nobody')}</p>
    ${
      filter.length > 0
        ? html`<button class="btn alt" @click=${() => set(at, { filter: [] })}>
            ${text.say('search.clearFilter')}
          </button>`
        : nothing
    }
  </div>`;
}

function row(hit: SearchHit, weight: number, { text }: Acts): View {
  const score = {
    vector: figure(text, hit.vectorScore),
    weight: text.number(weight),
    words: figure(text, hit.wordsScore),
    links: figure(text, -hit.linksScore),
  };
  return html`<div class="top row">
      <span class="rk n s">${hit.rank}</span><span class="b el">${placeOf(hit)}</span>
      <span class="sp b n">${figure(text, hit.score)}</span>
    </div>
    <div class="in2">
      <p class="clamp">${markedText(excerpt(hit))}</p>
      ${bar(hit, weight)}
      <p class="s dim row parts">
        <span>${text.say(hit.linksScore < 0 ? 'search.partsLinks' : 'search.parts', score)}</span
        ><span class="sp el">${shortAddress(hit.uri)}</span>
      </p>
    </div>`;
}

/** The whole width is the best score that there can be. A cosine below 0 takes from the words; the bar shows neither less than none. */
function bar({ vectorScore, wordsScore, linksScore, score }: SearchHit, weight: number): View {
  // Links shorten both parts alike.
  const whole = (weight + 1) * (score > 0 ? (score - linksScore) / score : 1);
  const vector = (Math.max(0, vectorScore) * weight * 100) / whole;
  const words = (wordsScore * 100) / whole;
  return html`<svg class="bar" aria-hidden="true" focusable="false">
    <rect class="bg" width="100%" height="10" rx="1" />
    ${svg`<rect class="v" width="${vector.toFixed(1)}%" height="10" rx="1" />`}
    ${
      words > 0
        ? svg`<rect class="w" x="${vector.toFixed(1)}%" y="1" width="${words.toFixed(1)}%" height="8" rx="1" />`
        : nothing
    }
  </svg>`;
}

function legend({ text }: Acts): View {
  const patch = (shape: View) => html`<svg class="lg" aria-hidden="true">${shape}</svg>`;
  return html`<p class="key s dim">
    <span>${patch(svg`<rect class="v" y="3" width="24" height="10" />`)} ${text.say('search.keyVector')}</span>
    <span>${patch(svg`<rect class="w" x="1" y="4" width="22" height="8" />`)} ${text.say('search.keyWords')}</span>
  </p>`;
}

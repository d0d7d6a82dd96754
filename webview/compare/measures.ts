import {
  questionsCost,
  type ComparedAnswer,
  type ComparedSide,
  type CompareSetting,
} from '../../src/model/compareSettings.ts';
import { CHUNK_METHODS } from '../../src/model/chunkMethod.ts';
import { dollars } from '../../src/model/prices.ts';
import type { CompareView } from '../../src/protocol/compare.ts';
import { checkIcon, chevronDownIcon } from '../common/icons.ts';
import { html, live, nothing, type View } from '../common/lit.ts';
import { numberInput } from '../common/numberInput.ts';
import { completedState, errorState, skippedState } from '../common/stateIcons.ts';
import { letterOf, nameOf, type Acts, type Screen } from './state.ts';

const COLUMNS = ['chunks', 'tokens', 'perQuestion', 'price', 'answer', 'found'];

/** Settings are rows, measures columns, a tick on the better one. */
export function measures(view: CompareView | null, { state, acts }: Screen): View | typeof nothing {
  const { text } = acts;
  if (state.settings === null) return nothing;
  const [a, b] = state.settings;
  return html`<div class="scroll vsb" tabindex="0" role="region" aria-label=${text.say('pair.measures')}>
    <table class="t vs">
      <thead>
        <tr>
          <th scope="col">${text.say('pair.column.setting')}</th>
          ${COLUMNS.map((name, at) => html`<th scope="col" class="n c${at}">${text.say(`pair.column.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${row(0, a, { view, acts })} ${row(1, b, { view, acts })} ${view ? difference(view, acts) : nothing}
      </tbody>
    </table>
  </div>`;
}

interface Around {
  readonly view: CompareView | null;
  readonly acts: Acts;
}

function row(side: 0 | 1, setting: CompareSetting, { view, acts }: Around): View {
  return html`<tr>
    <th scope="row">
      <span class="row nwp"><span class="b">${letterOf(side)}</span>${picker(side, setting, acts)}</span>
    </th>
    ${view ? figures(side, view, acts) : COLUMNS.map((_, at) => html`<td class="c${at}"></td>`)}
  </tr>`;
}

function figures(side: 0 | 1, { sides, price, questions }: CompareView, { text }: Acts): View {
  const [one, other] = [sides[side], sides[side === 0 ? 1 : 0]];
  const better = (shown: string, isBetter: boolean) =>
    isBetter
      ? html`<span class="b">${checkIcon}<span class="vh">${text.say('pair.better')} </span>${shown}</span>`
      : html`${shown}`;
  const cost = questionsCost(one.perQuestion, price.usdPerMillionTokens);
  const isLess = one.perQuestion < other.perQuestion;
  const found = text.say('pair.foundOf', {
    found: text.number(one.found ?? 0),
    asked: text.number(questions?.length ?? 0),
  });
  return html`<td class="n c0">${text.number(one.chunks)}</td>
    <td class="n c1">${text.number(one.tokens)}</td>
    <td class="n c2">${better(text.number(one.perQuestion), isLess)}</td>
    <td class="n c3">${better(dollars(cost, text.language), isLess)}</td>
    <td class="n c4">${one.answer ? answer(one.answer, { text }) : nothing}</td>
    <td class="n c5">${one.found === null ? nothing : better(found, one.found > (other.found ?? 0))}</td>`;
}

function answer({ state, rank }: ComparedAnswer, { text }: Pick<Acts, 'text'>): View {
  const [kind, icon] = { whole: ['ok', completedState], cut: ['bad', errorState], gone: ['off', skippedState] }[state];
  const place = rank === null ? text.say('pair.noRank') : text.say('pair.rank', { rank: text.number(rank) });
  return html`<span class="st ${kind}">${icon}${text.say(`pair.answer.${state}`)}</span>
    ${state === 'gone' ? nothing : html`<span class="dim s rkd">${place}</span>`}`;
}

function difference({ sides: [a, b], price }: CompareView, { text }: Acts): View {
  const signed = (n: number, shown: string) => `${n > 0 ? '+' : n < 0 ? '−' : ''}${shown}`;
  const count = (n: number) => signed(n, text.number(Math.abs(n)));
  const percent = (of: (side: ComparedSide) => number) => {
    const share = Math.round((100 * (of(b) - of(a))) / Math.max(1, of(a)));
    return `${count(share)}\u00a0%`;
  };
  const cost = questionsCost(b.perQuestion - a.perQuestion, price.usdPerMillionTokens);
  return html`<tr>
    <th scope="row">
      <span class="row nwp"><span class="b"></span><span class="dim">${text.say('pair.against')}</span></span>
    </th>
    <td class="n c0">${count(b.chunks - a.chunks)}</td>
    <td class="n c1">${percent(({ tokens }) => tokens)}</td>
    <td class="n c2">${percent(({ perQuestion }) => perQuestion)}</td>
    <td class="n c3">${signed(cost, dollars(Math.abs(cost), text.language))}</td>
    <td class="c4"></td>
    <td class="n c5">${a.found === null || b.found === null ? nothing : count(b.found - a.found)}</td>
  </tr>`;
}

/** The setting's name, and below it the four fields that make it. */
function picker(side: 0 | 1, setting: CompareSetting, { text, set }: Acts): View {
  const id = `set${side}`;
  const name = text.say('pair.settingOf', { letter: letterOf(side) });
  const { method, chunkSize, chunkOverlap, isCleaned } = setting;
  return html`<button class="in pk" popovertarget=${id} title=${name}>
      <span class="vh">${name} </span><span>${nameOf(text, setting)}</span>${chevronDownIcon}
    </button>
    <div popover id=${id} class="drop" role="dialog" aria-label=${name}>
      <div class="fields">
        <label for="${id}m">${text.say('pair.methodField')}</label>
        <select
          class="in"
          id="${id}m"
          @change=${(event: Event) => set(side, { method: CHUNK_METHODS.find(one => one === valueOf(event)) ?? method })}
        >
          ${CHUNK_METHODS.map(
            one =>
              html`<option value=${one} .selected=${live(one === method)}>${text.say(`pair.method.${one}`)}</option>`,
          )}
        </select>
        <label for="${id}s">${text.say(method === 'tokens' ? 'pair.sizeTokens' : 'pair.size')}</label>
        ${number(`${id}s`, chunkSize, 20, value => set(side, { chunkSize: value }))}
        <label for="${id}o">${text.say('pair.overlap')}</label>
        ${number(`${id}o`, chunkOverlap, 0, value => set(side, { chunkOverlap: value }))}
        <label for="${id}c">${text.say('pair.cleaningField')}</label>
        <select
          class="in"
          id="${id}c"
          @change=${(event: Event) => set(side, { isCleaned: valueOf(event) === 'cleaned' })}
        >
          <option value="cleaned" .selected=${live(isCleaned)}>${text.say('pair.cleaningOn')}</option>
          <option value="raw" .selected=${live(!isCleaned)}>${text.say('pair.cleaningOff')}</option>
        </select>
      </div>
    </div>`;
}

/** Above it, a page is one chunk. */
const MOST = 100_000;

const number = (id: string, value: number, min: number, set: (value: number) => void): View =>
  numberInput({ id, value, min, max: MOST }, set);

// SAFETY: the listeners stand on fields.
const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

import type { Condition, Filter } from '../../src/model/filter.ts';
import type { SearchScope } from '../../src/protocol/search.ts';
import { closeIcon } from '../common/icons.ts';
import { html, live, nothing, type View } from '../common/lit.ts';
import { numberInput, type NumberInput } from '../common/numberInput.ts';
import type { Acts } from './acts.ts';
import { letterOf, type Side } from './state.ts';

interface Around {
  readonly scope: SearchScope;
  readonly acts: Acts;
}

/** Where diversity begins when it is switched on. */
const USUAL_LAMBDA = 0.7;

/** Collection, k, weight, MMR and filter of one setting; each change asks again. */
export function settings(side: Side, at: number, { scope, acts }: Around): View {
  const { text } = acts;
  const { collection, k, weight = 0, linkPenalty = 1, lambda, filter = [] } = side.setting;
  return html`<fieldset class="set">
    <legend class="vh">${text.say('search.settingsOf', { letter: letterOf(at) })}</legend>
    <label>
      <span>${text.say('search.collection')}</span>
      <select class="in" @change=${(event: Event) => acts.set(at, { collection: valueOf(event) })}>
        ${scope.collections.map(
          ({ name }) => html`<option .selected=${live(name === (collection ?? scope.newest))}>${name}</option>`,
        )}
      </select>
    </label>
    ${number(text.say('search.k'), { value: k, min: 1, max: 100, step: 1 }, value => acts.set(at, { k: value }))}
    ${number(text.say('search.weight'), { value: weight, min: 0, max: 10, step: 0.5 }, value =>
      acts.set(at, { weight: value }),
    )}
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(linkPenalty > 0)}
        @change=${() => acts.set(at, { linkPenalty: linkPenalty > 0 ? 0 : 1 })}
      />
      <span>${text.say('search.damp')}</span>
    </label>
    <label class="check">
      <input
        type="checkbox"
        .checked=${live(lambda !== undefined)}
        @change=${() => acts.set(at, { lambda: lambda === undefined ? USUAL_LAMBDA : undefined })}
      />
      <span>${text.say('search.mmr')}</span>
    </label>
    ${
      lambda === undefined
        ? nothing
        : number(text.say('search.lambda'), { value: lambda, min: 0, max: 1, step: 0.1 }, value =>
            acts.set(at, { lambda: value }),
          )
    }
    ${filterForm(filter, at, { scope, acts })}
  </fieldset>`;
}

const number = (label: string, input: NumberInput, set: (value: number) => void): View =>
  html`<label><span>${label}</span>${numberInput(input, set)}</label>`;

function filterForm(filter: Filter, at: number, { scope, acts }: Around): View {
  const { text } = acts;
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    // SAFETY: the listener stands on the form.
    const form = event.currentTarget as HTMLFormElement;
    const [field, value] = ['field', 'value'].map(name => String(new FormData(form).get(name) ?? ''));
    acts.set(at, { filter: withCondition(filter, field ?? '', value ?? '') });
    form.reset();
  };
  return html`<form class="row filter" @submit=${add}>
    ${filter.map(condition => chip(condition, { filter, at, acts }))}
    <select class="in" name="field" aria-label=${text.say('search.filterField')}>
      ${scope.fields.map(field => html`<option>${field}</option>`)}
    </select>
    <input
      class="in"
      name="value"
      aria-label=${text.say('search.filterValue')}
      placeholder=${text.say('search.filterAny')}
    />
    <button class="btn alt">${text.say('search.addFilter')}</button>
  </form>`;
}

interface OfFilter {
  readonly filter: Filter;
  readonly at: number;
  readonly acts: Acts;
}

function chip(condition: Condition, { filter, at, acts }: OfFilter): View {
  const { field, values } = condition;
  const shown = values === null ? field : `${field} = ${values.join(' | ')}`;
  const remove = () => acts.set(at, { filter: filter.filter(one => one !== condition) });
  return html`<button class="tool" type="button" aria-pressed="true" @click=${remove}>
    <span class="el">${shown}</span>${closeIcon}<span class="vh">${acts.text.say('search.removeFilter')}</span>
  </button>`;
}

/** A field that is there takes one value more. No value: whichever. */
function withCondition(filter: Filter, field: string, value: string): Filter {
  const known = filter.find(condition => condition.field === field)?.values ?? [];
  const values = value === '' ? null : [...new Set([...known, value])];
  return [...filter.filter(condition => condition.field !== field), { field, values }];
}

// SAFETY: the listeners stand on fields.
const valueOf = (event: Event): string => (event.target as HTMLInputElement | HTMLSelectElement).value;

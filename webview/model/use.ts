import type { FieldUse, FieldValue } from '../../src/model/fieldUse.ts';
import { goToFileIcon, searchIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { waitingState } from '../common/states.ts';
import { problemText } from '../../src/model/problemText.ts';
import type { Acts } from './acts.ts';
import type { State } from './state.ts';

/** Where the picked field lives in the picked run. Only our own model has runs. */
export function fieldUse({ part, use, type }: State, acts: Acts): View | typeof nothing {
  if (part === null || !acts.isOurs) return nothing;
  const { text } = acts;
  if (use === null)
    return html`<p class="row">
      <button class="btn" @click=${acts.locate}>${searchIcon}${text.say('model.locate', { part })}</button>
    </p>`;
  return html`<section class="use stack" aria-live="polite" aria-label=${text.say('model.locate', { part })}>
    ${use.state === 'waiting' ? waitingState(text) : nothing}
    ${use.state === 'failed' ? html`<p>${problemText(use.problem, text)}</p>` : nothing}
    ${use.state === 'here' ? found(use.value, `${type}.${part}`, acts) : nothing}
    <p class="row"><button class="btn alt" @click=${acts.chooseRun}>${text.say('model.otherRun')}</button></p>
  </section>`;
}

function found(use: FieldUse, name: string, acts: Acts): View {
  const { text } = acts;
  const figures = { present: text.number(use.present), total: text.number(use.total), name };
  const run = text.say('model.inRun', { run: text.dateTime(use.startedAt) });
  const percent = use.total === 0 ? 0 : use.present / use.total;
  return html`<p>
      <span class="b">${text.say(use.total === 0 ? 'model.noneThere' : 'model.present', figures)}</span> ${run}
    </p>
    ${use.total === 0 ? nothing : html`<progress value=${percent} max="1" aria-label=${name}></progress>`}
    <ul class="values">
      ${use.values.map(value => drawValue(value, acts))}
    </ul>
    ${
      use.different > use.values.length
        ? html`<p class="dim s">${text.count('model.moreValues', use.different - use.values.length)}</p>`
        : nothing
    }`;
}

function drawValue({ text: value, count, uri }: FieldValue, { text, openSource }: Acts): View {
  return html`<li>
    <span class="m value">${value === '' ? '""' : value}</span>
    <span class="dim s nw">${text.say('model.times', { n: text.number(count) })}</span>
    ${
      uri === null
        ? nothing
        : html`<button
            class="tool"
            title=${uri}
            aria-label=${text.say('model.openSource', { uri })}
            @click=${() => openSource(uri)}
          >
            ${goToFileIcon}
          </button>`
    }
  </li>`;
}

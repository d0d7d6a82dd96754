import { bytesText } from '../../src/model/bytes.ts';
import type { DatasetOpened } from '../../src/protocol/dataset.ts';
import { closeIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { calendarSection } from './calendar.ts';
import { daySection } from './day.ts';
import { head } from './head.ts';
import { lettersSection } from './letters.ts';
import { markSection } from './mark.ts';
import { planSection } from './plan.ts';
import { schemasSection } from './schemas.ts';
import type { State } from './state.ts';

export function view(state: State, acts: Acts): View {
  const { text, ask, reload } = acts;
  const { opened } = state;
  const title = html`<h1 class="pad">${text.say('dataset.heading')}</h1>`;
  if (opened.state === 'waiting') return html`<main>${title}${waitingState(text)}</main>`;
  if (opened.state === 'failed')
    return html`<main>
      ${title}
      <div class="pad">${problemState(opened.problem, { text, ask, retry: reload })}</div>
    </main>`;
  if (opened.value === null)
    return html`<main>
      ${title}${emptyState(text.say('dataset.gone'), text.say('dataset.goneWhy'), { label: text.say('page.retry'), run: reload })}
    </main>`;
  return page(opened.value, state, acts);
}

function page(opened: DatasetOpened, state: State, acts: Acts): View {
  const { look } = opened;
  return html`${head(opened, state, acts)}
    <main>
      ${problems(opened, state, acts)}
      <div class="split g">
        ${calendarSection(state, acts)}
        <aside class="pad plan" aria-label=${acts.text.say('dataset.side')}>
          <section class="what">${planSection(opened, state, acts)}</section>
          ${daySection(state, acts)} ${markSection(opened, acts)}
        </aside>
      </div>
      ${lettersSection(state, acts)} ${schemasSection(state, acts, look.files)}
    </main>
    ${foot(opened, acts)}`;
}

function problems({ look }: DatasetOpened, { failure }: State, acts: Acts): View | typeof nothing {
  const { text, ask, reload } = acts;
  if (look.problem === null && failure === null) return nothing;
  const close = { label: text.say('dataset.close'), icon: closeIcon, run: acts.closeFailure };
  return html`<div class="pad stack">
    ${look.problem === null ? nothing : problemState(look.problem, { text, ask, retry: reload })}
    ${failure === null ? nothing : problemState(failure, { text, ask, more: [close] })}
  </div>`;
}

function foot({ look, name, config }: DatasetOpened, acts: Acts): View {
  const { text } = acts;
  const files = text.say('dataset.files', {
    files: text.count('dataset.file', look.files),
    bytes: bytesText(look.bytes, text.language),
  });
  return html`<footer class="foot">
    <button class="link m" title=${text.say('dataset.reveal')} @click=${() => acts.act('folder')}>${name}</button>
    <span>${files}</span>
    ${config === null ? nothing : html`<button class="link m" @click=${() => acts.act('config')}>${config.name}</button>`}
    <span class="sp">
      ${look.loadedAt === null ? text.say('dataset.neverLoaded') : text.say('dataset.loadedAt', { time: text.dateTime(look.loadedAt) })}
    </span>
  </footer>`;
}

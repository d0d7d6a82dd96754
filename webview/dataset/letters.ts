import type { DeadLetterView } from '../../src/model/dataset/view.ts';
import { reasonText } from '../../src/model/problemText.ts';
import type { DeadLetterPage } from '../../src/protocol/datasets.ts';
import { arrowLeftIcon, arrowRightIcon, copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, live, nothing, repeat, type View } from '../common/lit.ts';
import { errorState, waitState, warnState } from '../common/stateIcons.ts';
import { problemState, waitingState } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { isChecked, optionOf } from './fields.ts';
import { rerunIcon, trashIcon } from './icons.ts';
import type { State } from './state.ts';
import { dayShort, reasonName, whyText } from './words.ts';

/** As many as the host gives at a time. */
export const PAGE = 500;

/** What could not be ingested: why, and what it waits for. */
export function lettersSection(state: State, acts: Acts): View {
  const { text, ask } = acts;
  const { letters } = state;
  const page = letters.state === 'here' ? letters.value : null;
  return html`<section class="sec dl" aria-labelledby="letters-title">
    <div class="row">
      <h2 id="letters-title">${text.say('dataset.letters')}</h2>
      ${page === null || page.total === 0 ? nothing : html`<span class="count">${text.number(page.total)}</span>`}
      ${page === null || page.total === 0 ? nothing : tools(page, state, acts)}
    </div>
    ${done(state, acts)}
    ${
      letters.state === 'waiting'
        ? waitingState(text)
        : letters.state === 'failed'
          ? problemState(letters.problem, { text, ask, retry: () => acts.showLetters(state.from) })
          : letters.value.total === 0
            ? html`<p class="dim">${text.say('dataset.noLetters')}</p>`
            : list(letters.value, state, acts)
    }
  </section>`;
}

function tools(page: DeadLetterPage, state: State, acts: Acts): View {
  const { text } = acts;
  const n = state.allPicked ? page.matching : state.picked.size;
  return html`${page.reasons.length < 2 && state.reason === null ? nothing : reasons(page, state, acts)}
    <span class="sp row">
      ${
        state.replaying
          ? html`<span class="st run" role="status">${text.say('dataset.replaying')}</span>
              <button class="btn alt" @click=${acts.stopReplay}>${text.say('dataset.cancel')}</button>`
          : html`<button class="btn alt" id="replay" ?disabled=${n === 0} @click=${acts.replay}>
                ${rerunIcon}${n === 0 ? text.say('dataset.replayNone') : text.count('dataset.replay', n)}
              </button>
              <button class="tool" id="drop" ?disabled=${n === 0} @click=${acts.drop}>
                ${trashIcon}${text.say('dataset.drop')}
              </button>`
      }
    </span>`;
}

const reasons = (page: DeadLetterPage, { reason }: State, { text, showReason }: Acts): View =>
  html`<select
    class="in"
    aria-label=${text.say('dataset.byReason')}
    @change=${(event: Event) => showReason(optionOf(event) || null)}
  >
    <option value="" .selected=${reason === null}>${text.say('dataset.allReasons')}</option>
    ${page.reasons.map(
      ({ code, count }) =>
        html`<option value=${code} .selected=${code === reason}>
          ${text.say('dataset.reasonCount', { reason: reasonName(code, text), n: text.number(count) })}
        </option>`,
    )}
  </select>`;

/** How many failures are told one by one. */
const FAILURES = 5;

function done({ done: last }: State, { text }: Acts): View | typeof nothing {
  if (last === null) return nothing;
  const remaining = text.count('dataset.remaining', last.kind === 'replayed' ? last.answer.remaining : last.remaining);
  if (last.kind === 'dropped')
    return html`<p class="told" role="status">${text.count('dataset.dropped', last.dropped)} ${remaining}</p>`;
  const { replayed, failed } = last.answer;
  return html`<div class="told" role="status">
    <p>${text.count('dataset.replayed', replayed)} ${remaining}</p>
    ${
      failed.length === 0
        ? nothing
        : html`<ul>
            ${failed
              .slice(0, FAILURES)
              .map(({ id, reason }) => html`<li><span class="m">${id}</span>: ${reasonText(reason, text)}</li>`)}
            ${failed.length > FAILURES ? html`<li>${text.count('dataset.moreFailed', failed.length - FAILURES)}</li>` : nothing}
          </ul>`
    }
  </div>`;
}

function list(page: DeadLetterPage, state: State, acts: Acts): View {
  const { text } = acts;
  const { picked, allPicked } = state;
  const some = picked.size > 0 && !allPicked;
  return html`<div class="scroll rows">
      <table class="t">
        <thead>
          <tr>
            <th>
              <input
                type="checkbox"
                aria-label=${text.say('dataset.pickAll')}
                .checked=${live(allPicked)}
                .indeterminate=${live(some)}
                @change=${(event: Event) => acts.pickAllLetters(isChecked(event))}
              />
            </th>
            <th scope="col">${text.say('dataset.col.reason')}</th>
            <th scope="col">${text.say('dataset.col.record')}</th>
            <th scope="col">${text.say('dataset.col.day')}</th>
            <th scope="col" class="n">${text.say('dataset.col.tries')}</th>
            <th scope="col">${text.say('dataset.col.state')}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            page.letters,
            ({ id }) => id,
            letter => row(letter, state, acts),
          )}
        </tbody>
      </table>
    </div>
    ${page.matching > PAGE ? pager(page, state, acts) : nothing}`;
}

function pager(page: DeadLetterPage, { from }: State, { text, showLetters }: Acts): View {
  const to = Math.min(page.matching, from + PAGE);
  const range = { from: text.number(from + 1), to: text.number(to), total: text.number(page.matching) };
  return html`<p class="row">
    ${iconButton(text.say('dataset.previous'), arrowLeftIcon, () => showLetters(from - PAGE), from === 0)}
    <span>${text.say('dataset.pageOf', range)}</span>
    ${iconButton(text.say('dataset.next'), arrowRightIcon, () => showLetters(from + PAGE), to >= page.matching)}
  </p>`;
}

const STATES = {
  replay: { icon: waitState, tone: 'warn' },
  correct: { icon: errorState, tone: 'bad' },
  decide: { icon: warnState, tone: 'warn' },
} as const;

function row(letter: DeadLetterView, state: State, acts: Acts): View {
  const { text } = acts;
  const { id, reason, partitionDate, attempts } = letter;
  const isOpen = state.unfolded.has(id);
  const { icon, tone } = STATES[letter.state];
  const isPicked = state.allPicked || state.picked.has(id);
  return html`<tr class=${isPicked ? 'on' : nothing}>
      <td>
        <input
          type="checkbox"
          aria-label=${text.say('dataset.pickOne', { id })}
          .checked=${live(isPicked)}
          @change=${() => acts.pickLetter(id)}
        />
      </td>
      <td class="why"><span>${whyText(reason, text)}</span></td>
      <td class="rec">
        <button
          class="link m"
          aria-expanded=${isOpen}
          title=${text.say('dataset.unfold')}
          @click=${() => acts.unfold(id)}
        >
          ${oneLine(letter)}
        </button>
      </td>
      <td class="nw">${partitionDate === null ? '–' : dayShort(partitionDate, text)}</td>
      <td class="n">${text.number(attempts)}</td>
      <td><span class="st ${tone}">${icon}${text.say(`dataset.letter.${letter.state}`)}</span></td>
    </tr>
    ${isOpen ? whole(letter, acts) : nothing}`;
}

/** A string in JSON holds no line break of its own. */
const oneLine = ({ record, url }: DeadLetterView): string =>
  record === null ? `GET ${pathOf(url)}` : record.replace(/\n\s*/g, ' ').slice(0, 200);

function pathOf(url: string | null): string {
  const parsed = url === null ? null : URL.parse(url);
  return parsed === null ? (url ?? '') : parsed.pathname + parsed.search;
}

function whole({ id, reason, record, url, firstSeen }: DeadLetterView, { text, copy }: Acts): View {
  return html`<tr class="whole">
    <td></td>
    <td colspan="5">
      <div class="stack">
        <p>${reasonText(reason, text)}</p>
        <p class="row s dim">
          <span class="m">${id}</span><span>${text.say('dataset.firstSeen', { time: text.dateTime(firstSeen) })}</span>
        </p>
        ${url === null ? nothing : html`<p class="m">${url}</p>`}
        ${record === null ? nothing : html`<pre tabindex="0">${record}</pre>`}
        <p>
          <button class="btn alt" @click=${() => copy(record ?? url ?? id)}>
            ${copyIcon}${text.say('dataset.copy')}
          </button>
        </p>
      </div>
    </td>
  </tr>`;
}

import type { DeadLetterView } from '../../src/model/dataset/view.ts';
import { reasonText } from '../../src/model/problemText.ts';
import type { DeadLetterPage } from '../../src/protocol/datasets.ts';
import { oneLine } from '../common/grid/cell.ts';
import { list } from '../common/grid/list.ts';
import type { Checks } from '../common/grid/options.ts';
import type { Place } from '../common/grid/state.ts';
import { closeIcon, copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { errorState, waitState, warnState } from '../common/stateIcons.ts';
import { problemState, waitingState } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { optionOf } from './fields.ts';
import { rerunIcon, trashIcon } from './icons.ts';
import { RECORD, STATE, type LetterRows } from './letterRows.ts';
import { countPicked, isReplaying, type State } from './state.ts';
import { reasonName, whyText } from './words.ts';

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
    ${doneWith(state.done, acts)}
    ${
      letters.state === 'waiting'
        ? waitingState(text)
        : letters.state === 'failed'
          ? problemState(letters.problem, { text, ask, retry: acts.askLetters })
          : letters.value.total === 0
            ? html`<p class="dim">${text.say('dataset.noLetters')}</p>`
            : rowsPart(state, acts)
    }
  </section>`;
}

function tools(page: DeadLetterPage, state: State, acts: Acts): View {
  const { text } = acts;
  const n = countPicked(state, page.matching);
  return html`${page.reasons.length < 2 && state.reason === null ? nothing : reasons(page, state, acts)}
    <span class="sp row">
      ${
        isReplaying(state)
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

function doneWith(last: State['done'], { text, ask }: Acts): View | typeof nothing {
  if (last === null) return nothing;
  if (last.kind === 'failed') return problemState(last.problem, { text, ask });
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

/** Id of the grid. */
export const LETTERS = 'letters';

/** In the one grid; all of the letter that is looked at stands below it while that is wanted. */
function rowsPart(state: State, acts: Acts): View {
  const { text, ask } = acts;
  const { rows, list: of, isUnfolded } = state;
  if (rows === null) return waitingState(text);
  const letter = rows.letterAt(of.grid.active.row);
  return html`${rows.rows.problem ? problemState(rows.rows.problem, { text, ask, retry: acts.askLetters }) : nothing}
  ${list({
    ...{ id: LETTERS, label: text.say('dataset.letters'), text, ask, boxed: rows, state: of },
    ...{ change: acts.changeList, copy: async copied => acts.copyRows(copied) },
    check: { is: row => isChecked(row, state), all: checkedOf(state), toggle: acts.checkLetters },
    open: { label: text.say('dataset.unfold'), run: acts.unfold },
    draw: (row, column) => cell(rows, { row, column }, acts),
    press: event => (event.key === 'Escape' && isUnfolded ? acts.unfold() : undefined),
  })}
  ${isUnfolded && letter ? whole(letter, acts) : nothing}`;
}

const isChecked = (row: number, { rows, picked, allPicked }: State): boolean =>
  picked.has(rows?.idAt(row) ?? '') !== allPicked;

const checkedOf = ({ picked, allPicked }: State): Checks['all'] =>
  picked.size > 0 ? 'some' : allPicked ? 'all' : 'none';

const STATES = {
  replay: { icon: waitState, tone: 'warn' },
  correct: { icon: errorState, tone: 'bad' },
  decide: { icon: warnState, tone: 'warn' },
} as const;

/** The record opens below; the state has a shape, too. */
function cell(rows: LetterRows, { row, column }: Place, { text, unfold }: Acts): View | undefined {
  const words = rows.rows.cell(row, column);
  if (column === RECORD && typeof words === 'string')
    return html`<button class="link m gd-t" tabindex="-1" title=${text.say('dataset.unfold')} @click=${unfold}>
      ${oneLine(words)}
    </button>`;
  const letter = column === STATE ? rows.letterAt(row) : undefined;
  if (!letter) return undefined;
  const { icon, tone } = STATES[letter.state];
  return html`<span class="st ${tone}">${icon}${text.say(`dataset.letter.${letter.state}`)}</span>`;
}

function whole(letter: DeadLetterView, { text, copy, unfold }: Acts): View {
  const { id, reason, record, recordLength, url, firstSeen } = letter;
  return html`<section class="stack whole" aria-labelledby="whole-title">
    <div class="row">
      <h3 id="whole-title">${whyText(reason, text)}</h3>
      <span class="sp row">
        <button class="btn alt" @click=${() => copy(record ?? url ?? id)}>
          ${copyIcon}${text.say('dataset.copy')}
        </button>
        ${iconButton(text.say('dataset.close'), closeIcon, unfold)}
      </span>
    </div>
    <p>${reasonText(reason, text)}</p>
    <p class="row s dim">
      <span class="m">${id}</span><span>${text.say('dataset.firstSeen', { time: text.dateTime(firstSeen) })}</span>
    </p>
    ${url === null ? nothing : html`<p class="m">${url}</p>`}
    ${record === null ? nothing : html`<pre tabindex="0">${record}</pre>`}
    ${recordLength === undefined ? nothing : html`<p class="dim">${text.say('dataset.recordCut', { n: text.number(recordLength) })}</p>`}
  </section>`;
}

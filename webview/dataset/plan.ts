import { countStandings, standingOf, type DayStanding } from '../../src/model/dataset/calendar.ts';
import { problemText, reasonText } from '../../src/model/problemText.ts';
import type { DatasetOpened, DatasetWork, Simulation } from '../../src/protocol/dataset.ts';
import { html, live, nothing, type View } from '../common/lit.ts';
import { numberInput } from '../common/numberInput.ts';
import { problemState } from '../common/states.ts';
import { runState } from '../common/runStates.ts';
import type { Acts } from './acts.ts';
import { isChecked } from './fields.ts';
import { beakerIcon } from './icons.ts';
import { isRunning, type State } from './state.ts';
import { daysDone } from './words.ts';

/** As many as the command line takes. */
const MOST_AT_ONCE = 32;

/** What is done about the days that were chosen. */
export function planSection(opened: DatasetOpened, state: State, acts: Acts): View {
  const { text } = acts;
  return html`<h2>${text.say('dataset.backfill')}</h2>
    ${state.works.map(work => workView(work, state, acts))} ${offer(opened, state, acts)}`;
}

function offer(opened: DatasetOpened, state: State, acts: Acts): View {
  const { text, ask } = acts;
  const { config, configProblem } = opened;
  const configButton = { label: text.say('dataset.openConfig'), run: () => acts.act('config') };
  if (configProblem) return problemState(configProblem, { text, ask, retry: acts.reload, more: [configButton] });
  if (config === null)
    return html`<p>${text.say('dataset.noConfig')}</p>
      <p><button class="btn alt" @click=${() => acts.act('newConfig')}>${text.say('dataset.newConfig')}</button></p>`;
  if (!config.canTellDays)
    return html`<p>${reasonText({ code: 'backfill_needs_day', params: {} }, text)}</p>
      <p><button class="btn alt" @click=${configButton.run}>${configButton.label}</button></p>`;
  return html`${chosenDays(state, acts)} ${buttons(state, acts)} ${how(state, acts)} ${simulated(state, acts)}`;
}

/** Those that a person chooses most, first. */
const ORDER: readonly DayStanding[] = ['missing', 'unfinished', 'failed', 'before', 'after', 'done', 'empty'];

function chosenDays({ chosen, calendar }: State, { text }: Acts): View {
  if (chosen.size === 0) return html`<p>${text.say('dataset.chooseDays')}</p>`;
  const counts = countStandings([...chosen], calendar);
  const lines = ORDER.flatMap(standing => {
    const n = counts[standing] ?? 0;
    return n === 0 ? [] : [text.count(`dataset.chosen.${standing}`, n)];
  });
  return html`<div aria-live="polite">
    <p>${text.count('dataset.chosen', chosen.size)}</p>
    <ul>
      ${lines.map(line => html`<li>${line}</li>`)}
    </ul>
  </div>`;
}

function buttons(state: State, acts: Acts): View {
  const { text } = acts;
  const n = state.chosen.size;
  const isBusy = state.starting || state.works.some(isRunning);
  return html`<p class="row">
    <button class="btn" id="backfill" ?disabled=${n === 0 || isBusy} @click=${acts.backfill}>
      ${n === 0 ? text.say('dataset.backfillNone') : text.count('dataset.backfillDays', n)}
    </button>
    <button
      class="btn alt"
      id="simulate"
      ?disabled=${n === 0 || state.simulation?.state === 'waiting'}
      @click=${acts.simulate}
    >
      ${beakerIcon}${text.say('dataset.simulate')}
    </button>
    ${n === 0 ? nothing : html`<button class="tool" @click=${() => acts.chooseAll([])}>${text.say('dataset.chooseNone')}</button>`}
  </p>`;
}

const how = ({ backwards, maxParallel }: State, acts: Acts): View =>
  html`<p>
      <label>
        <input
          type="checkbox"
          .checked=${live(backwards)}
          @change=${(event: Event) => acts.setBackwards(isChecked(event))}
        />${acts.text.say('dataset.backwards')}
      </label>
    </p>
    <p>
      <label class="row">
        ${numberInput({ value: maxParallel, min: 1, max: MOST_AT_ONCE, look: 'few' }, acts.setParallel)}${acts.text.say('dataset.parallel')}
      </label>
    </p>`;

function simulated({ simulation, calendar }: State, acts: Acts): View | typeof nothing {
  const { text, ask } = acts;
  if (simulation === null) return nothing;
  if (simulation.state === 'waiting') return html`<p class="dim" role="status">${text.say('dataset.simulating')}</p>`;
  if (simulation.state === 'failed') return problemState(simulation.problem, { text, ask, retry: acts.simulate });
  const { days } = simulation.value;
  const again = days.filter(({ date, isPlanned }) => isPlanned && isThere(standingOf(date, calendar))).length;
  const left = days.filter(({ isPlanned }) => !isPlanned).length;
  return html`<div class="call" role="status">
    <div class="stack">
      <p class="b">${text.say('dataset.simulated')}</p>
      <p>${text.count('dataset.simulated.days', days.length - left)} ${requests(simulation.value, acts)}</p>
      ${again === 0 ? nothing : html`<p>${text.count('dataset.simulated.again', again)}</p>`}
      ${left === 0 ? nothing : html`<p>${text.count('dataset.simulated.left', left)}</p>`}
    </div>
  </div>`;
}

const isThere = (standing: DayStanding): boolean => standing === 'done' || standing === 'empty';

/** What the runs so far took tells what the next one takes, where each day is asked for by itself. */
function requests({ usual, readings, hasDayFilter }: Simulation, { text }: Acts): string {
  if (!hasDayFilter) return text.count('dataset.simulated.whole', readings);
  if (usual === null) return text.say('dataset.simulated.unknown');
  const rounded = (perDay: number) => Math.max(1, Math.round(perDay * readings));
  const params = {
    requests: text.count('dataset.request', rounded(usual.pages)),
    rows: text.count('unit.row', rounded(usual.rows)),
    runs: text.count('unit.run', usual.runs),
  };
  return text.say('dataset.simulated.requests', params);
}

/** One that is on, or the last one: how far it is, and where it is watched. */
function workView(work: DatasetWork, { works }: State, acts: Acts): View | typeof nothing {
  const { text } = acts;
  const { status, kind, failed, failure } = work;
  if (status !== 'RUNNING' && works.some(isRunning)) return nothing;
  const { icon, tone } = runState(status, failed > 0);
  return html`<div class="work" data-run=${work.runId} data-status=${status}>
    <p class="st ${tone}">${icon}<span>${text.say(`dataset.work.${kind}`)} ${figures(work, acts)}</span></p>
    ${failure === null ? nothing : html`<p>${problemText(failure, text)}</p>`}
    <p class="row">
      ${
        status === 'RUNNING'
          ? html`<button class="btn alt" @click=${() => acts.cancel(work)}>${text.say('dataset.cancel')}</button>`
          : html`<span class="dim s">${text.say(`runStatus.${status}`)}, ${text.dateTime(work.startedAt)}</span>`
      }
      <button class="link" @click=${() => acts.openRun(work)}>${text.say('dataset.openRun')}</button>
    </p>
    <p class="vh" aria-live="polite">${announced(work, acts)}</p>
  </div>`;
}

function figures({ kind, planned, done, failed, pages, rows }: DatasetWork, { text }: Acts): string {
  if (kind === 'ingestion' || planned === null)
    return text.say('dataset.work.pages', { pages: text.number(pages), rows: text.count('unit.row', rows) });
  const days = daysDone(done, planned, text);
  return failed === 0 ? days : `${days}, ${text.count('dataset.work.failed', failed)}`;
}

/** At the start, at the end and at every tenth: not at each day. */
function announced(work: DatasetWork, acts: Acts): string {
  const { planned, done, failed, status } = work;
  if (status !== 'RUNNING') return `${acts.text.say(`runStatus.${status}`)}. ${figures(work, acts)}`;
  if (planned === null || planned === 0) return acts.text.say(`dataset.work.${work.kind}`);
  const tenth = Math.floor(((done + failed) / planned) * 10) * 10;
  return acts.text.say('dataset.work.percent', { percent: acts.text.number(tenth) });
}

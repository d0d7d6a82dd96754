import { countStandings, newestDone, rangeOf } from '../../src/model/dataset/calendar.ts';
import type { DatasetOpened } from '../../src/protocol/dataset.ts';
import { playIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { completedState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import { tableIcon } from './icons.ts';
import { isRunning, type State } from './state.ts';
import { dayLong, daysDone } from './words.ts';

export function head(opened: DatasetOpened, state: State, acts: Acts): View {
  const { text } = acts;
  const { look, config } = opened;
  const running = state.works.find(isRunning);
  return html`<header class="head">
    <div class="row">
      <h1>${nameOf(opened)}</h1>
      <span class="dim">${text.say(look.dateColumn === null ? 'dataset.what.whole' : 'dataset.what')}</span>
      <span class="sp row">
        <button class="btn" ?disabled=${config === null || running !== undefined} @click=${() => acts.act('load')}>
          ${playIcon}${text.say('dataset.load')}
        </button>
        <button class="btn alt" ?disabled=${look.files === 0} @click=${() => acts.act('open')}>
          ${tableIcon}${text.say('dataset.open')}
        </button>
        <button class="btn alt" ?disabled=${look.files === 0} @click=${() => acts.act('validate')}>
          ${completedState}${text.say('dataset.validate')}
        </button>
        ${
          opened.hasReport
            ? html`<button class="link" @click=${() => acts.act('report')}>${text.say('dataset.report')}</button>`
            : nothing
        }
      </span>
    </div>
    <p class="lede"><span class="b">${verdict(state, acts)}</span> ${counts(state, acts)} ${letters(opened, acts)}</p>
    ${running?.planned ? progressOf(running.done + running.failed, running.planned, acts) : nothing}
  </header>`;
}

export const nameOf = ({ look }: DatasetOpened): string => look.folder.split(/[\\/]/).at(-1) ?? look.folder;

const progressOf = (done: number, planned: number, { text }: Acts): View =>
  html`<progress max=${planned} value=${done} aria-label=${daysDone(done, planned, text)}></progress>`;

function verdict({ calendar }: State, { text }: Acts): string {
  const newest = newestDone(calendar);
  if (newest !== null) return text.say('dataset.upTo', { day: dayLong(newest, calendar.today, text) });
  return text.say(calendar.days.size === 0 ? 'dataset.nothingYet' : 'dataset.noDayDone');
}

function counts({ calendar }: State, { text }: Acts): string {
  const days = rangeOf(calendar);
  if (days.length === 0) return '';
  const standings = countStandings(days, calendar);
  const parts = (['missing', 'unfinished', 'failed', 'empty'] as const).flatMap(standing => {
    const n = standings[standing] ?? 0;
    return n === 0 ? [] : [text.count(`dataset.lede.${standing}`, n)];
  });
  const of = text.count('unit.day', days.length);
  return parts.length === 0
    ? text.count('dataset.lede.allThere', days.length)
    : text.say('dataset.lede.of', { days: of, parts: parts.join(', ') });
}

const letters = ({ look }: DatasetOpened, { text }: Acts): string =>
  look.deadLetters === 0 ? text.say('dataset.lede.noLetters') : text.count('dataset.lede.letters', look.deadLetters);

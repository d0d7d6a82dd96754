import {
  holesOf,
  standingOf,
  stepDay,
  weeksOf,
  type CalendarDay,
  type DayStanding,
} from '../../src/model/dataset/calendar.ts';
import type { Text } from '../../src/model/speech.ts';
import type { DatasetWork } from '../../src/protocol/dataset.ts';
import { arrowDownIcon, arrowUpIcon, filterIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, repeat, type View } from '../common/lit.ts';
import type { Acts } from './acts.ts';
import { optionOf } from './fields.ts';
import { focusedDay, shownMonths, type Shown, type State } from './state.ts';
import { dayLong, monthName, standingText, weekdays } from './words.ts';

/** Days by months: what is there, what is not, and what is chosen. One tab stop. */
export function calendarSection(state: State, acts: Acts): View {
  const { text } = acts;
  const holes = holesOf(state.calendar);
  const shown = shownMonths(state);
  const focused = focusedDay(state, shown, holes);
  const running = runningDays(state.works);
  return html`<section class="pad cal-box" aria-labelledby="calendar-title">
    <div class="row">
      <h2 id="calendar-title">${text.say('dataset.calendar')}</h2>
      <span class="sp row">
        ${shown.years.length === 0 ? nothing : years(shown, holes, acts)}
        ${iconButton(text.say('dataset.earlier'), arrowUpIcon, () => acts.showMore('earlier'))}
        ${iconButton(text.say('dataset.later'), arrowDownIcon, () => acts.showMore('later'), shown.isLatest)}
        <button class="tool" ?disabled=${holes.length === 0} @click=${() => acts.chooseAll(holes)}>
          ${filterIcon}${text.say('dataset.chooseHoles')}
        </button>
      </span>
    </div>
    <div
      class="cals"
      role="group"
      aria-labelledby="calendar-title"
      aria-describedby="calendar-keys"
      @click=${(event: MouseEvent) => click(event, acts)}
      @keydown=${(event: KeyboardEvent) => press(event, acts)}
    >
      ${repeat(
        shown.months,
        month => month,
        month => monthTable(month, { state, acts, focused, running }),
      )}
    </div>
    <p class="vh" id="calendar-keys">${text.say('dataset.keys')}</p>
    ${legend(text)}
  </section>`;
}

function years({ years: all, year }: Shown, holes: readonly string[], { text, showYear }: Acts): View {
  const holesIn = (one: string) => holes.filter(date => date.startsWith(one)).length;
  const label = (one: string) => {
    const n = holesIn(one);
    return n === 0 ? one : text.say('dataset.yearHoles', { year: one, holes: text.count('dataset.hole', n) });
  };
  return html`<select
    class="in"
    aria-label=${text.say('dataset.year')}
    @change=${(event: Event) => showYear(optionOf(event))}
  >
    ${all.map(one => html`<option value=${one} .selected=${one === year}>${label(one)}</option>`)}
  </select>`;
}

interface Drawing {
  readonly state: State;
  readonly acts: Acts;
  readonly focused: string | null;
  readonly running: ReadonlySet<string>;
}

function monthTable(month: string, drawing: Drawing): View {
  const { text, weekStart } = drawing.acts;
  return html`<table class="cal">
    <caption>
      ${monthName(month, text)}
    </caption>
    <thead>
      <tr>
        ${weekdays(text, weekStart).map(
          ({ short, long }) => html`<th scope="col"><abbr title=${long}>${short}</abbr></th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${weeksOf(month, weekStart).map(
        week =>
          html`<tr>
            ${week.map(date => html`<td>${date === null ? nothing : dayButton(date, drawing)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function dayButton(date: string, { state, acts, focused, running }: Drawing): View {
  const standing = standingOf(date, state.calendar);
  const known = state.calendar.days.get(date);
  const isChosen = state.chosen.has(date);
  const words = dayWords(date, running.has(date), { state, text: acts.text });
  const classes = [
    'day',
    classOf(standing),
    isChosen && 'sel',
    date === state.date && 'here',
    running.has(date) && 'busy',
  ];
  return html`<button
    class=${classes.filter(Boolean).join(' ')}
    data-day=${date}
    aria-pressed=${standing === 'future' ? nothing : isChosen}
    aria-disabled=${standing === 'future' ? 'true' : nothing}
    aria-current=${date === state.calendar.today ? 'date' : nothing}
    tabindex=${date === focused ? 0 : -1}
    aria-label=${words}
    title=${words}
  >
    <span>${Number(date.slice(8))}</span>${marks(known)}
  </button>`;
}

/** `empty` means a page without content to the kit. */
const classOf = (standing: DayStanding): string => (standing === 'empty' ? 'hollow' : standing);

/** Small shapes at the corners; their words are in the day's own. */
function marks(known: CalendarDay | undefined): View | typeof nothing {
  if (!known) return nothing;
  const verdict = known.verdict === null || known.verdict === 'passed' ? null : known.verdict;
  return html`${known.letters > 0 ? html`<i class="letters"></i>` : nothing}${verdict === null ? nothing : html`<i class="verdict v-${verdict}"></i>`}`;
}

function dayWords(date: string, isRunning: boolean, { state, text }: { state: State; text: Text }): string {
  const { calendar } = state;
  const known = calendar.days.get(date);
  const rows = known?.rows ?? null;
  return [
    dayLong(date, calendar.today, text),
    isRunning ? text.say('dataset.day.running') : standingText(standingOf(date, calendar), text),
    ...(rows === null || rows === 0 ? [] : [text.count('unit.row', rows)]),
    ...(known?.letters ? [text.count('unit.deadLetter', known.letters)] : []),
    ...(known?.verdict ? [text.say('dataset.validation', { verdict: text.say(`verdict.${known.verdict}`) })] : []),
  ].join(', ');
}

function runningDays(works: readonly DatasetWork[]): ReadonlySet<string> {
  const days = new Set<string>();
  for (const { running } of works)
    for (const { first, last } of running)
      for (
        let date: string | undefined = first;
        date !== undefined && date <= last;
        date = stepDay(date, 'ArrowRight', 1)
      )
        days.add(date);
  return days;
}

function legend(text: Text): View {
  const sample = (classes: string, word: string, mark: View | typeof nothing = nothing) =>
    html`<li>
      <span class="day k ${classes}" aria-hidden="true"><span>7</span>${mark}</span>${word}
    </li>`;
  const day = (standing: DayStanding) => sample(classOf(standing), standingText(standing, text));
  return html`<ul class="lgd s dim">
    ${(['done', 'missing', 'failed', 'empty'] as const).map(day)} ${sample('done sel', text.say('dataset.day.chosen'))}
    ${sample('done', text.say('dataset.legend.letters'), html`<i class="letters"></i>`)}
    ${sample('done', text.say('dataset.legend.verdict'), html`<i class="verdict v-failed"></i>`)}
  </ul>`;
}

function dayOf(event: Event): string | undefined {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-day]') : null;
  return button?.dataset['day'];
}

function click(event: MouseEvent, acts: Acts): void {
  const date = dayOf(event);
  if (date !== undefined) acts.choose(date, event.shiftKey);
}

/** Space and Enter are the button's own: they click. With Shift, arrows choose what they pass. */
function press(event: KeyboardEvent, acts: Acts): void {
  const date = dayOf(event);
  if (date === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = stepDay(date, event.key, acts.weekStart);
  if (next === undefined) return;
  event.preventDefault();
  if (event.shiftKey) acts.choose(next, true);
  else acts.goTo(next);
  document.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus();
}

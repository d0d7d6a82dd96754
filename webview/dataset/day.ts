import { bytesText } from '../../src/model/bytes.ts';
import { isHole, standingOf } from '../../src/model/dataset/calendar.ts';
import { problemText } from '../../src/model/problemText.ts';
import type { DayView } from '../../src/protocol/dataset.ts';
import { copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { tableIcon, trashIcon } from './icons.ts';
import type { State } from './state.ts';
import { dayFull, dayShort, standingText } from './words.ts';

/** What is known of the day that was picked. */
export function daySection(state: State, acts: Acts): View | typeof nothing {
  const { text, ask } = acts;
  const { date, day, calendar } = state;
  if (date === null) return nothing;
  const standing = standingOf(date, calendar);
  const known = calendar.days.get(date);
  return html`<section class="facts" aria-labelledby="day-title">
    <h2 id="day-title">${dayFull(date, text)}</h2>
    <p>${sentence(standingText(standing, text))}</p>
    ${known?.error ? why(known.error, state, acts) : nothing}
    ${
      known === undefined || day === null
        ? nothing
        : day.state === 'waiting'
          ? html`<p class="dim" role="status">${text.say('page.waiting')}</p>`
          : day.state === 'failed'
            ? problemState(day.problem, { text, ask, retry: () => acts.goTo(date) })
            : facts(day.value, isHole(standing), acts)
    }
  </section>`;
}

/** As its run tells it; the dataset itself keeps a code alone. */
function why(code: string, { day }: State, { text }: Acts): View {
  const failure = day?.state === 'here' ? day.value.failure : null;
  return failure === null ? html`<p class="m">${code}</p>` : html`<p>${problemText(failure, text)}</p>`;
}

const sentence = (word: string): string => word.slice(0, 1).toLocaleUpperCase() + word.slice(1);

function facts(day: DayView, isHoleDay: boolean, acts: Acts): View {
  const { text } = acts;
  const { date, rows, bytes, file, run, hasRun, writtenAt } = day;
  const fact = (name: string, value: View | string | null) =>
    value === null
      ? nothing
      : html`<dt>${text.say(`dataset.fact.${name}`)}</dt>
          <dd>${value}</dd>`;
  return html`<dl class="kv">
      ${fact('rows', rows === null ? null : text.number(rows))}
      ${fact('bytes', bytes === null ? null : bytesText(bytes, text.language))}
      ${fact('sha256', day.sha256 === null ? null : hash(day.sha256, acts))}
      ${fact('written', writtenAt === null ? null : text.dateTime(writtenAt))}
      ${fact('success', text.say(day.isWhole ? 'dataset.success.there' : 'dataset.success.missing'))}
      ${fact('schema', schema(day, acts))} ${fact('verdict', verdict(day, acts))}
      ${fact('run', run === null ? null : hasRun ? runLink(run, acts) : html`<span class="m">${run}</span>`)}
    </dl>
    <p class="row">
      ${
        file === null
          ? nothing
          : html`<button class="btn alt" @click=${() => acts.actOnDay('open', date)}>
                ${tableIcon}${text.say('dataset.openDay')}
              </button>
              <button class="btn alt" @click=${() => acts.actOnDay('validate', date)}>
                ${text.say('dataset.validate')}
              </button>`
      }
      ${
        isHoleDay && file === null && !day.isWhole
          ? nothing
          : html`<button class="tool" @click=${() => acts.actOnDay('remove', date)}>
              ${trashIcon}${text.say('dataset.removeDay')}
            </button>`
      }
    </p>`;
}

const hash = (sha256: string, { text, copy }: Acts): View =>
  html`<span class="m" title=${sha256}>${sha256.slice(0, 12)}</span>
    ${iconButton(text.say('dataset.copyHash'), copyIcon, () => copy(sha256))}`;

const runLink = (run: string, { openDayRun }: Acts): View =>
  html`<button class="link m" @click=${() => openDayRun(run)}>${run}</button>`;

function schema({ date, schema: compared }: DayView, { text }: Acts): View | string | null {
  if (compared === null) return null;
  if (compared.newest === date) return text.say('dataset.schema.newest');
  const day = dayShort(compared.newest, text);
  if (compared.changes.length === 0) return text.say('dataset.schema.same', { day });
  const absent = text.say('dataset.schema.absent');
  return html`<ul>
    ${compared.changes.map(
      ({ column, type, newest }) =>
        html`<li>
          <span class="m">${column}</span>:
          ${text.say('dataset.schema.differs', { type: type ?? absent, newest: newest ?? absent, day })}
        </li>`,
    )}
  </ul>`;
}

/** A link to the report behind it, where that is kept. */
function verdict({ date, verdict: last, hasReport }: DayView, { text, actOnDay }: Acts): View | string {
  if (last === null) return text.say('dataset.notValidated');
  const said = text.say(`verdict.${last.verdict}`);
  const rules =
    last.rules.length === 0 ? said : text.say('verdict.by', { verdict: said, rules: last.rules.join(', ') });
  const whole = `${rules}, ${text.dateTime(last.at)}`;
  if (!hasReport) return whole;
  const open = () => actOnDay('report', date);
  return html`<button class="link" title=${text.say('dataset.openReport')} @click=${open}>${whole}</button>`;
}

import type { ColumnDifference, SchemasCompared } from '../../src/model/dataset/compareSchemas.ts';
import { problemText } from '../../src/model/problemText.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState } from '../common/states.ts';
import type { Acts } from './acts.ts';
import type { State } from './state.ts';
import { dayLong } from './words.ts';

/** In what the days' tables differ, and which of them nobody can read. */
export function schemasSection(state: State, acts: Acts, files: number): View | typeof nothing {
  const { text, ask } = acts;
  const { schemas } = state;
  if (files === 0) return nothing;
  return html`<section class="sec" aria-labelledby="schemas-title">
    <h2 id="schemas-title">${text.say('dataset.schemas')}</h2>
    ${
      schemas === null
        ? html`<p>
            <button class="btn alt" @click=${acts.compareSchemas}>${text.count('dataset.compare', files)}</button>
          </p>`
        : schemas.state === 'waiting'
          ? html`<p class="row">
              <span class="dim" role="status">${text.say('dataset.comparing')}</span>
              <button class="btn alt" @click=${acts.stopSchemas}>${text.say('dataset.cancel')}</button>
            </p>`
          : schemas.state === 'failed'
            ? problemState(schemas.problem, { text, ask, retry: acts.compareSchemas })
            : compared(schemas.value, state, acts)
    }
  </section>`;
}

function compared({ days, differences, unread }: SchemasCompared, state: State, acts: Acts): View {
  const { text } = acts;
  const dates = unread.map(({ date }) => date);
  return html`${
    differences.length === 0
      ? html`<p>${text.count('dataset.sameSchema', days)}</p>`
      : html`<div class="scroll">
          <table class="t">
            <thead>
              <tr>
                <th scope="col">${text.say('dataset.col.column')}</th>
                <th scope="col">${text.say('dataset.col.types')}</th>
              </tr>
            </thead>
            <tbody>
              ${differences.map(one => difference(one, state, acts))}
            </tbody>
          </table>
        </div>`
  }
  ${
    unread.length === 0
      ? nothing
      : html`<h3>${text.count('dataset.unread', unread.length)}</h3>
          <ul>
            ${unread.map(
              ({ date, problem }) => html`<li>${dayLink(date, state, acts)}: ${problemText(problem, text)}</li>`,
            )}
          </ul>
          <p>
            <button class="btn alt" @click=${() => acts.chooseAll(dates)}>${text.say('dataset.chooseThese')}</button>
          </p>`
  }`;
}

const difference = ({ column, types }: ColumnDifference, state: State, acts: Acts): View =>
  html`<tr>
    <td class="m">${column}</td>
    <td>
      <ul>
        ${types.map(
          ({ type, days, dates }) =>
            html`<li>
              <span class="m">${type ?? acts.text.say('dataset.schema.absent')}</span>
              <span class="dim">${acts.text.count('unit.day', days)}</span>
              ${dates[0] === undefined ? nothing : html`${acts.text.say('dataset.firstOf')} ${dayLink(dates[0], state, acts)}`}
            </li>`,
        )}
      </ul>
    </td>
  </tr>`;

const dayLink = (date: string, { calendar }: State, { text, goTo }: Acts): View =>
  html`<button class="link" @click=${() => goTo(date)}>${dayLong(date, calendar.today, text)}</button>`;

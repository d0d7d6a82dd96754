import type { EvaluatedQuestion, Evaluation } from '../../src/model/found.ts';
import { goToFileIcon, refreshIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState, waitingState } from '../common/states.ts';
import { figure, shortAddress, type Acts } from './acts.ts';
import { letterOf, type Side, type State } from './state.ts';

/** How each setting does on the questions that a person saved. */
export function questionSet({ sides }: State, acts: Acts): View {
  const { text } = acts;
  const [first] = sides;
  const measured = first?.measured ?? null;
  if (measured === null || measured.state === 'waiting') return waitingState(text);
  if (measured.state === 'failed')
    return html`<div class="pad">
      ${problemState(measured.problem, { text, ask: acts.shell, retry: acts.measure })}
    </div>`;
  if (measured.value === null) return emptyState(text.say('search.noQuestions'), text.say('search.noQuestionsWhy'));
  const { questions } = measured.value;
  const found = sides.map(valueOf);
  return html`<div class="row pad">
      ${sides.map((side, at) => html`<p>${summary(side, at, { sides, acts })}</p>`)}
      <span class="sp row">
        <button class="btn alt" @click=${acts.measure}>${refreshIcon}${text.say('search.measure')}</button>
        <button class="btn alt" @click=${acts.openQuestions}>${goToFileIcon}${text.say('search.openQuestions')}</button>
      </span>
    </div>
    <div class="scroll">
      <table class="t">
        <thead>
          <tr>
            <th scope="col">${text.say('search.column.question')}</th>
            ${sides.map(
              (_, at) =>
                html`<th scope="col" class="n">
                  ${text.say('search.column.rankOf', { letter: sides.length > 1 ? letterOf(at) : '' })}
                </th>`,
            )}
            <th scope="col">${text.say('search.column.expected')}</th>
          </tr>
        </thead>
        <tbody>
          ${questions.map((question, row) =>
            questionRow(
              question,
              found.map(one => one?.questions[row]),
              acts,
            ),
          )}
        </tbody>
      </table>
    </div>`;
}

const valueOf = ({ measured }: Side): Evaluation | null => (measured?.state === 'here' ? measured.value : null);

interface Around {
  readonly sides: readonly Side[];
  readonly acts: Acts;
}

function summary(side: Side, at: number, { sides, acts: { text } }: Around): View | typeof nothing {
  const value = valueOf(side);
  if (value === null) return nothing;
  const { k, recallAtK, mrr, questions } = value;
  const found = questions.filter(({ rank }) => rank !== null).length;
  const figures = { k, recall: figure(text, recallAtK), mrr: figure(text, mrr), found, all: questions.length };
  return html`${sides.length > 1 ? html`<span class="b">${letterOf(at)}</span> ` : nothing}
    <span class="b">${text.say('search.foundOf', figures)}</span> ${text.say('search.measured', figures)}`;
}

function questionRow(
  { question, expected }: EvaluatedQuestion,
  measured: readonly (EvaluatedQuestion | undefined)[],
  { text, search }: Acts,
): View {
  return html`<tr>
    <th scope="row"><button class="link" @click=${() => search(question)}>${question}</button></th>
    ${measured.map(one => html`<td class="n">${one?.rank ?? text.say('search.notFound')}</td>`)}
    <td class="s dim">${expected.map(shortAddress).join(', ')}</td>
  </tr>`;
}

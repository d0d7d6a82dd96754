import type { CompareCut, CompareRow, Sides } from '../../src/model/compareSettings.ts';
import type { Text } from '../../src/model/speech.ts';
import type { CompareView } from '../../src/protocol/compare.ts';
import { refreshIcon } from '../common/icons.ts';
import { html, live, nothing, svg, type View } from '../common/lit.ts';
import { errorState } from '../common/stateIcons.ts';
import { letterOf, type Acts, type Screen } from './state.ts';

/** Colours in turn: a chunk's number tells it, too. */
export const tint = (chunk: number): string => `k${(chunk + 1) % 4}`;

export function textPanel(view: CompareView, { acts }: Screen): View {
  const { text } = acts;
  return html`${question(view, acts)} ${map(view, text)}
    <div class="scroll body" tabindex="0" role="region" aria-label=${text.say('pair.textBetween')}>
      ${view.text.isCut ? html`<p class="s dim">${text.say('pair.isCut')} <button class="link" @click=${acts.openMarkdown}>${text.say('pair.openMarkdown')}</button></p>` : nothing}
      <table class="al">
        <thead class="vh">
          <tr>
            <th scope="col" colspan="2">A</th>
            <th scope="col">${text.say('pair.text')}</th>
            <th scope="col" colspan="2">B</th>
          </tr>
        </thead>
        <tbody>
          ${view.text.rows.map((row, at) => textRow(row, at, { rows: view.text.rows, text }))}
        </tbody>
      </table>
    </div>`;
}

function question({ question: asked, answers, answerAt }: CompareView, { text, ask, nextAnswer }: Acts): View {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // SAFETY: the listener stands on the form.
    ask(String(new FormData(event.currentTarget as HTMLFormElement).get('question') ?? ''));
  };
  const which = { at: text.number(answerAt + 1), of: text.number(answers) };
  return html`<form class="ask row" @submit=${submit}>
    <label class="dim" for="question">${text.say('pair.question')}</label>
    <input
      class="in"
      id="question"
      name="question"
      .value=${live(asked ?? '')}
      placeholder=${text.say('pair.firstQuestion')}
    />
    <button class="btn alt">${text.say('pair.ask')}</button>
    ${
      answers > 1
        ? html`<button class="tool" type="button" @click=${nextAnswer} title=${text.say('pair.otherAnswerWhy')}>
            ${refreshIcon}<span>${text.say('pair.otherAnswer', which)}</span>
          </button>`
        : nothing
    }
    ${asked !== null && answers === 0 ? html`<span class="dim s">${text.say('pair.noAnswer')}</span>` : nothing}
  </form>`;
}

/** The whole page on one scale: two lanes a side in turn, so that an overlap is where both are filled. */
function map({ text: { places, answer }, sides }: CompareView, text: Text): View {
  const percent = (share: number) => `${(100 * share).toFixed(2)}%`;
  const whole = (share: number) => text.number(Math.round(100 * share));
  const counts = { a: text.number(places[0].length), b: text.number(places[1].length) };
  const label =
    text.say('pair.map', counts) +
    (answer ? ` ${text.say('pair.mapAnswer', { from: whole(answer[0]), to: whole(answer[1]) })}` : '');
  const lanes = ([0, 1] as const).map(side =>
    places[side].map(([start, end], at) => {
      const y = (side === 0 ? 0.1 : 2.5) + (at % 2) * 0.95;
      return svg`<rect class="ck ${tint(at)}" x=${percent(start)} width=${percent(Math.max(end - start, 0.002))} y="${y}rem" height=".85rem"></rect>
        ${end - start > 0.03 ? svg`<text x=${percent(start)} dx="4" y="${(y + 0.7).toFixed(2)}rem">${at + 1}</text>` : nothing}`;
    }),
  );
  return html`<div class="mp">
    <span class="b">${letterOf(0)}</span><span class="b">${letterOf(1)}</span>
    <svg class="map" role="img" aria-label=${sides.length === 2 ? label : ''}>
      ${lanes}
      ${answer ? svg`<rect class="band" x=${percent(answer[0])} width=${percent(answer[1] - answer[0])} y="0" height="4.45rem"></rect>` : nothing}
    </svg>
  </div>`;
}

interface Around {
  readonly rows: readonly CompareRow[];
  readonly text: Text;
}

function textRow(row: CompareRow, at: number, { rows, text }: Around): View {
  const around = { held: row.held, before: rows[at - 1]?.held, after: rows[at + 1]?.held, text };
  const shown = headed(row.text);
  return html`<tr class="${row.isEnd ? 'gap' : ''} ${row.only === null ? '' : 'gone'}">
      ${lane(0, 0, around)}${lane(0, 1, around)}
      <td class="tx">${row.isAnswer ? html`<mark>${shown}</mark>` : shown}</td>
      ${lane(1, 0, around)}${lane(1, 1, around)}
    </tr>
    ${row.cuts.map(cut => cutRow(cut, around))}`;
}

/** Headings stand out, in the text as it is. */
const headed = (text: string): (View | string)[] =>
  text.split(/(^#{1,6} .*$)/m).map(part => (/^#{1,6} /.test(part) ? html`<b>${part}</b>` : part));

interface LaneAround {
  readonly held: CompareRow['held'];
  readonly before?: Sides<readonly number[]> | undefined;
  readonly after?: Sides<readonly number[]> | undefined;
  readonly text: Text;
}

/** A chunk's stretch: its number where it begins, a border where it ends. */
function lane(side: 0 | 1, which: 0 | 1, { held, before, after, text }: LaneAround): View {
  const chunk = held[side].findLast(one => one % 2 === which);
  if (chunk === undefined) return html`<td class="ln"></td>`;
  const [begins, ends] = [!before?.[side].includes(chunk), !after?.[side].includes(chunk)];
  const spoken = text.say('pair.chunkOf', { letter: letterOf(side), n: text.number(chunk + 1) });
  return html`<td class="ln ${tint(chunk)} ${begins ? 'f' : ''} ${ends ? 'z' : ''}">
    ${begins ? html`<span class="no">${text.number(chunk + 1)}</span>` : html`<span class="vh">${spoken}</span>`}
  </td>`;
}

/** A line with its consequence. The chunks that go on are drawn through it. */
function cutRow(cut: CompareCut, { held, after, text }: LaneAround): View {
  const through = (side: 0 | 1, which: 0 | 1) => {
    const chunk = held[side].findLast(one => one % 2 === which && after?.[side].includes(one));
    return html`<td class="ln ${chunk === undefined ? '' : tint(chunk)}"></td>`;
  };
  const said = {
    ...{ letter: letterOf(cut.side), before: cut.before, after: cut.after },
    ...{ chunk: text.number(cut.chunk + 1), next: text.number(cut.next + 1) },
  };
  return html`<tr class="cutr">
    ${through(0, 0)}${through(0, 1)}
    <td class="tx"><span class="st bad s">${errorState}${text.say('pair.cutHere', said)}</span></td>
    ${through(1, 0)}${through(1, 1)}
  </tr>`;
}

import { checkText } from '../../src/model/workshop/checkText.ts';
import type { CheckView, StepView, Verdict } from '../../src/model/workshop/stepView.ts';
import { copyIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { completedState, errorState, unknownState } from '../common/stateIcons.ts';
import { inlineText } from './markdown.ts';
import { placeText, resultText } from './resultText.ts';
import type { Acts } from './state.ts';

const SHAPES = { passed: completedState, failed: errorState, unchecked: unknownState } as const;
const COLOURS = { passed: 'ok', failed: 'bad', unchecked: 'warn' } as const;
const SECOND_MS = 1000;

/** What the last look found: each check in a line, then what does not hold, with the place and the reason. */
export function results(view: StepView, acts: Acts): View | typeof nothing {
  const { verdict, tries } = view;
  if (verdict === null) return nothing;
  const { text } = acts;
  const passed = verdict.checks.filter(({ state }) => state === 'passed').length;
  const state = verdict.passed ? 'passed' : 'failed';
  const figures = {
    ...{ time: text.time(verdict.at), tries: text.number(tries) },
    seconds: text.number(Math.round((10 * verdict.tookMs) / SECOND_MS) / 10),
  };
  return html`<section class="sec res" aria-labelledby="results">
    <div class="row">
      <h2 id="results">${text.say('step.lastCheck')}</h2>
      <span class="dim s">${text.say('step.lastCheckAt', figures)}</span>
      <span class="sp st ${COLOURS[state]}">
        ${SHAPES[state]}${text.say('step.checksOf', { passed: text.number(passed), checks: text.number(verdict.checks.length) })}
      </span>
      ${iconButton(text.say('step.copyResult'), copyIcon, () => acts.copy(resultText(view.step, verdict, text)))}
    </div>
    <ul class="cases">
      ${verdict.checks.map(check => line(check, acts))}
    </ul>
    ${faults(verdict, acts)}
  </section>`;
}

const line = ({ title, state, isHidden }: CheckView, acts: Acts): View =>
  html`<li class=${state === 'passed' ? COLOURS[state] : `b ${COLOURS[state]}`}>
    ${SHAPES[state]}<span class="vh">${acts.text.say(`step.check.${state}`)}</span
    ><span>
      ${inlineText(title, acts, true)}
      ${isHidden ? html`<span class="dim">${acts.text.say('step.hidden')}</span>` : nothing}
    </span>
  </li>`;

/** A known mistake says what it is once, above the first check that shows it. */
const faults = ({ checks, mistake }: Verdict, acts: Acts): View[] =>
  checks.filter(({ state }) => state !== 'passed').map((check, at) => fault(check, at === 0 ? mistake : null, acts));

function fault(check: CheckView, mistake: string | null, acts: Acts): View {
  const { text, openFile } = acts;
  const { title, state, expected, found, why, where, frame } = check;
  const fact = (key: string, value: View | string) =>
    html`<dt>${text.say(`step.${key}`)}</dt>
      <dd>${value}</dd>`;
  return html`<div class="call">
    <div class=${COLOURS[state]}>${SHAPES[state]}</div>
    <div class="why">
      <p class="b">${inlineText(mistake ?? title, acts)}</p>
      <dl class="kv">
        ${expected ? fact('expected', checkText(expected, text)) : nothing}
        ${found ? fact(state === 'failed' ? 'found' : 'unchecked', checkText(found, text)) : nothing}
        ${
          where
            ? fact(
                'where',
                html`<button class="link" @click=${() => openFile(where)}>${placeText(where, text)}</button>`,
              )
            : nothing
        }
      </dl>
      ${
        frame && where
          ? html`<pre
              class="frame"
              tabindex="0"
              role="region"
              aria-label=${text.say('step.frame', { file: where.path, from: frame.from })}
            >
${frame.lines.map((one, at) => html`<span class="g">${frame.from + at}</span>${one}${'\n'}`)}</pre>`
          : nothing
      }
      ${why ? html`<p>${inlineText(why, acts)}</p>` : nothing}
    </div>
  </div>`;
}

import { verdictWord } from '../../src/model/quality/reportWords.ts';
import { MOST_PAST, type RuleView } from '../../src/model/quality/reportView.ts';
import { html, nothing, svg, type View } from '../common/lit.ts';
import type { Acts } from './acts.ts';
import { VERDICT } from './head.ts';

/** How many failed in the last runs: a picture, and a table that says the same. One run has no history. */
export function past({ past: runs }: RuleView, { text }: Acts): View | typeof nothing {
  if (runs.length < 2) return nothing;
  return html`<details class="past">
    <summary>
      ${text.say('validation.history')}
      ${chart(runs, text.say('validation.historySaid', { n: text.number(runs.length) }))}
    </summary>
    <table class="t">
      <thead>
        <tr>
          ${['at', 'verdict'].map(name => html`<th scope="col">${text.say(`validation.column.${name}`)}</th>`)}
          ${['checked', 'failed'].map(name => html`<th scope="col" class="n">${text.say(`validation.column.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${runs.toReversed().map(({ at, verdict, checked, failed }) => {
          const isKnown = verdict !== 'could_not_run';
          return html`<tr>
            <td class="nw">${text.dateTime(at)}</td>
            <td>
              <span class="st ${VERDICT[verdict].tone}">${VERDICT[verdict].icon}${verdictWord(verdict, text)}</span>
            </td>
            <td class="n">${isKnown ? text.number(checked) : '–'}</td>
            <td class="n">${isKnown ? text.number(failed) : '–'}</td>
          </tr>`;
        })}
      </tbody>
    </table>
  </details>`;
}

/** Bars from the oldest to the newest; one that could not run is a ring, one without failures a dot on the line. */
function chart(runs: RuleView['past'], label: string): View {
  const most = Math.max(1, ...runs.map(({ failed }) => failed));
  // The newest always at the right, however few there are.
  const step = 100 / MOST_PAST;
  const free = MOST_PAST - runs.length;
  return svg`<svg class="hist" role="img" aria-label=${label}>
    <line class="base" x1="0" x2="100%" y1="27" y2="27"></line>
    ${runs.map(({ verdict, failed }, index) => {
      const at = free + index;
      const middle = `${Math.round((at + 0.5) * step * 100) / 100}%`;
      if (verdict === 'could_not_run') return svg`<circle class="ring" cx=${middle} cy="22" r="3"></circle>`;
      if (failed === 0) return svg`<circle class="none" cx=${middle} cy="27" r="2"></circle>`;
      const height = Math.max(2, Math.round((24 * failed) / most));
      return svg`<rect class="fell ${verdict}" x="${Math.round((at + 0.2) * step * 100) / 100}%" width="${Math.round(step * 60) / 100}%" y=${27 - height} height=${height}></rect>`;
    })}
  </svg>`;
}

import {
  asksText,
  barOf,
  changeText,
  failedText,
  longestShare,
  shareText,
  thresholdText,
  toldText,
  verdictWord,
} from '../../src/model/quality/reportWords.ts';
import type { ReportView, RuleView } from '../../src/model/quality/reportView.ts';
import { html, nothing, repeat, svg, type View } from '../common/lit.ts';
import { walk } from '../common/walk.ts';
import type { Acts } from './acts.ts';
import { VERDICT } from './head.ts';
import { pickedRule, rulesOf, type State } from './state.ts';
import { shown } from './shown.ts';

/** The worst first. One tab stop; arrows, Home and End pick, and what is picked is shown below. */
export function rules(view: ReportView, state: State, acts: Acts): View {
  const { text } = acts;
  const all = rulesOf(state);
  const longest = longestShare(all);
  const picked = pickedRule(state)?.id;
  const isCompared = view.before !== null;
  const press = (event: KeyboardEvent) => {
    const at = all.findIndex(({ id }) => id === picked);
    const next = all[walk(event.key, at, all.length, 'down') ?? -1];
    if (!next) return;
    event.preventDefault();
    acts.pick(next.id);
    // SAFETY: the listener stands on the body of the table.
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>('[aria-selected=true]')?.focus();
  };
  const head = (name: string, look = ''): View =>
    html`<th scope="col" class="${look} c-${name}">${text.say(`validation.column.${name}`)}</th>`;
  return html`<table class="t rules" role="grid" aria-label=${text.say('validation.rulesList')}>
    <thead>
      <tr>
        ${head('verdict')}${head('rule')}${head('severity')}${head('checked', 'n')}${head('failed', 'n')}${head('share', 'n')}${head('bar')}
        ${head('threshold', 'n')}${isCompared ? head('before', 'n') : nothing}
      </tr>
    </thead>
    <tbody class="pick" @keydown=${press}>
      ${repeat(
        all,
        ({ id }) => id,
        rule => row(rule, { longest, isCompared, isPicked: rule.id === picked, acts }),
      )}
    </tbody>
  </table>`;
}

interface Around {
  readonly longest: number;
  readonly isCompared: boolean;
  readonly isPicked: boolean;
  readonly acts: Acts;
}

function row(rule: RuleView, { longest, isCompared, isPicked, acts }: Around): View {
  const { text } = acts;
  const { icon, tone } = VERDICT[rule.verdict];
  return html`<tr tabindex=${isPicked ? 0 : -1} aria-selected=${isPicked} @click=${() => acts.pick(rule.id)}>
    <td class="c-verdict">
      <span class="st ${tone}">${icon}<span>${verdictWord(rule.verdict, text)}</span></span>
    </td>
    <td class="c-rule">
      ${shown(asksText(rule, text))} <span class="dim m">${shown(rule.id)}</span>
      ${rule.verdict === 'could_not_run' ? html`<div class="s">${shown(toldText(rule.told, text))}</div>` : nothing}
    </td>
    <td class="c-severity">${text.say(`validation.severity.${rule.severity}`)}</td>
    <td class="n c-checked">${rule.verdict === 'could_not_run' ? '–' : text.number(rule.checked)}</td>
    <td class="n c-failed">${failedText(rule, text)}</td>
    <td class="n c-share">${shareText(rule, text)}</td>
    <td class="c-bar">${bar(rule, longest)}</td>
    <td class="n c-threshold">${thresholdText(rule, text)}</td>
    ${isCompared ? html`<td class="n c-before">${changeText(rule, text)}</td>` : nothing}
  </tr>`;
}

/** How much fails; the tick is the threshold. The columns beside it say the same. */
function bar(rule: RuleView, longest: number): View | typeof nothing {
  const drawn = barOf(rule, longest);
  if (drawn === null) return nothing;
  const { fill, tick } = drawn;
  return svg`<svg class="mt" aria-hidden="true">
    <rect class="mb" width="100%" height="6" y="5"></rect>
    <rect class="mf" width="${fill}%" height="6" y="5"></rect>
    <line class="mtk" x1="${tick}%" x2="${tick}%" y1="1" y2="15"></line>
  </svg>`;
}

import type { Verdict } from '../../src/model/quality/report.ts';
import { headline, ledeText, secondsText, verdictOf } from '../../src/model/quality/reportWords.ts';
import type { ValidationHead } from '../../src/protocol/quality.ts';
import { copyIcon, debugRestartIcon, exportIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { completedState, errorState, unknownState, warnState } from '../common/stateIcons.ts';
import type { Acts } from './acts.ts';
import type { State } from './state.ts';
import { shown } from './shown.ts';

export const VERDICT: Readonly<Record<Verdict, { readonly icon: View; readonly tone: string }>> = {
  failed: { icon: errorState, tone: 'bad' },
  could_not_run: { icon: unknownState, tone: 'warn' },
  warned: { icon: warnState, tone: 'warn' },
  passed: { icon: completedState, tone: 'ok' },
};

/** The verdict first, in words; then what it is about. */
export function head({ view }: ValidationHead, state: State, acts: Acts): View {
  const { text } = acts;
  const { icon, tone } = VERDICT[verdictOf(view)];
  const isRunning = state.progress !== null;
  return html`<header>
    <div class="head v">
      <span class="big ${tone}">${icon}</span>
      <div class="vt">
        <h1>${headline(view, text)}</h1>
        <p class="lede">${ledeText(view, text)}</p>
      </div>
      <span class="row sp">
        <button class="btn" ?disabled=${isRunning} @click=${acts.validate}>
          ${debugRestartIcon}${text.say('validation.again')}
        </button>
        ${iconButton(text.say('validation.copyCommand'), copyIcon, acts.copyCommand)}
        ${iconButton(text.say('validation.export'), exportIcon, acts.export)}
      </span>
    </div>
    ${progressPart(state, acts)} ${facts(view, acts)}
  </header>`;
}

function facts({ name, rulesFile, durationMs, validation }: ValidationHead['view'], { text, openRule }: Acts): View {
  const rules =
    rulesFile === null
      ? text.say('validation.defaultRules')
      : html`<button class="link" @click=${() => openRule(null)}>${shown(rulesFile)}</button>`;
  return html`<dl class="id s">
    <div>
      <dt>${text.say('validation.fact.file')}</dt>
      <dd class="m">${shown(name)}</dd>
    </div>
    <div>
      <dt>${text.say('validation.fact.rules')}</dt>
      <dd>${rules}</dd>
    </div>
    <div>
      <dt>${text.say('validation.fact.duration')}</dt>
      <dd>${secondsText(durationMs, text)}</dd>
    </div>
    <div>
      <dt>${text.say('validation.fact.exit')}</dt>
      <dd>${validation === 'passed' ? '0' : '1'}</dd>
    </div>
  </dl>`;
}

/** How far it is, in words and as a line; announced at its begin, its end and every tenth. */
export function progressPart({ progress, hasEnded }: State, { text, stop }: Acts): View {
  const share = progress && progress.total > 0 ? Math.min(1, progress.done / progress.total) : null;
  const percent = (value: number): string =>
    new Intl.NumberFormat(text.language, { style: 'percent', maximumFractionDigits: 0 }).format(value);
  const said = (value: number): string =>
    text.say('validation.running', { percent: percent(value), rows: text.number(progress?.total ?? 0) });
  const live =
    progress === null ? (hasEnded ? text.say('validation.ended') : '') : said(Math.floor((share ?? 0) * 10) / 10);
  return html`<p class="vh" aria-live="polite">${progress && share === null ? text.say('validation.begins') : live}</p>
    ${
      progress === null
        ? nothing
        : html`<div class="pad going">
            <progress max="1" value=${share ?? nothing} aria-label=${text.say('validation.begins')}></progress>
            <p class="row s">
              <span aria-hidden="true">${share === null ? text.say('validation.begins') : said(share)}</span>
              <button class="btn alt sp" @click=${stop}>${text.say('validation.stop')}</button>
            </p>
          </div>`
    }`;
}

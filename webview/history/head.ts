import { endedOf, isOfApi, isResumable, type RunSummary } from '../../src/model/view.ts';
import type { Text } from '../../src/model/speech.ts';
import { apiFigures } from '../../src/model/apiText.ts';
import { problemText } from '../../src/model/problemText.ts';
import { debugRestartIcon, exportIcon, plugIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { runState } from '../common/runStates.ts';
import type { RunAct } from '../../src/protocol/history.ts';
import type { Acts } from './acts.ts';
import type { State } from './state.ts';

export function head(state: State, acts: Acts): View {
  const { text } = acts;
  const { run } = state;
  if (run === null) return html``;
  const { icon, tone } = runState(run.status, run.counts.error > 0);
  const ended = endedOf(run);
  const share = text.say('history.progress', { ended, total: ended + run.open });
  return html`<header class="head">
    <div class="row">
      <h1>${text.say('history.title', { run: text.dayTime(run.startedAt) })}</h1>
      <span class="st ${tone}">${icon}${text.say(`runStatus.${run.status}`)}</span>
      <span class="sp row">${buttons(run, acts)}</span>
    </div>
    <p class="lede"><span class="b">${verdict(state, text)}</span> ${counts(run, text)}</p>
    <p class="vh" aria-live="polite">
      ${text.say('history.announce', { status: text.say(`runStatus.${run.status}`) })}
    </p>
    ${run.status === 'RUNNING' && !isOfApi(run) ? html`<progress max=${ended + run.open} value=${ended} aria-label=${share}></progress>` : nothing}
  </header>`;
}

/** The one sentence that answers first: did it survive, and did it do what it should. */
function verdict({ run, timeline }: State, text: Text): string {
  if (run === null) return '';
  if (run.failure !== null) return problemText(run.failure, text);
  const wasCut = timeline.gaps.some(({ kind }) => kind !== 'rest');
  const clean = run.counts.error === 0;
  if (run.status === 'RUNNING') return text.say(wasCut ? 'history.verdict.resumed' : 'history.verdict.RUNNING');
  if (run.status === 'COMPLETED' && !clean) return text.count('history.verdict.flawed', run.counts.error);
  if (run.status === 'COMPLETED') return text.say(wasCut ? 'history.verdict.survived' : 'history.verdict.COMPLETED');
  return text.say(`history.verdict.${run.status}`);
}

function counts(run: RunSummary, text: Text): string {
  const figures = apiFigures(run, text);
  if (figures !== null) return text.say('history.total', { total: figures });
  const parts = (['completed', 'error', 'skipped', 'alias'] as const)
    .filter(name => run.counts[name] > 0)
    .map(name => text.count(`history.count.${name}`, run.counts[name]));
  if (run.open > 0) parts.push(text.count('history.count.open', run.open));
  if (run.waiting > 0) parts.push(text.count('history.count.waiting', run.waiting));
  const total = text.count('unit.source', endedOf(run) + run.open);
  return parts.length === 0
    ? text.say('history.total', { total })
    : text.say('history.counts', { total, parts: parts.join(', ') });
}

function buttons(run: RunSummary, acts: Acts): View {
  const { text } = acts;
  const hasFailed = run.status !== 'RUNNING' && (run.counts.error > 0 || (isOfApi(run) && run.status === 'FAILED'));
  const canResume = isResumable(run);
  const button = (act: RunAct, label: string, look = 'alt', icon: View | typeof nothing = nothing) =>
    html`<button class="btn ${look}" @click=${() => acts.act(act)}>${icon}${text.say(label)}</button>`;
  return html`${canResume ? button('resume', 'action.resume', '') : nothing}
    ${hasFailed ? button('retryFailed', 'action.retryFailed', canResume ? 'alt' : '', debugRestartIcon) : nothing}
    ${run.status === 'RUNNING' ? [button('pullPlug', 'history.pullPlug', 'alt', plugIcon), button('cancel', 'history.cancel')] : nothing}
    <span class="row" role="group" aria-label=${text.say('history.export')}>
      ${exportIcon}
      ${(['jsonl', 'json', 'markdown'] as const).map(
        format =>
          html`<button class="tool" @click=${() => acts.save(format)}>${text.say(`history.format.${format}`)}</button>`,
      )}
    </span>`;
}

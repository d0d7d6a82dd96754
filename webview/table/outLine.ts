import { closeIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState } from '../common/states.ts';
import { completedState } from '../common/stateIcons.ts';
import type { Screen } from './acts.ts';
import { changeOut } from './out.ts';
import { progressPart } from './progress.ts';

/**
 * Why a copy or an export failed; before that, how far it is. That something was copied is said below the table for a moment,
 * so that no row moves; the region is always there, because a screen reader hears only what changes in one. Where an
 * export went, VS Code says.
 */
export const outLine = (screen: Screen): View => html`${longPart(screen)}${momentPart(screen)}`;

function longPart(screen: Screen): View | typeof nothing {
  const { state, world } = screen;
  const { text, ask } = world;
  const { met } = state.out;
  const work = state.works.find(({ kind }) => kind === 'copy' || kind === 'export');
  if (work) {
    const label = text.say(work.kind === 'copy' ? 'table.copying' : 'table.exporting');
    return html`<div class="pad">${progressPart({ label, work, text, stop: () => world.works.stop(work.kind) })}</div>`;
  }
  if (met?.state === 'failed')
    return html`<div class="outline row">${problemState(met.problem, { text, ask })}${dismiss(screen)}</div>`;
  return nothing;
}

const dismiss = (screen: Screen): View =>
  html`<span class="sp">
    ${iconButton(screen.world.text.say('table.dismiss'), closeIcon, () => changeOut(screen, { met: null }))}
  </span>`;

function momentPart({ state }: Screen): View {
  const { met } = state.out;
  const said = met?.state === 'said' ? html`<p class="st ok">${completedState}${met.sentence}</p>` : nothing;
  return html`<div class="moment" role="status" ?data-on=${said !== nothing}>${said}</div>`;
}

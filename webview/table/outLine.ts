import { bytesText } from '../../src/model/bytes.ts';
import { closeIcon, goToFileIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { problemState } from '../common/states.ts';
import { completedState } from '../common/stateIcons.ts';
import type { Screen } from './acts.ts';
import { changeOut } from './out.ts';
import type { OutMet } from './parts.ts';
import { progressPart } from './progress.ts';

/**
 * What was copied or written, or why not; before that, how far it is. That something was copied is said below the table for
 * a moment, so that no row moves; the region is always there, because a screen reader hears only what changes in one.
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
  return met?.state === 'written' ? writtenPart(met, screen) : nothing;
}

const dismiss = (screen: Screen): View =>
  html`<span class="sp">
    ${iconButton(screen.world.text.say('table.dismiss'), closeIcon, () => changeOut(screen, { met: null }))}
  </span>`;

function writtenPart({ file, rows, bytes }: Extract<OutMet, { state: 'written' }>, screen: Screen): View {
  const { text, ask } = screen.world;
  const figures = { rows: text.count('unit.row', rows), bytes: bytesText(bytes, text.language), file };
  const open = () => void ask.openPlace({ file, line: 1, column: 1 });
  // A Parquet file is no text; the Explorer opens it as a table.
  const isText = /\.(?:csv|jsonl)$/i.test(file);
  return html`<div class="outline row">
    <p class="st ok any" role="status">${completedState}${text.say('table.written', figures)}</p>
    ${isText ? html`<button class="btn alt" @click=${open}>${goToFileIcon}${text.say('table.openWritten')}</button>` : nothing}
    ${dismiss(screen)}
  </div>`;
}

function momentPart({ state }: Screen): View {
  const { met } = state.out;
  const said = met?.state === 'said' ? html`<p class="st ok">${completedState}${met.sentence}</p>` : nothing;
  return html`<div class="moment" role="status" ?data-on=${said !== nothing}>${said}</div>`;
}

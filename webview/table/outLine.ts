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

/** One line above the grid that says what was copied or written, or why not; before that, how far it is. */
export function outLine(screen: Screen): View | typeof nothing {
  const { state, world } = screen;
  const { text } = world;
  const work = state.works.find(({ kind }) => kind === 'copy' || kind === 'export');
  if (work) {
    const label = text.say(work.kind === 'copy' ? 'table.copying' : 'table.exporting');
    return html`<div class="pad">${progressPart({ label, work, text, stop: () => world.works.stop(work.kind) })}</div>`;
  }
  const { met } = state.out;
  return met === null ? nothing : html`<div class="outline row">${metPart(met, screen)}${dismiss(screen)}</div>`;
}

const dismiss = (screen: Screen): View =>
  html`<span class="sp">
    ${iconButton(screen.world.text.say('table.dismiss'), closeIcon, () => changeOut(screen, { met: null }))}
  </span>`;

function metPart(met: OutMet, { world }: Screen): View {
  const { text, ask } = world;
  switch (met.state) {
    case 'failed':
      return problemState(met.problem, { text, ask });
    case 'said':
      return html`<p class="st ok" role="status">${completedState}${met.sentence}</p>`;
    case 'written': {
      const { file, rows, bytes } = met;
      const figures = { rows: text.count('unit.row', rows), bytes: bytesText(bytes, text.language), file };
      const open = () => void ask.openPlace({ file, line: 1, column: 1 });
      return html`<p class="st ok any" role="status">${completedState}${text.say('table.written', figures)}</p>
        ${
          // A Parquet file is no text; the tree and the Explorer open it as a table.
          /\.(?:csv|jsonl)$/i.test(file)
            ? html`<button class="btn alt" @click=${open}>${goToFileIcon}${text.say('table.openWritten')}</button>`
            : nothing
        }`;
    }
  }
}

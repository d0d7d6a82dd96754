import type { SchemaDifference } from '../../src/protocol/table.ts';
import { html, nothing, type View } from '../common/lit.ts';
import type { Screen } from './acts.ts';
import { copyList } from './copyList.ts';

const MOST = 100;

/** Columns that are not alike in all files of a folder: what they are, in how many, and the first of those. */
export function differencesPart(screen: Screen): View | typeof nothing {
  const { head } = screen;
  const { text } = screen.world;
  const { differences } = head;
  if (differences.length === 0) return nothing;
  const rest = head.totals.differences - MOST;
  return html`<section class="stack differences" aria-labelledby="differences">
    <h2 id="differences">${text.say('table.differences')}</h2>
    <div class="scroll" role="group" tabindex="0" aria-labelledby="differences">
      <table class="t">
        <thead>
          <tr>
            <th scope="col">${text.say('table.column')}</th>
            <th scope="col">${text.say('table.type')}</th>
            <th scope="col" class="n">${text.say('table.inFiles')}</th>
            <th scope="col">${text.say('table.firstFile')}</th>
          </tr>
        </thead>
        <tbody>
          ${differences.slice(0, MOST).map(one => rows(one, text))}
        </tbody>
      </table>
    </div>
    ${rest > 0 ? html`<p class="dim">${text.say('table.andMore', { n: text.number(rest) })} ${copyList(screen, 'differences')}</p>` : nothing}
  </section>`;
}

const rows = ({ column, types }: SchemaDifference, text: Screen['world']['text']): View[] =>
  types.map(
    ({ type, files, first }, at) =>
      html`<tr class=${at === 0 ? 'first' : ''}>
        <th scope="row" class="b"><span class=${at === 0 ? '' : 'vh'}>${column}</span></th>
        <td>${type ?? html`<span class="null">${text.say('table.absent')}</span>`}</td>
        <td class="n">${text.number(files)}</td>
        <td class="m any">${first}</td>
      </tr>`,
  );

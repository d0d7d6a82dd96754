import { PAGES_READ, readingCost, savedShare, type PageWeight } from '../../src/model/cleaning.ts';
import { dollars } from '../../src/model/prices.ts';
import type { CleaningView } from '../../src/protocol/cleaning.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { emptyState, problemState } from '../common/states.ts';
import { figures } from './head.ts';
import { progressBar } from './progress.ts';
import { percentText, type Screen } from './state.ts';

/** Every page of the run, before and after; and all of them together. */
export function totals(view: CleaningView, screen: Screen): View {
  const { state, acts, ask } = screen;
  const { text } = acts;
  const { totals: told } = state;
  if (told === null || told.state === 'waiting') return progressBar(screen, 'workingPages');
  if (told.state === 'failed')
    return html`<div class="pad">${problemState(told.problem, { text, ask, retry: () => acts.show('run') })}</div>`;
  const { pages, counted, missing } = told.value;
  if (counted === 0)
    return html`<div class="pad">
      ${emptyState(text.say('cleaning.totalNone'), text.say('cleaning.totalNoneWhy'))}
    </div>`;
  const percent = percentText(text, savedShare(told.value));
  return html`<p class="lede pad">
      <span class="b">${text.say('cleaning.totalLede', { percent, pages: text.count('unit.page', counted) })}</span>
      ${missing > 0 ? text.say('cleaning.totalMissing', { n: text.number(missing) }) : nothing}
      ${pages.length < counted ? text.say('cleaning.totalShown', { n: text.number(pages.length) }) : nothing}
    </p>
    ${figures(told.value, view.price, acts, counted)}
    <div class="scroll table" tabindex="0" role="region" aria-label=${text.say('cleaning.runTab')}>
      <table class="t">
        <thead>
          <tr>
            ${['page', 'tokensBefore', 'tokensAfter', 'gone', 'costBefore', 'costAfter'].map(
              (name, at) =>
                html`<th scope="col" class=${at === 0 ? '' : 'n'}>${text.say(`cleaning.column.${name}`)}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${pages.map(page => row(page, view, screen))}
        </tbody>
      </table>
    </div>`;
}

function row(page: PageWeight, { uri, price }: CleaningView, { acts }: Screen): View {
  const { text } = acts;
  const cost = readingCost(page, price.usdPerMillionTokens, PAGES_READ);
  const name = page.title.trim() || page.uri;
  const figure = (value: string) => html`<td class="n">${value}</td>`;
  return html`<tr>
    <td>
      ${page.uri === uri ? html`<span class="b">${name}</span>` : html`<button class="link" @click=${() => acts.showPage(page.uri)}>${name}</button>`}
    </td>
    ${figure(text.number(page.before.tokens))} ${figure(text.number(page.after.tokens))}
    ${figure(`${percentText(text, savedShare(page))}\u00a0%`)} ${figure(dollars(cost.before, text.language))}
    ${figure(dollars(cost.after, text.language))}
  </tr>`;
}

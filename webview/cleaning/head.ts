import { PAGES_READ, readingCost, savedShare, type BeforeAfter } from '../../src/model/cleaning.ts';
import { dollars, type ReadingPrice } from '../../src/model/prices.ts';
import type { CleaningView } from '../../src/protocol/cleaning.ts';
import { dropDown } from '../common/dropDown.ts';
import { arrowRightIcon, compareIcon, exportIcon } from '../common/icons.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { percentText, type Acts, type Screen } from './state.ts';

export function head(view: CleaningView, { state, acts }: Screen): View {
  const { text } = acts;
  const name = view.title.trim() || view.uri;
  return html`<header class="head">
    <div class="row">
      <h1 class="el">${name}</h1>
      <span class="dim">${text.say('cleaning.what')}</span>
      <span class="sp row">
        ${
          state.tab === 'page'
            ? html`<button class="btn alt" @click=${acts.compare}>
                ${compareIcon}${text.say('cleaning.compare')}
              </button>`
            : nothing
        }
        ${dropDown({ id: 'out', name: text.say('cleaning.export'), icon: exportIcon, content: exporting(state.tab, acts) })}
      </span>
    </div>
    ${state.tab === 'page' ? lede(view, acts) : nothing}
  </header>`;
}

function exporting(tab: 'page' | 'run', { text, ...acts }: Acts): View {
  const button = (key: string, run: () => void) =>
    html`<button class="tool" @click=${run}>${text.say(`cleaning.${key}`)}</button>`;
  const copy = tab === 'page' ? acts.copyTable : acts.copyTotals;
  return html`<div class="out">
    ${button('copyMarkdown', () => copy('markdown'))} ${button('copyCsv', () => copy('csv'))}
    ${
      tab === 'page'
        ? html`${button('saveCsv', () => acts.saveTable('csv'))} ${button('saveJson', () => acts.saveTable('json'))}`
        : nothing
    }
  </div>`;
}

function lede(view: CleaningView, acts: Acts): View {
  const { text } = acts;
  const removed = view.reasons.reduce((sum, { blocks }) => sum + blocks, 0);
  const verdict = view.isOn
    ? text.say('cleaning.gone', { percent: percentText(text, savedShare(view)) })
    : text.say('cleaning.off');
  const counts = { removed: text.number(removed), blocks: text.count('unit.block', view.blocks) };
  return html`<p class="lede">
      <span class="b">${verdict}</span>
      ${removed === 0 ? (view.isOn ? text.say('cleaning.ledeNothing') : nothing) : html`${text.say('cleaning.lede', counts)} ${doubts(view, acts)}`}
    </p>
    ${view.isSame ? nothing : html`<p class="s dim">${text.say('cleaning.differs')}</p>`}`;
}

function doubts({ counts, doubtful }: CleaningView, { text, pickBlock }: Acts): View {
  const many = counts.find(({ filter }) => filter === 'doubt')?.blocks ?? 0;
  const [first] = doubtful;
  if (first === undefined) return html`${text.say('cleaning.noDoubt')}`;
  const [key, link] = many === 1 ? ['oneDoubt', 'check'] : ['someDoubts', 'checkFirst'];
  return html`${text.say(`cleaning.${key}`, { n: text.number(many) })}
    <button class="link" @click=${() => pickBlock(first)}>${text.say(`cleaning.${link}`)}</button>.`;
}

/** `pages`: the figures are of so many; their price is that of a question with a few average ones. */
export function figures(weights: BeforeAfter, price: ReadingPrice, { text, openPrices }: Acts, pages = 1): View {
  const { before, after } = weights;
  // A single page stands for as many like it; an index of fewer pages gives no more than it has.
  const read = pages <= 1 ? PAGES_READ : Math.min(PAGES_READ, pages);
  const cost = readingCost(weights, price.usdPerMillionTokens, read / Math.max(1, pages));
  const pair = (label: string, was: string, is: string) =>
    html`<div>
      <dt>${label}</dt>
      <dd>
        ${was}<span class="to">${arrowRightIcon}</span><span class="vh"> ${text.say('cleaning.then')} </span
        ><b>${is}</b>
      </dd>
    </div>`;
  const money = (usd: number) => dollars(usd, text.language);
  const question = text.say(pages === 1 ? 'cleaning.question' : 'cleaning.totalQuestion', { pages: read });
  const label = text.say(price.isOwn ? 'cleaning.priceSetting' : 'cleaning.priceTable');
  return html`<dl class="fig">
    ${pair(text.say('cleaning.bytes'), text.number(before.bytes), text.number(after.bytes))}
    ${pair(text.say('cleaning.tokens'), text.number(before.tokens), text.number(after.tokens))}
    ${pair(question, money(cost.before), money(cost.after))}
    <div class="px">
      <dt>${text.say('cleaning.price')}</dt>
      <dd>
        ${text.say('cleaning.priceOf', { price: money(price.usdPerMillionTokens), model: price.model })}
        <button class="link" title=${label} @click=${() => openPrices(price.isOwn ? 'setting' : 'table')}>
          ${dateText(price.of, text)}
        </button>
        ${price.isOwn ? nothing : html`· <button class="link" @click=${() => openPrices('setting')}>${text.say('cleaning.priceSetting')}</button>`}
      </dd>
    </div>
  </dl>`;
}

function dateText(of: string, text: Acts['text']): string {
  if (of.length === 7) return text.month(of);
  const shape = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(text.language === 'fr' ? 'fr' : 'en-GB', shape).format(new Date(`${of}T00:00:00Z`));
}

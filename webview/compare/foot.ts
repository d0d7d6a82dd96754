import { dollars } from '../../src/model/prices.ts';
import type { CompareView } from '../../src/protocol/compare.ts';
import { html, type View } from '../common/lit.ts';
import type { Acts } from './state.ts';

export function foot({ price, pages }: CompareView, { text, openPrices }: Acts): View {
  const of = price.of.length === 7 ? text.month(price.of) : price.of;
  const asks = text.say('cleaning.priceOf', {
    price: dollars(price.usdPerMillionTokens, text.language),
    model: price.model,
  });
  return html`<footer class="foot">
    <span><span class="key k1">1</span> ${text.say('pair.keyChunk')}</span>
    <span>${text.say('pair.keyShared')}</span>
    <span><mark>a b c</mark> ${text.say('pair.keyAnswer')}</span>
    <span>${text.count('pair.measuredOn', pages)}</span>
    <span class="sp"
      >${asks} <button class="link" @click=${() => openPrices(price.isOwn ? 'setting' : 'table')}>${of}</button></span
    >
  </footer>`;
}

import { html, nothing, svg, type View } from '../common/lit.ts';
import { figureText } from './figures.ts';
import { spanFilter } from './filterOf.ts';
import type { Insight } from './insightOf.ts';

interface Bin {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

/** How values are spread. Each bar sets the column's filter; the table says the same to who does not see the picture. */
export function histogramPart(insight: Insight): View | typeof nothing {
  const { value, column, at, screen } = insight;
  const bins = value.histogram ?? [];
  if (bins.length === 0) return nothing;
  const { acts, world } = screen;
  const { text } = world;
  const say = (bound: string) => (column.kind === 'number' ? figureText(bound, text) : bound);
  const filter = (bin: Bin) => acts.filter(at, spanFilter(bin, bin === bins.at(-1)), true);
  const highest = bins.reduce((a, b) => (b.count > a.count ? b : a));
  const isolated = isolatedBins(bins);
  const alone = bins.reduce((sum, { count }, place) => sum + (isolated.has(place) ? count : 0), 0);
  const label = text.say('table.histogram', {
    ...{ column: column.name, from: say(highest.from), to: say(highest.to) },
    rows: text.count('unit.row', highest.count),
  });
  const aloneText = alone > 0 ? text.count('table.isolated', alone) : '';
  return html`<svg class="hist" role="img" aria-label="${label} ${aloneText}">
      ${bins.map((bin, place) => {
        const { x, width, y, height } = barOf(bins, place, highest.count);
        const classes = isolated.has(place) ? 'hb odd' : 'hb';
        return svg`<g class="hbar" @click=${() => filter(bin)}><rect class="hit" x=${x} width=${width} height="100%" />
          <rect class=${classes} x=${x} width=${width} y=${y} height=${height} /><title>${say(bin.from)} – ${say(bin.to)}: ${text.number(bin.count)}</title></g>`;
      })}
      <line class="base" x1="0" x2="100%" y1="100%" y2="100%" />
    </svg>
    <div class="row s dim hax">
      <span>${say(bins[0]?.from ?? '')}</span>
      ${aloneText ? html`<span class="alone">${aloneText}</span>` : nothing}
      <span class="sp">${say(bins.at(-1)?.to ?? '')}</span>
    </div>
    <details class="s">
      <summary>${text.say('table.asTable')}</summary>
      <table class="t">
        <tbody>
          ${bins.map(
            bin =>
              html`<tr>
                <td>
                  <button class="link" title=${text.say('table.filterBy')} @click=${() => filter(bin)}>
                    ${say(bin.from)} – ${say(bin.to)}
                  </button>
                </td>
                <td class="n">${text.number(bin.count)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
}

const GAP = 0.17;

function barOf(bins: readonly Bin[], place: number, most: number) {
  const slot = 100 / bins.length;
  const share = (100 * (bins[place]?.count ?? 0)) / Math.max(1, most);
  // Few are not none: a bar is a pixel or so high at least.
  const height = share === 0 ? 0 : Math.max(1.5, share);
  const percent = (value: number) => `${value.toFixed(2)}%`;
  return {
    ...{ x: percent((place + GAP / 2) * slot), width: percent(slot * (1 - GAP)) },
    ...{ y: percent(100 - height), height: percent(height) },
  };
}

/** Bars so far from all others that they are worth a look: behind two empty ones or more, together under a hundredth. */
export function isolatedBins(bins: readonly Pick<Bin, 'count'>[]): ReadonlySet<number> {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const ends = [tail(bins, total), tail(bins.toReversed(), total).map(at => bins.length - 1 - at)];
  return new Set(ends.flat());
}

/** Those before the first gap of two. */
function tail(bins: readonly Pick<Bin, 'count'>[], total: number): number[] {
  const found: number[] = [];
  let [sum, empty] = [0, 0];
  for (const [at, { count }] of bins.entries()) {
    empty = count === 0 ? empty + 1 : 0;
    if (empty === 2) return found;
    sum += count;
    if (sum * 100 >= total) return [];
    if (count > 0) found.push(at);
  }
  return [];
}

import { judge, savedTokens, type ComparedSide } from '../../src/model/compareSettings.ts';
import type { Text } from '../../src/model/speech.ts';
import type { CompareView } from '../../src/protocol/compare.ts';
import { dropDown } from '../common/dropDown.ts';
import { checkIcon, copyIcon, exportIcon } from '../common/icons.ts';
import { iconButton } from '../common/iconButton.ts';
import { html, nothing, type View } from '../common/lit.ts';
import { letterOf, shortName, type Acts, type Screen } from './state.ts';

export function head(view: CompareView | null, { state, acts }: Screen): View {
  const { text } = acts;
  const start = state.start.state === 'here' ? state.start.value : null;
  const kept = view ? judge(view.sides).keep : null;
  return html`<header class="head">
    <div class="row">
      <h1>${text.say('pair.heading')}</h1>
      <span class="dim el">${start?.title?.trim() || start?.uri || ''}</span>
      ${
        view
          ? html`<span class="sp row">
              ${
                kept === null
                  ? nothing
                  : html`<button class="btn" @click=${() => acts.keep(kept)} title=${text.say('pair.keepWhy')}>
                      ${checkIcon}${text.say('pair.keepIt', { letter: letterOf(kept) })}
                    </button>`
              }
              ${iconButton(text.say('pair.copy'), copyIcon, () => acts.copyTable('markdown'))}
              ${dropDown({ id: 'out', name: text.say('pair.export'), icon: exportIcon, content: exporting(acts) })}
            </span>`
          : nothing
      }
    </div>
    ${view ? lede(view, text) : nothing}
  </header>`;
}

function exporting({ text, copyTable, saveTable }: Acts): View {
  const button = (key: string, run: () => void) =>
    html`<button class="tool" @click=${run}>${text.say(`pair.${key}`)}</button>`;
  return html`<div class="out">
    ${button('copyCsv', () => copyTable('csv'))} ${button('copyJson', () => copyTable('json'))}
    ${button('saveCsv', () => saveTable('csv'))} ${button('saveJson', () => saveTable('json'))}
    ${button('saveMarkdown', () => saveTable('markdown'))}
  </div>`;
}

function lede({ sides, questions, question, missing }: CompareView, text: Text): View {
  const { keep, because } = judge(sides);
  const [kept, left] = keep === 1 ? [sides[1], sides[0]] : sides;
  const names = {
    setting: shortName(text, kept.setting, left.setting),
    other: shortName(text, left.setting, kept.setting),
  };
  const more = {
    ...names,
    ...{ found: text.number(kept.found ?? 0), lost: text.number(left.found ?? 0) },
    ...{ asked: text.number(questions?.length ?? 0), percent: percentOf(text, savedTokens(kept, left)) },
    ...{ rank: rankOf(text, kept), otherRank: rankOf(text, left) },
  };
  const verdict =
    because === 'answer' ? `pair.verdict.answer.${left.answer?.state ?? 'cut'}` : `pair.verdict.${because}`;
  return html`<p class="lede">
      <span class="b">${text.say(verdict, more)}</span>
      ${keep === null || because === 'cheaper' ? nothing : priceOf(text, [kept, left], { names, because })}
      ${question === null ? text.say('pair.noQuestion') : nothing}
    </p>
    ${missing > 0 ? html`<p class="s dim">${text.count('pair.missing', missing)}</p>` : nothing}`;
}

/** What the one that is kept costs beside the other. */
function priceOf(
  text: Text,
  [kept, left]: readonly [ComparedSide, ComparedSide],
  { names, because }: { readonly names: Record<'setting' | 'other', string>; readonly because: string },
) {
  const saved = savedTokens(left, kept);
  const cuts = because === 'found' && kept.answer?.state === 'whole' && left.answer?.state === 'cut';
  if (Math.abs(saved) < 0.01) return text.say('pair.samePrice');
  return saved > 0
    ? text.say(cuts ? 'pair.cheaperButCuts' : 'pair.otherCheaper', { ...names, percent: percentOf(text, saved) })
    : text.say('pair.alsoCheaper', { ...names, percent: percentOf(text, savedTokens(kept, left)) });
}

const percentOf = (text: Text, share: number): string => text.number(Math.round(100 * share));

const rankOf = (text: Text, { answer }: ComparedSide): string =>
  answer?.rank ? text.number(answer.rank) : text.say('pair.noRank');

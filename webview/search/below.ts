import { html, nothing, type View } from '../common/lit.ts';
import { tabPanel, tabs } from '../common/tabs.ts';
import type { Acts } from './acts.ts';
import { plot, plotTable } from './plot.ts';
import { questionSet } from './questionSet.ts';
import { FORMS, type State } from './state.ts';

/** Where the chunks lie, and how the settings do on more than one question. */
export function below(state: State, acts: Acts): View {
  const { text } = acts;
  const { projection, form } = state;
  const all = FORMS.map(id => ({ id, label: text.say(`search.tab.${id}`) }));
  const choose = (id: string) => acts.show(FORMS.find(one => one === id) ?? 'projection');
  return html`<div class="tabs">
      ${tabs({ label: text.say('search.forms'), tabs: all, chosen: form, choose })}
      ${
        projection?.state === 'here' && form !== 'questions'
          ? html`<span class="sp s dim legend">${sampleText(state, acts)}</span>`
          : nothing
      }
    </div>
    ${tabPanel('projection', form, () => plot(state, acts))} ${tabPanel('table', form, () => plotTable(state, acts))}
    ${tabPanel('questions', form, () => questionSet(state, acts))}`;
}

function sampleText({ projection }: State, { text }: Acts): string {
  if (projection?.state !== 'here') return '';
  const { points, total, variance, seed } = projection.value;
  const share = new Intl.NumberFormat(text.language, { style: 'percent' }).format(variance);
  const figures = { chunks: text.count('unit.chunk', points.length), total: text.number(total), share, seed };
  return text.say(points.length < total ? 'search.sample' : 'search.whole', figures);
}

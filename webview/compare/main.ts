import '../common/kit.css';
import './compare.css';
import type { CompareHostVerbs, ComparePageVerbs } from '../../src/protocol/compare.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { WAITING } from '../common/states.ts';
import { createActs } from './createActs.ts';
import type { State } from './state.ts';
import { view } from './view.ts';

void startPage<CompareHostVerbs, ComparePageVerbs>(page => {
  const state: State = {
    ...{ start: WAITING, settings: null, question: null, answer: 0, view: WAITING, tab: 'page' },
    ...{ progress: null, acted: null },
  };
  const draw = () => {
    render(view({ state, acts, ask: page.ask }), document.body);
    const { settings, question, answer, tab } = state;
    page.keep({ settings, question, answer, tab });
  };
  const acts = createActs(page, state, draw);
  document.body.classList.add('fit');
  acts.reload();
  return {
    handlers: {
      moved: progress => {
        state.progress = progress;
        draw();
      },
      changed: acts.measure,
    },
    draw,
  };
});

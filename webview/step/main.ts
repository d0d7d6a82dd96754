import '../common/kit.css';
import './step.css';
import './parts.css';
import type { StepHostVerbs, StepPageVerbs } from '../../src/protocol/workshop.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { WAITING } from '../common/states.ts';
import { createActs } from './createActs.ts';
import type { State } from './state.ts';
import { view } from './view.ts';

void startPage<StepHostVerbs, StepPageVerbs>(page => {
  const state: State = {
    ...{ view: WAITING, ticked: new Set<number>(), isAgain: false, revealed: false },
    ...{ checking: false, looking: null, acted: null, said: '', told: '' },
  };
  const draw = () => render(view({ state, acts, ask: page.ask }), document.body);
  const acts = createActs(page, state, draw);
  acts.reload();
  return { handlers: { changed: acts.reload, checking: acts.looking }, draw };
});

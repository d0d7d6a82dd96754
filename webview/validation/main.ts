import '../common/kit.css';
import '../common/grid/grid.css';
import '../common/menu.css';
import './validation.css';
import type { ValidationHostVerbs, ValidationPageVerbs } from '../../src/protocol/quality.ts';
import { needBoxed, settleBoxed } from '../common/grid/boxed.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { WAITING } from '../common/states.ts';
import { createActs } from './acts.ts';
import { FAILING } from './failing.ts';
import { keptOf, restored, type State } from './state.ts';
import { view } from './view.ts';

void startPage<ValidationHostVerbs, ValidationPageVerbs>(page => {
  const state: State = {
    ...{ head: WAITING, failing: null, progress: null, problem: null, hasEnded: false },
    ...restored(page.kept),
  };
  const failing = () => (state.failing?.state === 'here' ? state.failing.value : null);
  const draw = () => {
    needBoxed(failing(), state.list.grid);
    render(view(state, acts), document.body);
    settleBoxed(FAILING, failing(), state.list.grid);
    page.keep(keptOf(state));
  };
  const { acts, told } = createActs(page, state, draw);
  acts.reload();
  return { handlers: told, draw };
});

import '../common/kit.css';
import './validation.css';
import type { ValidationHostVerbs, ValidationPageVerbs } from '../../src/protocol/quality.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { WAITING } from '../common/states.ts';
import { createActs } from './acts.ts';
import { restored, type State } from './state.ts';
import { view } from './view.ts';

void startPage<ValidationHostVerbs, ValidationPageVerbs>(page => {
  const state: State = {
    ...{ head: WAITING, failing: null, progress: null, problem: null, hasEnded: false },
    ...restored(page.kept),
  };
  const draw = () => {
    render(view(state, acts), document.body);
    page.keep({ picked: state.picked, from: state.from });
  };
  const { acts, told } = createActs(page, state, draw);
  acts.reload();
  return { handlers: told, draw };
});

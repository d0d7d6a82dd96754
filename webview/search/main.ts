import '../common/kit.css';
import './search.css';
import type { SearchHostVerbs, SearchPageVerbs } from '../../src/protocol/search.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { WAITING } from '../common/states.ts';
import { createActs } from './createActs.ts';
import { FIRST_ROWS, keptOf, newSide, restored, USUAL, type State } from './state.ts';
import { view } from './view.ts';

/** Any number will do; it is shown, so that a drawing can be made again. */
const SEED = 42;

void startPage<SearchHostVerbs, SearchPageVerbs>(page => {
  const state: State = {
    ...{ scope: WAITING, question: '', asked: '', history: [], sides: [newSide(USUAL)], picked: null },
    ...{ writing: null, form: 'projection', seed: SEED, projection: null, rows: FIRST_ROWS },
    ...{ expecting: null, adjusting: false },
    ...restored(page.kept),
  };
  const draw = () => {
    render(view(state, acts), document.body);
    page.keep(keptOf(state));
  };
  const { acts, takePending, takeUpAnswer, write } = createActs(page, state, draw);
  acts.reload();
  void takeUpAnswer();
  void takePending();
  return { handlers: { piece: ({ text }) => write(text), asked: takePending, changed: acts.reload }, draw };
});

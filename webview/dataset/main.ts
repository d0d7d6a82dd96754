import '../common/kit.css';
import '../common/grid/grid.css';
import '../common/menu.css';
import './dataset.css';
import type { DatasetHostVerbs, DatasetPageVerbs } from '../../src/protocol/dataset.ts';
import { needBoxed, settleBoxed } from '../common/grid/boxed.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { createActs } from './createActs.ts';
import { createReader } from './reader.ts';
import { LETTERS } from './letters.ts';
import { firstState, keptOf, restored } from './state.ts';
import { view } from './view.ts';

void startPage<DatasetHostVerbs, DatasetPageVerbs>(page => {
  const state = { ...firstState(), ...restored(page.kept) };
  const reader = createReader(page, state, draw);
  const acts = createActs({ page, state, reader, draw });
  let kept = '';

  function draw(): void {
    // Cells are words of the language in which they were asked for.
    if (state.rows !== null && state.rows.language !== page.text.language) {
      state.rows = null;
      reader.readLetters();
    }
    needBoxed(state.rows, state.list.grid);
    render(view(state, acts), document.body);
    settleBoxed(LETTERS, state.rows, state.list.grid);
    const now = keptOf(state);
    if (JSON.stringify(now) !== kept) page.keep(now);
    kept = JSON.stringify(now);
  }

  reader.reload();
  return { handlers: { changed: reader.changed, works: ({ works }) => reader.works(works) }, draw };
});

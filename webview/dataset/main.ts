import '../common/kit.css';
import './dataset.css';
import type { DatasetHostVerbs, DatasetPageVerbs } from '../../src/protocol/dataset.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { createActs } from './createActs.ts';
import { createReader } from './reader.ts';
import { firstState, keptOf, restored } from './state.ts';
import { view } from './view.ts';

void startPage<DatasetHostVerbs, DatasetPageVerbs>(page => {
  const state = { ...firstState(), ...restored(page.kept) };
  const reader = createReader(page, state, draw);
  const acts = createActs({ page, state, reader, draw });
  let kept = '';

  function draw(): void {
    render(view(state, acts), document.body);
    const now = keptOf(state);
    if (JSON.stringify(now) !== kept) page.keep(now);
    kept = JSON.stringify(now);
  }

  reader.reload();
  return { handlers: { changed: reader.changed, works: ({ works }) => reader.works(works) }, draw };
});

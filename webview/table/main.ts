import '../common/kit.css';
import '../common/grid/grid.css';
import '../common/menu.css';
import './table.css';
import './parts.css';
import type { TableHostVerbs, TablePageVerbs } from '../../src/protocol/table.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { createActs } from './createActs.ts';
import { finderKey } from './finder.ts';
import { askSight, settleScroll } from './gridOf.ts';
import { keptOf, newState, restored } from './state.ts';
import { followValue } from './value.ts';
import { view } from './view.ts';
import { createWorks } from './works.ts';
import type { World } from './world.ts';

void startPage<TableHostVerbs, TablePageVerbs>(page => {
  document.body.classList.add('fit');
  const state = { ...newState(), ...restored(page.kept) };
  const works = createWorks(page.ask, state, draw);
  const change: World['change'] = part => {
    Object.assign(state, part);
    draw();
  };
  const world: World = { ask: page.ask, text: page.text, state, works, draw, change };
  const { acts, changed, showRow } = createActs(world);

  function draw(): void {
    askSight(state);
    followValue(world);
    render(view(world, acts), document.body);
    settleScroll(state);
    if (state.head.state === 'here') page.keep(keptOf(state));
  }

  acts.reload();
  addEventListener('keydown', finderKey(world));
  return { handlers: { moved: works.moved, changed, showRow }, draw };
});

import type { TablePageVerbs } from '../../src/protocol/table.ts';
import type { Handlers } from '../../src/protocol/peer.ts';
import type { Acts } from './acts.ts';
import { createArranging } from './arranging.ts';
import { createOpening } from './opening.ts';
import { createPlaces } from './places.ts';
import type { World } from './world.ts';

export interface PageActs extends Pick<Handlers<TablePageVerbs>, 'changed' | 'showRow'> {
  readonly acts: Acts;
}

export function createActs(world: World): PageActs {
  const { text, works, change, state } = world;
  const places = createPlaces(world);
  const arranging = createArranging(world);
  const { reload, changed, showRow } = createOpening(world, { ...arranging, ...places });
  const acts: Acts = {
    ...{ text, reload, stop: works.stop },
    ...{ goTo: places.goTo, goToNumber: places.goToNumber },
    ...arranging,
    showMissed: () => {
      const { missed } = state;
      change({ missed: null });
      void arranging.clearFilters().then(() => missed !== null && places.goToNumber(missed));
    },
    show: tab => change({ tab }),
    showSide: side => change({ side }),
    openMenu: (column, box) => change({ menu: { column, box } }),
    closeMenu: () => state.menu !== null && change({ menu: null }),
    searchColumns: search => change({ chooser: search === null ? null : { search } }),
    askAgain: () => {
      state.rows?.askAgain();
      world.draw();
    },
    arrange: () => void arranging.arrange(),
    changeGrid: part => change({ grid: { ...state.grid, ...part } }),
  };
  return { acts, changed, showRow };
}

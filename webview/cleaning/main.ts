import '../common/kit.css';
import './cleaning.css';
import type { CleaningHostVerbs, CleaningPageVerbs } from '../../src/protocol/cleaning.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { WAITING } from '../common/states.ts';
import { createActs } from './createActs.ts';
import type { State } from './state.ts';
import { view } from './view.ts';

/** Height of a row, beside the page's text. */
const ROW_REM = 2.15;

void startPage<CleaningHostVerbs, CleaningPageVerbs>(page => {
  const state: State = {
    ...{ view: WAITING, tab: 'page', filter: null, rows: null, place: null, picked: null, hovered: null, block: null },
    ...{ passage: null, isFixOpen: false, effects: null, totals: null, progress: null, acted: null },
    ...{ sight: { top: 0, height: 600 }, rowHeight: rowHeight() },
  };
  const draw = () => {
    render(view({ state, acts, ask: page.ask }), document.body);
    page.keep({ picked: state.picked, filter: state.filter, tab: state.tab });
  };
  const acts = createActs(page, state, draw);
  document.body.classList.add('fit');

  // Alt+↑ and Alt+↓ walk from a block to the next, wherever the focus is.
  addEventListener('keydown', event => {
    if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key) || state.place === null) return;
    event.preventDefault();
    const next = state.place + (event.key === 'ArrowDown' ? 1 : -1);
    if (next >= 0 && next < (state.rows?.total ?? 0)) acts.pickRow(next);
  });
  acts.reload();
  return {
    handlers: {
      moved: progress => {
        state.progress = progress;
        draw();
      },
      changed: acts.reload,
    },
    draw,
  };
});

const rowHeight = (): number => Math.round(ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize));

import '../common/kit.css';
import './history.css';
import type { HistoryHostVerbs, HistoryPageVerbs } from '../../src/protocol/history.ts';
import { render } from '../common/lit.ts';
import { startPage, type PageLife } from '../common/start.ts';
import { createActs } from './createActs.ts';
import { bringIntoView, listenToScroll, measure, placeScroll } from './scroller.ts';
import { createReader } from './reader.ts';
import { createEventFilter, firstState, keptOf, restore } from './state.ts';
import { listenToAxis } from './pointer.ts';
import { rulerOf } from './compact.ts';
import { view } from './view.ts';

void startPage<HistoryHostVerbs, HistoryPageVerbs>(page => {
  document.body.classList.add('fit');
  const { text, ask } = page;
  const state = firstState();
  restore(state, page.kept);
  const filterOf = createEventFilter();
  let asked = 0;
  let kept = '';

  function draw(): void {
    cancelAnimationFrame(asked);
    asked = 0;
    const shown = { state, filter: filterOf(state) };
    render(view({ state, shown, acts, ask }), document.body);
    placeScroll(state);
    reader.readShown(shown);
    if (measure(state)) drawSoon();
    const now = JSON.stringify(keptOf(state));
    if (now !== kept) page.keep(keptOf(state));
    kept = now;
  }

  /** Whatever comes, once a frame. */
  function drawSoon(): void {
    asked ||= requestAnimationFrame(draw);
  }

  const reader = createReader({ ask, state, drawSoon });
  const acts = createActs({
    ask,
    text,
    state,
    reader,
    draw,
    show: bringIntoView(state, () => ({ state, filter: filterOf(state) })),
  });
  listenToAxis({ ruler: () => rulerOf(state), zoomTo: acts.zoomTo });
  listenToScroll(state, drawSoon);
  // The line of now moves on while nothing happens.
  setInterval(() => state.run?.status === 'RUNNING' && state.form === 'compact' && drawSoon(), 1000);
  reader.reload();
  const life: PageLife<HistoryPageVerbs> = {
    handlers: {
      changed: ({ run }) => reader.changed(run),
      sources: ({ sources }) => {
        for (const source of sources) state.sources.set(source.uri, source);
        state.told += 1;
        drawSoon();
      },
      pick: ({ uri }) => acts.goToRow(uri),
      twinChanged: ({ run }) => reader.twinChanged(run),
      gone: () => reader.gone(),
    },
    draw,
  };
  return life;
});

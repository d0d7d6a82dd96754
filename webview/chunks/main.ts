import '../common/kit.css';
import './chunks.css';
import type { ChunksHostVerbs, ChunksPageVerbs } from '../../src/protocol/chunks.ts';
import { render } from '../common/lit.ts';
import { startPage } from '../common/start.ts';
import { load, WAITING } from '../common/states.ts';
import { inSight, reveal } from '../common/sight.ts';
import type { Acts } from './acts.ts';
import { createPicking } from './picking.ts';
import { createScoping } from './scoping.ts';
import { keptOf, restored, type Similar, type State } from './state.ts';
import { view } from './view.ts';
import { createWorld, type World } from './world.ts';

/** Height of a row, beside the page's text. */
const ROW_REM = 3.5;

void startPage<ChunksHostVerbs, ChunksPageVerbs>(page => {
  const state: State = {
    ...{ subject: WAITING, rows: null, survey: null, form: 'list', sight: { top: 0, height: 600 } },
    ...{ rowHeight: rowHeight(), place: null, picked: null, card: null, passage: null, similar: null, acted: null },
  };
  const world = createWorld(page, state, draw);
  const picking = createPicking(world);
  const { reload } = createScoping(world, picking, restored(page.kept));
  const acts: Acts = { text: page.text, reload, ...picking, ...onChunk(world), ...onList(world, picking.choose) };

  function draw(): void {
    render(view({ state, acts, ask: page.ask }), document.body);
    if (state.subject.state === 'here') page.keep(keptOf(state));
  }

  addEventListener('keydown', event => walkByAlt(event, state, acts));
  reload();
  return { handlers: { changed: reload }, draw };
});

const rowHeight = (): number => Math.round(ROW_REM * parseFloat(getComputedStyle(document.documentElement).fontSize));

/** Alt+↑ and Alt+↓ walk from a chunk to its neighbours, wherever the focus is. */
function walkByAlt(event: KeyboardEvent, { card }: State, acts: Acts): void {
  if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key) || card?.state !== 'here') return;
  const step = event.key === 'ArrowDown' ? 1 : -1;
  const neighbour = step === 1 ? card.value.next : card.value.previous;
  event.preventDefault();
  if (neighbour) acts.pickChunk({ uri: card.value.uri, chunkId: neighbour.chunkId }, step);
}

type OnChunk = Pick<Acts, 'open' | 'openMarkdown' | 'openPage' | 'copy' | 'showCollection' | 'showUri' | 'act'>;

function onChunk({ ask, change, withPicked }: World): OnChunk {
  const acted = (run: () => Promise<unknown>) => void load(run, done => change({ acted: done }));
  return {
    open: () => withPicked((scope, picked) => acted(() => ask.showPlace({ scope, ...picked }))),
    openMarkdown: () => withPicked((scope, { uri }) => acted(() => ask.openMarkdown({ scope, uri }))),
    openPage: () => withPicked((_, { uri }) => acted(() => ask.openPage({ uri }))),
    copy: as => withPicked((scope, picked) => acted(() => ask.copy({ scope, ...picked, as }))),
    showCollection: name => acted(() => ask.show({ collection: name })),
    showUri: uri => acted(() => ask.show({ collection: null, uri })),
    act: what => acted(() => ask.act({ what })),
  };
}

type OnList = Pick<Acts, 'findSimilar' | 'backToList' | 'seen'>;

function onList({ ask, state, change, ...world }: World, choose: ReturnType<typeof createPicking>['choose']): OnList {
  const findSimilar = () =>
    world.withPicked((scope, picked) => {
      if (state.card?.state !== 'here') return;
      const of = state.card.value;
      const told = (found: Similar['found']) => change({ similar: { of, found }, form: 'list' });
      void load(() => ask.similar({ scope, ...picked }), told);
    });
  return {
    findSimilar,
    backToList: () => {
      const of = state.similar?.of;
      change({ similar: null });
      if (of) choose({ uri: of.uri, chunkId: of.chunkId }, world.scope()?.uri === of.uri ? of.at : null);
      if (state.place !== null) reveal(world.list(), state.place, state.rowHeight);
    },
    seen: sight => {
      change({ sight });
      state.rows?.need(...inSight(sight, state.rowHeight));
    },
  };
}

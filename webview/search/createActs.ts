import type { SearchHostVerbs } from '../../src/protocol/search.ts';
import type { Page } from '../common/start.ts';
import { load } from '../common/states.ts';
import type { Acts } from './acts.ts';
import { createAsker, type Asker } from './createAsker.ts';
import { hitsOf, newSide, placeIn, type State } from './state.ts';

export interface PageActs {
  readonly acts: Acts;
  /** Asks what a command left for the page. */
  takePending(): Promise<void>;
  takeUpAnswer(): Promise<void>;
  /** A piece of the answer. */
  write(piece: string): void;
}

type SearchPage = Page<SearchHostVerbs>;

export function createActs(page: SearchPage, state: State, draw: () => void): PageActs {
  const { ask } = page;
  const change = (part: Partial<State>) => {
    Object.assign(state, part);
    draw();
  };
  const asker = createAsker(page, state, change);
  // An earlier life of the page may have opened one.
  const opened = { isOn: true };
  const leave = () => {
    if (opened.isOn) void ask.leaveHit({});
    opened.isOn = false;
  };
  const desk = { page, state, asker, change, opened, leave };
  const acts = { ...lookingActs(desk), ...doingActs(desk) };
  return {
    acts,
    takeUpAnswer: asker.takeUpAnswer,
    takePending: async () => {
      const question = await ask.pending({});
      if (question === null) document.getElementById('question')?.focus();
      else acts.search(question);
    },
    write: piece => {
      if (state.writing?.end.state !== 'waiting') return;
      state.writing.text += piece;
      draw();
    },
  };
}

interface Desk {
  readonly page: SearchPage;
  readonly state: State;
  readonly asker: Asker;
  change(part: Partial<State>): void;
  /** Whether a passage of this page was opened in the editor, and is coloured there. */
  readonly opened: { isOn: boolean };
  leave(): void;
}

type Doing = 'cite' | 'cancel' | 'open' | 'showChunk' | 'openPage' | 'copy' | 'expect' | 'openQuestions' | 'run';

/** What only changes what is looked at. */
function lookingActs({ page, state, asker, change, leave }: Desk): Omit<Acts, Doing> {
  const searchAnew = (question?: string) => {
    leave();
    asker.search(question);
  };
  return {
    ...{ text: page.text, shell: page.ask, search: searchAnew, set: asker.set },
    ...{ measure: asker.measure, reload: asker.reload },
    type: question => change({ question }),
    answer: () => void asker.answer(),
    adjust: () => change({ adjusting: !state.adjusting }),
    compare: () => {
      const [first] = state.sides;
      if (first) change({ sides: state.sides.length > 1 ? [first] : [first, newSide(first.setting)], adjusting: true });
      asker.again();
    },
    pick: (side, chunkId) => {
      if (state.picked?.chunkId !== chunkId) leave();
      change({ picked: { side, chunkId } });
    },
    show: form => {
      change({ form });
      asker.fill();
      document.getElementById(`panel-${form}`)?.scrollIntoView({ block: 'nearest' });
    },
    reseed: seed => {
      change({ seed, projection: null });
      asker.fill();
    },
    more: () => change({ rows: state.rows * 2 }),
  };
}

/** What the host or the system does; a failure is told above the results. */
function doingActs({ page: { ask }, state, asker, change, opened }: Desk): Pick<Acts, Doing> {
  const tryTo = (act: () => Promise<unknown>) =>
    void load(act, done => done.state === 'failed' && change({ expecting: done }));
  return {
    cite: rank => {
      const found = state.writing?.end.state === 'here' ? state.writing.end.value.found : undefined;
      const hit = found?.results[rank - 1];
      if (!found || !hit) return;
      const { uri, chunkId } = hit;
      const isShown = hitsOf(state.sides[0]).some(shown => shown.chunkId === chunkId);
      if (!isShown) return tryTo(() => ask.openHit({ collection: found.collection, uri, chunkId }));
      change({ picked: { side: 0, chunkId } });
      document.getElementById('passage')?.scrollIntoView({ block: 'nearest' });
    },
    cancel: () => {
      if (state.writing) state.writing.end = { state: 'cancelled' };
      void ask.cancelAsk({});
      change({});
    },
    open: hit => {
      opened.isOn = true;
      tryTo(() => ask.openHit(placeIn(state, hit)));
    },
    showChunk: hit => tryTo(() => ask.showChunk(placeIn(state, hit))),
    openPage: uri => tryTo(() => ask.openPage({ uri })),
    copy: copied => tryTo(() => navigator.clipboard.writeText(copied)),
    expect: uri =>
      void load(
        () => ask.expect({ question: state.asked, uri }),
        expecting => {
          change({ expecting });
          if (expecting.state === 'here') asker.measure();
        },
      ),
    openQuestions: () => tryTo(() => ask.openQuestions({})),
    run: () => tryTo(() => ask.run({})),
  };
}

import { load, type Loaded } from '../common/states.ts';
import type { ChunksSubject } from '../../src/protocol/chunks.ts';
import type { Picking } from './picking.ts';
import { createRows } from './rows.ts';
import { reveal } from '../common/sight.ts';
import { keyOf, scopeKey, type Kept, type Picked } from './state.ts';
import type { World } from './world.ts';

/** Rows asked for before the list is there to say how many are in sight. */
const FIRST_ROWS = 40;

/** What the view is about: asked for at the start, and again whenever the host says that it changed. */
export function createScoping(world: World, { choose, againCard }: Picking, kept: Kept | null): { reload(): void } {
  const { ask, state, change, scope } = world;
  let left = kept;
  /** Where the list stood, until there is a list to put there. */
  let top: number | null = null;

  /** A row that was picked before it was here is chosen when it comes. */
  function rowsChanged(): void {
    const { rows, place, picked } = state;
    const row = place === null || picked !== null ? undefined : rows?.at(place);
    if (row) choose({ uri: row.uri, chunkId: row.chunkId }, place);
    else world.draw();
    const list = world.list();
    if (top === null || list === null) return;
    list.scrollTop = top;
    top = null;
  }

  function enter(): void {
    const here = scope();
    const back = left?.scope === scopeKey(state) ? left : null;
    // What cannot be read yet may be there at the next reading.
    if (here !== null) left = null;
    top = back?.top ?? 0;
    Object.assign(state, { survey: null, card: null, passage: null, similar: null, acted: null });
    Object.assign(state, { form: back?.form ?? state.form, place: back?.place ?? null, picked: back?.picked ?? null });
    state.sight = { ...state.sight, top };
    state.rows = here && createRows((from, count) => ask.rows({ scope: scope() ?? here, from, count }), rowsChanged);
    const first = Math.floor(top / state.rowHeight);
    state.rows?.need(first, first + FIRST_ROWS);
    world.draw();
    againCard();
  }

  function renew(): void {
    state.rows?.askAnew();
    againCard();
  }

  function loadSurvey(): void {
    const here = scope();
    if (here === null || here.uri === null) return change({ survey: null });
    const { uri } = here;
    void load(
      () => ask.survey({ scope: here, uri }),
      survey => scope() === here && survey.state === 'here' && change({ survey: survey.value }),
    );
  }

  function told(subject: Loaded<ChunksSubject>): void {
    if (subject.state === 'waiting' && state.subject.state === 'here') return;
    const isSame = subject.state === 'here' && state.rows !== null && keyOf(subject.value) === scopeKey(state);
    change({ subject });
    if (subject.state !== 'here') return;
    if (isSame) renew();
    else enter();
    loadSurvey();
    const { wanted } = subject.value;
    if (wanted !== null) pickWanted({ world, choose, wanted, scrollLater: place => (top = place) });
  }

  return { reload: () => void load(() => ask.open({}), told) };
}

interface Wanting extends Pick<Picking, 'choose'> {
  readonly world: World;
  readonly wanted: Picked;
  /** To this place in px, when there is a list. */
  scrollLater(top: number): void;
}

/** A chunk that a command asked for: picked at once, and in the list as soon as its place is known. */
function pickWanted({ world, choose, wanted, scrollLater }: Wanting): void {
  const { ask, state, change } = world;
  const scope = world.scope();
  change({ similar: null });
  choose(wanted, null);
  if (scope?.uri !== wanted.uri) return;
  void load(
    () => ask.card({ scope, ...wanted }),
    card => {
      if (card.state !== 'here' || state.picked !== wanted) return;
      const { at } = card.value;
      choose(wanted, at);
      const list = world.list();
      if (list === null) scrollLater(at * state.rowHeight);
      else reveal(list, at, state.rowHeight);
    },
  );
}

import type { CleaningFilter, CleaningHostVerbs } from '../../src/protocol/cleaning.ts';
import { inSight, reveal } from '../common/sight.ts';
import { load } from '../common/states.ts';
import type { Page } from '../common/start.ts';
import { createRows } from './rows.ts';
import { isEnd } from './side.ts';
import type { Acts, State } from './state.ts';

/** Pieces of the Markdown around the picked block: before it, and in all. */
const [BEFORE, PIECES] = [30, 80];

/** What the parts of the page work with. */
export interface World {
  readonly ask: Page<CleaningHostVerbs>['ask'];
  readonly state: State;
  change(next: Partial<State>): void;
}

export interface Picking extends Pick<Acts, 'pickRow' | 'pickBlock' | 'turn'> {
  setFilter(filter: CleaningFilter, wanted: number | null): void;
}

/** Which block is picked, in the list, in the card and on the Markdown. */
export function createPicking(world: World): Picking {
  const { ask, state, change } = world;
  const passages = createPassages(world);

  function setFilter(filter: CleaningFilter, wanted: number | null): void {
    const rows = createRows(
      (from, count) => ask.rows({ filter, from, count }),
      () => {
        if (state.rows !== rows) return;
        place(wanted);
        change({});
      },
    );
    change({ filter, rows, place: null, picked: wanted });
    rows.need(0, 1);
    if (wanted !== null) pickBlock(wanted);
  }

  /** Where the picked block stands in the list; under a filter that leaves it out, the first of it is picked. */
  function place(wanted: number | null): void {
    const { rows, filter } = state;
    if (!rows?.total || state.place !== null) return;
    const found = filter === null ? wanted : wanted === null ? null : rows.placeOf(wanted);
    if (found === null && rows.at(0)) pickRow(0);
    else if (found !== null) goTo(found);
  }

  function goTo(found: number): void {
    change({ place: found });
    reveal(document.getElementById('row'), found, state.rowHeight);
    state.rows?.need(...inSight(state.sight, state.rowHeight));
    state.rows?.need(found, found + 1);
  }

  function pickRow(at: number): void {
    const block = state.filter === null ? at : state.rows?.at(at)?.at;
    goTo(at);
    if (block !== undefined) choose(block);
  }

  function pickBlock(at: number): void {
    const found = state.filter === null ? at : (state.rows?.placeOf(at) ?? null);
    if (found === null && state.rows?.total !== null) return setFilter(null, at);
    choose(at);
    if (found !== null && state.rows?.total) goTo(found);
  }

  function choose(at: number): void {
    change({ picked: at, isFixOpen: false, effects: null, acted: null });
    void load(
      () => ask.block({ at }),
      block => {
        // The old card stays until the new one is here: holding an arrow key shows no flicker.
        if (state.picked === at && (block.state !== 'waiting' || state.block?.state !== 'here')) change({ block });
      },
    );
    passages.around(at);
  }

  return { setFilter, pickRow, pickBlock, turn: passages.turn };
}

/** The Markdown around a block. */
function createPassages({ ask, state, change }: World) {
  function from(first: number, at: number): void {
    void load(
      () => ask.passage({ from: first, count: PIECES }),
      passage => {
        if (passage.state === 'waiting' && state.passage?.state === 'here') return;
        change({ passage });
        if (passage.state === 'here') showPiece(at);
      },
    );
  }
  return {
    around(at: number): void {
      const shown = state.passage?.state === 'here' ? state.passage.value : null;
      const isThere = shown !== null && at >= shown.from && at < shown.from + shown.pieces.length;
      if (isThere) showPiece(at);
      else from(Math.max(0, at - BEFORE), at);
    },
    turn(step: -1 | 1): void {
      if (state.passage?.state !== 'here') return;
      const { from: first } = state.passage.value;
      if (step === 1 && isEnd(state.passage.value)) return;
      const next = Math.max(0, first + step * PIECES);
      from(next, step === 1 ? next : first);
    },
  };
}

/** Into sight, without moving the page around it. */
function showPiece(at: number): void {
  const piece = document.querySelector<HTMLElement>(`.doc [data-b="${at}"]`);
  const doc = piece?.closest<HTMLElement>('.doc');
  if (!piece || !doc) return;
  const [top, bottom] = [piece.offsetTop, piece.offsetTop + piece.offsetHeight];
  if (top < doc.scrollTop || bottom > doc.scrollTop + doc.clientHeight) doc.scrollTop = Math.max(0, top - 60);
}

import { load } from '../common/states.ts';
import { reveal } from '../common/sight.ts';
import type { Acts } from './acts.ts';
import type { Picked } from './state.ts';
import type { World } from './world.ts';

/** Chunks before and after the picked one that are shown on the Markdown. */
const AROUND = 4;

export interface Picking extends Pick<Acts, 'pick' | 'pickChunk' | 'leave' | 'show' | 'againCard'> {
  choose(picked: Picked | null, place: number | null): void;
}

/** Which chunk is picked, its card, and the Markdown around it. */
export function createPicking(world: World): Picking {
  const { ask, state, change, withPicked } = world;

  function loadCard(): void {
    withPicked((scope, picked) => {
      void load(
        () => ask.card({ scope, ...picked }),
        card => {
          if (picked !== state.picked) return;
          // The old card stays until the new one is here: holding an arrow key shows no flicker.
          if (card.state === 'waiting' && state.card?.state === 'here') return;
          change({ card });
          loadPassage();
        },
      );
    });
  }

  function loadPassage(): void {
    const { card, form } = state;
    if (form !== 'text' || card?.state !== 'here') return;
    const from = Math.max(0, card.value.at - AROUND);
    withPicked((scope, picked) => {
      void load(
        () => ask.passage({ scope, uri: picked.uri, from, count: 2 * AROUND + 1 }),
        passage => {
          if (picked !== state.picked || (passage.state === 'waiting' && state.passage?.state === 'here')) return;
          change({ passage });
          document.querySelector('.doc .sel')?.scrollIntoView({ block: 'nearest' });
        },
      );
    });
  }

  function choose(picked: Picked | null, place: number | null): void {
    const isSame = picked?.chunkId === state.picked?.chunkId;
    if (!isSame && state.picked !== null) void ask.leave({}).catch(() => undefined);
    const nothing = picked === null && place === null;
    change({ picked, place, acted: null, ...(nothing && { card: null, passage: null }) });
    if (picked !== null && (!isSame || state.card === null)) loadCard();
  }

  return {
    choose,
    pick: place => {
      const row = state.rows?.at(place);
      choose(row ? { uri: row.uri, chunkId: row.chunkId } : null, place);
    },
    pickChunk: (picked, step) => {
      const place = step === null || state.place === null || state.similar ? null : state.place + step;
      if (place !== null) reveal(world.list(), place, state.rowHeight);
      choose(picked, place);
    },
    leave: () => choose(null, null),
    show: form => {
      change({ form });
      loadPassage();
    },
    againCard: loadCard,
  };
}

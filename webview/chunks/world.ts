import type { Text } from '../../src/model/speech.ts';
import type { ChunksHostVerbs, ChunkScope } from '../../src/protocol/chunks.ts';
import type { Page } from '../common/start.ts';
import type { Picked, State } from './state.ts';

/** What the acts of the page share. */
export interface World {
  readonly ask: Page<ChunksHostVerbs>['ask'];
  readonly text: Text;
  readonly state: State;
  draw(): void;
  change(part: Partial<State>): void;
  scope(): ChunkScope | null;
  /** Acts on the picked chunk, when there is one. */
  withPicked(act: (scope: ChunkScope, picked: Picked) => void): void;
  list(): Element | null;
}

export function createWorld({ ask, text }: Page<ChunksHostVerbs>, state: State, draw: () => void): World {
  const scope = () => (state.subject.state === 'here' ? state.subject.value.scope : null);
  return {
    ...{ ask, text, state, draw, scope },
    change: part => {
      Object.assign(state, part);
      draw();
    },
    withPicked: act => {
      const here = scope();
      if (here !== null && state.picked !== null) act(here, state.picked);
    },
    list: () => document.querySelector('.rows'),
  };
}

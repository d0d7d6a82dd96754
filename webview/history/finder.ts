import type { ReaderWorld } from './readerWorld.ts';

export interface Finder {
  /** Once the user has stopped writing. */
  soon(): void;
  /** In the events that were not looked through yet. */
  now(): Promise<void>;
}

const PAUSE_MS = 200;

/** Who searches finds in the whole text of an event: in the engine process, where the texts are. */
export function createFinder({ ask, state, drawSoon }: ReaderWorld): Finder {
  let pause: ReturnType<typeof setTimeout> | undefined;

  async function now(): Promise<void> {
    const query = state.query.trim().toLowerCase();
    if (query === '' || state.form === 'compact' || state.form === 'twin') return;
    if (state.found.query !== query) state.found = { query, ids: new Set(), upTo: 0 };
    const { found } = state;
    const from = found.upTo;
    if (from >= state.events.length) return;
    found.upTo = state.events.length;
    // What the page knows itself is found all the same; a failure shows when it asks for the next events.
    const ids = await ask.find({ text: query, from }).catch(() => []);
    for (const id of ids) found.ids.add(id);
    if (ids.length > 0) drawSoon();
  }

  return {
    now,
    soon: () => {
      clearTimeout(pause);
      pause = setTimeout(() => void now(), PAUSE_MS);
    },
  };
}

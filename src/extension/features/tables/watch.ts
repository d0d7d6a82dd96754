import type { Disposable } from '../../signal.ts';
import { GONE } from './look.ts';

export interface TableWatchWorld {
  look(): Promise<string>;
  /** Calls back at whatever may be a change. */
  listen(touched: () => void): Disposable;
  /** Where a change may be deeper than a look sees: every call counts. */
  readonly isDeep: boolean;
  /** Between two looks, while the table is seen: for file systems that tell of no change. Null: a look costs too much. */
  readonly pollMs: number | null;
  isSeen(): boolean;
  /** Once, when it has settled; then nothing until `opened`, but that one that was gone is there again. */
  changed(isGone: boolean): void;
  wait(ms: number): Promise<void>;
}

export interface TableWatch extends Disposable {
  /** `look` as it was before the file was opened. */
  opened(look: string): void;
}

/** A writer rarely rests longer between two pieces. */
const SETTLE_MS = 300;
/** A file that grows all the time is looked at all the same. */
const MOST_WAITS = 20;

/** Tells that a file is another one than the one that was opened, when its writer is done. */
export function watchTable(world: TableWatchWorld): TableWatch {
  let known: string | null = null;
  let touched = false;
  let looking = false;
  let over = false;

  /** How it looks when it is another one that nobody writes any more; null: it is the same. */
  async function other(): Promise<string | null> {
    let before = await world.look();
    if (before === known && (known === GONE || !(touched && world.isDeep))) return null;
    for (let waits = 0; waits < MOST_WAITS; waits += 1) {
      touched = false;
      await world.wait(SETTLE_MS);
      const now = await world.look();
      // It is gone for a moment when another one is put in its place.
      if (now === before && !touched && (now !== GONE || waits > 1)) break;
      before = now;
    }
    return before;
  }

  async function look(): Promise<void> {
    if (looking || over || known === null) return;
    looking = true;
    const about = known;
    const now = await other().finally(() => (looking = false));
    // It was opened anew meanwhile.
    if (over || now === null || known !== about) return;
    known = now === GONE ? GONE : null;
    world.changed(now === GONE);
  }

  const events = world.listen(() => {
    touched = true;
    void look();
  });
  const poll = world.pollMs === null ? undefined : setInterval(() => world.isSeen() && void look(), world.pollMs);
  return {
    opened: now => {
      known = now;
      touched = false;
    },
    dispose: () => {
      over = true;
      clearInterval(poll);
      events.dispose();
    },
  };
}

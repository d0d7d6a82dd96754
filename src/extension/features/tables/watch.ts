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
  /** Once, when it has settled; then nothing until `opened`. */
  changed(): void;
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

  /** True: it is another one, and nobody writes it any more. */
  async function isAnother(): Promise<boolean> {
    let before = await world.look();
    if (before === known && !(touched && world.isDeep)) return false;
    for (let waits = 0; waits < MOST_WAITS; waits += 1) {
      touched = false;
      await world.wait(SETTLE_MS);
      const now = await world.look();
      // It is gone for a moment when another one is put in its place.
      if (now === before && !touched && (now !== GONE || waits > 1)) break;
      before = now;
    }
    return true;
  }

  async function look(): Promise<void> {
    if (looking || over || known === null) return;
    looking = true;
    const about = known;
    const another = await isAnother().finally(() => (looking = false));
    // It was opened anew meanwhile.
    if (over || !another || known !== about) return;
    known = null;
    world.changed();
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

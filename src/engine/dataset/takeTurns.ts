import type { DatasetFolder } from '../ports.ts';
import type { Dataset } from './dataset.ts';

/** One at a time, in the order in which they asked; each gives its turn back. */
export interface Turns {
  take(): Promise<() => void>;
}

export function createTurns(): Turns {
  let last = Promise.resolve();
  return {
    async take() {
      const before = last;
      let giveBack: () => void = () => undefined;
      last = new Promise<void>(resolve => (giveBack = resolve));
      await before;
      return giveBack;
    },
  };
}

/**
 * A dataset that several runs of one lock share: all read their APIs at once, and write one after the other. What the
 * one before has written (columns, days, rows) is read anew when it is a run's turn.
 */
export async function takeTurns(open: () => Promise<Dataset>, turns: Turns): Promise<Dataset> {
  let dataset = await open();
  let giveBack: () => void = () => undefined;
  return {
    ...dataset,
    get warnings() {
      return dataset.warnings;
    },
    async plan(staged, found) {
      giveBack();
      giveBack = await turns.take();
      dataset = await open();
      return dataset.plan(staged, found);
    },
    writePartition: (...asked) => dataset.writePartition(...asked),
    addDeadLetters: letters => dataset.addDeadLetters(letters),
    toldDeadLetters: () => dataset.toldDeadLetters(),
    finish: (staged, request) => dataset.finish(staged, request).finally(() => giveBack()),
    async close() {
      giveBack();
      await dataset.close();
    },
  };
}

/** The same folder for who only looks, or whose lock another holds for it. */
export const unlocked = (folder: DatasetFolder): DatasetFolder => ({
  ...folder,
  lock: async () => async () => undefined,
});

import { toProblem } from '../../src/model/problem.ts';
import { addEvents, newTimeline } from '../../src/model/timeline.ts';
import type { RunSummary } from '../../src/model/view.ts';
import type { ReaderWorld } from './readerWorld.ts';

/** Brings the events of the other run, and what differs. */
export interface TwinReader {
  /** Shows both runs, at first. */
  begin(run: RunSummary): void;
  changed(run: RunSummary): void;
  /** One of the two went on. */
  look(): void;
}

export function createTwinReader({ ask, state, drawSoon }: ReaderWorld): TwinReader {
  let isAsking = false;
  let isStale = false;

  async function read(): Promise<void> {
    const { twin } = state;
    if (!twin) return;
    for (;;) {
      const batch = await ask.twinEvents({ from: twin.read });
      addEvents(twin.timeline, batch);
      twin.read += batch.events.length;
      if (twin.read >= batch.total || batch.events.length === 0) break;
    }
    twin.compared = { state: 'here', value: await ask.compareTwin({}) };
  }

  /** Never two askings at once: what came meanwhile is asked for in the next round. */
  async function look(): Promise<void> {
    if (isAsking) return void (isStale = true);
    isAsking = true;
    do {
      isStale = false;
      await read().catch((error: unknown) => {
        if (state.twin) state.twin.compared = { state: 'failed', problem: toProblem(error) };
      });
      drawSoon();
    } while (isStale);
    isAsking = false;
  }

  return {
    begin: run => {
      if (state.twin === null) state.form = 'twin';
      state.twin = { run, timeline: newTimeline(), read: 0, compared: { state: 'waiting' } };
      void look();
    },
    changed: run => {
      if (state.twin) state.twin.run = run;
      void look();
    },
    look: () => void (state.twin && look()),
  };
}

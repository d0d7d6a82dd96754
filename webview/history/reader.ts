import { toProblem } from '../../src/model/problem.ts';
import type { RunSummary } from '../../src/model/view.ts';
import { createFinder } from './finder.ts';
import type { Shown } from './events.ts';
import { createLineReader } from './lineReader.ts';
import type { ReaderWorld } from './readerWorld.ts';
import { createTwinReader } from './twinReader.ts';
import { isReading, noEvents, takeBatch, type State } from './state.ts';

/** Brings what the page shows: all light events, and the texts of those that are looked at. */
export interface Reader {
  /** From the beginning of the page's life, and after something failed. */
  reload(): void;
  changed(run: RunSummary): void;
  gone(): void;
  twinChanged(run: RunSummary): void;
  /** Texts of what is seen, as far as they are not here. */
  readShown(shown: Shown): void;
  lineOf(id: number): Promise<string>;
  /** Texts that contain the query. */
  search(): void;
  explain(uri: string): void;
}

export function createReader(world: ReaderWorld): Reader {
  const { ask, state, drawSoon } = world;
  const failed = (error: unknown) => {
    const problem = toProblem(error);
    if (state.events.length === 0) state.head = { state: 'failed', problem };
    else state.failure = problem;
    drawSoon();
  };
  const finder = createFinder(world);
  const lines = createLineReader(world, failed);
  const twins = createTwinReader(world);
  const readEvents = createEventReader(world, finder.now);

  async function open(): Promise<void> {
    const { run, sources, picked, place, twin } = await ask.open({});
    state.sources.clear();
    for (const source of sources) state.sources.set(source.uri, source);
    state.told += 1;
    Object.assign(state, { run, place, head: { state: 'here', value: true }, failure: null });
    if (twin) twins.begin(twin);
    if (picked !== null) Object.assign(state, { uri: picked, form: 'compact' });
    state.uri ??= firstFlawed(state);
    if (state.uri !== null) explain(state.uri);
    await readEvents();
  }

  function explain(uri: string): void {
    const keep = (loaded: NonNullable<State['explained']>['loaded']) => {
      if (state.uri === uri) state.explained = { uri, loaded };
      drawSoon();
    };
    ask.explain({ uri }).then(
      value => keep({ state: 'here', value }),
      (error: unknown) => keep({ state: 'failed', problem: toProblem(error) }),
    );
  }

  return {
    reload: () => void open().catch(failed),
    changed: run => {
      const hasEnded = state.run?.status === 'RUNNING' && run.status !== 'RUNNING';
      Object.assign(state, { run });
      if (state.head.state === 'failed' || state.failure !== null) return void open().catch(failed);
      void readEvents().catch(failed);
      twins.look();
      if (hasEnded && state.uri !== null) explain(state.uri);
      drawSoon();
    },
    gone: () => {
      state.failure = { kind: 'data', code: 'run_gone', params: { run: state.run?.runId ?? '' } };
      drawSoon();
    },
    twinChanged: twins.changed,
    readShown: lines.readShown,
    lineOf: lines.lineOf,
    search: finder.soon,
    explain,
  };
}

/** Never two askings at once: what was told meanwhile is asked for in the next round. */
function createEventReader({ ask, state, drawSoon }: ReaderWorld, read: () => unknown): () => Promise<void> {
  let isAsking = false;
  let isStale = false;
  return async () => {
    if (isAsking) return void (isStale = true);
    isAsking = true;
    try {
      do {
        isStale = false;
        const batch = await ask.events({ from: state.events.length });
        if (batch.total < state.events.length) {
          Object.assign(state, noEvents());
          state.lines.clear();
          isStale = true;
        } else takeBatch(state, batch);
        drawSoon();
      } while (isStale || isReading(state));
      read();
    } finally {
      isAsking = false;
    }
  };
}

/** What went wrong is what somebody came for. */
const firstFlawed = ({ sources }: State): string | null =>
  ([...sources.values()].find(({ outcome }) => outcome === 'ERROR') ?? [...sources.values()][0])?.uri ?? null;

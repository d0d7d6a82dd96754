import { toProblem } from '../../src/model/problem.ts';
import type { RunSummary } from '../../src/model/view.ts';
import type { HistoryHostVerbs } from '../../src/protocol/history.ts';
import type { Asks } from '../../src/protocol/peer.ts';
import { sliceOf } from '../common/virtualSlice.ts';
import { countOf, eventAt, heightsOf, LINE_REM, type Shown } from './events.ts';
import { noEvents, takeBatch, type State } from './state.ts';

/** Brings what the page shows: all light events, and the texts of those that are looked at. */
export interface Reader {
  /** From the beginning of the page's life, and after something failed. */
  reload(): void;
  changed(run: RunSummary): void;
  gone(): void;
  /** Texts of what is seen, as far as they are not here. */
  readShown(shown: Shown): void;
  lineOf(id: number): Promise<string>;
  /** Texts that contain the query; asked once the user has stopped writing. */
  search(): void;
  explain(uri: string): void;
}

export interface ReaderWorld {
  readonly ask: Asks<HistoryHostVerbs>;
  readonly state: State;
  drawSoon(): void;
}

/** Texts that are kept; more are asked for again. */
const [MOST_LINES, LINES_AT_A_TIME] = [3000, 200];
const SEARCH_PAUSE_MS = 200;

export function createReader({ ask, state, drawSoon }: ReaderWorld): Reader {
  let asking = false;
  let isStale = false;
  let isReadingLines = false;
  let pause: ReturnType<typeof setTimeout> | undefined;

  /** Never two at once: what was told meanwhile is asked for in the next round. */
  async function readEvents(): Promise<void> {
    if (asking) return void (isStale = true);
    asking = true;
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
      } while (isStale || state.events.length < state.total);
      if (state.query !== '') void findNow();
    } catch (error) {
      failed(error);
    } finally {
      asking = false;
    }
  }

  function failed(error: unknown): void {
    const problem = toProblem(error);
    if (state.events.length === 0) state.head = { state: 'failed', problem };
    else state.failure = problem;
    drawSoon();
  }

  async function open(): Promise<void> {
    const { run, sources, picked, place } = await ask.open({});
    state.sources.clear();
    for (const source of sources) state.sources.set(source.uri, source);
    state.told += 1;
    Object.assign(state, { run, place, head: { state: 'here', value: true }, failure: null });
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

  /** Who looks at failures looks there too: in the engine process, where the texts are. */
  async function findNow(): Promise<void> {
    const query = state.query.trim().toLowerCase();
    if (query === '' || state.form === 'compact') return;
    if (state.found.query !== query) state.found = { query, ids: new Set(), upTo: 0 };
    const { found } = state;
    const from = found.upTo;
    found.upTo = state.events.length;
    const ids = await ask.find({ text: query, from }).catch(() => []);
    for (const id of ids) found.ids.add(id);
    if (ids.length > 0) drawSoon();
  }

  return {
    reload: () => void open().catch(failed),
    changed: run => {
      const hasEnded = state.run?.status === 'RUNNING' && run.status !== 'RUNNING';
      Object.assign(state, { run });
      if (state.head.state === 'failed' || state.failure !== null) return void open().catch(failed);
      void readEvents();
      if (hasEnded && state.uri !== null) explain(state.uri);
      drawSoon();
    },
    gone: () => {
      state.failure = { kind: 'data', code: 'run_gone', params: { run: state.run?.runId ?? '' } };
      drawSoon();
    },
    readShown: shown => {
      const wanted = shownIds(shown).filter(id => !state.lines.has(id));
      if (wanted.length === 0 || isReadingLines) return;
      isReadingLines = true;
      const ids = wanted.slice(0, LINES_AT_A_TIME);
      ask.lines({ ids }).then(
        lines => {
          isReadingLines = false;
          keepLines(state, ids, lines);
          drawSoon();
        },
        (error: unknown) => {
          isReadingLines = false;
          failed(error);
        },
      );
    },
    lineOf: async id => state.lines.get(id) ?? (await ask.lines({ ids: [id] }))[0] ?? '',
    search: () => {
      clearTimeout(pause);
      pause = setTimeout(() => void findNow(), SEARCH_PAUSE_MS);
    },
    explain,
  };
}

function keepLines({ lines, opened }: State, ids: readonly number[], texts: readonly string[]): void {
  for (const id of lines.keys()) {
    if (lines.size < MOST_LINES) break;
    if (!opened.has(id)) lines.delete(id);
  }
  ids.forEach((id, at) => lines.set(id, texts[at] ?? ''));
}

/** Events whose text is on the screen. */
function shownIds(shown: Shown): readonly number[] {
  const { state } = shown;
  if (state.form === 'compact') return [];
  const heights =
    state.form === 'full'
      ? heightsOf(shown)
      : { count: countOf(shown), rowPx: LINE_REM * state.rem, extra: new Map<number, number>() };
  const { first, end } = sliceOf(heights, { top: state.tops[state.form], room: state.room });
  const ids = Array.from({ length: Math.max(0, end - first) }, (_, at) => eventAt(shown, first + at)?.id ?? 0);
  return state.form === 'full' ? ids.filter(id => state.opened.has(id)) : ids;
}

/** What went wrong is what somebody came for. */
const firstFlawed = ({ sources }: State): string | null =>
  ([...sources.values()].find(({ outcome }) => outcome === 'ERROR') ?? [...sources.values()][0])?.uri ?? null;

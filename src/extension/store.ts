import type { RunSummary, SourceView } from '../model/view.ts';
import { sameRun, type KnownRun, type RunKey } from './nodes.ts';
import { createSignal, type Listenable } from './signal.ts';
import { createSourceCache, keyText, type SourcesChange } from './sourceCache.ts';

/** Runs and Sources as the engine process told them. Trees, status bar and progress read here and nowhere else. */
export interface Store {
  /** Newest first. */
  runs(): readonly KnownRun[];
  run(key: RunKey): KnownRun | null;
  /** The run whose Sources are shown: the one that was picked, else the newest. */
  picked(): KnownRun | null;
  pick(key: RunKey): void;
  /** In the order in which they were discovered. Asks the engine process the first time. */
  loadSources(key: RunKey): Promise<readonly SourceView[]>;
  source(key: RunKey, uri: string): SourceView | null;
  readonly runsChanged: Listenable<void>;
  readonly pickedChanged: Listenable<void>;
  readonly sourcesChanged: Listenable<SourcesChange>;
  readonly feed: StoreFeed;
}

/** The one way in: what the engine process says. */
export interface StoreFeed {
  /** All runs of one work folder. */
  runs(workDir: string, runs: readonly RunSummary[]): void;
  run(workDir: string, run: RunSummary): void;
  sources(key: RunKey, sources: readonly SourceView[]): void;
  /** The engine process is gone: what it ran is parked, what it told is asked again. */
  lost(): void;
}

/** `remembered`: the run that was picked in the window before, should it still be there. */
export function createStore(
  askSources: (key: RunKey) => Promise<readonly SourceView[]>,
  remembered: RunKey | null = null,
): Store {
  const runs = new Map<string, KnownRun>();
  const cache = createSourceCache(askSources);
  const runsChanged = createSignal<void>();
  const pickedChanged = createSignal<void>();
  const sourcesChanged = createSignal<SourcesChange>();
  let choice = remembered;

  const sorted = () => [...runs.values()].sort(newestFirst);
  const run = (key: RunKey) => runs.get(keyText(key)) ?? null;
  const picked = () => (choice && run(choice)) ?? sorted()[0] ?? null;

  function change(make: () => void): void {
    const before = picked();
    make();
    runsChanged.fire();
    if (!sameRun(before, picked())) pickedChanged.fire();
  }

  const put = (workDir: string, told: RunSummary) =>
    runs.set(keyText({ workDir, runId: told.runId }), { ...told, workDir });

  const feed: StoreFeed = {
    runs: (workDir, told) => {
      change(() => {
        for (const [key, known] of runs) if (known.workDir === workDir) runs.delete(key);
        for (const one of told) put(workDir, one);
        cache.keep(key => runs.has(key));
      });
      // Only now: a process that ends again and again must not be asked again and again.
      if (cache.isDoubted()) pickedChanged.fire();
    },
    run: (workDir, told) => change(() => put(workDir, told)),
    sources: (key, told) => {
      const changed = cache.receive(key, told);
      if (changed) sourcesChanged.fire(changed);
    },
    lost: () => {
      cache.doubt();
      change(() => {
        for (const [key, known] of runs) runs.set(key, parked(known));
      });
    },
  };

  return {
    runs: sorted,
    run,
    picked,
    pick: ({ workDir, runId }) => {
      const before = picked();
      choice = { workDir, runId };
      if (!sameRun(before, picked())) pickedChanged.fire();
    },
    loadSources: cache.load,
    source: cache.one,
    ...{ runsChanged, pickedChanged, sourcesChanged, feed },
  };
}

const parked = (run: KnownRun): KnownRun =>
  run.status === 'RUNNING' ? { ...run, status: 'PARKED', owner: null } : run;

const newestFirst = (a: KnownRun, b: KnownRun): number =>
  b.startedAt.localeCompare(a.startedAt) || b.runId.localeCompare(a.runId);

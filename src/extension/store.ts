import type { RunSummary, SourceView } from '../model/view.ts';
import { sameRun, type KnownRun, type RunKey } from './nodes.ts';
import { createSignal, type Listenable } from './signal.ts';

export interface SourcesChange extends RunKey {
  readonly changed: readonly string[];
  /** Sources that were not there before: the list itself changed. */
  readonly added: readonly string[];
}

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
  /** Null as long as the run's Sources were not loaded. */
  sources(key: RunKey): readonly SourceView[] | null;
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
  /** The engine process is gone: what it ran is parked, what it knew is asked again. */
  lost(): void;
}

const keyText = (key: RunKey): string => `${key.workDir}\n${key.runId}`;

export function createStore(askSources: (key: RunKey) => Promise<readonly SourceView[]>): Store {
  const runs = new Map<string, KnownRun>();
  const sources = new Map<string, Map<string, SourceView>>();
  const signals = {
    runsChanged: createSignal<void>(),
    pickedChanged: createSignal<void>(),
    sourcesChanged: createSignal<SourcesChange>(),
  };
  let choice: RunKey | null = null;

  const sorted = () => [...runs.values()].sort(newestFirst);
  const run = (key: RunKey) => runs.get(keyText(key)) ?? null;
  const picked = () => (choice && run(choice)) ?? sorted()[0] ?? null;

  function changeRuns(change: () => void): void {
    const before = picked();
    change();
    signals.runsChanged.fire();
    if (!sameRun(before, picked())) signals.pickedChanged.fire();
  }

  const feed: StoreFeed = {
    runs: (workDir, told) =>
      changeRuns(() => {
        for (const [key, known] of runs) if (known.workDir === workDir) runs.delete(key);
        for (const one of told) runs.set(keyText({ workDir, runId: one.runId }), { ...one, workDir });
        for (const key of sources.keys()) if (!runs.has(key)) sources.delete(key);
      }),
    run: (workDir, told) => changeRuns(() => runs.set(keyText({ workDir, runId: told.runId }), { ...told, workDir })),
    sources: (key, told) => {
      const known = sources.get(keyText(key));
      if (known === undefined) return;
      const added = told.map(s => s.uri).filter(uri => !known.has(uri));
      for (const source of told) known.set(source.uri, source);
      const changed = told.map(s => s.uri).filter(uri => !added.includes(uri));
      signals.sourcesChanged.fire({ workDir: key.workDir, runId: key.runId, changed, added });
    },
    lost: () =>
      changeRuns(() => {
        sources.clear();
        for (const [key, known] of runs)
          if (known.status === 'RUNNING') runs.set(key, { ...known, status: 'PARKED', owner: null });
      }),
  };

  return {
    runs: sorted,
    run,
    picked,
    pick: key => {
      const before = picked();
      choice = { workDir: key.workDir, runId: key.runId };
      if (!sameRun(before, picked())) signals.pickedChanged.fire();
    },
    loadSources: async key => {
      const known = sources.get(keyText(key));
      if (known) return [...known.values()];
      const told = await askSources({ workDir: key.workDir, runId: key.runId });
      sources.set(keyText(key), new Map(told.map(source => [source.uri, source])));
      return told;
    },
    sources: key => {
      const known = sources.get(keyText(key));
      return known ? [...known.values()] : null;
    },
    source: (key, uri) => sources.get(keyText(key))?.get(uri) ?? null,
    ...signals,
    feed,
  };
}

const newestFirst = (a: KnownRun, b: KnownRun): number =>
  b.startedAt.localeCompare(a.startedAt) || b.runId.localeCompare(a.runId);

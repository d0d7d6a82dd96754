import type { SourceView } from '../model/view.ts';
import type { RunKey } from './nodes.ts';

export interface SourcesChange extends RunKey {
  readonly changed: readonly string[];
  /** Sources that were not there before: the list itself changed. */
  readonly added: readonly string[];
}

export const keyText = ({ workDir, runId }: RunKey): string => `${workDir}\n${runId}`;

/** The Sources of the runs that somebody looked at, by run and address, in the order of their discovery. */
export interface SourceCache {
  load(key: RunKey): Promise<readonly SourceView[]>;
  one(key: RunKey, uri: string): SourceView | null;
  /** What is told of a run that nobody looked at is not kept: null. */
  receive(key: RunKey, told: readonly SourceView[]): SourcesChange | null;
  /** Forgets all runs but these. */
  keep(isKnown: (key: string) => boolean): void;
  /** What is here was told by a process that is gone: shown on, asked anew at the next load. */
  doubt(): void;
  isDoubted(): boolean;
}

export function createSourceCache(ask: (key: RunKey) => Promise<readonly SourceView[]>): SourceCache {
  const sources = new Map<string, Map<string, SourceView>>();
  const stale = new Set<string>();
  return {
    load: async ({ workDir, runId }) => {
      const key = keyText({ workDir, runId });
      const known = sources.get(key);
      if (known && !stale.has(key)) return [...known.values()];
      const told = await ask({ workDir, runId });
      stale.delete(key);
      sources.set(key, new Map(told.map(source => [source.uri, source])));
      return told;
    },
    one: (key, uri) => sources.get(keyText(key))?.get(uri) ?? null,
    receive: ({ workDir, runId }, told) => {
      const known = sources.get(keyText({ workDir, runId }));
      if (known === undefined) return null;
      const uris = told.map(source => source.uri);
      const added = uris.filter(uri => !known.has(uri));
      const changed = uris.filter(uri => known.has(uri));
      for (const source of told) known.set(source.uri, source);
      return { workDir, runId, changed, added };
    },
    keep: isKnown => {
      for (const key of sources.keys()) if (!isKnown(key)) sources.delete(key);
      for (const key of stale) if (!isKnown(key)) stale.delete(key);
    },
    doubt: () => {
      for (const key of sources.keys()) stale.add(key);
    },
    isDoubted: () => stale.size > 0,
  };
}

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

/**
 * An answer and a change told right after it may be delivered in one turn, the change first: what is told while an
 * answer is awaited cannot be placed before or after it, so it is asked again. After so many rounds the change wins.
 */
const ROUNDS = 5;

export function createSourceCache(ask: (key: RunKey) => Promise<readonly SourceView[]>): SourceCache {
  const sources = new Map<string, Map<string, SourceView>>();
  const loading = new Map<string, Promise<void>>();
  const meanwhile = new Map<string, SourceView[]>();
  const stale = new Set<string>();

  async function load(key: RunKey, name: string): Promise<void> {
    try {
      for (let round = 1; ; round += 1) {
        const late: SourceView[] = [];
        meanwhile.set(name, late);
        const told = await ask({ workDir: key.workDir, runId: key.runId });
        if (late.length > 0 && round < ROUNDS) continue;
        sources.set(name, new Map([...told, ...late].map(source => [source.uri, source])));
        stale.delete(name);
        return;
      }
    } finally {
      meanwhile.delete(name);
      loading.delete(name);
    }
  }

  return {
    load: async key => {
      const name = keyText(key);
      if (!sources.has(name) || stale.has(name)) {
        const asked = loading.get(name) ?? load(key, name);
        loading.set(name, asked);
        await asked;
      }
      return [...(sources.get(name)?.values() ?? [])];
    },
    one: (key, uri) => sources.get(keyText(key))?.get(uri) ?? null,
    receive: ({ workDir, runId }, told) => {
      const name = keyText({ workDir, runId });
      meanwhile.get(name)?.push(...told);
      const known = sources.get(name);
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

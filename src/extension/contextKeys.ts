/** Every context key of ours and what it holds. When-clauses name no other one; a test reads them all. */
export interface ContextKeyTypes {
  /** The trees were filled once: no empty state is shown before. */
  'ingestionWorkshop.ready': boolean;
  'ingestionWorkshop.hasInput': boolean;
  'ingestionWorkshop.hasRun': boolean;
  'ingestionWorkshop.hasDataset': boolean;
  'ingestionWorkshop.running': boolean;
  'ingestionWorkshop.practiceSite': boolean;
  'ingestionWorkshop.practiceApi': boolean;
  /** This window uses a Temporal server. */
  'ingestionWorkshop.temporal': boolean;
  /** It started one, or workers. */
  'ingestionWorkshop.temporalServer': boolean;
  'ingestionWorkshop.temporalWorker': boolean;
  /** The index has answered a question. */
  'ingestionWorkshop.answered': boolean;
  /** What a crawl would fetch is on the screen. */
  'ingestionWorkshop.hasPreview': boolean;
  /** Somebody follows a workshop in this workspace. */
  'ingestionWorkshop.hasWorkshop': boolean;
  /** Whether anybody does was found out: a start is not offered before. */
  'ingestionWorkshop.workshopsKnown': boolean;
  /** One was selected for compare. */
  'ingestionWorkshop.runToCompare': boolean;
  /** Paths of open files that are input files by what they say, not by their name. */
  'ingestionWorkshop.inputFiles': readonly string[];
}

export type ContextKey = keyof ContextKeyTypes;

/** Forgetting a key does not compile; the values are those before anything is known. */
export const initialContext: ContextKeyTypes = {
  'ingestionWorkshop.ready': false,
  'ingestionWorkshop.hasInput': false,
  'ingestionWorkshop.hasRun': false,
  'ingestionWorkshop.hasDataset': false,
  'ingestionWorkshop.running': false,
  'ingestionWorkshop.practiceSite': false,
  'ingestionWorkshop.practiceApi': false,
  'ingestionWorkshop.temporal': false,
  'ingestionWorkshop.temporalServer': false,
  'ingestionWorkshop.temporalWorker': false,
  'ingestionWorkshop.answered': false,
  'ingestionWorkshop.hasPreview': false,
  'ingestionWorkshop.hasWorkshop': false,
  'ingestionWorkshop.workshopsKnown': false,
  'ingestionWorkshop.runToCompare': false,
  'ingestionWorkshop.inputFiles': [],
};

export interface ContextKeys {
  set<K extends ContextKey>(key: K, value: ContextKeyTypes[K]): void;
  /** As it was said last. */
  get<K extends ContextKey>(key: K): ContextKeyTypes[K];
}

/** Says a value only when it changed: `setContext` makes VS Code evaluate every menu again. */
export function createContextKeys(setContext: (key: ContextKey, value: unknown) => unknown): ContextKeys {
  const said = new Map<ContextKey, string>(
    Object.entries(initialContext).map(([k, v]) => [asKey(k), JSON.stringify(v)]),
  );
  return {
    // SAFETY: only `set` puts a text there, of a value of this key.
    get: key => JSON.parse(said.get(key) ?? 'null') as ContextKeyTypes[typeof key],
    set: (key, value) => {
      const text = JSON.stringify(value);
      if (said.get(key) === text) return;
      said.set(key, text);
      void setContext(key, value);
    },
  };
}

// SAFETY: only called with the keys of `initialContext`.
const asKey = (key: string): ContextKey => key as ContextKey;

import type { DatasetView } from '../../../model/dataset/view.ts';
import { coalesce } from '../../coalesce.ts';
import type { Guest } from '../../guest.ts';
import { createSignal, type Disposable, type Listenable } from '../../signal.ts';
import { findPlaces, isInWorkspace, watchPlaces } from './find.ts';

/** The datasets of the workspace, as they were at the last look. */
export interface DatasetList extends Disposable {
  all(): readonly DatasetView[];
  one(folder: string): DatasetView | null;
  /** Looks once; from then on whatever changes is looked at by itself. */
  load(): Promise<readonly DatasetView[]>;
  /** Looks again, now. */
  refresh(): Promise<void>;
  readonly changed: Listenable<void>;
}

/** A run writes many files: one look a second shows how it gets on. */
const LOOK_MS = 1000;

export function createDatasetList(guest: Guest): DatasetList {
  const changed = createSignal<void>();
  let known: readonly DatasetView[] = [];
  let first: Promise<void> | null = null;
  const owned: Disposable[] = [];

  async function refresh(): Promise<void> {
    const found = await guest.engine.ask.datasets(await findPlaces(guest));
    known = found.filter(({ folder }) => isInWorkspace(folder));
    guest.keys.set('ingestionWorkshop.hasDataset', known.length > 0);
    changed.fire();
  }

  const soon = coalesce(() => void refresh().catch(guest.notices.thrown), LOOK_MS);

  function start(): Promise<void> {
    owned.push(...watchPlaces(soon.request), guest.store.runsChanged.listen(soonIfMoved()));
    return refresh();
  }

  /** VS Code may watch less than the whole folder: the runs say themselves how far they are. */
  function soonIfMoved(): () => void {
    let before = '';
    return () => {
      const runs = guest.store.runs().filter(({ api }) => api !== null);
      const now = runs.map(({ runId, status, api }) => `${runId} ${status} ${api?.partitions}`).join();
      if (now !== before) soon.request();
      before = now;
    };
  }

  return {
    changed,
    refresh,
    all: () => known,
    one: folder => known.find(view => view.folder === folder) ?? null,
    load: async () => {
      first ??= start();
      await first.catch((error: unknown) => {
        first = null;
        for (const one of owned.splice(0)) one.dispose();
        throw error;
      });
      return known;
    },
    dispose: () => {
      soon.dispose();
      for (const one of owned) one.dispose();
    },
  };
}

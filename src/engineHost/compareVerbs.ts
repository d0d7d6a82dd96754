import type { CompareVerbs } from '../protocol/compare.ts';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { CompareDesk } from './compareDesk.ts';
import type { HeldFolders } from './heldFolders.ts';
import { atMostOften } from './longWork.ts';
import { createStoppable } from './stoppable.ts';

type Tell = () => Pick<Tells<GuestVerbs>, 'compareMoved'>;

interface Comparing {
  readonly verbs: Handlers<CompareVerbs>;
  close(): Promise<void>;
}

/** Two settings side by side. All that does it is read when somebody asks first. */
export function createCompareVerbs(folders: Pick<HeldFolders, 'hold'>, tell: Tell): Comparing {
  const stoppable = createStoppable();
  let opened: Promise<CompareDesk> | undefined;
  const desk = () => (opened ??= import('./compareDesk.ts').then(({ openCompareDesk }) => openCompareDesk(folders)));
  return {
    verbs: {
      comparedSetting: async place => (await desk()).setting(place),
      compareSettings: ({ id, ...asked }) =>
        stoppable.run(id, async signal =>
          (await desk()).compare(asked, {
            signal,
            onProgress: atMostOften((done, total) => tell().compareMoved({ id, done, total })),
          }),
        ),
      stopCompare: ({ id }) => stoppable.stop(id),
    },
    close: async () => (await opened)?.close(),
  };
}

import type { CleaningVerbs, CleanedPage } from '../protocol/cleaning.ts';
import type { GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import type { CleaningDesk } from './cleaningDesk.ts';
import type { HeldFolders } from './heldFolders.ts';
import { atMostOften } from './longWork.ts';
import { createStoppable } from './stoppable.ts';

type Tell = () => Pick<Tells<GuestVerbs>, 'cleaningMoved'>;

interface Cleaning {
  readonly verbs: Handlers<CleaningVerbs>;
  close(): Promise<void>;
}

/** What cleaning kept and removed of a page. All that does it is read when somebody asks first. */
export function createCleaningVerbs(folders: Pick<HeldFolders, 'hold'>, tell: Tell): Cleaning {
  const stoppable = createStoppable();
  const never = new AbortController().signal;
  let opened: Promise<CleaningDesk> | undefined;
  const desk = () => (opened ??= import('./cleaningDesk.ts').then(({ openDesk }) => openDesk(folders)));
  const progress = (id: string) => atMostOften((done, total) => tell().cleaningMoved({ id, done, total }));
  const page = async (place: CleanedPage) => (await desk()).page(place, { signal: never });
  return {
    verbs: {
      openCleaning: ({ id, ...place }) =>
        stoppable.run(id, async signal =>
          (await (await desk()).page(place, { signal, onProgress: progress(id), anew: true })).summary(),
        ),
      stopCleaning: ({ id }) => stoppable.stop(id),
      cleaningRows: async ({ filter, from, count, ...place }) => (await page(place)).rows(filter, from, count),
      cleaningBlock: async ({ at, ...place }) => (await page(place)).block(at),
      cleaningPassage: async ({ from, count, ...place }) => (await page(place)).passage(from, count),
      cleaningTable: async ({ form, columns, reasons, ...place }) =>
        (await page(place)).table(form, { columns, reasons }),
      cleaningEffect: async ({ keep, ...place }) => (await desk()).effect(place, keep),
      cleaningText: async ({ whole, ...place }) => (await desk()).text(place, whole),
      cleaningFiles: async place => (await desk()).files(place),
      cleaningTotals: ({ id, ...run }) =>
        stoppable.run(id, async signal => (await desk()).totals(run, { signal, onProgress: progress(id) })),
    },
    close: async () => (await opened)?.close(),
  };
}

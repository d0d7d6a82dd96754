import path from 'node:path';
import type { EngineVerbs, GuestVerbs } from '../protocol/engine.ts';
import type { Handlers, Tells } from '../protocol/peer.ts';
import { newestTarget, type HeldFolders } from './heldFolders.ts';
import { atMostOften, createLongWork } from './longWork.ts';

type ExportVerbs = Pick<Handlers<EngineVerbs>, 'exportIndex' | 'stopExport'>;

/** Collections as files for other programs. */
export function createExportVerbs(
  { hold }: Pick<HeldFolders, 'hold'>,
  tell: () => Pick<Tells<GuestVerbs>, 'exportMoved'>,
): ExportVerbs {
  const work = createLongWork('export');
  return {
    exportIndex: ({ workDir, collection, format, out }) =>
      work.run(workDir, async signal => {
        const held = await hold(workDir);
        const { databaseUri } = newestTarget(held);
        const { files, chunks } = await held.folder.exportIndex({
          ...{ collection, databaseUri, format, out, signal },
          onProgress: atMostOften((done, total) => tell().exportMoved({ workDir, done, total })),
        });
        return { files: files.map(file => path.join(out, file)), chunks };
      }),
    stopExport: ({ workDir }) => work.stop(workDir),
  };
}

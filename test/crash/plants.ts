import { createHash } from 'node:crypto';
import type { Disk, DiskFile } from '../../src/adapters/runs/disk.ts';
import type { Plant } from './trial.ts';

const isTemporary = (name: string) => name.endsWith('.tmp');
const isJournal = (name: string) => name.endsWith('journal.jsonl');
const isArtifactFolder = (name: string) => /\/(?:crawling|scraping)$/.test(name);
const isRunFolder = (name: string) => name.endsWith('/run-1');

/** A disk whose files of these names are not synced. */
const unsynced =
  (isMeant: (name: string) => boolean) =>
  (disk: Disk): Disk => ({
    ...disk,
    open: async (name, flags) => withoutSync(await disk.open(name, flags), isMeant(name)),
  });

const withoutSync = (file: DiskFile, isMeant: boolean): DiskFile =>
  isMeant ? { ...file, sync: async () => undefined, datasync: async () => undefined } : file;

/** What engineers got wrong elsewhere, done here on purpose. */
export const PLANTS: Readonly<Record<string, Plant>> = {
  'an event before its artifact': {
    artifacts: artifacts => {
      const late = new Map<string, Uint8Array | string>();
      return {
        ...artifacts,
        async write(path, bytes) {
          // The bytes are written by whoever comes next.
          for (const [name, earlier] of late) await artifacts.write(name, earlier);
          late.clear();
          late.set(path, bytes);
          return createHash('sha256').update(bytes).digest('hex');
        },
      };
    },
  },
  'an artifact that is not synced': { disk: unsynced(isTemporary) },
  'a journal that is not synced': { disk: unsynced(isJournal) },
  'a folder of artifacts that is not synced': { disk: unsynced(isArtifactFolder) },
  "a run's folder that is not synced": { disk: unsynced(isRunFolder) },
  'a rename before the sync': {
    disk: disk => {
      let renamed: string | undefined;
      return {
        ...unsynced(isTemporary)(disk),
        async rename(from, to) {
          await disk.rename(from, to);
          // The one before it: its event may be there already.
          if (renamed !== undefined) await (await disk.open(renamed, 'r')).sync();
          renamed = to;
        },
      };
    },
  },
  'a torn tail that is not cut': { disk: disk => ({ ...disk, truncate: async () => undefined }) },
  'a tail that is cut one line too early': {
    disk: disk => ({
      ...disk,
      truncate: async (file, bytes) => {
        const content = await disk.readFile(file);
        await disk.truncate(file, content.lastIndexOf(10, bytes - 2) + 1);
      },
    }),
  },
};

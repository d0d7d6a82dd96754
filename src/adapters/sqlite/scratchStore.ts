import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { VectorStore } from '../../engine/ports.ts';
import { openSqliteStore } from './store.ts';

export interface ScratchStore {
  readonly store: VectorStore;
  /** With all that it held. */
  close(): Promise<void>;
}

/** An index that nobody else sees, in a folder of its own that goes with it. */
export async function openScratchStore(): Promise<ScratchStore> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ingestion-workshop-'));
  const store = openSqliteStore(path.join(folder, 'index.sqlite'));
  return {
    store,
    close: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Guest } from './guest.ts';
import type { RunKey } from './nodes.ts';
import { journalOf } from './pathInside.ts';

const NO_WORDS = { title: '', columns: ['', '', '', '', ''] } as const;

/** All events of a run as a text, a line each: its journal; of one on a server, a copy as it is now. */
export async function historyFile({ store, engine, context }: Guest, key: RunKey): Promise<string> {
  if (store.run(key)?.backEnd !== 'temporal') return journalOf(key);
  const { workDir, runId } = key;
  const folder = path.join(context.globalStorageUri.fsPath, 'histories');
  await mkdir(folder, { recursive: true });
  // A server's ids may hold any letter.
  const file = path.join(folder, `${encodeURIComponent(runId).slice(0, 200)}.jsonl`);
  await engine.ask.exportHistory({ workDir, runId, format: 'jsonl', file, words: NO_WORDS });
  return file;
}

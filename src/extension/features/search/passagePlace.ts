import { fail } from '../../../model/problem.ts';
import type { FoundPlace } from '../../../protocol/search.ts';
import type { Guest } from '../../guest.ts';
import type { ChunkNode } from '../../nodes.ts';
import type { Disposable } from '../../signal.ts';

interface Place extends FoundPlace {
  readonly workDir: string;
}

/** The newest run tells which index was searched. Usage `no_run`. */
export function chunkNode({ store }: Guest, { workDir, collection, uri, chunkId }: Place): ChunkNode {
  const newest = store.runs().find(run => run.workDir === workDir);
  if (newest === undefined) throw fail('usage', 'no_run');
  return { kind: 'chunk', workDir, runId: newest.runId, collection, uri, chunkId };
}

/** A passage, coloured at its place in its Markdown. `beside` leaves the page that was clicked in sight. */
export async function openPassage(guest: Guest, place: Place, beside = false): Promise<Disposable> {
  const { kind: _kind, ...chunk } = chunkNode(guest, place);
  return guest.marks.show(await guest.engine.ask.chunk(chunk), beside);
}

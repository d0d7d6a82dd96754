import type { KeptRow } from '../../model/api/staged.ts';
import { createIncoming } from './incomingRows.ts';
import { orDiscard } from './pourTable.ts';
import { createContent, openTableSink, publishEmpty } from './tableSink.ts';
import type { Outcome, PartitionTask } from './partitionTask.ts';

/** What was there goes; what came stands there in the order of its arrival. The same again is left as it is. */
export async function replacePartition(task: PartitionTask): Promise<Outcome> {
  const { writing, date, plan, before } = task;
  const { ports, run } = writing;
  const count = plan.rows.get(date) ?? 0;
  if (count === 0) {
    if (before?.rows === 0) return { manifest: before, ...NOTHING, isKept: true };
    return { manifest: await publishEmpty(ports, date, run.id, plan.columns), ...NOTHING };
  }
  const held = await heldOf(task);
  if (before?.rows === count - held.size && before.content === contentOf(task, held))
    return { manifest: before, ...NOTHING, isKept: true, written: before.rows, deadLetters: held.size };
  return write(task, held);
}

/** `seq` of the rows that are in quarantine. */
async function heldOf({ writing, date, staged, plan }: PartitionTask): Promise<ReadonlySet<number>> {
  const known = await writing.held();
  const found = new Set<number>();
  if (known.isEmpty) return found;
  const findHeld = known.finder(plan.columns);
  for (const rows of staged.rows(date)) for (const came of rows) if (findHeld(came)) found.add(came.seq);
  return found;
}

/** What stands for a row in the hash: that it was held back makes another table. */
const textOf = ({ seq, json }: KeptRow, held: ReadonlySet<number>): string => (held.has(seq) ? `held ${json}` : json);

export const NOTHING = { isKept: false, written: 0, deadLetters: 0, discarded: 0 };

/** Of the rows as they came: guarded values make another table, and another content. */
function contentOf({ writing, date, staged, plan }: PartitionTask, held: ReadonlySet<number>): string {
  const content = createContent(writing.ports.hash, plan.columns);
  for (const rows of staged.rows(date)) for (const came of rows) content.add(textOf(came, held));
  return content.hash();
}

async function write(task: PartitionTask, held: ReadonlySet<number>): Promise<Outcome> {
  const { writing, date, plan, staged } = task;
  const incoming = await createIncoming(task);
  const sink = await openTableSink(writing, date, plan.columns);
  let written = 0;
  return orDiscard(sink, async () => {
    for (const rows of staged.rows(date))
      for (const came of rows) {
        const row = await incoming.pass(came);
        if (held.has(came.seq)) sink.passOver(textOf(came, held));
        if (!row) continue;
        written += 1;
        await sink.add(came.key, row, came.json);
      }
    await incoming.settle();
    return { manifest: await sink.publish(), isKept: false, written, ...incoming.counts() };
  });
}

import { ownValues } from '../../model/dataset/ownColumns.ts';
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
  if (before?.rows === count && before.content === contentOf(task))
    return { manifest: before, ...NOTHING, isKept: true, written: count };
  return write(task);
}

const NOTHING = { isKept: false, written: 0, deadLetters: 0, discarded: 0 };

/** Of the rows as they came: guarded values make another table, and another content. */
function contentOf({ writing, date, staged, plan }: PartitionTask): string {
  const content = createContent(writing.ports.hash, plan.columns);
  for (const rows of staged.rows(date)) for (const { json } of rows) content.add(json);
  return content.hash();
}

async function write(task: PartitionTask): Promise<Outcome> {
  const { writing, date, plan, staged } = task;
  const incoming = createIncoming(task);
  const own = ownValues(writing.run.startedAt, date);
  const sink = await openTableSink(writing, date, plan.columns);
  let written = 0;
  return orDiscard(sink, async () => {
    for (const rows of staged.rows(date))
      for (const came of rows) {
        const row = await incoming.pass(came);
        if (!row) continue;
        written += 1;
        await sink.add(came.key, { ...row, ...own }, came.json);
      }
    await incoming.settle();
    return { manifest: await sink.publish(), isKept: false, written, ...incoming.counts() };
  });
}

import { widenColumns } from '../../model/dataset/widenColumns.ts';
import { createIncoming, type IncomingRows } from './incomingRows.ts';
import { createMeeting, type Meeting } from './meetRows.ts';
import { openStanding, orDiscard, pourTable } from './pourTable.ts';
import type { TableSink } from './tableSink.ts';
import type { Outcome, PartitionTask } from './partitionTask.ts';

/**
 * What stands there keeps its place and, where nothing changed, its time of ingestion; a row that came again takes its
 * own place (with `append`: the one that is there stays); new ones follow in the order of their arrival.
 */
export async function mergePartition(task: PartitionTask): Promise<Outcome> {
  const { writing, date, plan, before } = task;
  const isTouched = plan.rows.has(date) || plan.touched.has(date);
  if (before && !isTouched) return { manifest: before, isKept: true, written: 0, deadLetters: 0, discarded: 0 };
  const reader = await openStanding(writing, date);
  const { columns, isSame } = widenColumns(plan.columns, reader?.columns ?? null, writing.identity?.columns ?? []);
  const incoming = await createIncoming(task);
  const meeting = createMeeting(task, columns, incoming);
  const sink = await pourTable(writing, date, { reader, columns }, async (row, into) => {
    const met = await meeting.meet(row);
    if (met) await into.add(met.key, met.row, met.text);
  });
  return orDiscard(sink, async () => {
    const added = await addNew(task, incoming, meeting, sink);
    await incoming.settle();
    const counts = { written: meeting.written() + added, ...incoming.counts() };
    const isKept = isSame && !meeting.hasChanged() && added === 0;
    if (!before || !isKept) return { manifest: await sink.publish(), isKept: false, ...counts };
    await sink.discard();
    return { manifest: before, isKept, ...counts };
  });
}

/** Those of the day whose key was not met. Gives how many. */
async function addNew(task: PartitionTask, incoming: IncomingRows, meeting: Meeting, sink: TableSink): Promise<number> {
  const { date, staged, plan } = task;
  let added = 0;
  for (const rows of staged.rows(date))
    for (const came of rows) {
      if (meeting.hasMet(came.seq) || plan.elsewhere.has(came.seq)) continue;
      const row = await incoming.pass(came);
      if (!row) continue;
      added += 1;
      await sink.add(came.key, row, came.json);
    }
  return added;
}

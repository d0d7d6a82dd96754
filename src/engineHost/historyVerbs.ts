import path from 'node:path';
import { createHistoryTail, type HistoryTail } from '../adapters/runs/historyTail.ts';
import { exportEvents, exportHistory } from '../adapters/runs/exportHistory.ts';
import { isRunId } from '../model/artifactName.ts';
import { fail } from '../model/problem.ts';
import { explainStages } from '../model/stageExplained.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { runsBefore, type HeldFolders } from './heldFolders.ts';

type HistoryVerbs = Pick<
  Handlers<EngineVerbs>,
  'historyEvents' | 'historyLines' | 'findInHistory' | 'explainStages' | 'exportHistory'
>;

/** Histories that are looked at are kept; a hundred thousand events take some twenty megabytes. */
const KEPT = 4;

/** The events of a run, for a page that shows them. */
export function createHistoryVerbs({ hold, onServer }: Pick<HeldFolders, 'hold' | 'onServer'>): HistoryVerbs {
  const tails = new Map<string, HistoryTail>();

  /** With what its journal holds by now. */
  async function tailOf(workDir: string, runId: string): Promise<HistoryTail> {
    const server = await onServer(workDir, runId);
    if (server) return refreshed(server.history(runId));
    const file = journalOf(workDir, runId);
    const tail = tails.get(file) ?? createHistoryTail(file, runId);
    tails.delete(file);
    tails.set(file, tail);
    for (const oldest of [...tails.keys()].slice(0, -KEPT)) tails.delete(oldest);
    return refreshed(tail);
  }

  return {
    historyEvents: async ({ workDir, runId, from }) => (await tailOf(workDir, runId)).batch(from),
    historyLines: async ({ workDir, runId, ids }) => (await tailOf(workDir, runId)).lines(ids),
    findInHistory: async ({ workDir, runId, text, from }) => (await tailOf(workDir, runId)).find(text, from),
    explainStages: async ({ workDir, runId, uri }) => {
      const { follower } = await hold(workDir);
      const run = follower.state(runId);
      return run ? explainStages(run, uri, runsBefore(follower, runId)) : [];
    },
    exportHistory: async ({ workDir, runId, ...asked }) => {
      const server = await onServer(workDir, runId);
      if (server) return exportEvents(await server.journal(runId), asked);
      return exportHistory(journalOf(workDir, runId), asked);
    },
  };
}

async function refreshed(tail: HistoryTail): Promise<HistoryTail> {
  await tail.refresh();
  return tail;
}

function journalOf(workDir: string, runId: string): string {
  if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
  return path.join(workDir, 'runs', runId, 'journal.jsonl');
}

import path from 'node:path';
import { createHistoryTail, type HistoryTail } from '../adapters/runs/historyTail.ts';
import { exportHistory } from '../adapters/runs/exportHistory.ts';
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
export function createHistoryVerbs({ hold }: Pick<HeldFolders, 'hold'>): HistoryVerbs {
  const tails = new Map<string, HistoryTail>();

  function tailOf(workDir: string, runId: string): HistoryTail {
    const file = journalOf(workDir, runId);
    const tail = tails.get(file) ?? createHistoryTail(file, runId);
    tails.delete(file);
    tails.set(file, tail);
    for (const oldest of [...tails.keys()].slice(0, -KEPT)) tails.delete(oldest);
    return tail;
  }

  return {
    historyEvents: async ({ workDir, runId, from }) => {
      const tail = tailOf(workDir, runId);
      await tail.refresh();
      return tail.batch(from);
    },
    historyLines: async ({ workDir, runId, ids }) => {
      const tail = tailOf(workDir, runId);
      await tail.refresh();
      return tail.lines(ids);
    },
    findInHistory: async ({ workDir, runId, text, from }) => {
      const tail = tailOf(workDir, runId);
      await tail.refresh();
      return tail.find(text, from);
    },
    explainStages: async ({ workDir, runId, uri }) => {
      const { follower } = await hold(workDir);
      const run = follower.state(runId);
      return run ? explainStages(run, uri, runsBefore(follower, runId)) : [];
    },
    exportHistory: async ({ workDir, runId, ...asked }) => exportHistory(journalOf(workDir, runId), asked),
  };
}

function journalOf(workDir: string, runId: string): string {
  if (!isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
  return path.join(workDir, 'runs', runId, 'journal.jsonl');
}

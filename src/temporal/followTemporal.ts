import path from 'node:path';
import type { RunsFollower } from '../adapters/runs/followRuns.ts';
import type { HistoryTail } from '../adapters/runs/historyTail.ts';
import { systemClock } from '../adapters/clock.ts';
import { viewSource } from '../model/describeRun.ts';
import { fail, toProblem, type Problem } from '../model/problem.ts';
import type { RunState } from '../model/runState.ts';
import type { RunSummary } from '../model/view.ts';
import type { BackEndOptions } from './backEnd.ts';
import type { TemporalClient } from './client.ts';
import { createEventsTail } from './eventsTail.ts';
import { webStateOf } from './followedRun.ts';
import { inTime } from './inTime.ts';
import { consult } from './examine.ts';
import { eventsOf, lookAtServer, readOn, standingOf, summariesOf, type RunsOnServer } from './runsOnServer.ts';
import { askWhy } from './standing.ts';

/** The runs of a namespace, whoever started them; `backEnd` of their summaries is `temporal`. */
export interface TemporalRuns extends RunsFollower {
  /** Its events for a page that shows them. */
  history(runId: string): HistoryTail;
}

/** A list takes 20 ms; a run that somebody else starts is seen so much later at the most. */
const LIST_MS = 1000;

/** Resolves when the runs have been listed once; a server that goes away is asked again until `close`. */
export async function followTemporal(
  client: TemporalClient,
  { listener, onAway, workDir }: Omit<BackEndOptions, 'place'>,
): Promise<TemporalRuns> {
  const closing = new AbortController();
  const server: RunsOnServer = {
    ...{ ask: client.ask, address: client.place.address, listener, closing: closing.signal, runs: new Map() },
    families: new Map(),
    tell: inTime(() => listener.onRuns(summariesOf(server)), closing.signal),
    isWatching: false,
    away: null,
  };
  await lookAtServer(server);
  server.isWatching = true;
  const look = lookOrTell(server, onAway);
  void keepLooking(look, closing.signal);
  void keepAsking(client, server);

  /** Of a run of which it was forgotten, it comes in a moment, and is told then. */
  function stateOf(runId: string): RunState | undefined {
    const run = server.runs.get(runId);
    if (run && !run.memory) void readOn(server, run);
    return webStateOf(run?.memory);
  }

  return {
    summaries: () => summariesOf(server),
    sources(runId) {
      const state = stateOf(runId);
      return state?.sources.map(source => viewSource(state, source));
    },
    input: runId => stateOf(runId)?.input,
    outputFolders: () => outputFolders(summariesOf(server), path.dirname(workDir)),
    state: stateOf,
    refresh: look,
    history: runId =>
      createEventsTail(() => {
        const run = server.runs.get(runId);
        if (!run) throw fail('usage', 'temporal_run_unknown', { run: runId });
        return eventsOf(server, run);
      }),
    close: () => closing.abort(),
  };
}

/** As its workers find them: from the root that they share. */
function outputFolders(runs: readonly RunSummary[], root: string): readonly string[] {
  const named = runs.flatMap(({ api, backfill }) => api?.outputDir || backfill?.outputDir || []);
  return [...new Set(named)].map(folder => path.resolve(root, folder));
}

/** That the server went away is told once, and that it is back. */
function lookOrTell(server: RunsOnServer, onAway: BackEndOptions['onAway']): () => Promise<void> {
  const turn = (away: Problem | null): void => {
    if (server.closing.aborted || (away === null) === (server.away === null)) return;
    server.away = away;
    server.tell();
    onAway(away);
  };
  return () =>
    lookAtServer(server).then(
      () => turn(null),
      (error: unknown) => turn(toProblem(error)),
    );
}

/** Of runs that do not move. */
async function keepAsking(client: TemporalClient, server: RunsOnServer): Promise<void> {
  const consultOne = (runId: string) => consult(client, runId);
  while (!server.closing.aborted) {
    await systemClock.sleep(LIST_MS, server.closing);
    if (server.closing.aborted || server.away) continue;
    if (await askWhy(standingOf(server), consultOne, Date.now)) server.tell();
  }
}

async function keepLooking(look: () => Promise<void>, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    await systemClock.sleep(LIST_MS, closing);
    if (!closing.aborted) await look();
  }
}

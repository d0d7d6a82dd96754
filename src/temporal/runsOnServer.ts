import { systemClock } from '../adapters/clock.ts';
import type { RunsListener } from '../adapters/runs/followRuns.ts';
import { newestFirst } from '../model/describeRun.ts';
import { toProblem, type Problem } from '../model/problem.ts';
import type { Heard } from '../model/temporal/serverEvent.ts';
import type { RunSummary } from '../model/view.ts';
import type { Ask, Listed } from './executions.ts';
import { hear, newMemory, statusOf, summaryOf, type RunMemory } from './followedRun.ts';
import { followRun } from './followRun.ts';
import { inTime, type Soon } from './inTime.ts';
import { listFamilies, type Families } from './listFamilies.ts';
import { findingOfAway, newStanding, noteMove, type Standing, type StandingRun } from './standing.ts';

export interface Run {
  listed: Listed;
  summary: RunSummary;
  /** Absent: only its summary is kept. */
  memory?: RunMemory | undefined;
  /** It is read, or followed, now. */
  reading?: Promise<void> | undefined;
  /** Temporal's run id of the execution that was read to its end. */
  lastRead?: string | undefined;
  isEndTold: boolean;
  readonly standing: Standing;
}

export interface RunsOnServer {
  readonly ask: Ask;
  readonly address: string;
  readonly listener: RunsListener;
  readonly closing: AbortSignal;
  readonly runs: Map<string, Run>;
  /** What backfills have for days. */
  readonly families: Families;
  /** Tells the list. */
  readonly tell: Soon;
  /** What appears is news. */
  isWatching: boolean;
  /** Why it does not answer, while it does not. */
  away: Problem | null;
}

/** Runs that are followed at a time, and of which all is kept when they have ended. */
const FOLLOWED = 20;
const KEPT = 20;

export const summariesOf = ({ runs, away }: RunsOnServer): RunSummary[] =>
  newestFirst([...runs.values()].map(run => withStanding(run, away)));

function withStanding({ summary, standing }: Run, away: Problem | null): RunSummary {
  const finding = away ? findingOfAway(away) : standing.finding;
  return finding && summary.status === 'RUNNING' ? { ...summary, standing: finding } : summary;
}

/** Those whose history is followed: of the others nobody knows whether they move. */
export const standingOf = ({ runs }: RunsOnServer): StandingRun[] =>
  [...runs].flatMap(([runId, { summary, standing, reading }]) =>
    summary.status === 'RUNNING' && reading ? [{ runId, standing }] : [],
  );

export async function lookAtServer(server: RunsOnServer): Promise<void> {
  const found = await listFamilies(server.ask, server.families);
  for (const listed of found) meet(server, listed);
  const present = new Set(found.map(({ workflowId }) => workflowId));
  for (const [runId, run] of server.runs) {
    if (present.has(runId) || run.reading) continue;
    server.runs.delete(runId);
    server.tell();
  }
  readSome(server);
}

function meet(server: RunsOnServer, listed: Listed): void {
  const known = server.runs.get(listed.workflowId);
  if (!known) {
    const isEndTold = !server.isWatching && statusOf(listed) !== 'RUNNING';
    const summary = summaryOf(listed, undefined, ownerOf(server));
    server.runs.set(listed.workflowId, { listed, isEndTold, summary, standing: newStanding(Date.now()) });
    return server.tell();
  }
  if (known.listed.runId === listed.runId && known.listed.status === listed.status) return;
  known.listed = listed;
  // The history knows better, and sooner.
  if (known.reading) return;
  if (known.lastRead === listed.runId) return tellListed(server, known);
  known.isEndTold = false;
  // Its figures are those of the execution before it, until its own history is read.
  if (statusOf(listed) !== 'RUNNING') return void readOn(server, known);
  known.summary = { ...known.summary, status: 'RUNNING', endedAt: null };
  known.memory = undefined;
  server.tell();
}

/** A history that could not be read to its end has no word on it. */
function tellListed(server: RunsOnServer, run: Run): void {
  // Of a run whose memory was let go, the figures that were read are as true as before.
  run.summary = run.memory
    ? summaryOf(run.listed, run.memory, { ...ownerOf(server), isRead: true })
    : { ...run.summary, status: statusOf(run.listed), endedAt: run.listed.endedAt };
  server.tell();
  tellEnd(server, run);
}

const ownerOf = ({ address }: RunsOnServer): { readonly owner: string } => ({ owner: address });

/** Those that are on, and of the others the newest, one at a time; a day of a backfill that has ended only when asked for. */
function readSome(server: RunsOnServer): void {
  const all = summariesOf(server).flatMap(({ runId }) => server.runs.get(runId) ?? []);
  const days = all.filter(({ listed }) => listed.parent !== null && statusOf(listed) === 'RUNNING');
  const inOrder = [...all.filter(({ listed }) => listed.parent === null), ...days];
  const unread = inOrder.filter(run => !run.reading && run.lastRead !== run.listed.runId);
  const following = inOrder.filter(run => run.reading !== undefined).length;
  const open = unread.filter(run => statusOf(run.listed) === 'RUNNING');
  for (const run of open.slice(0, Math.max(0, FOLLOWED - following))) void readOn(server, run);
  if (inOrder.some(run => run.reading !== undefined && statusOf(run.listed) !== 'RUNNING')) return;
  const next = unread.find(run => statusOf(run.listed) !== 'RUNNING');
  if (next && inOrder.indexOf(next) < KEPT + FOLLOWED) void readOn(server, next);
}

/** Reads a run, to its end if it is on. */
export function readOn(server: RunsOnServer, run: Run): Promise<void> {
  if (run.reading) return run.reading;
  const runId = run.listed.workflowId;
  const memory = newMemory();
  // While its history is read, that tells its end: the list may be ahead of it.
  const { listed } = run;
  let heard: Heard[] = [];
  run.memory = memory;
  const flush = inTime(() => {
    const views = hear(memory, heard);
    heard = [];
    const isRead = run.reading === undefined;
    run.summary = summaryOf(isRead ? run.listed : listed, memory, { ...ownerOf(server), isRead });
    if (views.length > 0) server.listener.onSources(runId, views);
    server.tell();
  }, server.closing);
  const onHeard = (more: readonly Heard[]): void => {
    noteMove(run.standing, more, Date.now());
    heard.push(...more);
    flush();
  };
  run.reading = followRun(server.ask, runId, { signal: server.closing, onHeard })
    .then(
      last => (run.lastRead = last?.runId),
      (error: unknown) => {
        run.lastRead = run.listed.runId;
        server.listener.onProblem(runId, toProblem(error));
      },
    )
    .then(() => {
      run.reading = undefined;
      flush.now();
      tellEnd(server, run);
      forgetOld(server);
    });
  return run.reading;
}

function tellEnd(server: RunsOnServer, run: Run): void {
  if (server.closing.aborted || run.summary.status === 'RUNNING') return;
  if (!run.isEndTold) server.listener.onEnded(run.summary);
  run.isEndTold = true;
}

function forgetOld(server: RunsOnServer): void {
  const ended = summariesOf(server).filter(({ runId }) => {
    const run = server.runs.get(runId);
    return run?.memory && !run.reading;
  });
  for (const { runId } of ended.slice(KEPT)) delete server.runs.get(runId)?.memory;
}

/** Its events, read again if they were forgotten. */
export async function eventsOf(server: RunsOnServer, run: Run) {
  if (!run.memory) await Promise.race([readOn(server, run), systemClock.sleep(FIRST_READ_MS, server.closing)]);
  return run.memory?.events ?? [];
}

/** Who waits longer sees it come. */
const FIRST_READ_MS = 5000;

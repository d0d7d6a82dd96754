import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemClock } from '../adapters/clock.ts';
import { describeResult } from '../engine/describeResult.ts';
import type { Drive, IngestRequest, ResumeRequest, RunHistory, RunResult } from '../engine/workFolder.ts';
import { newestFirst } from '../model/describeRun.ts';
import { summariseAny, type AnyRun } from '../model/journal.ts';
import { fail } from '../model/problem.ts';
import type { Diagnosis } from '../model/temporal/diagnose.ts';
import { WORKFLOW_TYPES } from '../model/temporal/names.ts';
import type { TemporalPlace } from '../model/temporal/place.ts';
import type { Heard } from '../model/temporal/serverEvent.ts';
import type { RunSummary } from '../model/view.ts';
import { createServerApi, type ServerApiRuns } from './apiRuns.ts';
import { createTemporalClient, type TemporalClient } from './client.ts';
import { consult } from './examine.ts';
import { listRuns, type Listed } from './executions.ts';
import { hear, newMemory, summaryOf } from './followedRun.ts';
import { followRun } from './followRun.ts';
import { filesFromRoot } from './filesFromRoot.ts';
import { inTime } from './inTime.ts';
import { isMove } from './standing.ts';

/** A work folder's verbs for runs that a server keeps; its files are where the workers' root is. */
export interface TemporalFolder extends ServerApiRuns {
  readonly workDir: string;
  /** Waits for its end; when `signal` is aborted the run goes on there, and its result is `parked`. */
  ingest(request: IngestRequest): Promise<RunResult>;
  /** Follows a run that is on, goes on with one that ended. */
  resume(request: ResumeRequest): Promise<RunResult>;
  /** Cancels, and waits until all activities have heard. */
  cancel(request: Pick<ResumeRequest, 'runId' | 'signal' | 'onChange'>): Promise<RunResult>;
  runs(): Promise<readonly RunSummary[]>;
  history(runId: string): Promise<RunHistory>;
  close(): Promise<void>;
}

export interface TemporalFolderRequest {
  readonly place: TemporalPlace;
  /** Absolute. */
  readonly workDir: string;
  /** Nothing has happened for ten seconds, and this is why. */
  onStill(finding: Diagnosis): void;
}

const STILL_MS = 10_000;
const LISTED = 200;
/** Of the newest ones all is read; of the others the list tells. */
const READ = 20;

export async function openTemporalFolder(request: TemporalFolderRequest): Promise<TemporalFolder> {
  const { place, workDir } = request;
  const client = createTemporalClient(place);
  const followAny = (runId: string, drive: Following) => followToEnd(client, runId, { ...drive, ...request });
  const follow = async (runId: string, drive: Following): Promise<RunResult> => {
    const began = Date.now();
    const run = await followAny(runId, drive);
    if (run?.workflowType !== 'IngestionWorkflow') throw fail('usage', 'temporal_run_unknown', { run: runId });
    return describeResult(run.state, Date.now() - began);
  };
  await client.check().catch(async (error: unknown) => {
    await client.close();
    throw error;
  });
  return {
    workDir,
    ...createServerApi({ client, workDir, follow: followAny }),
    close: () => client.close(),
    async ingest({ input, options, runId: asked, ...drive }) {
      if (asked !== undefined && existsSync(path.join(workDir, 'runs', asked, 'journal.jsonl')))
        throw fail('usage', 'run_exists', { run: asked });
      const turned = await filesFromRoot({ input, options }, path.dirname(workDir));
      const { runId } = await client.start({
        ...{ input: turned, options },
        ...(asked === undefined ? {} : { runId: asked }),
      });
      drive.onStart?.(runId);
      return follow(runId, drive);
    },
    async resume({ runId, failed, ...drive }) {
      await client.resume(runId, failed);
      return follow(runId, drive);
    },
    async cancel({ runId, ...drive }) {
      await client.cancel(runId);
      return follow(runId, drive);
    },
    async runs() {
      const asked = { types: WORKFLOW_TYPES, parent: null, count: LISTED };
      const listed = newestListed(await listRuns(client.ask, asked));
      const summaries: RunSummary[] = [];
      for (const [at, one] of listed.entries()) summaries.push(await summarise(client, one, at < READ));
      return newestFirst(summaries);
    },
    history: runId => readHistory(client, runId),
  };
}

const newestListed = (listed: readonly Listed[]): Listed[] =>
  listed.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));

async function summarise(client: TemporalClient, listed: Listed, isRead: boolean): Promise<RunSummary> {
  if (!isRead) return summaryOf(listed, undefined, { owner: '' });
  const { run, status } = await client.read(listed.workflowId);
  if (!run) return summaryOf(listed, undefined, { owner: '' });
  return { ...summariseAny(run, client.place.address), status, backEnd: 'temporal' };
}

async function readHistory(client: TemporalClient, runId: string): Promise<RunHistory> {
  const { run, events, status } = await client.read(runId);
  const started = events.find(event => event.eventType === 'WorkflowExecutionStarted');
  if (!run || !started) throw fail('usage', 'temporal_run_unknown', { run: runId });
  const summary = { ...summariseAny(run, client.place.address), status, backEnd: 'temporal' } as const;
  return { run: summary, started: started.attributes, events };
}

type Following = Pick<Drive, 'signal' | 'onChange'>;

async function followToEnd(
  client: TemporalClient,
  runId: string,
  { signal, onChange, onStill }: Following & Pick<TemporalFolderRequest, 'onStill'>,
): Promise<AnyRun | undefined> {
  const memory = newMemory();
  const stillness = watchStillness(client, runId, onStill);
  let heard: Heard[] = [];
  const flush = inTime(() => {
    hear(memory, heard);
    heard = [];
    const state = memory.translator.run();
    if (state) onChange?.(summariseAny(state, client.place.address));
  }, new AbortController().signal);
  const onHeard = (more: readonly Heard[]): void => {
    stillness.news(more);
    heard.push(...more);
    flush();
  };
  try {
    await followRun(client.ask, runId, { signal, onHeard });
  } finally {
    stillness.stop();
    flush.now();
  }
  // Stopped before anything was heard: the run is there all the same.
  return memory.translator.run() ?? (await client.read(runId)).run;
}

/** Says once, each time when nothing moves, what hinders it. */
function watchStillness(client: TemporalClient, runId: string, onStill: (finding: Diagnosis) => void) {
  const over = new AbortController();
  let last = Date.now();
  let isTold = false;
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      await systemClock.sleep(500, over.signal);
      if (isTold || over.signal.aborted || Date.now() - last < STILL_MS) continue;
      isTold = true;
      const finding = (await consult(client, runId).catch(() => [])).find(({ ok }) => !ok);
      if (finding && !over.signal.aborted) onStill(finding);
    }
  };
  void watch();
  return {
    news(heard: readonly Heard[]): void {
      if (!heard.some(({ events }) => events.some(isMove))) return;
      last = Date.now();
      isTold = false;
    },
    stop: () => over.abort(),
  };
}

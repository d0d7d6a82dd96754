import { watch } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { isRunId } from '../../model/artifactName.ts';
import { summariseRun, viewSource } from '../../model/describeRun.ts';
import type { HistoryEvent } from '../../model/event.ts';
import { contentTwin } from '../../model/outcome.ts';
import { toProblem, type Problem } from '../../model/problem.ts';
import { applyEvent, startRun, type RunState, type SourceState } from '../../model/runState.ts';
import type { RunSummary, SourceView } from '../../model/view.ts';
import { parseJournal } from './journalFile.ts';
import { describeOwner, lockOwner } from './runLock.ts';

export interface RunsFollower {
  /** Newest first. */
  summaries(): readonly RunSummary[];
  sources(runId: string): readonly SourceView[] | undefined;
  /** Looks at the disk now. */
  refresh(): Promise<void>;
  close(): void;
}

export interface RunsListener {
  onRuns(runs: readonly RunSummary[]): void;
  /** Only the Sources that changed. */
  onSources(runId: string, sources: readonly SourceView[]): void;
  onEnded(run: RunSummary): void;
  onProblem(runId: string, problem: Problem): void;
}

interface Followed {
  readonly file: string;
  /** How far it has been read. */
  byte: number;
  line: number;
  state: RunState | undefined;
  summary: RunSummary | undefined;
  /** What was wrong at the last look, told once. */
  problem: string | undefined;
}

/** Ten looks a second at the most when something happens; one a second when nothing does (a killed owner writes nothing). */
const SOON_MS = 100;
const IDLE_MS = 1000;

/**
 * Tails all journals of a work folder, whoever writes them: this process, the command line, cron. Reads what was
 * appended, folds it, and tells what changed.
 */
export async function followRuns(workDir: string, listener: RunsListener): Promise<RunsFollower> {
  const folder = path.join(workDir, 'runs');
  const runs = new Map<string, Followed>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let closed = false;
  const watcher = watchFolder(workDir, () => plan(SOON_MS));

  function plan(ms: number): void {
    if (closed || (timer && ms === IDLE_MS)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void refresh().finally(() => plan(IDLE_MS));
    }, ms);
    timer.unref();
  }

  function refresh(): Promise<void> {
    looking ??= look().finally(() => (looking = undefined));
    return looking;
  }

  async function look(): Promise<void> {
    const present = new Set(await listRuns(folder));
    let changed = false;
    for (const runId of runs.keys()) {
      if (!present.has(runId)) changed = runs.delete(runId) || changed;
    }
    for (const runId of present) changed = (await lookAt(runId)) || changed;
    if (changed) listener.onRuns(summaries());
  }

  async function lookAt(runId: string): Promise<boolean> {
    const known = runs.get(runId);
    const run = known ?? follow(path.join(folder, runId, 'journal.jsonl'));
    runs.set(runId, run);
    try {
      const events = await readAppended(run);
      if (events.length === 0 && run.summary && run.summary.status !== 'RUNNING' && run.summary.status !== 'PARKED')
        return false;
      const touched = foldInto(run, events);
      return run.state ? await tell(runId, run, touched) : false;
    } catch (error) {
      const problem = toProblem(error);
      if (run.problem !== problem.code) listener.onProblem(runId, problem);
      run.problem = problem.code;
      return false;
    }
  }

  async function tell(runId: string, run: Followed, touched: ReadonlySet<SourceState>): Promise<boolean> {
    const { state, summary: before } = run;
    if (!state) return false;
    const owner = await lockOwner(path.join(path.dirname(run.file), 'lock'));
    const summary = summariseRun(state, owner ? describeOwner(owner) : null);
    run.summary = summary;
    if (before && touched.size > 0)
      listener.onSources(
        runId,
        [...touched].map(source => viewSource(state, source)),
      );
    const ended = before?.endedAt === null && summary.endedAt !== null;
    const parked = before?.status === 'RUNNING' && summary.status === 'PARKED';
    if (ended || parked) listener.onEnded(summary);
    return !before || touched.size > 0 || before.status !== summary.status;
  }

  const summaries = (): RunSummary[] =>
    [...runs.values()]
      .map(run => run.summary)
      .filter(summary => summary !== undefined)
      .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));

  await refresh();
  plan(IDLE_MS);
  return {
    summaries,
    sources(runId) {
      const state = runs.get(runId)?.state;
      return state?.sources.map(source => viewSource(state, source));
    },
    refresh,
    close() {
      closed = true;
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

const follow = (file: string): Followed => ({
  file,
  byte: 0,
  line: 1,
  state: undefined,
  summary: undefined,
  problem: undefined,
});

/** The folder may not be there yet, and some file systems cannot be watched: then the look once a second finds it. */
function watchFolder(workDir: string, onChange: () => void): { close(): void } | undefined {
  try {
    const watcher = watch(workDir, { recursive: true, persistent: false }, (_event, name) => {
      if (name === null || name.endsWith('journal.jsonl') || name.endsWith('lock')) onChange();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}

async function listRuns(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory() && isRunId(entry.name)).map(entry => entry.name);
}

/** A last line that is still being written is left for the next look. */
async function readAppended(run: Followed): Promise<readonly HistoryEvent[]> {
  const { size } = await stat(run.file).catch(() => ({ size: 0 }));
  if (size < run.byte) Object.assign(run, follow(run.file));
  if (size === run.byte) return [];
  const handle = await open(run.file);
  try {
    const bytes = Buffer.alloc(size - run.byte);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, run.byte);
    const place = { byte: run.byte, line: run.line };
    const content = parseJournal(bytes.subarray(0, bytesRead), run.file, place);
    run.byte += content.soundBytes;
    run.line += content.events.length;
    return content.events;
  } finally {
    await handle.close();
  }
}

/** Folds the events in and tells which Sources may look different now. */
function foldInto(run: Followed, events: readonly HistoryEvent[]): ReadonlySet<SourceState> {
  const touched = new Set<SourceState>();
  for (const event of events) {
    if (event.eventType === 'WorkflowExecutionStarted') run.state = startRun(event);
    const { state } = run;
    if (!state) continue;
    const admitted = event.eventType === 'WorkflowExecutionStarted' ? 0 : state.sources.length;
    if (event.eventType !== 'WorkflowExecutionStarted') applyEvent(state, event);
    for (const source of state.sources.slice(admitted)) touched.add(source);
    if ('uri' in event.attributes) addSource(state, event.attributes.uri, touched);
    else for (const source of state.sources) touched.add(source);
  }
  return touched;
}

function addSource(state: RunState, uri: string, touched: Set<SourceState>): void {
  const source = state.byUri.get(uri);
  if (!source) return;
  touched.add(source);
  // A duplicate's outcome follows its twin's.
  for (const other of state.sources) {
    if (other.sameAddressAs === source || (other !== source && contentTwin(state, other) === source))
      touched.add(other);
  }
}

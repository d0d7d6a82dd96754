import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_OUTPUT_DIR } from '../../model/api/settings.ts';
import { isRunId } from '../../model/artifactName.ts';
import type { IngestionWorkflowInput } from '../../model/generated/types.ts';
import { newestFirst, viewSource } from '../../model/describeRun.ts';
import { toProblem, type Problem } from '../../model/problem.ts';
import type { RunState } from '../../model/runState.ts';
import type { RunSummary, SourceView } from '../../model/view.ts';
import { follow, lookAtRun, webState, type Followed } from './journalTail.ts';

export interface RunsFollower {
  /** Newest first. */
  summaries(): readonly RunSummary[];
  sources(runId: string): readonly SourceView[] | undefined;
  input(runId: string): IngestionWorkflowInput | undefined;
  /** Where ingestions from APIs write, absolute, each once. */
  outputFolders(): readonly string[];
  /** As its events tell it; undefined for a run that is not there, or has no Sources. Not to be changed. */
  state(runId: string): RunState | undefined;
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
  let isWatching = false;
  const summaries = () => newestFirst([...runs.values()].flatMap(run => run.summary ?? []));

  async function look(): Promise<void> {
    const present = new Set(await listRuns(folder));
    let changed = false;
    for (const runId of [...runs.keys()]) if (!present.has(runId)) changed = runs.delete(runId) || changed;
    for (const runId of present) {
      const run = runs.get(runId) ?? follow(path.join(folder, runId, 'journal.jsonl'), isWatching);
      runs.set(runId, run);
      changed = (await tellOf(runId, run, listener)) || changed;
    }
    if (changed) listener.onRuns(summaries());
  }

  const stateOf = (runId: string): RunState | undefined => {
    const run = runs.get(runId);
    return run && webState(run);
  };

  const looking = repeat(look, onSoon => watchFolder(workDir, onSoon));
  await looking.now();
  isWatching = true;
  return {
    summaries,
    sources(runId) {
      const state = stateOf(runId);
      return state?.sources.map(source => viewSource(state, source));
    },
    input: runId => stateOf(runId)?.input,
    outputFolders: () => [...new Set([...runs.values()].flatMap(outputFolder))],
    // A look that is on may have passed what was written meanwhile: only the next one has surely seen it.
    refresh: () => looking.now().then(looking.now),
    state: stateOf,
    close: looking.stop,
  };
}

function outputFolder({ run }: Followed): readonly string[] {
  if (run?.workflowType !== 'ApiIngestionWorkflow') return [];
  const { input, options } = run.state;
  return [path.resolve(options.currentFolder, input.output_dir ?? DEFAULT_OUTPUT_DIR)];
}

/** Tells what one run has to say; true when lists of runs look different now. */
async function tellOf(runId: string, run: Followed, listener: RunsListener): Promise<boolean> {
  try {
    const look = await lookAtRun(run);
    if (!look) return false;
    if (look.sources.length > 0) listener.onSources(runId, look.sources);
    if (look.ended) listener.onEnded(look.summary);
    return look.changed;
  } catch (error) {
    const problem = toProblem(error);
    if (run.problem !== problem.code) listener.onProblem(runId, problem);
    run.problem = problem.code;
    return false;
  }
}

/** Never two looks at once: one that is asked for meanwhile follows. */
function repeat(look: () => Promise<void>, watchFor: (onSoon: () => void) => { close(): void } | undefined) {
  let timer: NodeJS.Timeout | undefined;
  let isSoon = false;
  let looking: Promise<void> | undefined;
  let stopped = false;

  function plan(ms: number): void {
    if (stopped || (timer && (isSoon || ms === IDLE_MS))) return;
    clearTimeout(timer);
    isSoon = ms === SOON_MS;
    timer = setTimeout(() => {
      timer = undefined;
      isSoon = false;
      void now();
    }, ms);
    timer.unref();
  }

  // The folder may come later: as long as there is none, each look tries again.
  let watcher: { close(): void } | undefined;
  function now(): Promise<void> {
    watcher ??= watchFor(() => plan(SOON_MS));
    looking ??= look().finally(() => {
      looking = undefined;
      plan(IDLE_MS);
    });
    return looking;
  }
  function stop(): void {
    stopped = true;
    clearTimeout(timer);
    watcher?.close();
  }
  return { now, stop };
}

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

/** A folder that is not there, or cannot be read now, holds no runs: the next look tries again. */
async function listRuns(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory() && isRunId(entry.name)).map(entry => entry.name);
}

import { ProblemError, fail } from '../model/problem.ts';
import type { ActivityContext, ActivityResult } from './activity.ts';
import { readStageInput, type StageInput } from './activityInput.ts';
import type { Artifacts } from './ports.ts';
import type { Execution } from './execution.ts';
import type { RunState, SourceState } from '../model/runState.ts';

/** What a stage needs of its run, which may have a journal or none. */
export interface StageRun extends Pick<
  Execution,
  'ports' | 'activities' | 'settings' | 'codeVersions' | 'heartbeatTimeoutMs' | 'cancel' | 'park'
> {
  readonly state: Pick<RunState, 'runId' | 'input'>;
  /** Told of each sign of life that an activity gives. */
  onHeartbeat?(): void;
}

export interface StageTask extends StageInput {
  readonly source: StageInput['source'] & Pick<SourceState, 'plan'>;
  /** Where its artifact goes, relative to the work folder. */
  readonly path: string;
}

/** What came of an activity: its result, and the artifact that it left. */
export interface Attempt {
  readonly result: ActivityResult;
  readonly artifact: string | null;
  readonly sha256: string | null;
}

/** By the mode that the plan gives the stage: carried from an earlier run, reused because nothing changed, or done. */
export async function giveResult(run: StageRun, task: StageTask, key: string): Promise<Attempt> {
  const mode = task.source.plan[task.stage];
  if (mode === 'carry') return carry(run, task, key);
  // Pages are asked for each time (the server may answer 304), and the index is asked what it holds.
  const mayReuse = mode === 'run' && (task.stage === 'CONVERTION' || task.stage === 'CHUNKING');
  return (mayReuse ? await reuse(run, task, key) : undefined) ?? attempt(run, task, key);
}

/** What went with a deleted run is made anew: the person asked for what comes after it. Data `no_earlier_result`. */
async function carry(run: StageRun, task: StageTask, key: string): Promise<Attempt> {
  const uri = task.source.source.uri;
  const last = run.ports.cache.lastActivity(uri, task.stage);
  if (!last) throw fail('data', 'no_earlier_result', { stage: task.stage, uri });
  return (await takeOver(run, task, last)) ?? attempt(run, task, key);
}

async function reuse(run: StageRun, task: StageTask, key: string): Promise<Attempt | undefined> {
  const record = run.ports.cache.activity(key);
  return record && takeOver(run, task, record);
}

async function takeOver(
  run: StageRun,
  task: StageTask,
  record: NonNullable<ReturnType<Execution['ports']['cache']['activity']>>,
): Promise<Attempt | undefined> {
  const path = record.artifact === null ? null : task.path;
  const { artifact, sha256 } = record;
  if (path !== null && artifact !== null && sha256 !== null) {
    if (!(await run.ports.artifacts.reuse(artifact, path, sha256))) return undefined;
  }
  const result: ActivityResult = {
    source: withPath(task, record.source, path),
    ...(record.discovered ? { discovered: record.discovered } : {}),
    ...(record.chunks === undefined ? {} : { chunks: record.chunks }),
    reused: true,
  };
  return { result, artifact: path, sha256 };
}

/** The Source as it is in this run, with what the stage added to it in the earlier one. */
function withPath(task: StageTask, earlier: ActivityResult['source'], path: string | null): ActivityResult['source'] {
  const { source } = task.source;
  const now = earlier.metadata ? { ...source, metadata: { ...source.metadata, ...earlier.metadata } } : source;
  switch (task.stage) {
    case 'SCRAPING':
      return { ...now, raw_file_path: path, mime_type: earlier.mime_type ?? null };
    case 'CONVERTION':
      return { ...now, converted_md_path: path };
    case 'CHUNKING':
      return { ...now, chunking_file_path: path };
    default:
      return now;
  }
}

async function attempt(run: StageRun, task: StageTask, key: string): Promise<Attempt> {
  const artifact = task.path;
  const watch = watchHeartbeat(run);
  const effects = recordWrites(run.ports.artifacts, watch.signal);
  const context: ActivityContext = {
    ports: { ...run.ports, artifacts: effects.artifacts },
    settings: run.settings,
    input: run.state.input,
    runId: run.state.runId,
    key,
    artifactPath: artifact,
    readInput: () => readStageInput(run, task),
    signal: watch.signal,
    heartbeat: watch.beat,
  };
  try {
    // The race refuses the late result of an attempt that was given up.
    const result = await Promise.race([run.activities[task.stage](context, task.source.source), watch.givenUp]);
    const sha256 = effects.written.get(artifact) ?? null;
    return { result, artifact: sha256 === null ? null : artifact, sha256 };
  } finally {
    watch.stop();
    await effects.settled();
  }
}

/** Notes what an attempt wrote. Once it is given up it writes no more: the next one has the same file's name. */
function recordWrites(artifacts: Artifacts, givenUp: AbortSignal) {
  const written = new Map<string, string>();
  const pending = new Set<Promise<unknown>>();
  function during<T>(start: () => Promise<T>): Promise<T> {
    if (givenUp.aborted) return Promise.reject(new ProblemError(CANCELED));
    const work = start();
    pending.add(work);
    const forget = () => pending.delete(work);
    work.then(forget, forget);
    return work;
  }
  const recording: Artifacts = {
    ...artifacts,
    async write(path, bytes) {
      const sha256 = await during(() => artifacts.write(path, bytes));
      written.set(path, sha256);
      return sha256;
    },
    async reuse(from, to, sha256) {
      const isThere = await during(() => artifacts.reuse(from, to, sha256));
      if (isThere) written.set(to, sha256);
      return isThere;
    },
  };
  return { artifacts: recording, written, settled: () => Promise.allSettled(pending) };
}

/** Gives an attempt up when the run is cancelled or parked, or when it shows no life for `heartbeatTimeoutMs`. */
function watchHeartbeat(run: StageRun) {
  const over = new AbortController();
  const given = new AbortController();
  let refuse: (reason: unknown) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (refuse = reject));
  givenUp.catch(() => undefined); // Nobody waits for it once the attempt is over.
  const giveUp = (reason: unknown): void => {
    given.abort(reason);
    refuse(reason);
  };
  const stopped = (): void => giveUp(new ProblemError(CANCELED));
  if (run.cancel.aborted || run.park.aborted) stopped();
  run.cancel.addEventListener('abort', stopped);
  run.park.addEventListener('abort', stopped);
  let beats = 0;
  const watch = async () => {
    for (let seen = -1; seen !== beats && !over.signal.aborted;) {
      seen = beats;
      await run.ports.clock.sleep(run.heartbeatTimeoutMs, over.signal);
    }
    const seconds = run.heartbeatTimeoutMs / 1000;
    if (!over.signal.aborted) giveUp(fail('transient', 'heartbeat_timeout', { seconds }));
  };
  void watch();
  const beat = () => {
    beats += 1;
    run.onHeartbeat?.();
  };
  const stop = () => {
    over.abort(NO_REASON);
    // Whoever listens to the run's signals is kept as long as they live, with all that the attempt held.
    run.cancel.removeEventListener('abort', stopped);
    run.park.removeEventListener('abort', stopped);
  };
  return { signal: given.signal, givenUp, beat, stop };
}

/** Without one each abort makes an exception with its stack. */
const NO_REASON = 'over';
const CANCELED = { kind: 'transient', code: 'canceled', params: {} } as const;

import { addressKey } from '../model/address.ts';
import type { Task } from '../model/decide.ts';
import { EmbeddingFailed } from '../model/embedding.ts';
import type { ActivityRef, EventBody, KeyParts } from '../model/event.ts';
import type { Source } from '../model/generated/types.ts';
import { ProblemError, toProblem, type Problem } from '../model/problem.ts';
import { decideRetry } from '../model/retry.ts';
import { keyOf, clearLaterStages } from './activityInput.ts';
import { giveResult, type Attempt } from './attemptActivity.ts';
import type { ActivityRecord } from './ports.ts';
import { emit, type Execution } from './execution.ts';

/**
 * One attempt of one activity, from its timer to its record. What the activity throws becomes its record, too; only
 * what stops the whole run is thrown: a journal that cannot be written, a full disk.
 */
export async function performTask(run: Execution, task: Task): Promise<void> {
  const { source, stage } = task;
  const ref = { activityId: `${source.index}-${stage}`, activityType: stage, uri: source.source.uri };
  const waiting = source.activities.get(stage);
  // A tail torn between a failure and its timer leaves a wait without one.
  if (waiting?.wait) {
    const timerId = `${ref.activityId}-${waiting.attempt}`;
    emit(run, { eventType: 'TimerFired', attributes: { ...ref, timerId } });
  }
  const key = await keyOf({ ...run, input: run.state.input }, task);
  if (source.activities.get(stage)?.key.key !== key.key) {
    emit(run, { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...key } });
  }
  const activity = source.activities.get(stage);
  const attempt = (activity?.attempt ?? 0) + 1;
  emit(run, { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity: run.identity } });
  const done = await giveResult(run, task, key.key).catch((thrown: unknown) => ({ thrown }));
  if ('thrown' in done) failed(run, { ref, attempt, failures: (activity?.failures ?? 0) + 1, thrown: done.thrown });
  else completed(run, task, { ref, attempt, key, done });
}

interface Completion {
  readonly ref: ActivityRef;
  readonly attempt: number;
  readonly key: KeyParts;
  readonly done: Attempt;
}

function completed(run: Execution, task: Task, { ref, attempt, key, done }: Completion): void {
  const { result, artifact, sha256 } = done;
  const source = stamp(result.source, task, result.skipped?.code);
  // Links that are known already would only make the journal longer.
  const discovered = result.discovered?.filter(found => !run.state.byAddress.has(addressKey(found.uri)));
  const attributes: Extract<EventBody, { eventType: 'ActivityTaskCompleted' }>['attributes'] = {
    ...ref,
    attempt,
    artifact,
    sha256,
    source,
    ...(discovered ? { discovered } : {}),
    ...(result.chunks === undefined ? {} : { chunks: result.chunks }),
    ...(result.embedding ? { embedding: result.embedding } : {}),
    ...(result.refused ? { refused: result.refused } : {}),
    ...(result.bytes === undefined ? {} : { bytes: result.bytes }),
    ...(result.skipped ? { skipped: result.skipped } : {}),
    ...(result.reused ? { reused: true } : {}),
  };
  emit(run, { eventType: 'ActivityTaskCompleted', attributes });
  if (result.skipped) return;
  const record: ActivityRecord = {
    key: key.key,
    artifact,
    sha256,
    source: result.source,
    ...(result.discovered ? { discovered: result.discovered } : {}),
    ...(result.chunks === undefined ? {} : { chunks: result.chunks }),
  };
  run.ports.cache.putActivity(ref.uri, task.stage, record);
}

/** On the wire a Source that was left aside is ERROR, with its outcome in its metadata (`data-model.md`). */
function stamp(source: Source, task: Task, skipped: string | undefined): Source {
  const stamped = { ...clearLaterStages(source, task.stage), current_stage: task.stage };
  if (skipped === undefined) return { ...stamped, current_status: 'COMPLETED', error: null };
  return { ...stamped, current_status: 'ERROR', error: skipped, metadata: { ...source.metadata, outcome: 'SKIPPED' } };
}

const DISK_PROBLEMS: ReadonlySet<string> = new Set(['disk_full', 'artifact_not_written']);

interface Failure {
  readonly ref: ActivityRef;
  readonly attempt: number;
  readonly failures: number;
  readonly thrown: unknown;
}

function failed(run: Execution, { ref, attempt, failures, thrown }: Failure): void {
  if (run.park.aborted) return; // Left as started: a resume starts it again.
  if (run.cancel.aborted) return void emit(run, { eventType: 'ActivityTaskCanceled', attributes: { ...ref, attempt } });
  const failure = { ...toProblem(thrown), uri: ref.uri };
  // No fault of this Source's: every other one would fail the same way. Left as started, for a resume.
  if (DISK_PROBLEMS.has(failure.code)) throw thrown;
  const retryAfterMs = thrown instanceof ProblemError ? thrown.retryAfterMs : undefined;
  const decision = decideRetry(run.policy, { kind: failure.kind, retryAfterMs }, failures);
  const { retryState } = decision;
  const spent = thrown instanceof EmbeddingFailed ? { embedding: thrown.use } : {};
  emit(run, { eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt, failure, ...spent, retryState } });
  if (failure.kind === 'system') logBug(run, failure, thrown);
  if (decision.retryState !== 'IN_PROGRESS') return;
  const timerId = `${ref.activityId}-${attempt}`;
  emit(run, {
    eventType: 'TimerStarted',
    attributes: { ...ref, timerId, startToFireTimeoutMs: Math.round(decision.delayMs) },
  });
}

/** A person is told what happened; where in the program, only who asks for it. */
function logBug({ ports: { log } }: Execution, { code, params, uri }: Problem, thrown: unknown): void {
  log.write('error', code, { ...params, uri });
  if (thrown instanceof Error) log.write('debug', 'stack', { stack: thrown.stack });
}

import { addressKey } from '../model/address.ts';
import type { Task } from '../model/decide.ts';
import { EmbeddingFailed } from '../model/embedding.ts';
import type { ActivityRef, EventBody, KeyParts } from '../model/event.ts';
import type { Source } from '../model/generated/types.ts';
import { keyOf, clearLaterStages } from './activityInput.ts';
import { giveResult, type Attempt } from './attemptActivity.ts';
import type { ActivityRecord } from './ports.ts';
import { emit, type Execution } from './execution.ts';
import { recordFailure } from './recordFailure.ts';

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
  if (!('thrown' in done)) return completed(run, task, { ref, attempt, key, done });
  const spent = done.thrown instanceof EmbeddingFailed ? { embedding: done.thrown.use } : {};
  const recorder = { ...run, emit: (body: EventBody) => emit(run, body) };
  recordFailure(recorder, { ref, attempt, failures: (activity?.failures ?? 0) + 1, thrown: done.thrown, spent });
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

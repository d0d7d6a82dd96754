import { addressKey } from '../model/address.ts';
import { artifactPath } from '../model/artifactName.ts';
import type { Task } from '../model/decide.ts';
import { EmbeddingFailed } from '../model/embedding.ts';
import type { ActivityRef, EventBody, KeyParts } from '../model/event.ts';
import { keyOf } from './activityInput.ts';
import { giveResult, type Attempt } from './attemptActivity.ts';
import { completionOf, keepResult } from './completion.ts';
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
  const path = artifactPath(run.state.runId, stage, run.nameOf(source));
  const done = await giveResult(run, { ...task, path }, key.key).catch((thrown: unknown) => ({ thrown }));
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
  const { discovered, ...completion } = completionOf(task, done);
  // Links that are known already would only make the journal longer.
  const fresh = discovered?.filter(found => !run.state.byAddress.has(addressKey(found.uri)));
  const attributes = { ...ref, attempt, ...completion, ...(fresh ? { discovered: fresh } : {}) };
  emit(run, { eventType: 'ActivityTaskCompleted', attributes });
  keepResult(run, { ...task, key: key.key }, done);
}

import { hostPort } from '../address.ts';
import { decide, type Limits, type Task } from '../decide.ts';
import type { EventBody, KeyParts, RunOptions } from '../event.ts';
import type { Problem } from '../problem.ts';
import { applyEvent, type RunState, type SourceState } from '../runState.ts';
import type { Stage } from '../stage.ts';
import type { StageCall, SharedInput } from './call.ts';
import type { WholeDone } from './carried.ts';

/** How an activity ended for good: the server has made its attempts. */
export type Ended = { readonly attempt: number } & (
  | { readonly done: WholeDone }
  | { readonly failure: Problem; readonly retryState: 'NON_RETRYABLE_FAILURE' | 'MAXIMUM_ATTEMPTS_REACHED' }
  | { readonly canceled: true }
);

/** What an execution asks of the world. */
export interface World {
  /** RFC 3339. */
  now(): string;
  isCanceled(): boolean;
  /** The history of this execution is as long as it should be: another one is to go on. */
  isFull(): boolean;
  /** An activity with all its attempts; what it fails with is in its end, never thrown. */
  perform(task: Task, call: StageCall): Promise<Ended>;
  /** Resolves when somebody puts back what failed. */
  putBack(): Promise<void>;
}

export interface Execution {
  readonly state: RunState;
  readonly world: World;
  readonly limits: Limits;
  /** As it travels with each activity. */
  readonly input: SharedInput;
  readonly inputHosts: readonly string[];
  readonly options: RunOptions;
}

export const emit = ({ state, world }: Pick<Execution, 'state' | 'world'>, body: EventBody): void =>
  applyEvent(state, { ...body, eventId: state.lastEventId + 1, eventTime: world.now() });

/** Runs these Sources through these stages, as far as they come, or until the run is cancelled or its history is full. */
export async function driveSources(
  run: Execution,
  stages: ReadonlySet<Stage>,
  sources: readonly SourceState[],
): Promise<void> {
  let open = new Set(sources);
  const running = new Map<Promise<void>, Task>();
  let putBack: Promise<void> | undefined;
  for (;;) {
    const moment = { nowMs: Date.parse(run.world.now()), running: running.values(), limits: run.limits, phase: stages };
    const isOver = run.world.isCanceled() || run.world.isFull();
    for (const task of isOver ? [] : decide(run.state, open, moment).start) {
      const ended = performTask(run, task).finally(() => running.delete(ended));
      running.set(ended, task);
    }
    if (running.size === 0) return;
    // What is put back does not wait for what is running.
    putBack ??= run.world.putBack().then(() => {
      putBack = undefined;
      open = new Set(sources);
    });
    await Promise.race([putBack, ...running.keys()]);
  }
}

/** Until the activity answers, its key is not known. */
const NO_KEY: Omit<KeyParts, 'stage'> = { key: '', code: '', config: '', input: '' };

async function performTask(run: Execution, task: Task): Promise<void> {
  const { source, stage } = task;
  const ref = { activityId: `${source.index}-${stage}`, activityType: stage, uri: source.source.uri };
  const known = source.activities.get(stage);
  if (!known) emit(run, { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...NO_KEY, stage } });
  const first = (known?.attempt ?? 0) + 1;
  emit(run, { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt: first, identity: '' } });
  const ended = await run.world.perform(task, stageCall(run, task));
  const attempt = first - 1 + ended.attempt;
  if ('canceled' in ended) emit(run, { eventType: 'ActivityTaskCanceled', attributes: { ...ref, attempt } });
  else if ('failure' in ended) {
    const { failure, retryState } = ended;
    emit(run, { eventType: 'ActivityTaskFailed', attributes: { ...ref, attempt, failure, retryState } });
  } else {
    if (attempt !== first)
      emit(run, { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt, identity: '' } });
    emit(run, { eventType: 'ActivityTaskCompleted', attributes: { ...ended.done, ...ref, attempt } });
  }
}

function stageCall({ state, input, inputHosts, options }: Execution, { source, stage }: Task): StageCall {
  const written = [...source.activities.values()].flatMap(({ stage: by, artifact, sha256 }) =>
    artifact !== null && sha256 !== null ? [{ stage: by, artifact, sha256 }] : [],
  );
  const hosts = hostsFor(inputHosts, [source]);
  return { runId: state.runId, mode: source.plan[stage], input, inputHosts: hosts, options, written };
}

const FEW_HOSTS = 50;

/** Of many, those that these Sources are of: they travel with each activity. */
export function hostsFor(inputHosts: readonly string[], sources: readonly SourceState[]): readonly string[] {
  if (inputHosts.length <= FEW_HOSTS) return inputHosts;
  const own = new Set(sources.map(({ source }) => hostPort(source.uri)));
  return inputHosts.filter(host => own.has(host));
}

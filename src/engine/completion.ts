import type { EventBody } from '../model/event.ts';
import type { Source } from '../model/generated/types.ts';
import type { Stage } from '../model/stage.ts';
import { clearLaterStages } from './activityInput.ts';
import type { Attempt } from './attemptActivity.ts';
import type { Execution } from './execution.ts';

type Completed = Extract<EventBody, { eventType: 'ActivityTaskCompleted' }>['attributes'];

/** What a stage gave, as the event that completes it tells it. */
export type Completion = Omit<Completed, 'activityId' | 'activityType' | 'uri' | 'attempt'>;

export function completionOf({ stage }: { readonly stage: Stage }, done: Attempt): Completion {
  const { result, artifact, sha256 } = done;
  return {
    artifact,
    sha256,
    source: stamp(result.source, stage, result.skipped?.code),
    ...(result.discovered ? { discovered: result.discovered } : {}),
    ...(result.chunks === undefined ? {} : { chunks: result.chunks }),
    ...(result.embedding ? { embedding: result.embedding } : {}),
    ...(result.refused ? { refused: result.refused } : {}),
    ...(result.bytes === undefined ? {} : { bytes: result.bytes }),
    ...(result.skipped ? { skipped: result.skipped } : {}),
    ...(result.reused ? { reused: true } : {}),
  };
}

/** On the wire a Source that was left aside is ERROR, with its outcome in its metadata (`data-model.md`). */
function stamp(source: Source, stage: Stage, skipped: string | undefined): Source {
  const stamped = { ...clearLaterStages(source, stage), current_stage: stage };
  if (skipped === undefined) return { ...stamped, current_status: 'COMPLETED', error: null };
  return { ...stamped, current_status: 'ERROR', error: skipped, metadata: { ...source.metadata, outcome: 'SKIPPED' } };
}

interface Kept {
  readonly source: { readonly source: Source };
  readonly stage: Stage;
  readonly key: string;
}

/** For later runs; what was left aside is looked at anew each time. */
export function keepResult({ ports }: Pick<Execution, 'ports'>, { source, stage, key }: Kept, done: Attempt): void {
  const { result, artifact, sha256 } = done;
  if (result.skipped) return;
  ports.cache.putActivity(source.source.uri, stage, {
    key,
    artifact,
    sha256,
    source: result.source,
    ...(result.discovered ? { discovered: result.discovered } : {}),
    ...(result.chunks === undefined ? {} : { chunks: result.chunks }),
  });
}

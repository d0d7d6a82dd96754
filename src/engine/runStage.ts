import type { StageCall } from '../model/temporal/call.ts';
import type { WholeDone } from '../model/temporal/carried.ts';
import { artifactName, artifactPath } from '../model/artifactName.ts';
import type { Source } from '../model/generated/types.ts';
import { fail } from '../model/problem.ts';
import { byStage, type Stage } from '../model/stage.ts';
import { runSettings } from './activity.ts';
import { createActivities } from './activities/index.ts';
import { keyOf } from './activityInput.ts';
import { giveResult, type StageRun } from './attemptActivity.ts';
import { completionOf, keepResult } from './completion.ts';
import { HEARTBEAT_TIMEOUT_MS } from './driveRun.ts';
import type { WorkFolderParts } from './workFolderParts.ts';

/** One stage of one Source; paths are relative to the work folder. */
export interface StageRequest extends StageCall {
  readonly stage: Stage;
  readonly source: Source;
  /** Header values, already resolved. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cancel: AbortSignal;
  onHeartbeat(): void;
}

export type RunStage = (request: StageRequest) => Promise<WholeDone>;

/** Runs, or hosts of runs, whose robots.txt and turns are remembered at a time. */
const KEPT_RUNS = 500;

/**
 * The same stage as in a journaled run, for an engine that keeps the record itself: same key, same artifact at the same
 * place, same memory for later runs. Throws what the activity throws.
 */
export function createRunStage(parts: WorkFolderParts): RunStage {
  const runs = new Map<string, Pick<StageRun, 'activities' | 'settings' | 'ports'>>();

  /** Stages of one run share what they learn of each host, as long as they are asked for in the same way. */
  function runOf({ runId, options, headers, inputHosts }: StageRequest) {
    const name = JSON.stringify([runId, options, headers, inputHosts]);
    const known = runs.get(name);
    if (known) return known;
    const ports = parts.portsFor(options);
    const settings = runSettings(options, { headers, inputHosts });
    const opened = { ports, settings, activities: createActivities(ports, settings) };
    runs.set(name, opened);
    for (const oldest of [...runs.keys()].slice(0, -KEPT_RUNS)) runs.delete(oldest);
    return opened;
  }

  return async request => {
    const { runId, input, cancel, stage } = request;
    const file = input.stages_config?.[stage]?.implementation;
    if (file) throw fail('config', 'implementation_on_temporal', { stage, file });
    const run: StageRun = {
      ...runOf(request),
      state: { runId, input: { ...input, sources: [request.source] } },
      codeVersions: parts.codeVersions,
      heartbeatTimeoutMs: HEARTBEAT_TIMEOUT_MS,
      cancel,
      park: new AbortController().signal,
      onHeartbeat: request.onHeartbeat,
    };
    const task = taskOf(request, artifactName(request.source.uri, run.ports.hash.sha256));
    const key = await keyOf({ ...run, input: run.state.input }, task);
    const done = await giveResult(run, task, key.key);
    keepResult(run, { ...task, key: key.key }, done);
    return { ...completionOf(task, done), key };
  };
}

/**
 * Unlike in a journaled run, a name is told without the other Sources: two that share it (one pair in 4 billion, of those
 * with the same readable part) would meet `artifact_changed`.
 */
const taskOf = ({ runId, source, stage, mode, written }: StageRequest, name: string) => ({
  stage,
  path: artifactPath(runId, stage, name),
  source: {
    source,
    plan: byStage(() => mode),
    activities: new Map(written.map(({ stage: by, artifact, sha256 }) => [by, { artifact, sha256 }])),
  },
});

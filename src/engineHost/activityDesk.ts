import path from 'node:path';
import { systemClock } from '../adapters/clock.ts';
import { loadConverter } from '../adapters/converter/load.ts';
import { nodeHash } from '../adapters/hash.ts';
import { createHttp } from '../adapters/http.ts';
import { createInputFolder } from '../adapters/inputFolder.ts';
import { createActivityProcess } from '../adapters/learner/processes.ts';
import { createArtifacts } from '../adapters/runs/artifactFiles.ts';
import type { RunSettings } from '../engine/activity.ts';
import type { ActivityProcess } from '../engine/learner/activityProcess.ts';
import { answerKept, caseOfRun } from '../engine/learner/caseOfRun.ts';
import { CASE_SETTINGS, type CasePorts } from '../engine/learner/caseWorld.ts';
import { readActivityCode } from '../engine/learner/readActivityCode.ts';
import { runActivityCase } from '../engine/learner/runActivityCase.ts';
import { sampleCase } from '../engine/learner/sampleCase.ts';
import type { Log } from '../engine/ports.ts';
import { hostPort } from '../model/address.ts';
import { fail } from '../model/problem.ts';
import type { ActivityCase } from '../model/workshop/activityCase.ts';
import type { ActivityAsked, ActivityTold } from '../protocol/activities.ts';
import { placedIn } from './placedIn.ts';
import type { HeldFolders } from './heldFolders.ts';

interface World {
  readonly folders: Pick<HeldFolders, 'hold'>;
  readonly log: Log;
}

interface Watch {
  /** Ends the process. */
  readonly signal: AbortSignal;
  /** Told where a debugger finds it, which it then waits for. */
  onReady?(port: number): void;
}

/** A learner's file on one case, in a process of its own. Throws what reading the file and the run's files throws. */
export async function tryOut(world: World, asked: ActivityAsked, watch: Watch): Promise<ActivityTold> {
  const { folder, file, stage } = asked;
  const own = createInputFolder({ currentFolder: folder });
  const artifacts = createArtifacts(folder, name => own.readBytes(name));
  const code = await readActivityCode(file, { artifacts, hash: nodeHash }).catch(placedIn(folder));
  const { tried, http, settings } = asked.source
    ? await ofRun(world, stage, asked.source)
    : { tried: sampleCase(stage), http: {}, settings: CASE_SETTINGS };
  const begun = performance.now();
  const trial = await runActivityCase({
    ...{ code, case: tried, settings, away: endedBy(watch.signal, createActivityProcess(world.log)) },
    world: { clock: systemClock, hash: nodeHash, converter: await loadConverter(), log: world.log, ...http },
    signal: new AbortController().signal,
    ...(watch.onReady && { debug: { folder, onReady: watch.onReady } }),
  });
  return { ...trial, uri: tried.source.uri, durationMs: performance.now() - begun };
}

/** What it has answered stays answered, also where the debugger leaves in the same moment. */
const endedBy = (signal: AbortSignal, away: ActivityProcess): ActivityProcess => ({
  run: call => away.run({ ...call, signal }),
});

interface OfRun {
  readonly tried: ActivityCase;
  readonly http: Pick<CasePorts, 'http'>;
  readonly settings: RunSettings;
}

async function ofRun(
  { folders }: World,
  stage: ActivityAsked['stage'],
  { workDir, runId, uri }: NonNullable<ActivityAsked['source']>,
): Promise<OfRun> {
  const { folder, follower } = await folders.hold(workDir);
  const state = follower.state(runId);
  if (!state) throw fail('data', 'run_gone', { run: runId });
  const { inputFile, currentFolder, requestTimeoutMs, maxPageBytes, userAgent, allowPrivateHosts } = state.options;
  const inputFolder = inputFile === null ? currentFolder : path.dirname(inputFile);
  const input = createInputFolder({ inputFolder, currentFolder });
  const artifacts = createArtifacts(workDir, name => input.readBytes(name));
  const asked = { state, uri, stage, contentType: folder.contentType };
  const { case: tried, page } = await caseOfRun({ artifacts, hash: nodeHash }, asked);
  const named = [...(state.input.sources ?? []), { uri }].flatMap(source => hostPort(source.uri) ?? []);
  return {
    tried,
    http: { http: answerKept(createHttp(), page) },
    settings: { requestTimeoutMs, maxPageBytes, userAgent, allowPrivateHosts, headers: {}, inputHosts: named },
  };
}

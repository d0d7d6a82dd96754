import path from 'node:path';
import type { ResumeRequest } from '../engine/workFolder.ts';
import { compareRuns } from '../model/compareRuns.ts';
import { headersOf } from '../model/event.ts';
import { resolveHeaders } from '../model/headers.ts';
import { compareTwins } from '../model/temporal/compareTwins.ts';
import { fail } from '../model/problem.ts';
import type { RunSummary } from '../model/view.ts';
import type { EngineVerbs } from '../protocol/engine.ts';
import type { Handlers } from '../protocol/peer.ts';
import { explainSources, type Held, type HeldFolders } from './heldFolders.ts';
import { stateOf } from './againVerbs.ts';
import type { LaunchedRuns } from './launchedRuns.ts';
import { placedIn } from './placedIn.ts';
import { optionsOf, readInputFile, runIdOf } from './readIngestion.ts';
import { currentFolderOf } from './readInputFile.ts';

/** As many as a person reads; the figures count all. */
const DIFFERENCES = 500;
/** Drawn with two lanes each, whole. */
const TWIN_SOURCES = 200;

type RunVerbs = Pick<
  Handlers<EngineVerbs>,
  'watch' | 'sources' | 'ingest' | 'forecast' | 'resume' | 'cancel' | 'compareRuns' | 'compareTwins'
>;

/** Starting, following and stopping runs. Screens are fed by the journals alone, so nothing here reports progress. */
export function createRunVerbs(
  { hold, onServer }: Pick<HeldFolders, 'hold' | 'onServer'>,
  launched: LaunchedRuns,
): RunVerbs {
  return {
    watch: async ({ workDir }) => (await hold(workDir)).follower.summaries(),
    async sources({ workDir, runId }) {
      const { follower } = await hold(workDir);
      return explainSources(follower, runId, follower.sources(runId) ?? []);
    },
    async ingest(request) {
      const { folder } = await hold(request.workDir);
      const input = await readInputFile(request);
      return launched
        .launch(signals =>
          folder.ingest({ input, options: optionsOf(request), headers: {}, ...runIdOf(request), ...signals }),
        )
        .catch(placedIn(path.dirname(request.file), currentFolderOf(request)));
    },
    async forecast(request) {
      const { folder } = await hold(request.workDir);
      const input = await readInputFile(request);
      return folder.forecast({ input, options: optionsOf(request), pricedOnly: true });
    },
    async compareRuns({ workDir, before, after }) {
      const { follower } = await hold(workDir);
      return compareRuns(stateOf(follower, before), stateOf(follower, after), DIFFERENCES);
    },
    async compareTwins({ workDir, one, other }) {
      const { follower } = await hold(workDir);
      return compareTwins(stateOf(follower, one), stateOf(follower, other), TWIN_SOURCES);
    },
    async resume({ workDir, runId, failed }) {
      const held = await hold(workDir);
      const server = await onServer(workDir, runId);
      if (server) return server.resume({ runId, failed });
      const { started } = await held.folder.history(runId);
      // Of a run that the command line began: the variables are the editor's, and one that it lacks is named.
      const headers = resolveHeaders(headersOf(started), process.env);
      const { inputFile, currentFolder } = started.options;
      const begun = await launched
        .launch(signals => resumeAny(held, started.workflowType, { runId, failed, headers, ...signals }))
        .catch(placedIn(path.dirname(inputFile ?? workDir), currentFolder));
      // Told before the answer: whoever waits for its end must not take how it stood before for the end.
      await held.follower.refresh();
      return begun;
    },
    async cancel({ workDir, runId }) {
      if (launched.cancel(runId)) return;
      const server = await onServer(workDir, runId);
      if (server) return server.cancel(runId);
      const { follower } = await hold(workDir);
      const summary = follower.summaries().find(run => run.runId === runId);
      throw fail('usage', 'not_our_run', { run: runId, owner: summary?.owner ?? '' });
    },
  };
}

async function resumeAny(
  held: Held,
  workflowType: RunSummary['workflowType'],
  request: ResumeRequest,
): Promise<unknown> {
  switch (workflowType) {
    case 'IngestionWorkflow':
      return held.folder.resume(request);
    case 'ApiIngestionWorkflow':
      return (await held.api()).resume(request);
    case 'BackfillWorkflow':
      return (await held.api()).resumeBackfill(request);
  }
}

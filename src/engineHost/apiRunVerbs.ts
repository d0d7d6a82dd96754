import path from 'node:path';
import { resultJson } from '../model/api/resultJson.ts';
import { DEFAULT_OUTPUT_DIR } from '../model/api/settings.ts';
import type { JournalEvent } from '../model/event.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import { resolveHeaders } from '../model/headers.ts';
import { present } from '../model/present.ts';
import { fail, type Reason } from '../model/problem.ts';
import { foldAny } from '../model/journal.ts';
import type { ApiRunVerbs } from '../protocol/datasets.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import type { LaunchedRuns } from './launchedRuns.ts';
import { readApiConfig, readApiRun, readBackfill } from './readApiConfig.ts';

export interface ApiRunWorld {
  readonly folders: Pick<HeldFolders, 'hold' | 'onServer'>;
  readonly launched: LaunchedRuns;
  /** A warning, for a file. */
  describe(reason: Reason): string;
}

/** Ingestions from APIs and backfills, as runs of this process. How they go is told by their journals. */
export function createApiRunVerbs({ folders, launched, describe }: ApiRunWorld): Handlers<ApiRunVerbs> {
  const apiOf = async (workDir: string) => (await folders.hold(workDir)).api();
  return {
    async apiConfig({ file, currentFolder }) {
      const input = await readApiConfig(file);
      return {
        startDate: input.start_date ?? null,
        endDate: input.end_date ?? null,
        baseUrl: input.base_url ?? null,
        outputDir: path.resolve(currentFolder, input.output_dir ?? DEFAULT_OUTPUT_DIR),
        overlap: input.overlap ?? 0,
        hasWatermark: (input.watermark ?? 'none') !== 'none',
        hasDayFilter: (input.start_param ?? null) !== null,
        canTellDays: (input.start_param ?? input.date_column ?? null) !== null,
      };
    },
    async ingestApi(request) {
      const [runs, asked] = [await apiOf(request.workDir), withHeaders(await readApiRun(request))];
      return launched.launch(signals => runs.ingest({ ...asked, ...signals }));
    },
    async planBackfill(request) {
      const runs = await apiOf(request.workDir);
      const { signal } = new AbortController();
      const { days } = await runs.backfill({ ...withHeaders(await readBackfill(request)), dryRun: true, signal });
      return days.map(({ date, state, isPlanned }) => ({ date, state, isPlanned }));
    },
    async backfill(request) {
      const [runs, asked] = [await apiOf(request.workDir), withHeaders(await readBackfill(request))];
      return launched.launch(signals => runs.backfill({ ...asked, dryRun: false, ...signals }));
    },
    async apiResult({ workDir, runId }) {
      const { folder } = await folders.hold(workDir);
      const server = await folders.onServer(workDir, runId);
      const events = server ? await server.journal(runId) : (await folder.history(runId)).events;
      // What workers wrote lies where they find it: from the root that they share.
      return resultText(events, { runId, root: path.dirname(workDir), describe });
    },
  };
}

/** The variables are the editor's, and one that it lacks is named. */
const withHeaders = <Asked extends { readonly input: ApiIngestionInput }>(asked: Asked) => ({
  ...asked,
  headers: resolveHeaders(present(asked.input.headers ?? {}), process.env),
});

/** Usage `no_api_result`: it is none of these runs, or it has not come to its end. */
function resultText(
  events: readonly JournalEvent[],
  { runId, root, describe }: Pick<ApiRunWorld, 'describe'> & { readonly runId: string; readonly root: string },
): string {
  const run = foldAny(events);
  if (run?.workflowType !== 'ApiIngestionWorkflow' || !run.state.result)
    throw fail('usage', 'no_api_result', { run: runId });
  const { startedAt, endedAt, result, input, options } = run.state;
  const folder = path.resolve(options.currentFolder || root, input.output_dir ?? DEFAULT_OUTPUT_DIR);
  const ended = {
    ...{ runId, startedAt, result, journal: `runs/${runId}/journal.jsonl` },
    durationMs: endedAt === null ? 0 : Date.parse(endedAt) - Date.parse(startedAt),
  };
  const json = resultJson(ended, {
    file: file => path.resolve(folder, file),
    warning: reason => ({ code: reason.code, message: describe(reason), params: reason.params }),
  });
  return `${JSON.stringify(json, null, 2)}\n`;
}

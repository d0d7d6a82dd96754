import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BackfillRequest } from '../engine/api/apiParts.ts';
import { readApiInput } from '../engine/readApiInput.ts';
import { resultJson } from '../model/api/resultJson.ts';
import { DEFAULT_OUTPUT_DIR } from '../model/api/settings.ts';
import type { JournalEvent } from '../model/event.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import { resolveHeaders } from '../model/headers.ts';
import { present } from '../model/present.ts';
import { fail, ProblemError, type Reason } from '../model/problem.ts';
import { foldAny } from '../model/journal.ts';
import type { ApiConfigPlace, ApiRunRequest, ApiRunVerbs, BackfillAsked } from '../protocol/datasets.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import type { LaunchedRuns } from './launchedRuns.ts';
import { languageOf } from './readInputFile.ts';

export interface ApiRunWorld {
  readonly folders: Pick<HeldFolders, 'hold'>;
  readonly launched: LaunchedRuns;
  /** A warning, for a file. */
  describe(reason: Reason): string;
}

/** Ingestions from APIs and backfills, as runs of this process. How they go is told by their journals. */
export function createApiRunVerbs({ folders, launched, describe }: ApiRunWorld): Handlers<ApiRunVerbs> {
  const apiOf = async (workDir: string) => (await folders.hold(workDir)).api();
  return {
    async apiConfig({ file, currentFolder }) {
      const input = await readConfig(file);
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
      const [runs, asked] = [await apiOf(request.workDir), await askedFor(request)];
      return launched.launch(signals => runs.ingest({ ...asked, options: optionsOf(request), ...signals }));
    },
    async planBackfill(request) {
      const runs = await apiOf(request.workDir);
      const { signal } = new AbortController();
      const { days } = await runs.backfill({ ...(await backfillOf(request)), dryRun: true, signal });
      return days.map(({ date, state, isPlanned }) => ({ date, state, isPlanned }));
    },
    async backfill(request) {
      const [runs, asked] = [await apiOf(request.workDir), await backfillOf(request)];
      return launched.launch(signals => runs.backfill({ ...asked, dryRun: false, ...signals }));
    },
    async apiResult({ workDir, runId }) {
      const { folder } = await folders.hold(workDir);
      return resultText((await folder.history(runId)).events, runId, describe);
    },
  };
}

async function readConfig(file: string): Promise<ApiIngestionInput> {
  const { input, problems } = readApiInput(await readFile(file, 'utf8'), { language: languageOf(file) });
  if (input) return input;
  const [problem] = problems;
  throw new ProblemError(problem ? { ...problem, file } : fail('config', 'input_empty').problem);
}

async function askedFor({ file, startDate, endDate }: ApiRunRequest) {
  const read = await readConfig(file);
  const input: ApiIngestionInput = { ...read, start_date: startDate, end_date: endDate };
  return { input, headers: resolveHeaders(present(input.headers ?? {}), process.env) };
}

const optionsOf = ({ file, currentFolder }: ApiConfigPlace) => ({ inputFile: file, currentFolder });

async function backfillOf(request: BackfillAsked): Promise<Pick<BackfillRequest, 'input' | 'headers' | 'options'>> {
  const { mode, backwards, maxParallel, dates } = request;
  const how = { mode, backwards, maxParallel, ...(dates && { dates }) };
  return { ...(await askedFor(request)), options: { ...optionsOf(request), ...how } };
}

/** Usage `no_api_result`: it is none of these runs, or it has not come to its end. */
function resultText(events: readonly JournalEvent[], runId: string, describe: ApiRunWorld['describe']): string {
  const run = foldAny(events);
  if (run?.workflowType !== 'ApiIngestionWorkflow' || !run.state.result)
    throw fail('usage', 'no_api_result', { run: runId });
  const { startedAt, endedAt, result, input, options } = run.state;
  const folder = path.resolve(options.currentFolder, input.output_dir ?? '');
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

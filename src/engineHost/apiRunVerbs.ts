import { version } from '../../package.json';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ApiRuns, BackfillRequest } from '../engine/api/apiParts.ts';
import type { Log } from '../engine/ports.ts';
import { readApiInput } from '../engine/readApiInput.ts';
import { resultJson } from '../model/api/resultJson.ts';
import type { JournalEvent } from '../model/event.ts';
import type { ApiIngestionInput } from '../model/generated/types.ts';
import { resolveHeaders } from '../model/headers.ts';
import { present } from '../model/present.ts';
import { fail, ProblemError, type Reason } from '../model/problem.ts';
import { runDefaults } from '../model/runDefaults.ts';
import { foldAny } from '../model/journal.ts';
import type { ApiConfigPlace, ApiRunRequest, ApiRunVerbs } from '../protocol/datasets.ts';
import type { Handlers } from '../protocol/peer.ts';
import type { HeldFolders } from './heldFolders.ts';
import type { LaunchedRuns, RunSignals } from './launchedRuns.ts';
import { languageOf } from './readInputFile.ts';

const { userAgent } = runDefaults(version);

export interface ApiRunWorld {
  readonly folders: Pick<HeldFolders, 'hold'>;
  readonly launched: LaunchedRuns;
  readonly log: Log;
  /** A warning, for a file. */
  describe(reason: Reason): string;
}

/** Ingestions from APIs and backfills, as runs of this process. How they go is told by their journals. */
export function createApiRunVerbs({ folders, launched, log, describe }: ApiRunWorld): Handlers<ApiRunVerbs> {
  const withRuns = async <Result>(workDir: string, use: (runs: ApiRuns) => Promise<Result>): Promise<Result> => {
    const { openApiRuns } = await import('../adapters/composeApi.ts');
    const runs = await openApiRuns({ workDir, userAgent, log });
    return use(runs).finally(() => runs.close());
  };
  return {
    async apiConfig(config) {
      const { start_date: startDate, end_date: endDate } = await readConfig(config.file);
      return { startDate: startDate ?? null, endDate: endDate ?? null };
    },
    async ingestApi(request) {
      await folders.hold(request.workDir);
      const asked = await askedFor(request);
      return launched.launch(signals =>
        withRuns(request.workDir, runs => runs.ingest({ ...asked, options: optionsOf(request), ...signals })),
      );
    },
    async planBackfill(request) {
      const asked = { ...(await backfillOf(request)), dryRun: true, signal: new AbortController().signal };
      const { days } = await withRuns(request.workDir, runs => runs.backfill(asked));
      return days.map(({ date, state, isPlanned }) => ({ date, state, isPlanned }));
    },
    async backfill(request) {
      await folders.hold(request.workDir);
      const asked = { ...(await backfillOf(request)), dryRun: false };
      return launched.launch(signals => withRuns(request.workDir, runs => runs.backfill({ ...asked, ...signals })));
    },
    async apiResult({ workDir, runId }) {
      const { folder } = await folders.hold(workDir);
      return resultText((await folder.history(runId)).events, runId, describe);
    },
  };
}

/** A run that stopped, of whichever of these workflows. */
export async function resumeApiRun(
  workflowType: 'ApiIngestionWorkflow' | 'BackfillWorkflow',
  { workDir, log, ...request }: ResumeOfApi,
): Promise<unknown> {
  const { openApiRuns } = await import('../adapters/composeApi.ts');
  const runs = await openApiRuns({ workDir, userAgent, log });
  const resuming = workflowType === 'BackfillWorkflow' ? runs.resumeBackfill(request) : runs.resume(request);
  return resuming.finally(() => runs.close());
}

interface ResumeOfApi extends RunSignals {
  readonly workDir: string;
  readonly log: Log;
  readonly runId: string;
  readonly failed: boolean;
  readonly headers: Readonly<Record<string, string>>;
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

type Backfilling = Parameters<ApiRunVerbs['backfill']>[0];

async function backfillOf(request: Backfilling): Promise<Pick<BackfillRequest, 'input' | 'headers' | 'options'>> {
  const { mode } = request;
  return { ...(await askedFor(request)), options: { ...optionsOf(request), mode, backwards: false, maxParallel: 1 } };
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

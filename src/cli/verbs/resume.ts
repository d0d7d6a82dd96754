import { headersOf } from '../../model/event.ts';
import { fail } from '../../model/problem.ts';
import type { RunSummary } from '../../model/view.ts';
import { apiResult } from '../apiResult.ts';
import { backfillResult } from '../backfillResult.ts';
import { followApiRun, followBackfill, followRun } from '../followRun.ts';
import { resolveHeaders } from '../../model/headers.ts';
import { parseMaxErrors } from '../maxErrors.ts';
import { runResult } from '../runResult.ts';
import type { Run } from '../session.ts';
import { inWorkFolder, workDirOption } from '../workFolder.ts';
import { waitOf } from './ingest.ts';
import { withApiRuns } from './ingestApi.ts';

export const run: Run = async (args, session) => {
  const tolerated = parseMaxErrors(args.text('max-errors'));
  const failed = args.flag('failed');
  return inWorkFolder(args, session, async folder => {
    const runId = args.operands[0] ?? chooseRun(await folder.runs(), failed, workDirOption(session, folder.workDir));
    const { started } = await folder.history(runId);
    const headers = resolveHeaders(headersOf(started), session.env);
    const request = { runId, failed, headers, ...waitOf(args), signal: session.signal };
    const { workDir } = folder;
    if (started.workflowType === 'ApiIngestionWorkflow')
      return withApiRuns(workDir, session, async runs =>
        apiResult(await runs.resume({ ...request, onChange: followApiRun(session) }), { session, workDir }),
      );
    if (started.workflowType === 'BackfillWorkflow')
      return withApiRuns(workDir, session, async runs =>
        backfillResult(await runs.resumeBackfill({ ...request, onChange: followBackfill(session) }), {
          session,
          workDir,
        }),
      );
    const result = await folder.resume({ ...request, onChange: followRun(session) });
    return runResult(result, { session, workDir, tolerated });
  });
};

/** The newest run that stopped before its end; with --failed, the newest of which something failed. */
function chooseRun(all: readonly RunSummary[], failed: boolean, work_dir: string): string {
  const has = failed ? hasFailed : unfinished;
  // A backfill goes on with its days.
  const runs = all.filter(({ api }) => !api?.parent);
  // One that runs elsewhere is the last choice: the engine then says who holds it.
  const chosen = runs.find(run => run.status !== 'RUNNING' && has(run)) ?? runs.find(run => run.status === 'RUNNING');
  if (chosen === undefined) throw fail('usage', failed ? 'no_failed_run' : 'no_unfinished_run', { work_dir });
  return chosen.runId;
}

const hasFailed = ({ counts, failure, backfill }: RunSummary): boolean =>
  counts.error > 0 || failure !== null || (backfill?.failed ?? 0) > 0;

const unfinished = (run: RunSummary): boolean => run.status === 'PARKED';

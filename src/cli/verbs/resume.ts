import { headersOf } from '../../model/event.ts';
import { fail } from '../../model/problem.ts';
import type { RunSummary } from '../../model/view.ts';
import type { Arguments } from '../arguments.ts';
import { apiResult } from '../apiResult.ts';
import { backfillResult } from '../backfillResult.ts';
import { followApiRun, followBackfill, followRun } from '../followRun.ts';
import { resolveHeaders } from '../../model/headers.ts';
import { parseMaxErrors } from '../maxErrors.ts';
import type { VerbResult } from '../results.ts';
import { runResult, type Place } from '../runResult.ts';
import { isOnServer, onServer, refuseWithoutServer, serverOption } from '../runsFolder.ts';
import type { Run, Session } from '../session.ts';
import type { TemporalFolder } from '../../temporal/temporalFolder.ts';
import { inWorkFolder, workDirOption } from '../workFolder.ts';
import { waitOf } from './ingest.ts';
import { withApiRuns } from './ingestApi.ts';

export const run: Run = async (args, session) => {
  const tolerated = parseMaxErrors(args.text('max-errors'));
  const failed = args.flag('failed');
  refuseWithoutServer(args, 'cancel');
  if (isOnServer(args)) return resumeOnServer(args, session, tolerated);
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

function resumeOnServer(args: Arguments, session: Session, tolerated: Place['tolerated']): Promise<VerbResult> {
  const failed = args.flag('failed');
  const server = serverOption(args);
  return onServer(args, session, async folder => {
    const runId = args.operands[0] ?? chooseRun(await folder.runs(), failed, server ?? '');
    const { workflowType } = (await folder.history(runId)).run;
    if (workflowType !== 'IngestionWorkflow') return resumeApi(folder, { runId, failed, args, session });
    const drive = { runId, signal: session.signal, onChange: followRun(session) };
    const result = args.flag('cancel')
      ? await folder.cancel(drive)
      : await folder.resume({ ...drive, failed, headers: {} });
    return runResult(result, { session, workDir: folder.workDir, tolerated, server });
  });
}

interface ApiResume {
  readonly runId: string;
  readonly failed: boolean;
  readonly args: Arguments;
  readonly session: Session;
}

async function resumeApi(folder: TemporalFolder, { runId, failed, args, session }: ApiResume): Promise<VerbResult> {
  const place = { session, workDir: folder.workDir, server: serverOption(args) };
  const [ofDays, ofPages] = [followBackfill(session), followApiRun(session)];
  const onChange = (run: RunSummary): void => (run.backfill ? ofDays : ofPages)(run);
  const result = await folder.resumeApi({
    ...{ runId, failed, cancels: args.flag('cancel') },
    ...{ signal: session.signal, onChange },
  });
  return 'days' in result ? backfillResult(result, place) : apiResult(result, place);
}

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

import { BACKFILL_MODES } from '../../model/api/backfill.ts';
import { resolveHeaders } from '../../model/headers.ts';
import { present } from '../../model/present.ts';
import { apiInputOf } from '../apiInput.ts';
import { backfillResult } from '../backfillResult.ts';
import { followBackfill } from '../followRun.ts';
import { isOnServer, onServer, serverOption } from '../runsFolder.ts';
import type { Run } from '../session.ts';
import { workDirOf } from '../workFolder.ts';
import { waitOf } from './ingest.ts';
import { refuseConfig, withApiRuns } from './ingestApi.ts';

export const run: Run = async (args, session) => {
  const asked = await apiInputOf(args, session);
  const refusal = refuseConfig(asked, args, session);
  if (refusal) return refusal;
  const { input, file } = asked;
  const runId = args.text('run-id');
  const mode = BACKFILL_MODES.find(one => one === args.text('mode')) ?? 'missing';
  const request = {
    ...{ input, dryRun: args.flag('dry-run') },
    ...(runId === undefined ? {} : { runId }),
    options: {
      ...{ inputFile: file, currentFolder: session.cwd, mode },
      backwards: args.flag('backwards'),
      maxParallel: args.number('max-parallel') ?? 1,
    },
    ...waitOf(args),
    ...{ signal: session.signal, onChange: followBackfill(session) },
  };
  if (isOnServer(args))
    return onServer(args, session, async folder =>
      backfillResult(await folder.backfill(request), {
        ...{ session, workDir: folder.workDir, server: serverOption(args) },
      }),
    );
  const workDir = workDirOf(args, session);
  return withApiRuns(workDir, session, async runs => {
    const headers = resolveHeaders(present(input.headers ?? {}), session.env);
    return backfillResult(await runs.backfill({ ...request, headers }), { session, workDir });
  });
};

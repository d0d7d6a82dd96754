import type { ApiRuns } from '../../engine/api/apiParts.ts';
import { resolveApiInput } from '../../model/api/settings.ts';
import { resolveHeaders } from '../../model/headers.ts';
import { present } from '../../model/present.ts';
import { apiInputOf, type AskedIngestion } from '../apiInput.ts';
import { apiResult } from '../apiResult.ts';
import type { Arguments } from '../arguments.ts';
import { hint } from '../describe.ts';
import { followApiRun } from '../followRun.ts';
import { probe } from '../probeResult.ts';
import { RUN_DEFAULTS } from '../runDefaults.ts';
import type { Refusal, VerbResult } from '../results.ts';
import { isOnServer, onServer, serverOption } from '../runsFolder.ts';
import type { Run, Session } from '../session.ts';
import { workDirOf } from '../workFolder.ts';
import { waitOf } from './ingest.ts';

export const run: Run = async (args, session) => {
  const asked = await apiInputOf(args, session);
  const refusal = refuseConfig(asked, args, session);
  if (refusal) return refusal;
  const { input, file } = asked;
  if (isOnServer(args) && !args.flag('probe')) return ingestOnServer(args, session, asked);
  const headers = resolveHeaders(present(input.headers ?? {}), session.env);
  if (args.flag('probe')) return probe(args, session, { input, headers });
  // The run asks it again; what is refused here waits for no database.
  resolveApiInput(input);
  const workDir = workDirOf(args, session);
  const runId = args.text('run-id');
  return withApiRuns(workDir, session, async runs => {
    const result = await runs.ingest({
      input,
      ...(runId === undefined ? {} : { runId }),
      options: { inputFile: file, currentFolder: session.cwd },
      headers,
      ...waitOf(args),
      signal: session.signal,
      onChange: followApiRun(session),
    });
    return apiResult(result, { session, workDir });
  });
};

function ingestOnServer(args: Arguments, session: Session, { input, file }: AskedIngestion): Promise<VerbResult> {
  const runId = args.text('run-id');
  return onServer(args, session, async folder => {
    const result = await folder.ingestApi({
      ...{ input, options: { inputFile: file, currentFolder: session.cwd } },
      ...(runId === undefined ? {} : { runId }),
      ...waitOf(args),
      ...{ signal: session.signal, onChange: followApiRun(session) },
    });
    return apiResult(result, { session, workDir: folder.workDir, server: serverOption(args) });
  });
}

/** What the configuration file has wrong, with its line; its warnings go to the log. */
export function refuseConfig({ warnings, faults }: AskedIngestion, args: Arguments, session: Session): Refusal | null {
  const config = args.text('config') ?? '';
  const [fault] = faults;
  if (fault) {
    const { code, params, line, column } = fault;
    return { refused: { kind: 'config', code, params, file: config, line, column }, faults };
  }
  for (const { code, params, line, column, ...rest } of warnings)
    session.report.log.write('warn', code, {
      ...{ ...params, file: config, line, column },
      hint: hint(session.texts.english, { code, params, ...rest }),
    });
  return null;
}

export async function withApiRuns<Answer>(
  workDir: string,
  session: Session,
  use: (runs: ApiRuns) => Promise<Answer>,
): Promise<Answer> {
  const { report } = session;
  const runs = await session.engine.openApiRuns({ workDir, userAgent: RUN_DEFAULTS.userAgent, log: report.log });
  try {
    return await use(runs);
  } finally {
    runs.close();
  }
}

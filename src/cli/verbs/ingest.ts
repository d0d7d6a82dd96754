import { isRunId } from '../../model/artifactName.ts';
import type { RunOptions } from '../../model/event.ts';
import type { PreviewRequest } from '../../engine/preview/previewRequest.ts';
import { fail } from '../../model/problem.ts';
import { isStage, type Stage } from '../../model/stage.ts';
import type { Arguments } from '../arguments.ts';
import { checked } from '../checkedInput.ts';
import { hint } from '../describe.ts';
import type { InputText, ReadInput } from '../engine.ts';
import { followRun } from '../followRun.ts';
import { isHeaderValue, parseHeaders, resolveHeaders } from '../../model/headers.ts';
import { parseMaxErrors } from '../maxErrors.ts';
import { readInputFile } from '../readInputFile.ts';
import type { PlacedFault, Refusal, VerbResult } from '../results.ts';
import { RUN_DEFAULTS } from '../runDefaults.ts';
import { runResult } from '../runResult.ts';
import { inRunsFolder, isOnServer, serverOption } from '../runsFolder.ts';
import type { Run, Session } from '../session.ts';
import { inWorkFolder } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const operand = args.operands[0] ?? '';
  checkOptions(args);
  const tolerated = parseMaxErrors(args.text('max-errors'));
  const headers = parseHeaders(args.all('header'));
  const text = await readInputFile(operand, session);
  const { input, problems, warnings } = await session.engine.readInput(text);
  if (input === undefined) return refuse(operand, problems);
  const options = runOptions(args, text, headers);
  if (args.flag('check')) return checked(args, session, { operand, input, options, warnings });
  for (const warning of warnings) warn(warning, { operand, session });
  if (args.flag('preview')) return preview(args, session, { input, options });
  return inRunsFolder(args, session, async folder => {
    const result = await folder.ingest({
      input,
      ...(args.given('run-id') ? { runId: args.text('run-id') ?? '' } : {}),
      options,
      // Workers resolve theirs.
      headers: isOnServer(args) ? {} : resolveHeaders(headers, session.env),
      ...waitOf(args),
      signal: session.signal,
      onChange: followRun(session),
    });
    return runResult(result, { session, workDir: folder.workDir, tolerated, server: serverOption(args) });
  });
};

/** Always from here: what a worker's network would answer is not asked. */
async function preview(
  args: Arguments,
  session: Session,
  { input, options }: Pick<PreviewRequest, 'input' | 'options'>,
): Promise<VerbResult> {
  const { signal, stderr, report, texts } = session;
  const headers = resolveHeaders(options.headers, session.env);
  const onProgress = (done: number, known: number): void => {
    if (stderr.isTTY) report.progress(texts.human.say('cli.preview.progress', { done, known }));
  };
  const found = await inWorkFolder(args, session, folder =>
    folder.preview({ input, options, headers, signal, onProgress }),
  );
  const failed = found.isCancelled || found.entries.some(({ action }) => action === 'fail');
  return { ...(await session.engine.describePreview(found, texts.human.language)), exitCode: failed ? 1 : 0 };
}

export function waitOf(args: Arguments): { wait?: number } {
  const wait = args.number('wait');
  return wait === undefined ? {} : { wait };
}

function checkOptions(args: Arguments): void {
  const runId = args.text('run-id');
  if (runId !== undefined && !isRunId(runId)) throw fail('usage', 'bad_run_id', { run: runId });
  const userAgent = args.text('user-agent') ?? '';
  if (!isHeaderValue(userAgent))
    throw fail('usage', 'bad_value', { option: '--user-agent', value: userAgent, values: 'ASCII' });
  const conflicts: readonly (readonly [string, string])[] = [
    ['only', 'from'],
    ...['check', 'only', 'from', 'run-id', 'max-errors', 'wait'].map(other => ['preview', other] as const),
  ];
  for (const [option, other] of conflicts) {
    if (args.given(option) && args.given(other))
      throw fail('usage', 'option_conflict', { option: `--${option}`, other: `--${other}` });
  }
  if (args.flag('preview') && isOnServer(args))
    throw fail('usage', 'option_conflict', { option: '--preview', other: '--back-end temporal' });
}

function refuse(operand: string, faults: ReadInput['problems']): Refusal {
  const first = faults[0] ?? { code: 'input_invalid', params: {}, line: 1, column: 1 };
  const { code, params, line, column } = first;
  return { refused: { kind: 'config', code, params, file: operand, line, column }, faults };
}

interface Asked {
  readonly operand: string;
  readonly session: Session;
}

function warn(warning: PlacedFault, { operand, session }: Asked): void {
  const { code, params, line, column } = warning;
  const near = hint(session.texts.english, warning);
  session.report.log.write('warn', code, {
    ...{ ...params, file: operand, line, column },
    ...(near === undefined ? {} : { hint: near }),
  });
}

function runOptions(args: Arguments, text: InputText, headers: Readonly<Record<string, string>>): RunOptions {
  return {
    ...RUN_DEFAULTS,
    inputFile: text.file,
    currentFolder: text.cwd,
    only: stageOf(args, 'only'),
    from: stageOf(args, 'from'),
    sources: args.all('source'),
    concurrency: args.number('concurrency') ?? RUN_DEFAULTS.concurrency,
    maximumAttempts: args.number('max-attempts') ?? RUN_DEFAULTS.maximumAttempts,
    requestTimeoutMs: Math.round((args.number('request-timeout') ?? 30) * 1000),
    maxPageBytes: args.number('max-page-bytes') ?? RUN_DEFAULTS.maxPageBytes,
    userAgent: args.text('user-agent') ?? RUN_DEFAULTS.userAgent,
    headers,
    allowPrivateHosts: args.flag('allow-private-hosts'),
  };
}

function stageOf(args: Arguments, name: string): Stage | null {
  const text = args.text(name) ?? '';
  return isStage(text) ? text : null;
}

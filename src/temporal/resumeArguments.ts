import type { AnyRun } from '../model/journal.ts';
import { fail } from '../model/problem.ts';
import type { RunCall } from '../model/temporal/call.ts';
import { carryRun } from '../model/temporal/carry.ts';
import { cutPieces, refuseTooLarge } from '../model/temporal/carried.ts';
import { jsonBytes, LARGEST_PAYLOAD } from '../model/temporal/phases.ts';
import { toldOf, toldToResume, type ApiCall, type BackfillCall } from '../model/temporal/apiCall.ts';

type ApiRun = Exclude<AnyRun, { workflowType: 'IngestionWorkflow' }>;

export interface Resumption {
  readonly args: readonly unknown[];
  /** Of what is done, when that is too large for its arguments: to be sent when it has started (`CARRIED_SIGNAL`). */
  readonly pieces: readonly string[];
}

/** What a workflow is started with to go on from where its run ended. Usage `run_ended`, config `run_too_large`. */
export function resumeArguments(run: AnyRun, failed: boolean): Resumption {
  if (run.workflowType !== 'IngestionWorkflow') return { args: argumentsOfApi(run, failed), pieces: [] };
  const { input, options, startedAt, bytes } = run.state;
  const carried = carryRun(run.state);
  refuseTooLarge(carried);
  const call: RunCall = { options, done: carried, retryFailed: failed, startedAt, bytes };
  if (jsonBytes([input, call]) <= LARGEST_PAYLOAD) return { args: [input, call], pieces: [] };
  const pieces = cutPieces(JSON.stringify(carried));
  return { args: [input, { ...call, done: { pieces: pieces.length } } satisfies RunCall], pieces };
}

function argumentsOfApi(run: ApiRun, failed: boolean): readonly unknown[] {
  const { status, runId } = run.state;
  const ended = fail('usage', 'run_ended', { run: runId });
  if (run.workflowType === 'ApiIngestionWorkflow') {
    const { input, options, ...state } = run.state;
    if (status === 'COMPLETED' || (status === 'FAILED' && !failed)) throw ended;
    return [input, { options, told: toldOf({ input, options, ...state }) } satisfies ApiCall];
  }
  const hasFailed = [...run.state.children.values()].some(child => child.status === 'FAILED');
  const isOver = status === 'COMPLETED' || status === 'FAILED';
  if (isOver && !(failed && (hasFailed || status === 'FAILED'))) throw ended;
  const { ranges: _ranges, ...input } = run.state.input;
  return [input, { options: run.state.options, told: toldToResume(run.state) } satisfies BackfillCall];
}

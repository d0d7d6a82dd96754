import { ApplicationFailure } from '@temporalio/activity';
import type { Source } from '../model/generated/types.ts';
import type { Problem } from '../model/problem.ts';
import type { Stage } from '../model/stage.ts';
import { PROBLEM_DETAILS, type StageCall, type StageDone } from '../model/temporal/call.ts';
import { FOREIGN_OPTIONS } from '../model/temporal/openExecution.ts';
import type { TS_CONVERSION_HTML } from '../model/temporal/names.ts';
import { currentLife } from './life.ts';

/** Of the workshop's other programs: the Source of a downloaded page → the Source of its Markdown. */
export type ConversionActivity = Record<typeof TS_CONVERSION_HTML, (source: Source) => Promise<Source>>;

type Perform = (stage: Stage, source: Source, call: StageCall) => Promise<StageDone>;

/**
 * CONVERTION under the name and in the form that those programs know. What a second try cannot cure comes back in the
 * Source: a missing file, one outside the root. They retry for ever what fails.
 */
export async function convertForOthers(
  perform: Perform,
  asked: Source,
  describe: (problem: Problem) => string,
): Promise<Source> {
  const { workflowExecution, activityId } = currentLife().info;
  const call: StageCall = {
    runId: workflowExecution?.workflowId ?? activityId,
    mode: 'run',
    input: {},
    inputHosts: [],
    options: FOREIGN_OPTIONS,
    written: [],
  };
  try {
    return (await perform('CONVERTION', asked, call)).source;
  } catch (thrown) {
    if (!(thrown instanceof ApplicationFailure) || !thrown.nonRetryable) throw thrown;
    // SAFETY: `perform` tells what it fails with so.
    const problem = thrown.details?.[PROBLEM_DETAILS] as Problem;
    return { ...asked, current_stage: 'CONVERTION', current_status: 'ERROR', error: describe(problem) };
  }
}

// Activities that do nothing, for what is about workflows alone.
import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Source } from '../../../src/model/generated/types.ts';
import type { Problem } from '../../../src/model/problem.ts';
import { byStage, type Stage } from '../../../src/model/stage.ts';
import type { StageCall, StageDone } from '../../../src/model/temporal/call.ts';
import type { Activities } from '../../../src/temporal/activities.ts';

type Act = (source: Source, stage: Stage, call: StageCall, context: Context) => Promise<Partial<StageDone> | void>;

/** `act` may wait, fail, or say more of what came of it. */
export const noopActivities = (act: Act = async () => undefined): Activities => ({
  ...byStage(stage => async (source: Source, call: StageCall): Promise<StageDone> => {
    const artifact = null;
    const key = { key: 'k', stage, code: 'c', config: 'f', input: 'i' };
    const context = Context.current();
    const { attempt } = context.info;
    const done = { ...source, current_stage: stage, current_status: 'COMPLETED' as const, error: null };
    return { artifact, sha256: null, source: done, key, attempt, ...(await act(source, stage, call, context)) };
  }),
  SOURCES_LIST: async () => undefined,
});

export const failure = (problem: Problem): ApplicationFailure =>
  ApplicationFailure.create({
    type: problem.code,
    nonRetryable: problem.kind !== 'transient',
    details: [problem, Context.current().info.attempt],
  });

export const sourcesOf = (count: number): Source[] =>
  Array.from({ length: count }, (_, at) => ({ uri: `https://ville.test/${at}` }));

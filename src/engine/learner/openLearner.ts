import type { IngestionWorkflowInput } from '../../model/generated/types.ts';
import type { Stage } from '../../model/stage.ts';
import type { Ports } from '../ports.ts';
import type { ActivityCode, ActivityProcess } from './activityProcess.ts';
import { implementations } from './implementations.ts';
import type { Learner } from './learner.ts';
import { checkActivityCode, createLearnerActivity } from './learnerActivity.ts';
import { readActivityCode } from './readActivityCode.ts';

/**
 * A learner's files, read once: one that is edited meanwhile counts from the next time. Throws config, before anything
 * is written, what a person must put right: see `readActivityCode`, `checkActivityCode`.
 */
export async function openLearner(
  input: Pick<IngestionWorkflowInput, 'stages' | 'stages_config'>,
  ports: Pick<Ports, 'artifacts' | 'hash'>,
  away: ActivityProcess,
): Promise<Learner> {
  const known = new Map<Stage, ActivityCode>();
  for (const [stage, file] of implementations(input)) {
    if (input.stages && !input.stages.includes(stage)) continue;
    const code = await readActivityCode(file, ports);
    await checkActivityCode(stage, code, away);
    known.set(stage, code);
  }
  return {
    stages: [...known.keys()],
    sha256: stage => known.get(stage)?.sha256,
    activity: (stage, gate) => createLearnerActivity({ stage, code: known.get(stage)!, gate, away }),
  };
}

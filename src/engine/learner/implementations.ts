import type { IngestionWorkflowInput } from '../../model/generated/types.ts';
import { STAGES, type Stage } from '../../model/stage.ts';

/** The stages that INPUT gives a file of its own. */
export const implementations = ({
  stages_config,
}: Pick<IngestionWorkflowInput, 'stages_config'>): readonly (readonly [Stage, string])[] =>
  STAGES.flatMap(stage => {
    const file = stages_config?.[stage]?.implementation;
    return file ? [[stage, file] as const] : [];
  });

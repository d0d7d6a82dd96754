// The workflows of the product, and what a careless change would make of one.
import { sleep } from '@temporalio/workflow';
import { STAGES, type Stage } from '../../../src/model/stage.ts';
import {
  ApiIngestionWorkflow,
  BackfillWorkflow,
  IngestionWorkflow,
  SourcesWorkflow,
} from '../../../src/temporal/workflows.ts';

export * from '../../../src/temporal/workflows.ts';

const late =
  <Args extends unknown[], Done>(workflow: (...args: Args) => Promise<Done>) =>
  async (...args: Args): Promise<Done> => {
    await sleep(1000);
    return workflow(...args);
  };

export const IngestionWorkflowWithSleep = late(IngestionWorkflow);
export const SourcesWorkflowWithSleep = late(SourcesWorkflow);
export const ApiIngestionWorkflowWithSleep = late(ApiIngestionWorkflow);
export const BackfillWorkflowWithSleep = late(BackfillWorkflow);

const swapped =
  <Args extends unknown[], Done>(workflow: (...args: Args) => Promise<Done>) =>
  (...args: Args): Promise<Done> => {
    const stages: Stage[] = STAGES;
    [stages[1], stages[2]] = ['CONVERTION', 'SCRAPING'];
    return workflow(...args);
  };

export const IngestionWorkflowWithSwappedStages = swapped(IngestionWorkflow);
export const SourcesWorkflowWithSwappedStages = swapped(SourcesWorkflow);

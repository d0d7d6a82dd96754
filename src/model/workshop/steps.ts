import type { Workshop, WorkshopStep } from '../generated/types.ts';
import { fail } from '../problem.ts';

/** Which steps something is about; nothing named: all of them. */
export interface StepScope {
  readonly part?: string;
  readonly step?: string;
}

export const allSteps = ({ parts }: Workshop): readonly WorkshopStep[] => parts.flatMap(part => part.steps);

/** In their order. Usage `workshop_no_such_part`, `workshop_no_such_step`. */
export function stepsIn(workshop: Workshop, { part, step }: StepScope): readonly WorkshopStep[] {
  if (step !== undefined) {
    const found = allSteps(workshop).filter(({ id }) => id === step);
    if (found.length === 0) throw fail('usage', 'workshop_no_such_step', { step });
    return found;
  }
  if (part === undefined) return allSteps(workshop);
  const found = workshop.parts.find(({ id }) => id === part);
  if (!found) throw fail('usage', 'workshop_no_such_part', { part });
  return found.steps;
}

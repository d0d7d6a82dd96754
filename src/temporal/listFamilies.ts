import { WORKFLOW_TYPES } from '../model/temporal/names.ts';
import { listRuns, type Ask, type Listed } from './executions.ts';
import { statusOf } from './followedRun.ts';

/** Of a backfill, by its workflow id. */
export type Families = Map<string, Family>;

interface Family {
  /** How the backfill stood when all of its days were listed. */
  asOf: string;
  readonly days: Map<string, Listed>;
}

/** Runs that are listed; backfills of which the days are, and how many of each. */
const LISTED = 200;
const BACKFILLS = 10;
const DAYS = 400;
/** While a backfill is on: those that are on, and those that ended last. */
const NEWEST_DAYS = 40;

/**
 * Runs that are nobody's part, and the days of the newest backfills: however many these have, they push no run out. A look
 * costs one question, one more for each backfill that is on, and one for one that has ended since the look before.
 */
export async function listFamilies(ask: Ask, families: Families): Promise<readonly Listed[]> {
  const types = WORKFLOW_TYPES;
  const found = await listRuns(ask, { types, parent: null, count: LISTED });
  const backfills = found.filter(({ workflowType }) => workflowType === 'BackfillWorkflow').slice(0, BACKFILLS);
  const present = new Set(backfills.map(({ workflowId }) => workflowId));
  for (const parent of families.keys()) if (!present.has(parent)) families.delete(parent);
  const stateOf = ({ runId, status }: Listed): string => `${runId} ${status}`;
  const changed = backfills.filter(one => families.get(one.workflowId)?.asOf !== stateOf(one));
  const open = backfills.filter(one => statusOf(one) === 'RUNNING' && !changed.includes(one));
  const asked = [
    ...changed.slice(0, 1).map(backfill => ({ backfill, count: DAYS })),
    ...open.map(backfill => ({ backfill, count: NEWEST_DAYS })),
  ];
  for (const { backfill, count } of asked) {
    const parent = backfill.workflowId;
    const family = families.get(parent) ?? { asOf: '', days: new Map<string, Listed>() };
    families.set(parent, family);
    for (const day of await listRuns(ask, { types, parent, count })) family.days.set(day.workflowId, day);
    if (count === DAYS) family.asOf = stateOf(backfill);
  }
  return [...found, ...[...families.values()].flatMap(({ days }) => [...days.values()])];
}

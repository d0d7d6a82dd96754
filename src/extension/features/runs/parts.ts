import { sameRun, type KnownRun, type RunKey } from '../../nodes.ts';

const parentOf = ({ workDir, api }: KnownRun): RunKey | null => (api?.parent ? { workDir, runId: api.parent } : null);

/** Those that are nobody's part, or whose whole is not known (any more). */
export function wholeRuns(runs: readonly KnownRun[]): readonly KnownRun[] {
  const known = new Set(runs.map(keyOf));
  return runs.filter(run => {
    const parent = parentOf(run);
    return parent === null || !known.has(keyOf(parent));
  });
}

const keyOf = ({ workDir, runId }: RunKey): string => `${workDir} ${runId}`;

/** The days of a backfill that are runs of their own, in the order of `runs`. */
export const partsOf = (run: KnownRun, runs: readonly KnownRun[]): readonly KnownRun[] =>
  run.workflowType === 'BackfillWorkflow' ? runs.filter(one => sameRun(parentOf(one), run)) : [];

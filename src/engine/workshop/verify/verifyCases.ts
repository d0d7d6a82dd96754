import type { StepFinding } from '../../../model/workshop/verdict.ts';
import { readCases } from '../judge/readCases.ts';
import type { StepTrial } from './stepTrial.ts';

/** A step of code is tried on at least four cases; a learner sees two of them, and two cannot be coded around. */
const FEWEST = 4;
const FEWEST_SHOWN = 2;
const FEWEST_HIDDEN = 2;

/** All faults of a step's cases, and whether there are enough. */
export async function verifyCases({ files, step }: Pick<StepTrial, 'files' | 'step'>): Promise<StepFinding[]> {
  const findings: StepFinding[] = [];
  for (const { kind, file } of step.checks ?? []) {
    const bytes = kind === 'cases' && file ? await files.read(file) : null;
    if (!bytes || !file) continue;
    const { cases, problems } = readCases(new TextDecoder().decode(bytes), file);
    findings.push(...problems.map(({ code, params }) => ({ code: 'broken', params: {}, found: { code, params } })));
    const hidden = cases.filter(one => one.hidden).length;
    const shown = cases.length - hidden;
    const isFew = cases.length < FEWEST || shown < FEWEST_SHOWN || hidden < FEWEST_HIDDEN;
    if (step.kind === 'code' && problems.length === 0 && isFew)
      findings.push({ code: 'few_cases', params: { file, shown, hidden, fewest: FEWEST } });
  }
  return findings;
}

import type { RuleOutcome, ValidationReport, Verdict } from './report.ts';

/** What the last validation found in a partition, as long as the partition is the one that it looked at. */
export interface LastVerdict {
  readonly verdict: Verdict;
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly rows: number;
  /** Of the partition's table, as its `_SUCCESS` said it then; null: a day without rows. */
  readonly sha256: string | null;
  /** Ids of the rules that failed or could not run, or that warned. */
  readonly rules: readonly string[];
}

/** `_state/validations.json`, by day. */
export type LastVerdicts = Readonly<Record<string, LastVerdict>>;

/** The worst first. */
export const WORST: readonly Verdict[] = ['failed', 'could_not_run', 'warned', 'passed'];

/** Undefined: there is none. */
export const worstOf = (verdicts: readonly Verdict[]): Verdict | undefined =>
  WORST.find(verdict => verdicts.includes(verdict));

export function verdictOf(rules: readonly Pick<RuleOutcome, 'verdict'>[]): Verdict {
  return worstOf(rules.map(({ verdict }) => verdict)) ?? 'passed';
}

/** The rules that say something about a partition, as its verdict tells them. */
export const tellingRules = ({ rules }: Pick<ValidationReport, 'rules'>): readonly string[] =>
  rules.filter(({ verdict }) => verdict !== 'passed').map(({ rule }) => rule.id);

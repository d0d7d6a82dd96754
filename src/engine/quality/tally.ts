import type { Check, Seen } from '../../model/quality/checkTypes.ts';
import type { RuleOutcome, Sample } from '../../model/quality/report.ts';
import type { Rule } from '../../model/quality/rule.ts';
import { verdictOfRule } from '../../model/quality/verdict.ts';
import type { Reason } from '../../model/problem.ts';
import { isNull, type ColumnValues } from '../../model/table/columnValues.ts';
import type { Value } from '../../model/table/value.ts';
import type { Group } from './openWholeTable.ts';

/** A person looks at a few of them; all of them are in an extract. */
const SAMPLES = 10;

/** What a rule has found so far. */
export interface Tally {
  readonly rule: Rule;
  add(seen: Seen, group: Group, values: readonly ColumnValues[]): void;
  /** It cannot go on; what it found is not known to be all. */
  stop(reason: Reason): void;
  hasStopped(): boolean;
  outcome(): RuleOutcome;
}

/** A null is a value for these, and each row is looked at. */
const ABOUT_NULLS: readonly Rule['kind'][] = ['not_null', 'unique'];

export function createTally(rule: Rule, check: Check): Tally {
  let [checked, failed, nulls] = [0, 0, 0];
  const samples: Sample[] = [];
  let stopped: Reason | undefined;
  return {
    rule,
    add(seen, group, values) {
      checked += group.rows - (ABOUT_NULLS.includes(rule.kind) ? 0 : seen.nulls);
      failed += seen.failing.length;
      nulls += seen.nulls;
      for (const at of seen.failing.slice(0, SAMPLES - samples.length)) samples.push(sampleOf(at, group, values));
    },
    stop: reason => void (stopped = reason),
    hasStopped: () => stopped !== undefined,
    outcome() {
      const figures = { checked, failed, nulls };
      if (stopped) return { rule, verdict: 'could_not_run', ...figures, samples, reason: stopped };
      const end = check.end?.();
      if (!end) return { rule, verdict: verdictOfRule(rule, figures), ...figures, samples, reason: null };
      if (!end.hasRun) return { rule, verdict: 'could_not_run', ...figures, samples, reason: end.reason };
      const all = { ...figures, failed: end.failed };
      const verdict = end.isWarned ? 'warned' : verdictOfRule(rule, all);
      return { rule, verdict, ...all, samples, reason: end.reason };
    },
  };
}

function sampleOf(at: number, { part, rowGroup, base }: Group, values: readonly ColumnValues[]): Sample {
  const found = values.map((column): Value => {
    const value = column[at];
    return value === undefined || isNull(value) ? null : value;
  });
  const [first = null] = found;
  return { file: part.name, rowGroup, row: base + at, value: found.length > 1 ? found : first };
}

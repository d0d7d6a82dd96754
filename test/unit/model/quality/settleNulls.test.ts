import { expect, test } from 'vitest';
import type { RuleOutcome, Verdict } from '../../../../src/model/quality/report.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import { settleNulls } from '../../../../src/model/quality/verdict.ts';

const COMMON = { severity: 'error', threshold: { count: 0 }, isSeed: false, place: null } as const;
const notNull: Rule = { ...COMMON, id: 'filled', kind: 'not_null', column: 'fare' };
const range: Rule = { ...COMMON, id: 'range', kind: 'range', column: 'fare', min: 0, max: 9 };
const both: Rule = { ...COMMON, id: 'both', kind: 'unique', columns: ['fare', 'line'] };

const found = (rule: Rule, verdict: Verdict, more: Partial<RuleOutcome> = {}): RuleOutcome => ({
  ...{ rule, verdict, checked: 10, failed: 0, nulls: 2, samples: [], reason: null },
  ...more,
});
const verdicts = (...outcomes: RuleOutcome[]) => settleNulls(outcomes).map(({ verdict }) => verdict);

test('nulls that a not_null rule has judged, passed or failed, warn nobody else', () => {
  expect(verdicts(found(notNull, 'passed'), found(range, 'warned'))).toEqual(['passed', 'passed']);
  expect(verdicts(found(range, 'warned'), found(notNull, 'failed'))).toEqual(['passed', 'failed']);
});

test.each<[string, RuleOutcome[]]>([
  ['no rule judges them', [found(range, 'warned')]],
  ['that rule could not run', [found(notNull, 'could_not_run'), found(range, 'warned')]],
  ['it judges one of two columns', [found(notNull, 'passed'), found(both, 'warned')]],
  ['values fail, too', [found(notNull, 'passed'), found({ ...range, severity: 'warning' }, 'warned', { failed: 1 })]],
  [
    'the rule has something else to say',
    [found(notNull, 'passed'), found(range, 'warned', { reason: { code: 'newest_later', params: {} } })],
  ],
])('the warning stays where %s', (_, outcomes) => {
  expect(settleNulls(outcomes)).toEqual(outcomes);
});

import { describe, expect, test } from 'vitest';
import type { RuleOutcome, ValidationReport } from '../../../../src/model/quality/report.ts';
import { MOST_PAST, viewReport, type ReportView } from '../../../../src/model/quality/reportView.ts';
import {
  barOf,
  changeText,
  headline,
  ledeText,
  longestShare,
  percentText,
  shareText,
  thresholdText,
} from '../../../../src/model/quality/reportWords.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import { visibleText } from '../../../../src/model/quality/visibleText.ts';
import { textIn } from '../../extension/catalogue.ts';

const BASE = { severity: 'error', threshold: { count: 0 }, isSeed: false, place: null } as const;
const rule = (id: string): Rule => ({ ...BASE, id, kind: 'not_null', column: id });
const outcome = (id: string, verdict: RuleOutcome['verdict'], failed = 0, checked = 200): RuleOutcome => ({
  ...{ rule: rule(id), verdict, checked, failed, nulls: 0, samples: [], reason: null },
});

const view = (outcomes: readonly RuleOutcome[], before: ReportView | null = null, at = '2026-01-02T00:00:00Z') => {
  const report: ValidationReport = {
    ...{ file: 'a', rows: 200, columns: ['a'], durationMs: 1, validation: 'failed', rules: outcomes },
  };
  return viewReport(report, { name: 'a', at, rulesFile: null, failingRows: 3, before });
};

describe('a report as a person looks at it', () => {
  test('remembers the last runs of each rule, and no more of them however often it is made', () => {
    let last: ReportView | null = null;
    const sizes = Array.from({ length: 40 }, (_, day) => {
      last = view([outcome('a', 'failed', day)], last, `2026-01-02T00:00:${day}Z`);
      return JSON.stringify(last).length;
    });
    const [found] = last!.rules;
    expect(found?.past.map(({ failed }) => failed)).toEqual(Array.from({ length: MOST_PAST }, (_, at) => at + 10));
    expect(found?.before).toEqual({ id: 'a', verdict: 'failed', checked: 200, failed: 38 });
    expect(sizes.at(-1)).toBeLessThan(1.1 * (sizes[MOST_PAST] ?? 0));
  });

  test.each([
    [[outcome('a', 'passed'), outcome('b', 'passed')], 'Valid: every rule holds (2)'],
    [[outcome('a', 'warned', 1), outcome('b', 'passed')], 'Valid, with warnings: 1 rule of 2'],
    [[outcome('a', 'failed', 1), outcome('b', 'warned')], 'Not valid: 1 rule of 2 failed'],
    [[outcome('a', 'could_not_run'), outcome('b', 'passed')], 'Not verified: 1 rule of 2 could not run'],
    [[outcome('a', 'failed', 1), outcome('b', 'could_not_run')], 'Not valid: 1 rule of 2 failed, 1 could not run'],
  ])('says its verdict in one sentence', (outcomes, said) => expect(headline(view(outcomes), textIn('en'))).toBe(said));

  test('says what has changed, and that nothing has', () => {
    const before = view([outcome('a', 'failed', 3), outcome('b', 'failed', 3), outcome('old', 'passed')]);
    const now = view([outcome('a', 'failed', 9), outcome('b', 'passed'), outcome('c', 'passed')], before);
    expect(ledeText(now, textIn('en'))).toBe(
      'Rows that fail: 3 of 200. Since 2 Jan 2026, 00:00: 1 rule worse, 1 rule better, 1 rule new, 1 rule gone.',
    );
    expect(now.rules.map(one => changeText(one, textIn('en')))).toEqual(['+6', '−3', 'new']);
    expect(ledeText(view([outcome('a', 'failed', 3)], view([outcome('a', 'failed', 3)])), textIn('en'))).toMatch(
      /no rule has changed\.$/,
    );
  });

  test('a rule that could not run has no figures, and is not better or worse by a number', () => {
    const text = textIn('fr');
    const before = view([outcome('a', 'could_not_run', 0, 0)]);
    const [found] = view([outcome('a', 'failed', 3)], before).rules;
    expect(changeText(found!, text)).toBe('Non vérifiée');
    expect(shareText(before.rules[0]!, text)).toBe('–');
  });
});

describe('the figures of a rule', () => {
  test('a share is never nothing for what is something', () => {
    const text = textIn('en');
    expect([0, 0.00001, 0.0017, 1].map(share => percentText(share, text))).toEqual(['0%', '< 0.01%', '0.17%', '100%']);
    const tolerant = { ...rule('a'), threshold: { share: 0.001 } };
    expect(thresholdText(view([{ ...outcome('a', 'passed'), rule: tolerant }]).rules[0]!, text)).toBe('0.1%');
  });

  test('bars share one scale, and hold their ticks', () => {
    const tolerant = { ...rule('b'), threshold: { count: 20 } };
    const { rules } = view([outcome('a', 'failed', 5), { ...outcome('b', 'passed', 10), rule: tolerant }]);
    const longest = longestShare(rules);
    expect(longest).toBe(0.1);
    expect(rules.map(one => barOf(one, longest))).toEqual([
      { fill: 24, tick: 0 },
      { fill: 48, tick: 96 },
    ]);
    expect(barOf(view([outcome('a', 'could_not_run')]).rules[0]!, longest)).toBeNull();
  });
});

test('what would not be seen, or turns a text, is written out; letters of any script stay', () => {
  expect(visibleText('a\u202eb\u0000\n\u2028\u200f')).toBe('a\\u202eb\\u0000\\n\\u2028\\u200f');
  expect(visibleText('é ع\u200cا 👩\u200d🚀 1\u202f234\u00a0:')).toBe('é ع\u200cا 👩\u200d🚀 1\u202f234\u00a0:');
});

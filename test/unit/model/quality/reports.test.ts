import { describe, expect, test } from 'vitest';
import { compareReports } from '../../../../src/model/quality/compareReports.ts';
import { worstOf } from '../../../../src/model/quality/lastVerdict.ts';
import type { RuleOutcome, ValidationReport } from '../../../../src/model/quality/report.ts';
import { readReportJson, reportJson } from '../../../../src/model/quality/reportJson.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import { exactJson } from '../../../../src/model/table/exactJson.ts';

const BASE = { severity: 'error', threshold: { count: 0 }, isSeed: false, place: null } as const;

const rule = (id: string): Rule => ({ ...BASE, id, kind: 'not_null', column: id });

const outcome = (id: string, verdict: RuleOutcome['verdict'], failed = 0, checked = 10): RuleOutcome => ({
  ...{ rule: rule(id), verdict, checked, failed, nulls: 0, samples: [], reason: null },
});

const report = (...rules: RuleOutcome[]): ValidationReport => ({
  ...{ file: 'events.parquet', rows: 10, columns: ['a', 'b'], validation: 'failed', durationMs: 12.345 },
  rules,
});

const say = ({ rule: { id } }: RuleOutcome): string => `${id} is wrong`;

describe('a report as JSON', () => {
  test('has the names of the contract, and where its samples are', () => {
    const unique: Rule = { ...BASE, id: 'unique a+b', kind: 'unique', columns: ['a', 'b'] };
    const place = { file: 'events.parquet', rowGroup: 1, row: 7 };
    const failed = { ...outcome('a', 'failed', 1, 4), samples: [{ ...place, value: null }] };
    const found = { ...outcome('x', 'warned'), rule: unique, samples: [{ ...place, value: ['x', 2n ** 60n] }] };
    const json = reportJson(report(failed, found), say);
    expect(Object.keys(json)).toEqual(
      ['file', 'rows', 'columns', 'validation', 'errors', 'warnings', 'rules', 'duration_ms'], //
    );
    expect(json).toMatchObject({ errors: ['a is wrong'], warnings: ['unique a+b is wrong'], duration_ms: 12.3 });
    expect(json['rules']).toMatchObject([
      { id: 'a', kind: 'not_null', column: 'a', severity: 'error', verdict: 'failed', checked: 4, failed: 1, nulls: 0 },
      { column: ['a', 'b'], samples: [{ row: 7, value: ['x', 2n ** 60n], file: 'events.parquet', row_group: 1 }] },
    ]);
    expect(json['rules']).toMatchObject([{ fraction: 0.25 }, { fraction: 0 }]);
    expect(exactJson(json)).toContain('1152921504606846976');
  });

  test('is read again as far as it is compared', () => {
    const text = exactJson(reportJson(report(outcome('a', 'failed', 3)), say));
    expect(readReportJson(text)).toEqual({
      rows: 10,
      rules: [{ id: 'a', verdict: 'failed', checked: 10, failed: 3 }],
    });
  });

  test.each(['', '[]', '{"rows": 1}', '{"rows": -1, "rules": []}', '{"rows": 1, "rules": [{"id": "a"}]}'])(
    'is not read from %j',
    text => expect(readReportJson(text)).toBeUndefined(),
  );
});

describe('two reports', () => {
  const before = {
    rows: 8,
    rules: [
      { id: 'less', verdict: 'failed', checked: 10, failed: 5 },
      { id: 'more', verdict: 'warned', checked: 10, failed: 1 },
      { id: 'fixed', verdict: 'failed', checked: 10, failed: 1 },
      { id: 'broken', verdict: 'failed', checked: 10, failed: 1 },
      { id: 'same', verdict: 'passed', checked: 8, failed: 0 },
      { id: 'gone', verdict: 'could_not_run', checked: 0, failed: 0 },
    ],
  } as const;
  const after = report(
    outcome('less', 'failed', 4),
    outcome('more', 'warned', 2),
    outcome('fixed', 'passed'),
    outcome('broken', 'could_not_run'),
    outcome('same', 'passed'),
    outcome('new', 'failed', 1),
  );
  const found = compareReports(before, after);

  test('say of each rule whether it is better or worse', () => {
    expect(found.rules.map(({ id, change }) => `${id}: ${change}`)).toEqual([
      ...['less: better', 'more: worse', 'fixed: better', 'broken: worse', 'same: same', 'new: new', 'gone: gone'],
    ]);
  });

  test('find one finding about all rows no worse where there are fewer rows', () => {
    const fresh: Rule = { ...BASE, id: 'fresh', kind: 'freshness', column: 'at', maxAgeMs: 1 };
    const stale = { ...outcome('fresh', 'failed', 1, 5), rule: fresh };
    const earlier = { rows: 10, rules: [{ id: 'fresh', verdict: 'failed', checked: 10, failed: 1 }] } as const;
    expect(compareReports(earlier, report(stale)).rules[0]?.change).toBe('same');
    expect(compareReports(earlier, report(outcome('fresh', 'failed', 1, 5))).rules[0]?.change).toBe('worse');
  });

  test('say which failures are new and which are gone', () => {
    expect(found).toMatchObject({
      newFailures: ['new'],
      goneFailures: ['fixed', 'gone'],
      rows: { before: 8, after: 10 },
    });
  });
});

test('the verdict of several rules is the worst one', () => {
  expect(worstOf(['passed', 'warned'])).toBe('warned');
  expect(worstOf(['could_not_run', 'failed'])).toBe('failed');
  expect(worstOf([])).toBe('passed');
});

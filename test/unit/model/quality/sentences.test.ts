import { describe, expect, test } from 'vitest';
import { pythonNumber, pythonText } from '../../../../src/model/quality/pythonText.ts';
import type { RuleOutcome } from '../../../../src/model/quality/report.ts';
import type { Rule } from '../../../../src/model/quality/rule.ts';
import { errorSentences, warningSentences } from '../../../../src/model/quality/sentences.ts';

const SEED = { id: 'r', severity: 'error', threshold: { count: 0 }, isSeed: true, place: null } as const;
const FOUND = { verdict: 'failed', checked: 3, failed: 1, nulls: 0, samples: [], reason: null } as const;
const outcome = (rule: Rule, found: Partial<RuleOutcome> = {}): RuleOutcome => ({ rule, ...FOUND, ...found });
const missing = { code: 'column_missing', params: { column: 'x' } };
const say = ({ rule }: RuleOutcome): string => `${rule.id} said`;

const required = (column: string): RuleOutcome =>
  outcome({ ...SEED, kind: 'required', column }, { reason: { ...missing, params: { column } } });

describe('errors', () => {
  test("are the script's, in its order, whatever the order of the rules", () => {
    const found = [
      outcome({ ...SEED, kind: 'min_rows', min: 10 }),
      outcome({ ...SEED, kind: 'unique', columns: ['id'] }, { failed: 4 }),
      outcome({ ...SEED, kind: 'range', column: 'x', min: 1, max: 100 }, { failed: 2 }),
      outcome({ ...SEED, kind: 'not_null', column: 'id' }, { failed: 3 }),
      required('a'),
      required("b's"),
    ];
    expect(errorSentences(found, say)).toEqual([
      `Missing columns: {'a', "b's"}`,
      "Column 'id' has 3 null values",
      "Column 'x' has 2 values out of range [1, 100]",
      "Column 'id' has 4 duplicate values",
      'Expected at least 10 rows, got 3',
    ]);
  });

  test('say once that a column is missing, and what the script passes over', () => {
    const notRun = { verdict: 'could_not_run', failed: 0, reason: missing } as const;
    const ofX = outcome({ ...SEED, id: 'not_null_x', kind: 'not_null', column: 'x' }, notRun);
    expect(errorSentences([required('x'), ofX], say)).toEqual(["Missing columns: {'x'}"]);
    expect(errorSentences([required('y'), ofX], say)).toEqual(["Missing columns: {'y'}", 'not_null_x said']);
    expect(errorSentences([outcome({ ...SEED, id: 'ours', isSeed: false, kind: 'required', column: 'z' })], say)) //
      .toEqual(['ours said']);
  });

  test('do not hold what only warns; nulls beside a failure are warned of', () => {
    const range: Rule = { ...SEED, id: 'range', kind: 'range', column: 'x', min: 0, max: 1 };
    expect(errorSentences([outcome(range, { verdict: 'warned' })], say)).toEqual([]);
    expect(warningSentences([outcome(range, { verdict: 'warned' })], say)).toEqual(['range said']);
    expect(warningSentences([outcome(range, { nulls: 2 }), outcome(range)], say)).toEqual(['range said']);
  });
});

test.each([
  [1, '1'],
  [-0.5, '-0.5'],
  [1e-7, '1e-07'],
  [0.0001, '0.0001'],
  [1e21, '1e+21'],
  [1.5e300, '1.5e+300'],
  [2n ** 70n, '1180591620717411303424'],
])('a number as Python writes it: %s', (value, written) => {
  expect(pythonNumber(value)).toBe(written);
});

test.each([
  [1, '1.0'],
  [0, '0.0'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
])('a float as Python writes it: %s', (value, written) => {
  expect(pythonNumber(value, true)).toBe(written);
});

test.each([
  ['a', "'a'"],
  ["it's", `"it's"`],
  [`'"`, `'\\'"'`],
  ['a\\b\n', "'a\\\\b\\n'"],
])('a text as Python writes it: %j', (value, written) => {
  expect(pythonText(value)).toBe(written);
});

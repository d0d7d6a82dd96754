import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/cli/engine.ts';
import { createFailingRows } from '../../../src/engine/quality/failingRows.ts';
import type { RuleOutcome, ValidationReport } from '../../../src/model/quality/report.ts';
import type { Rule } from '../../../src/model/quality/rule.ts';
import { command, fakeEngine } from './fakeWorld.ts';

const BASE = { severity: 'error', threshold: { count: 0 }, isSeed: true, place: null } as const;
const FOUND = { checked: 12_000, failed: 0, nulls: 0, samples: [], reason: null } as const;

const outcome = (rule: Rule, verdict: RuleOutcome['verdict'], more: Partial<RuleOutcome> = {}): RuleOutcome => ({
  ...{ ...FOUND, rule, verdict },
  ...more,
});

const place = { file: 'day.parquet', rowGroup: 0 };
const fare: Rule = { ...BASE, id: 'range_fare', kind: 'range', column: 'fare', min: 0, max: 9 };
const RULES: readonly RuleOutcome[] = [
  outcome({ ...BASE, id: 'required_id', kind: 'required', column: 'id' }, 'passed', { checked: 1 }),
  outcome(fare, 'warned', { nulls: 3 }),
  outcome({ ...BASE, id: 'unique_id', kind: 'unique', columns: ['id'] }, 'could_not_run', {
    reason: { code: 'column_missing', params: { column: 'id', nearest: 'Id' } },
  }),
  outcome({ ...fare, id: 'range_fare_2' }, 'failed', {
    ...{ failed: 1_200, nulls: 3 },
    samples: [
      { ...place, row: 7, value: 2n ** 60n },
      { ...place, file: 'other.parquet', row: 1_000, value: '🚋'.repeat(80) },
    ],
  }),
];

const report = (rules: readonly RuleOutcome[]): ValidationReport => ({
  ...{ file: 'day.parquet', rows: 12_000, columns: ['id', 'fare'], durationMs: 340 },
  validation: rules.some(({ verdict }) => verdict === 'failed') ? 'failed' : 'passed',
  rules,
});

const engineOf = (rules: readonly RuleOutcome[]): Engine =>
  fakeEngine({
    inspectData: async () => ({
      ...{ report: report(rules), extracted: [], quarantined: null, warnings: [], isOurs: false },
      failing: createFailingRows(),
    }),
  });

const ARGV = ['validate-data', '--input-file', 'day.parquet'];

describe('validate-data', () => {
  test('on a terminal: the verdict first, then the worst rules, with rows to look at', async () => {
    const { code, out } = await command(ARGV, { engine: engineOf(RULES), tty: true });
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      'FAILED  day.parquet  (rows: 12,000, columns: 2)',
      'failed: 1 · could not run: 1 · warned: 1 · passed: 1 · 0.34 s',
      '',
      "  ✗ range_fare_2  Column 'fare' has 1,200 values out of range [0, 9] (nulls: 3)",
      '      row 7: 1152921504606846976',
      `      row 1,000 of other.parquet: "${'🚋'.repeat(58)}…`,
      "  ? unique_id     Rule 'unique_id' could not run: there is no column 'id', but 'Id'",
      "  ! range_fare    Column 'fare' has 3 null values, which rule 'range_fare' does not judge",
      '  ✓ required_id   the column is there',
      '',
    ]);
  });

  test('a rule that allows some says how many, and shows none of them', async () => {
    const some: Partial<RuleOutcome> = { failed: 3, samples: [{ ...place, row: 7, value: null }] };
    const rules = [{ share: 0.29 }, { count: 1_200 }].map((threshold, at) =>
      outcome({ ...BASE, id: `some_${at}`, kind: 'not_null', column: 'fare', threshold }, 'passed', some),
    );
    const { out } = await command(ARGV, { engine: engineOf(rules), tty: true });
    expect(out.split('\n').slice(3)).toEqual([
      "  ✓ some_0  Column 'fare' has 3 null values (allowed: 29%)",
      "  ✓ some_1  Column 'fare' has 3 null values (allowed: 1,200)",
      '',
    ]);
  });

  test('speaks French', async () => {
    const world = { env: { LANG: 'fr_FR.UTF-8' } };
    const { out } = await command(ARGV, { engine: engineOf(RULES), tty: true, world });
    expect(out).toContain('NON VALIDE  day.parquet  (lignes\u00a0: 12\u202f000, colonnes\u00a0: 2)');
    expect(out).toContain('✗ range_fare_2  Colonne «\u00a0fare\u00a0»\u00a0: 1\u202f200 valeurs hors de l’intervalle');
  });

  test('into a pipe: the contract’s fields, no digit lost, English sentences', async () => {
    const { code, out, json } = await command(ARGV, { engine: engineOf(RULES), world: { env: { LANG: 'fr' } } });
    expect(code).toBe(1);
    expect(out).toContain('"value":1152921504606846976');
    expect(json()).toMatchObject({
      ...{ file: 'day.parquet', rows: 12_000, columns: ['id', 'fare'], validation: 'failed', duration_ms: 340 },
      errors: [
        "Column 'fare' has 1200 values out of range [0, 9]",
        "Rule 'unique_id' could not run: there is no column 'id', but 'Id'",
      ],
      warnings: [
        "Column 'fare' has 3 null values, which rule 'range_fare' does not judge",
        "Column 'fare' has 3 null values, which rule 'range_fare_2' does not judge",
      ],
    });
  });

  test('ends with 0 where rules only warn', async () => {
    const { code, json } = await command(ARGV, { engine: engineOf(RULES.slice(0, 2)) });
    expect({ code, json: json() }).toMatchObject({ code: 0, json: { validation: 'passed', errors: [] } });
  });
});

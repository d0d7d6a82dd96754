import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../../src/engine/quality/buildRules.ts';
import { readRules } from '../../../../src/engine/quality/readRules.ts';
import { RULE_KINDS } from '../../../../src/model/quality/rule.ts';

const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('5%', '2d', '', '__proto__', 'constructor', -1, 1e300, []));
const FIELDS = ['id', 'kind', 'column', 'columns', 'min', 'max', 'pattern', 'values', 'type', 'max_age', 'threshold'];
const rule = fc.dictionary(fc.constantFrom(...FIELDS, '__proto__', 'toString'), anything);
const kinds = fc.constantFrom(...RULE_KINDS, 'constructor', '__proto__');
const file = fc.record({
  value_ranges: fc.oneof(fc.dictionary(fc.string(), fc.array(anything, { maxLength: 3 })), anything),
  unique_columns: anything,
  rules: fc.array(fc.oneof(fc.record({ kind: kinds, column: fc.string() }), rule, anything)),
});

describe('a rules file', () => {
  it('never throws, whatever stands in it: rules, or faults with their place', () => {
    fc.assert(
      fc.property(file, value => {
        const text = JSON.stringify(value, null, 2);
        const { rules, problems } = readRules(text, { language: 'json' });
        if (problems.length > 0) expect(rules).toEqual([]);
        for (const { line } of problems) expect(line).toBeLessThanOrEqual(text.split('\n').length);
        expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
      }),
      { numRuns: 200 },
    );
  });

  it('has these rules where none is named', () => {
    expect(DEFAULT_RULES.map(({ id, isSeed, place }) => [id, isSeed, place])).toEqual(
      ['required_id', 'required__ingested_at', 'not_null_id', 'unique_id', 'min_rows'].map(id => [id, true, null]),
    );
  });
});

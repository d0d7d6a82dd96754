import type { ValidationRules } from '../../model/generated/types.ts';
import { validateValidationRules } from '../../model/generated/validate.js';
import type { InputProblem } from '../../model/inputProblem.ts';
import type { Rule } from '../../model/quality/rule.ts';
import { isRecord } from '../inputModel.ts';
import type { FieldType } from '../dataModel.ts';
import { readFields, type InputText } from '../readInput.ts';
import type { Place, TextPath } from '../textTree.ts';
import { buildRules } from './buildRules.ts';
import { rulesFaults } from './rulesFaults.ts';

export const RULES_TYPE: FieldType = { kind: 'reference', name: 'ValidationRules' };

export interface ReadRules {
  /** None when there is a problem. The seed's keys first, in the order in which its script checks them. */
  readonly rules: readonly Rule[];
  /** In the order of the text. */
  readonly problems: readonly InputProblem[];
  /** As far as it could be read; undefined when it could not. */
  readonly value: unknown;
  locate(path: TextPath): Place;
}

/**
 * Reads a rules file, JSON or YAML; every fault has its place. A key that nothing reads is a fault here: a rule that is
 * silently not checked is worse than none. Never throws.
 */
export function readRules(text: string, options: InputText): ReadRules {
  const { value, problems, warnings, locate } = readFields(text, options, READING);
  const all = [...problems.map(ofRules), ...warnings.map(unknownKey)].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
  const rules = all.length === 0 && isRules(value) ? buildRules(value, { text, locate }) : [];
  return { rules, problems: all, value, locate };
}

const READING = {
  type: RULES_TYPE,
  validate: validateValidationRules,
  rules: (value: unknown) => ({ faults: rulesFaults(value), warnings: [] }),
};

/** The validator has just said so. */
const isRules = (value: unknown): value is ValidationRules => isRecord(value);

const OF_RULES: Readonly<Record<string, string>> = {
  input_empty: 'rules_empty',
  input_not_a_mapping: 'rules_not_a_mapping',
};

/** A number between quotes would be none of these either. */
const OF_TEXTS: Readonly<Record<string, string>> = { max_age: 'rule_bad_max_age', max_change: 'rule_bad_max_change' };

function ofRules({ hint, ...problem }: InputProblem): InputProblem {
  const [, key = ''] = /\.(\w+)$/.exec(String(problem.params['field'])) ?? [];
  const text = problem.code === 'expected_text' ? OF_TEXTS[key] : undefined;
  if (text !== undefined) return { ...problem, code: text };
  return { ...problem, code: OF_RULES[problem.code] ?? problem.code, ...(hint && { hint }) };
}

const UNKNOWN: Readonly<Record<string, string>> = {
  unknown_key: 'rules_unknown_key',
  misspelt_key: 'rules_misspelt_key',
};

const unknownKey = (warning: InputProblem): InputProblem => ({
  ...warning,
  code: UNKNOWN[warning.code] ?? warning.code,
});

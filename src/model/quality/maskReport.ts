import type { Params } from '../problem.ts';
import { isList, isStruct, type Row, type Value } from '../table/value.ts';
import { MASKED } from './failingTable.ts';
import type { ReportView, RuleView } from './reportView.ts';

/** Parameters of sentences that are values of the data, and not of the rule. */
const VALUES = ['value', 'newest'];

/** A report that says no value of these columns; how many fail is still said. */
export const maskView = (view: ReportView, masked: readonly string[]): ReportView => ({
  ...view,
  rules: view.rules.map(rule => (isAbout(rule.columns, masked) ? maskRule(rule) : rule)),
});

const isAbout = (columns: readonly string[], masked: readonly string[]): boolean =>
  columns.some(column => masked.includes(column));

const maskRule = (rule: RuleView): RuleView => ({
  ...rule,
  told: { ...rule.told, params: maskParams(rule.told.params) },
});

const maskParams = (params: Params): Params =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, VALUES.includes(key) ? MASKED : value]));

/** The same of a report as `reportJson` writes it. */
export function maskJson(json: Row, masked: readonly string[]): Row {
  const rules = isList(json['rules']) ? json['rules'].filter(isStruct) : [];
  const about = rules.filter(rule => isAbout(columnsIn(rule), masked));
  const hidden = about.flatMap(rule => valuesIn(rule['reason']));
  const say = (sentences: Value | undefined): Value =>
    isList(sentences) ? sentences.map(one => hideIn(String(one), hidden)) : [];
  return {
    ...json,
    errors: say(json['errors']),
    warnings: say(json['warnings']),
    rules: rules.map(rule => (about.includes(rule) ? maskJsonRule(rule) : rule)),
  };
}

function columnsIn({ column }: Row): readonly string[] {
  if (isList(column)) return column.map(String);
  return typeof column === 'string' ? [column] : [];
}

function valuesIn(reason: Value | undefined): readonly string[] {
  const params = isStruct(reason) ? reason['params'] : undefined;
  if (!isStruct(params)) return [];
  return VALUES.flatMap(key => (params[key] === undefined ? [] : [String(params[key])]));
}

const hideIn = (sentence: string, hidden: readonly string[]): string =>
  hidden.filter(value => value !== '').reduce((said, value) => said.replaceAll(value, MASKED), sentence);

function maskJsonRule(rule: Row): Row {
  const samples = isList(rule['samples']) ? rule['samples'].filter(isStruct) : [];
  const { reason } = rule;
  const params = isStruct(reason) && isStruct(reason['params']) ? reason['params'] : {};
  const hidden = Object.fromEntries(Object.keys(params).flatMap(key => (VALUES.includes(key) ? [[key, MASKED]] : [])));
  return {
    ...rule,
    samples: samples.map(sample => ({ ...sample, value: MASKED })),
    reason: isStruct(reason) ? { ...reason, params: { ...params, ...hidden } } : null,
  };
}

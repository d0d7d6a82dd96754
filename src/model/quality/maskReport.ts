import { isList, isStruct, type Row, type Value } from '../table/value.ts';
import { MASKED, maskPath } from './failingTable.ts';
import type { ReportView } from './reportView.ts';

/** Parameters of sentences that are values of the data, and not of the rule. */
const VALUES = ['value', 'newest'];

/** And those that are paths, which say values of partition columns. */
const PATHS = ['file', 'otherFile'];

/** A report that says no value of these columns; how many fail is still said. */
export const maskView = (view: ReportView, masked: readonly string[]): ReportView => ({
  ...view,
  name: maskPath(view.name, masked),
  rules: view.rules.map(rule => ({
    ...rule,
    told: { ...rule.told, params: maskParams(rule.told.params, masked, isAbout(rule.columns, masked)) },
  })),
});

const isAbout = (columns: readonly string[], masked: readonly string[]): boolean =>
  columns.some(column => masked.includes(column));

function maskParams<Value>(params: Readonly<Record<string, Value>>, masked: readonly string[], isTheirs: boolean) {
  const maskOne = (key: string, value: Value): Value | string => {
    if (isTheirs && VALUES.includes(key)) return MASKED;
    return PATHS.includes(key) && typeof value === 'string' ? maskPath(value, masked) : value;
  };
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, maskOne(key, value)]));
}

/** The same of a report as `reportJson` writes it. */
export function maskJson(json: Row, masked: readonly string[]): Row {
  const rules = isList(json['rules']) ? json['rules'].filter(isStruct) : [];
  const { file } = json;
  const say = (sentences: Value | undefined): Value =>
    isList(sentences) ? sentences.map(one => maskSentence(String(one), rules, masked)) : [];
  return {
    ...json,
    ...(typeof file === 'string' ? { file: maskPath(file, masked) } : {}),
    errors: say(json['errors']),
    warnings: say(json['warnings']),
    rules: rules.map(rule => maskJsonRule(rule, masked)),
  };
}

function columnsIn({ column }: Row): readonly string[] {
  if (isList(column)) return column.map(String);
  return typeof column === 'string' ? [column] : [];
}

/** Sentences are kept as they were said: a value is found in those about its rule, where it stands alone. */
function maskSentence(sentence: string, rules: readonly Row[], masked: readonly string[]): string {
  let said = sentence;
  for (const rule of rules) {
    const params = paramsIn(rule);
    for (const path of textsIn(params, PATHS)) said = said.replaceAll(path, maskPath(path, masked));
    const names = [String(rule['id']), ...columnsIn(rule)];
    if (!isAbout(columnsIn(rule), masked) || !names.some(name => alone(name).test(sentence))) continue;
    for (const value of textsIn(params, VALUES)) said = said.replaceAll(alone(value), MASKED);
  }
  return said;
}

const textsIn = (params: Row, keys: readonly string[]): readonly string[] =>
  keys.flatMap(key => (params[key] === undefined || params[key] === '' ? [] : [String(params[key])]));

/** Not as part of a longer word, number or path. */
const alone = (text: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_./=-])${text.replace(SYNTAX, '\\$&')}(?![\\p{L}\\p{N}_./=-])`, 'gu');

const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

function paramsIn({ reason }: Row): Row {
  const params = isStruct(reason) ? reason['params'] : undefined;
  return isStruct(params) ? params : {};
}

function maskJsonRule(rule: Row, masked: readonly string[]): Row {
  const isTheirs = isAbout(columnsIn(rule), masked);
  const samples = isList(rule['samples']) ? rule['samples'].filter(isStruct) : [];
  const { reason } = rule;
  return {
    ...rule,
    samples: samples.map(({ value = null, file = null, ...sample }) => ({
      ...sample,
      value: isTheirs ? MASKED : value,
      file: typeof file === 'string' ? maskPath(file, masked) : file,
    })),
    reason: isStruct(reason) ? { ...reason, params: maskParams(paramsIn(rule), masked, isTheirs) } : null,
  };
}

import { KIND_KEYS, keysOf } from '../../model/quality/kindKeys.ts';
import { RULE_KINDS, type Bound, type RuleKind } from '../../model/quality/rule.ts';
import {
  compareBounds,
  compilePattern,
  readAge,
  readBound,
  readPercentage,
  readThreshold,
} from '../../model/quality/ruleText.ts';
import { fieldOf, shown, type InputFault } from '../inputFault.ts';
import { classOf, isRecord } from '../inputModel.ts';
import type { TextPath } from '../textTree.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What no schema can say of a rules file. Values of a wrong type are passed over: the schema tells them. */
export function rulesFaults(value: unknown): InputFault[] {
  if (!isRecord(value)) return [];
  const rules = Array.isArray(value['rules']) ? value['rules'] : [];
  return [
    ...rangesFaults(value['value_ranges']),
    ...rules.flatMap((rule, index) => (isRecord(rule) ? ruleFaults(rule, ['rules', index]) : [])),
    ...sameIds(rules),
  ];
}

function rangesFaults(ranges: unknown): InputFault[] {
  return Object.entries(isRecord(ranges) ? ranges : {}).flatMap(([column, range]) => {
    const path = ['value_ranges', column];
    if (!Array.isArray(range)) return [];
    if (range.length !== 2) return [fault(path, 'rule_range_not_two', range)];
    return boundsFaults({ min: range[0], max: range[1] }, { path, min: [...path, 0], max: [...path, 1] });
  });
}

function ruleFaults(rule: Fields, path: TextPath): InputFault[] {
  const { kind } = rule;
  if (!isKind(kind)) return [];
  const at = { path, min: [...path, 'min'], max: [...path, 'max'] };
  return [
    ...keyFaults(rule, kind, path),
    ...(kind === 'range' ? boundsFaults(rule, at) : []),
    ...(kind === 'length' || kind === 'min_rows' ? countsFaults(rule, at) : []),
    ...textFaults(rule, path),
    ...patternFaults(rule['pattern'], [...path, 'pattern']),
    ...emptyLists(rule, path),
  ];
}

const isKind = (kind: unknown): kind is RuleKind => RULE_KINDS.some(known => known === kind);

function keyFaults(rule: Fields, kind: RuleKind, path: TextPath): InputFault[] {
  const missing = KIND_KEYS[kind].needs.filter(group => !group.some(key => key in rule));
  const known = keysOf(kind);
  const fields = classOf({ kind: 'reference', name: 'ValidationRule' })?.fields.map(({ name }) => name) ?? [];
  const idle = Object.keys(rule).filter(key => fields.includes(key) && !known.includes(key));
  return [
    ...missing.map((group): InputFault => {
      const params = { kind, missing: group.join(' / ') };
      return { path: [...path, 'kind'], at: 'value', code: 'rule_key_missing', params };
    }),
    ...idle.map((key): InputFault => {
      const params = { kind, key, known: known.join(', ') };
      return { path: [...path, key], at: 'key', code: 'rule_key_idle', params };
    }),
    ...('column' in rule && 'columns' in rule
      ? [{ path: [...path, 'columns'], at: 'key' as const, code: 'rule_columns_twice', params: {} }]
      : []),
  ];
}

interface BoundPaths {
  readonly path: TextPath;
  readonly min: TextPath;
  readonly max: TextPath;
}

function boundsFaults({ min, max }: Fields, at: BoundPaths): InputFault[] {
  const [least, most] = [boundOf(min), boundOf(max)];
  const bad = [
    ...(least === undefined ? [fault(at.min, 'rule_bad_bound', min)] : []),
    ...(most === undefined ? [fault(at.max, 'rule_bad_bound', max)] : []),
  ];
  if (bad.length > 0 || least === true || most === true) return bad;
  return least === undefined || most === undefined ? [] : orderFaults(least, most, at);
}

/** True where there is nothing to judge: no bound, or a value that the schema tells. */
const boundOf = (value: unknown): Bound | true | undefined =>
  typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) ? readBound(value) : true;

function orderFaults(min: Bound, max: Bound, at: BoundPaths): InputFault[] {
  const order = compareBounds(min, max);
  const params = { min: String(min), max: String(max) };
  if (order === undefined) return [{ path: at.max, at: 'value', code: 'rule_bounds_differ', params }];
  return order > 0 ? [{ path: at.min, at: 'value', code: 'rule_range_reversed', params }] : [];
}

function countsFaults({ min, max }: Fields, at: BoundPaths): InputFault[] {
  const bad = [
    ...(isCount(min) ? [] : [fault(at.min, 'rule_bad_count', min)]),
    ...(isCount(max) ? [] : [fault(at.max, 'rule_bad_count', max)]),
  ];
  return bad.length === 0 && typeof min === 'number' && typeof max === 'number' ? orderFaults(min, max, at) : bad;
}

/** Or what the schema tells. */
const isCount = (value: unknown): boolean =>
  typeof value === 'number' ? Number.isSafeInteger(value) && value >= 0 : typeof value !== 'string';

function textFaults({ threshold, max_age, max_change }: Fields, path: TextPath): InputFault[] {
  const isThreshold = typeof threshold === 'string' || (typeof threshold === 'number' && Number.isInteger(threshold));
  return [
    ...(isThreshold && readThreshold(threshold) === undefined
      ? [fault([...path, 'threshold'], 'rule_bad_threshold', threshold)]
      : []),
    ...(typeof max_age === 'string' && readAge(max_age) === undefined
      ? [fault([...path, 'max_age'], 'rule_bad_max_age', max_age)]
      : []),
    ...(typeof max_change === 'string' && readPercentage(max_change) === undefined
      ? [fault([...path, 'max_change'], 'rule_bad_max_change', max_change)]
      : []),
  ];
}

function patternFaults(pattern: unknown, path: TextPath): InputFault[] {
  if (typeof pattern !== 'string') return [];
  try {
    compilePattern(pattern, false);
    return [];
  } catch (thrown) {
    // `Invalid regular expression: /(/u: Unterminated group`: the pattern is on the line already.
    const why = String(thrown).replace(/^.*\/u: /s, '');
    return [{ path, at: 'value', code: 'rule_bad_pattern', params: { value: shown(pattern), why } }];
  }
}

function emptyLists(rule: Fields, path: TextPath): InputFault[] {
  const empty = ['columns', 'values'].filter(key => Array.isArray(rule[key]) && rule[key].length === 0);
  return empty.map(key => ({ path: [...path, key], at: 'key', code: 'rule_list_empty', params: { key } }));
}

function sameIds(rules: readonly unknown[]): InputFault[] {
  const taken = new Set<string>();
  return rules.flatMap((rule, index): InputFault[] => {
    const twice = (isRecord(rule) ? idsOf(rule) : []).filter(id => taken.size === taken.add(id).size);
    return twice
      .slice(0, 1)
      .map(id => ({ path: ['rules', index, 'id'], at: 'value', code: 'rule_id_twice', params: { id } }));
  });
}

/** Of several columns each has a rule, and an id, of its own; but where they are one key. */
function idsOf({ id, kind, columns }: Fields): readonly string[] {
  if (typeof id !== 'string' || id === '') return [];
  const isKey = kind === 'unique' || kind === 'unique_across_partitions';
  return Array.isArray(columns) && columns.length > 1 && !isKey ? columns.map(column => `${id}_${column}`) : [id];
}

const fault = (path: TextPath, code: string, value: unknown): InputFault => ({
  ...{ path, at: 'value', code },
  params: { field: fieldOf(path), value: shown(value) },
});

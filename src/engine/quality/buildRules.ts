import type { ValidationRule, ValidationRules } from '../../model/generated/types.ts';
import type { Bound, Rule, RuleKind, Threshold } from '../../model/quality/rule.ts';
import { readAge, readBound, readPercentage, readThreshold } from '../../model/quality/ruleText.ts';
import type { Place, TextPath } from '../textTree.ts';

interface Written {
  readonly text: string;
  locate(path: TextPath): Place;
}

/** A rule that has no id yet, and where it stands. */
type Draft = Unnamed<Rule> & { readonly id: string | undefined; readonly path: TextPath };
type Unnamed<T> = T extends Rule ? Omit<T, 'id' | 'place'> : never;

/** The rules of a file without a fault. */
export function buildRules(file: ValidationRules, written: Written): readonly Rule[] {
  const drafts = [
    ...seedDrafts(file, written),
    ...(file.rules ?? []).flatMap((rule, index) => draftsOf(rule, index, written)),
  ];
  return nameAll(drafts, ({ path }) => {
    const { keyRange, line, column } = written.locate(path);
    return keyRange ? { line: keyRange.line, column: keyRange.column } : { line, column };
  });
}

/** What is asked for where no rules file is given: as the script that these keys come from. */
export const DEFAULT_RULES: readonly Rule[] = nameAll(
  seedDrafts({
    ...{ required_columns: ['id', '_ingested_at'], not_null_columns: ['id'], unique_columns: ['id'], min_rows: 1 },
  }),
  () => null,
);

/** In the order in which the script checks them. */
function seedDrafts(file: ValidationRules, written?: Written): Draft[] {
  const seed = { id: undefined, severity: 'error', threshold: { count: 0 }, isSeed: true } as const;
  const drafts: Draft[] = [];
  file.required_columns?.forEach((column, at) =>
    drafts.push({ ...seed, kind: 'required', column, path: ['required_columns', at] }),
  );
  file.not_null_columns?.forEach((column, at) =>
    drafts.push({ ...seed, kind: 'not_null', column, path: ['not_null_columns', at] }),
  );
  for (const [column, [min, max]] of Object.entries(file.value_ranges ?? {}))
    drafts.push({
      ...{ ...seed, kind: 'range', column, ...bounds(min, max), path: ['value_ranges', column] },
      ...(written && { areFloats: [isFloat(column, 0, written), isFloat(column, 1, written)] as const }),
    });
  file.unique_columns?.forEach((column, at) =>
    drafts.push({ ...seed, kind: 'unique', columns: [column], path: ['unique_columns', at] }),
  );
  if (typeof file.min_rows === 'number')
    drafts.push({ ...seed, kind: 'min_rows', min: file.min_rows, path: ['min_rows'] });
  return drafts;
}

function draftsOf(rule: ValidationRule, index: number, written: Written): Draft[] {
  const path = ['rules', index];
  const base = { severity: rule.severity ?? 'error', threshold: thresholdOf(rule), isSeed: false, path } as const;
  const { kind } = rule;
  const columns = rule.columns ?? [rule.column ?? ''];
  switch (kind) {
    case 'unique':
    case 'unique_across_partitions':
      return [{ ...base, id: rule.id ?? undefined, kind, columns }];
    case 'min_rows':
      return [{ ...base, id: rule.id ?? undefined, kind, min: Number(rule.min) }];
    case 'row_count_change': {
      const maxChange = readPercentage(rule.max_change ?? '') ?? 0;
      return [{ ...base, id: rule.id ?? undefined, kind, maxChange }];
    }
    default: {
      const id = (column: string) => (columns.length > 1 && rule.id ? `${rule.id}_${column}` : (rule.id ?? undefined));
      return columns.map(column => ({
        ...base,
        id: id(column),
        ...aboutColumn({ ...rule, kind }, column, { ...written, path }),
      }));
    }
  }
}

type AboutColumn = Exclude<RuleKind, 'unique' | 'unique_across_partitions' | 'min_rows' | 'row_count_change'>;
type Asked<T> = T extends Rule ? Omit<T, 'id' | 'severity' | 'threshold' | 'isSeed' | 'place'> : never;

function aboutColumn(
  rule: ValidationRule & { readonly kind: AboutColumn },
  column: string,
  written: Written & { readonly path: TextPath },
): Asked<Extract<Rule, { kind: AboutColumn }>> {
  switch (rule.kind) {
    case 'range':
      return { kind: rule.kind, column, ...bounds(rule.min, rule.max) };
    case 'length':
      return { kind: rule.kind, column, min: countOf(rule.min), max: countOf(rule.max) };
    case 'pattern':
      return { kind: rule.kind, column, pattern: rule.pattern ?? '', ignoreCase: rule.ignore_case ?? false };
    case 'allowed_values':
      return { kind: rule.kind, column, values: valuesOf(rule, written) };
    case 'type':
      return { kind: rule.kind, column, type: rule.type ?? 'text' };
    case 'freshness':
      return { kind: rule.kind, column, maxAgeMs: readAge(rule.max_age ?? '') ?? 0 };
    case 'required':
    case 'not_null':
      return { kind: rule.kind, column };
  }
}

const thresholdOf = ({ threshold }: ValidationRule): Threshold => readThreshold(threshold ?? 0) ?? { count: 0 };

const bounds = (min: number | string | null | undefined, max: number | string | null | undefined) => ({
  min: boundOf(min),
  max: boundOf(max),
});

const boundOf = (value: number | string | null | undefined): Bound | null =>
  value === null || value === undefined ? null : (readBound(value) ?? null);

const countOf = (value: number | string | null | undefined): number | null =>
  typeof value === 'number' ? value : null;

/** A whole number too long for a double comes as a text: without quotes it is a number all the same. */
function valuesOf({ values }: ValidationRule, { text, locate, path }: Written & { readonly path: TextPath }) {
  const lines = linesOf(text);
  return (values ?? []).map((value, at) => {
    if (typeof value !== 'string' || !/^-?\d{16,}$/.test(value)) return value;
    const { line, column } = locate([...path, 'values', at]);
    return /["']/.test(lines[line - 1]?.[column - 1] ?? '') ? value : BigInt(value);
  });
}

/** Python tells 1.0 from 1, and so does the script's sentence. */
function isFloat(column: string, at: 0 | 1, { text, locate }: Written): boolean {
  const place = locate(['value_ranges', column, at]);
  return /^-?\d+(?:\.|e)/i.test(linesOf(text)[place.line - 1]?.slice(place.column - 1) ?? '');
}

const linesOf = (text: string): readonly string[] => text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);

function nameAll(drafts: readonly Draft[], placeOf: (draft: Draft) => Rule['place']): readonly Rule[] {
  const taken = new Set(drafts.flatMap(({ id }) => id ?? []));
  return drafts.map(draft => {
    const { path: _, ...rule } = draft;
    const id = draft.id ?? freeId(draft, taken);
    taken.add(id);
    return { ...rule, id, place: placeOf(draft) };
  });
}

/** `range_fare`, and `range_fare_2` for the second one. */
function freeId(draft: Draft, taken: ReadonlySet<string>): string {
  const columns = 'columns' in draft ? draft.columns : 'column' in draft ? [draft.column] : [];
  const name = [draft.kind, ...columns].join('_');
  let id = name;
  for (let number = 2; taken.has(id); number++) id = `${name}_${number}`;
  return id;
}

import type { RuleKindEnum } from '../generated/types.ts';

export type RuleKind = RuleKindEnum;

/** The seed's five, then ours. */
export const RULE_KINDS = [
  'required',
  'not_null',
  'unique',
  'range',
  'min_rows',
  'pattern',
  'allowed_values',
  'type',
  'length',
  'freshness',
  'row_count_change',
  'unique_across_partitions',
] as const satisfies readonly RuleKind[];

/** A failed rule of severity `warning` does not fail the validation. */
export type Severity = 'error' | 'warning';

/** So many failing values are tolerated: a count, or a share (0–1) of the values checked. Zero where a rule names none. */
export type Threshold = { readonly count: number } | { readonly share: number };

/** What `type` can ask for: what a person calls it, whatever its width in the file. */
export type TypeName = 'boolean' | 'integer' | 'number' | 'text' | 'date' | 'timestamp' | 'list' | 'struct';

interface RuleBase {
  /** Unique in its file; made from kind and column where the file names none. */
  readonly id: string;
  readonly severity: Severity;
  readonly threshold: Threshold;
  /** One of the seed's five keys asked for it: its sentence is the script's. */
  readonly isSeed: boolean;
  /** 1-based, where it stands in the rules file; null for the default rules. */
  readonly place: { readonly line: number; readonly column: number } | null;
}

/** Bounds are inclusive: numbers, or texts for dates and timestamps (ISO 8601). */
export type Bound = number | bigint | string;

export type Rule = RuleBase &
  (
    | { readonly kind: 'required'; readonly column: string }
    | { readonly kind: 'not_null'; readonly column: string }
    | { readonly kind: 'unique'; readonly columns: readonly string[] }
    | { readonly kind: 'unique_across_partitions'; readonly columns: readonly string[] }
    | {
        readonly kind: 'range';
        readonly column: string;
        readonly min: Bound | null;
        readonly max: Bound | null;
        /** Of the seed's ranges: which bounds are written with a point or an exponent. */
        readonly areFloats?: readonly [min: boolean, max: boolean];
      }
    | { readonly kind: 'min_rows'; readonly min: number }
    | { readonly kind: 'pattern'; readonly column: string; readonly pattern: string; readonly ignoreCase: boolean }
    | {
        readonly kind: 'allowed_values';
        readonly column: string;
        readonly values: readonly (string | number | bigint | boolean)[];
      }
    | { readonly kind: 'type'; readonly column: string; readonly type: TypeName }
    | { readonly kind: 'length'; readonly column: string; readonly min: number | null; readonly max: number | null }
    /** The newest value of the column is at most so old. */
    | { readonly kind: 'freshness'; readonly column: string; readonly maxAgeMs: number }
    /** Rows differ from the report before by at most this share (0.2: ±20 %). */
    | { readonly kind: 'row_count_change'; readonly maxChange: number }
  );

/** The column or columns that a rule is about; none for those about rows. */
export function columnsOf(rule: Rule): readonly string[] {
  if ('columns' in rule) return rule.columns;
  return 'column' in rule ? [rule.column] : [];
}

import type { RuleKind } from './rule.ts';

/** What a rule of a kind reads beside `kind`, `id` and `severity`. */
export interface KindKeys {
  /** One of each group must be there. */
  readonly needs: readonly (readonly string[])[];
  readonly takes: readonly string[];
}

const COLUMN = ['column', 'columns'];

export const KIND_KEYS: Readonly<Record<RuleKind, KindKeys>> = {
  required: { needs: [COLUMN], takes: [] },
  not_null: { needs: [COLUMN], takes: ['threshold'] },
  unique: { needs: [COLUMN], takes: ['threshold'] },
  unique_across_partitions: { needs: [COLUMN], takes: ['threshold'] },
  range: { needs: [COLUMN, ['min', 'max']], takes: ['threshold'] },
  min_rows: { needs: [['min']], takes: [] },
  pattern: { needs: [COLUMN, ['pattern']], takes: ['ignore_case', 'threshold'] },
  allowed_values: { needs: [COLUMN, ['values']], takes: ['threshold'] },
  type: { needs: [COLUMN, ['type']], takes: ['threshold'] },
  length: { needs: [COLUMN, ['min', 'max']], takes: ['threshold'] },
  freshness: { needs: [COLUMN, ['max_age']], takes: [] },
  row_count_change: { needs: [['max_change']], takes: [] },
};

const ALL = ['kind', 'id', 'severity'];

export const keysOf = (kind: RuleKind): readonly string[] => [
  ...ALL,
  ...KIND_KEYS[kind].needs.flat(),
  ...KIND_KEYS[kind].takes,
];

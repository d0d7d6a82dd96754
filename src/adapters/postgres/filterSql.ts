import type { Condition, Filter } from '../../model/filter.ts';
import { MARKER, OURS } from './rows.ts';

/** A filter as SQL on `langchain_pg_embedding`'s columns; its values are parameters from `$first` on. */
export interface FilterSql {
  /** `TRUE` when there is nothing to filter. */
  readonly where: string;
  readonly values: readonly unknown[];
}

/** As `matchesFilter` has it, of the fields as `toChunk` reads them. */
export function filterSql(filter: Filter, first: number): FilterSql {
  const values: unknown[] = [];
  const place = (value: unknown): string => `$${first - 1 + values.push(value)}`;
  const clauses = filter.map(condition => conditionSql(condition, place));
  return { where: clauses.join(' AND ') || 'TRUE', values };
}

function conditionSql({ field, values }: Condition, place: (value: unknown) => string): string {
  const holds = values === null ? `one #>> '{}' <> ''` : `one #>> '{}' = ANY(${place(values)}::text[])`;
  return `EXISTS (
    SELECT 1 FROM (SELECT ${valueOf(field, place)} AS value) AS v,
      jsonb_array_elements(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE jsonb_build_array(value) END) AS e (one)
    WHERE jsonb_typeof(one) IN ('string', 'number', 'boolean') AND ${holds})`;
}

function valueOf(field: string, place: (value: unknown) => string): string {
  if (field === 'uri') return `COALESCE(cmetadata -> 'uri', cmetadata -> 'source')`;
  if (field === 'title') return `cmetadata -> 'title'`;
  if (field === 'heading') return `cmetadata -> 'heading_path'`;
  const name = `${place(field)}::text`;
  if (!OURS.includes(field)) return `cmetadata -> ${name}`;
  return `CASE WHEN cmetadata ? '${MARKER}' THEN cmetadata -> '${MARKER}' -> 'kept' -> ${name} ELSE cmetadata -> ${name} END`;
}

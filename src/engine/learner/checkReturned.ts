import type { Source } from '../../model/generated/types.ts';
import { validateSource } from '../../model/generated/validate.js';
import { canonicalJson } from '../../model/key.ts';
import { ProblemError, type Params } from '../../model/problem.ts';
import type { Stage } from '../../model/stage.ts';
import { checkAgainstSchema } from '../checkAgainstSchema.ts';
import { fieldOf, shown } from '../inputFault.ts';

/** Where a stage tells what it wrote. */
export const PATH_FIELDS = {
  SCRAPING: 'raw_file_path',
  CONVERTION: 'converted_md_path',
  CHUNKING: 'chunking_file_path',
} as const satisfies Partial<Record<Stage, keyof Source>>;

export const pathField = (stage: Stage) =>
  stage in PATH_FIELDS ? PATH_FIELDS[stage as keyof typeof PATH_FIELDS] : undefined; // SAFETY: it is a key.

/** What no stage changes of its Source. */
const FIXED = ['uri', 'parent_uri', 'max_depth', 'options', ...Object.values(PATH_FIELDS)] as const;

export interface Returned {
  readonly stage: Stage;
  /** The activity's file. */
  readonly file: string;
  readonly given: Source;
  readonly value: unknown;
  /** What it wrote; null: nothing. */
  readonly artifact: string | null;
}

/** The Source as the stage leaves it. What an activity left out of what is not its own is put back. Throws config. */
export function checkReturned({ stage, file, given, value, artifact }: Returned): Source {
  const refuse = (code: string, params: Params = {}): never => {
    throw new ProblemError({ kind: 'config', code, file, params: { file, stage, ...params } });
  };
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('activity_returned_no_source', { found: value === undefined ? 'undefined' : shown(value) });
  const [fault] = checkAgainstSchema(value, validateSource);
  if (fault) {
    const { field = fieldOf(fault.path), value: found = 'undefined' } = fault.params;
    return refuse('activity_returned_wrong', { field, found });
  }
  // SAFETY: the schema has just said so.
  const source = value as Source;
  const own = pathField(stage);
  const changed = FIXED.find(field => field !== own && isChanged(source[field], given[field]));
  if (changed) refuse('activity_changed_field', { field: changed, found: shown(source[changed]) });
  if (own && artifact === null) refuse('activity_wrote_nothing', { field: own });
  if (own && source[own] !== artifact)
    refuse('activity_path_wrong', { field: own, found: shown(source[own] ?? 'null') });
  const kept = Object.fromEntries(FIXED.filter(field => field in given).map(field => [field, given[field]]));
  return { ...source, ...kept, ...(own ? { [own]: artifact } : {}) };
}

/** Left out is not changed: it is put back. */
const isChanged = (now: unknown, before: unknown): boolean =>
  now !== undefined && now !== null && canonicalJson(now) !== canonicalJson(before);

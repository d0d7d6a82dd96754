import type { Source } from '../generated/types.ts';
import { fail } from '../problem.ts';
import type { Stage } from '../stage.ts';
import type { StageDone } from './call.ts';

const PATHS = { SCRAPING: 'raw_file_path', CONVERTION: 'converted_md_path', CHUNKING: 'chunking_file_path' } as const;

/**
 * What another program's activity gave back: a Source, or, of CRAWLING, the asked one and those it found. Its models
 * send null for all that they do not set and drop what they do not know: what was known before is kept.
 * Data `foreign_stage_failed` where it says so in the Source.
 */
export function foreignDone(stage: Stage, known: Source, answer: unknown): StageDone {
  const [came, ...found] = (Array.isArray(answer) ? answer : [answer]).filter(isSource).map(withoutNulls);
  const error = came?.error ?? (came?.current_status === 'ERROR' ? 'ERROR' : null);
  if (error !== null) throw fail('data', 'foreign_stage_failed', { stage, uri: known.uri, message: String(error) });
  const metadata = { ...known.metadata, ...came?.metadata };
  const source: Source = {
    ...known,
    ...came,
    uri: known.uri,
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    ...{ current_stage: stage, current_status: 'COMPLETED', error: null },
  };
  return {
    artifact: (stage === 'CRAWLING' || stage === 'INDEXING' ? null : source[PATHS[stage]]) ?? null,
    sha256: null,
    source,
    ...(stage === 'CRAWLING' ? { discovered: found } : {}),
    key: { key: '', stage, code: '', config: '', input: '' },
  };
}

const isSource = (value: unknown): value is Source =>
  typeof value === 'object' && value !== null && 'uri' in value && typeof value.uri === 'string';

// SAFETY: `uri`, the one field that must be there, is not null.
const withoutNulls = (source: Source): Source =>
  Object.fromEntries(Object.entries(source).filter(([, value]) => value !== null)) as Source;

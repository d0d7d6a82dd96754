import type { Reason } from '../../../model/problem.ts';
import type { ActivityTrial } from '../../../model/workshop/activityCase.ts';
import type { CaseExpectation } from '../../../model/workshop/checkCase.ts';
import { shown } from '../../inputFault.ts';
import { valueAt } from '../../textTree.ts';
import { excerpt, pathSteps, placeIn } from './inText.ts';
import { reason } from './judgement.ts';

export interface Mismatch {
  readonly expected: Reason;
  readonly found: Reason;
}

/** What an activity did on a case that it should not have done, or did not do; null: all of it is as expected. */
export function matchCase(expect: CaseExpectation, trial: ActivityTrial): Mismatch | null {
  for (const match of [matchEnd, matchSource, matchTexts, matchDiscovered, matchChunks]) {
    const [mismatch] = match(expect, trial);
    if (mismatch) return mismatch;
  }
  return null;
}

function* matchEnd({ problem, skipped }: CaseExpectation, trial: ActivityTrial): Iterable<Mismatch, void> {
  if (problem !== undefined && trial.problem?.code !== problem)
    yield { expected: reason('case_ends_with', { problem }), found: reason('case_no_problem') };
  if (skipped !== undefined && !isReason(trial.skipped, skipped))
    yield { expected: reason('case_skips', { reason: skipped }), found: trial.skipped ? ownSkip(trial.skipped) : reason('case_not_skipped') };
  if (skipped === undefined && trial.skipped) yield { expected: reason('case_works'), found: ownSkip(trial.skipped) };
}

const isReason = (found: Reason | null, wanted: string): boolean =>
  found !== null && (found.code === wanted || found.params['reason'] === wanted);

const ownSkip = ({ code, params }: Reason): Reason =>
  reason('case_skipped', { reason: typeof params['reason'] === 'string' ? params['reason'] : code });

function* matchSource({ source = {} }: CaseExpectation, trial: ActivityTrial): Iterable<Mismatch, void> {
  for (const [field, wanted] of Object.entries(source)) {
    const value = valueAt(trial.source, pathSteps(field));
    // As on the wire: null is the same as absent.
    if ((value ?? null) === wanted) continue;
    const found = value === undefined ? reason('case_returned_nothing', { field }) : reason('case_returned', { field, value: shown(value) });
    yield { expected: reason('case_returns', { field, value: String(wanted) }), found };
  }
}

function* matchTexts({ contains = [], lacks = [] }: CaseExpectation, trial: ActivityTrial): Iterable<Mismatch, void> {
  const text = trial.artifact ?? (trial.chunks.length > 0 ? trial.chunks.map(chunk => chunk.text).join('\n\n') : null);
  const gave = text === null ? reason('case_wrote_nothing') : reason('case_wrote', { excerpt: excerpt(text) });
  for (const wanted of contains) if (!text?.includes(wanted)) yield { expected: reason('case_contains', { text: wanted }), found: gave };
  for (const unwanted of lacks) {
    const at = text?.indexOf(unwanted) ?? -1;
    if (text === null || at < 0) continue;
    const told = { line: placeIn(text, at).line, excerpt: excerpt(text, at, unwanted.length) };
    yield { expected: reason('case_lacks', { text: unwanted }), found: reason('case_wrote_text', { text: unwanted, ...told }) };
  }
}

function* matchDiscovered({ discovered }: CaseExpectation, trial: ActivityTrial): Iterable<Mismatch, void> {
  if (discovered === undefined) return;
  const found = reason('case_discovered', { count: trial.discovered.length, uris: trial.discovered.join(', ') || '–' });
  const missing = discovered.find(uri => !trial.discovered.includes(uri));
  if (missing !== undefined) yield { expected: reason('case_discovers', { uri: missing }), found };
  const extra = trial.discovered.find(uri => !discovered.includes(uri));
  if (extra !== undefined) yield { expected: reason('case_discovers_not', { uri: extra }), found };
}

function* matchChunks({ chunks: wanted = {} }: CaseExpectation, { chunks }: ActivityTrial): Iterable<Mismatch, void> {
  const { at_least: least = 0, at_most: most = Infinity, longest = Infinity, metadata = {} } = wanted;
  const found = reason('case_chunks', { count: chunks.length });
  if (chunks.length < least) yield { expected: reason('case_chunks_at_least', { count: least }), found };
  if (chunks.length > most) yield { expected: reason('case_chunks_at_most', { count: most }), found };
  for (const [field, value] of Object.entries(metadata)) yield* matchMetadata({ field, value }, chunks);
  const long = chunks.find(({ text }) => [...text].length > longest);
  if (!long) return;
  const length = reason('case_chunk_length', { count: [...long.text].length, excerpt: excerpt(long.text) });
  yield { expected: reason('case_chunks_longest', { count: longest }), found: length };
}

function* matchMetadata(
  { field, value }: { readonly field: string; readonly value: unknown },
  chunks: ActivityTrial['chunks'],
): Iterable<Mismatch, void> {
  for (const chunk of chunks) {
    const given = valueAt(chunk.metadata, pathSteps(field)) ?? null;
    if (given === value) continue;
    const found = reason('case_chunk_metadata_is', { field, value: shown(given) });
    yield { expected: reason('case_chunk_metadata', { field, value: String(value) }), found };
  }
}

import type { RunOptions } from './event.ts';
import type { IngestionWorkflowInput } from './generated/types.ts';
import { isSettled, outcomeOf } from './outcome.ts';
import type { RunState, SourceState } from './runState.ts';

/** What a Source should have in the index, as the newest run that says something of it left it. */
export type Expectation = ExpectedRows | NoRows;

export interface ExpectedRows {
  readonly kind: 'rows';
  /** Of INDEXING; undefined: the chunks were made, and INDEXING was not started on them. */
  readonly key: string | undefined;
  /** sha256 of what INDEXING reads. */
  readonly input: string | null;
  /** Chunks that INDEXING read, with those that the model refused; undefined when it came to no end. */
  readonly chunks: number | undefined;
  /** It was in the index once: no rows is a loss. */
  readonly wasIndexed: boolean;
  /** How the rows can be made again. */
  readonly from: {
    readonly source: SourceState;
    readonly input: IngestionWorkflowInput;
    readonly options: RunOptions;
  };
}

interface NoRows {
  readonly kind: 'none';
  readonly reason: 'nothing_to_index' | 'page_gone' | 'alias';
}

/** Pages that give an index no words. What robots.txt forbids to ask again says nothing of what is there. */
const NOTHING: ReadonlySet<string> = new Set(['empty_page', 'script_only', 'unsupported_type', 'nothing_added']);
const GONE = [404, 410];

/**
 * What a run says of one of its Sources; undefined when it says nothing: it failed before it had chunks, or is not done
 * yet in a run that somebody runs now.
 */
export function expectationOf(state: RunState, source: SourceState, isRunning: boolean): Expectation | undefined {
  // A second line of INPUT with the very same address is no Source of its own.
  if (state.byUri.get(source.source.uri) !== source || (isRunning && !isSettled(state, source))) return undefined;
  const { status, reason } = outcomeOf(state, source);
  if (status === 'ALIAS') return source.plan.INDEXING === 'none' ? undefined : { kind: 'none', reason: 'alias' };
  if (status === 'SKIPPED') return NOTHING.has(reason?.code ?? '') ? NO_WORDS : undefined;
  const isGone = reason?.code === 'http_status' && GONE.includes(Number(reason.params['status']));
  return status === 'ERROR' && isGone ? { kind: 'none', reason: 'page_gone' } : expectedRows(state, source);
}

const NO_WORDS: NoRows = { kind: 'none', reason: 'nothing_to_index' };

function expectedRows({ input, options }: RunState, source: SourceState): ExpectedRows | undefined {
  const from = { source, input, options };
  const indexing = source.activities.get('INDEXING');
  const chunking = source.activities.get('CHUNKING');
  if (indexing === undefined) {
    if (chunking?.status !== 'COMPLETED') return undefined;
    return { kind: 'rows', key: undefined, input: chunking.sha256, chunks: undefined, wasIndexed: false, from };
  }
  const wasIndexed = indexing.status === 'COMPLETED';
  const chunks = wasIndexed ? (indexing.chunks ?? 0) + (indexing.refused?.length ?? 0) : undefined;
  return { kind: 'rows', key: indexing.key.key, input: indexing.key.input, chunks, wasIndexed, from };
}

/** A newer word over an older one. */
export function renew(older: Expectation | undefined, newer: Expectation): Expectation {
  if (newer.kind === 'none' || older?.kind !== 'rows') return newer;
  if (newer.key === undefined && newer.input === older.input) return older;
  const wasIndexed = newer.wasIndexed || older.wasIndexed;
  if (newer.key !== older.key) return { ...newer, wasIndexed };
  // A run that found the key in the index counted what it found.
  const chunks = Math.max(newer.chunks ?? 0, older.chunks ?? 0);
  return { ...newer, wasIndexed, chunks: chunks > 0 ? chunks : undefined };
}

import { indexingTarget } from '../model/collection.ts';
import { addUse } from '../model/embedding.ts';
import { attemptsOf, countOutcomes, outcomeOf } from '../model/outcome.ts';
import type { RunState, SourceState } from '../model/runState.ts';
import { titleOf } from '../model/source.ts';
import type { Outcome, RunResult } from './workFolder.ts';

/** A run as the command line answers it. All figures are the sums of the outcomes. */
export function describeResult(state: RunState, durationMs: number): RunResult {
  const { open, ...ended } = countOutcomes(state);
  // What a run that was stopped left open is told as ERROR, so that `discovered` stays the sum.
  const counts = { ...ended, error: ended.error + open };
  const activities = state.sources.flatMap(source => [...source.activities.values()]);
  const outcomes = state.sources.map(source => describeOutcome(state, source));
  return {
    runId: state.runId,
    journal: `runs/${state.runId}/journal.jsonl`,
    status: statusOf(state, counts.error),
    counts,
    chunks: outcomes.reduce((sum, outcome) => sum + outcome.chunks, 0),
    collection: indexingTarget(state.input).collection,
    embedding: activities.map(activity => activity.embedding).reduce(addUse, undefined) ?? null,
    reused: activities.filter(activity => activity.reused).length,
    resumed: state.resumption && { kept: state.resumption.kept, again: state.resumption.again },
    durationMs,
    outcomes,
  };
}

function statusOf(state: RunState, errors: number): RunResult['status'] {
  switch (state.status) {
    case 'RUNNING':
      return 'parked';
    case 'CANCELED':
      return 'cancelled';
    case 'FAILED':
      return 'error';
    case 'COMPLETED':
      return errors > 0 ? 'partial' : 'success';
  }
}

const chunksOf = ({ activities }: SourceState): number =>
  activities.get('INDEXING')?.chunks ?? activities.get('CHUNKING')?.chunks ?? 0;

function describeOutcome(state: RunState, source: SourceState): Outcome {
  const { status, stage, reason, aliasOf } = outcomeOf(state, source);
  const isOpen = status === 'DISCOVERED' || status === 'IN_PROGRESS';
  const { raw_file_path, converted_md_path, chunking_file_path } = source.source;
  return {
    uri: source.source.uri,
    status: isOpen ? 'ERROR' : status,
    stage,
    reason: isOpen ? { code: 'not_finished', params: {} } : reason,
    aliasOf,
    attempts: attemptsOf(source.activities.values()),
    title: titleOf(source.source),
    rawFilePath: raw_file_path ?? null,
    convertedMdPath: converted_md_path ?? null,
    chunkingFilePath: chunking_file_path ?? null,
    chunks: status === 'ALIAS' ? 0 : chunksOf(source),
    refused: source.activities.get('INDEXING')?.refused ?? [],
  };
}

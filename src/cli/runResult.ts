import type { RunCounts } from '../model/event.ts';
import type { Outcome, RunResult } from '../engine/workFolder.ts';
import { DEFAULT_COLLECTION } from '../model/collection.ts';
import type { RefusedChunk } from '../model/embedding.ts';
import { errorObject, reasonSentence, sentence } from './describe.ts';
import { useJson, useText } from './embeddingUse.ts';
import type { VerbResult } from './results.ts';
import type { Session } from './session.ts';
import { duration, figure, type Words } from './texts.ts';
import { shownPath, workDirOption } from './workFolder.ts';

export interface Place {
  readonly session: Session;
  /** Absolute. */
  readonly workDir: string;
  readonly tolerated: (counts: RunCounts) => boolean;
  /** Options by which a Temporal server that keeps the run is found again; absent: its journal is in the work folder. */
  readonly server?: string | undefined;
}

/** A run's end in the contract's names, and for a person. */
export function runResult(result: RunResult, place: Place): VerbResult {
  const done = result.status === 'success' || (result.status === 'partial' && place.tolerated(result.counts));
  return { json: runJson(result, place), text: () => runText(result, place), exitCode: done ? 0 : 1 };
}

function runJson(result: RunResult, place: Place): VerbResult['json'] {
  const { discovered, completed, error, skipped, alias } = result.counts;
  return {
    ...statusJson(result, place),
    run_id: result.runId,
    work_dir: shownPath(place.session, place.workDir, '.'),
    journal: place.server === undefined ? shownPath(place.session, place.workDir, result.journal) : null,
    sources: { discovered, completed, error, skipped, alias },
    chunks: result.chunks,
    collection: result.collection,
    embedding: result.embedding && useJson(result.embedding),
    reused: result.reused,
    ...(result.resumed ? { kept: result.resumed.kept, ran_again: result.resumed.again } : {}),
    duration_ms: Math.round(result.durationMs),
    outcomes: result.outcomes.map(outcome => outcomeJson(outcome, place)),
  };
}

/** A parked run has no result yet: in the contract's words it is an error, which says how to go on. */
function statusJson({ status, runId }: RunResult, { session, workDir, server }: Place): VerbResult['json'] {
  if (status !== 'parked') return { status };
  if (server !== undefined)
    return errorObject(session.texts.english, {
      ...{ kind: 'transient', code: 'left_on_server', params: { run: runId, server } },
    });
  const params = { run: runId, work_dir: workDirOption(session, workDir) };
  return errorObject(session.texts.english, { kind: 'transient', code: 'parked', params });
}

/** Paths relative to the current folder: so a script can open them as they stand. */
function outcomeJson(outcome: Outcome, { session, workDir }: Place): Record<string, unknown> {
  const path = (name: string | null): string | null => (name === null ? null : shownPath(session, workDir, name));
  return {
    uri: outcome.uri,
    status: outcome.status,
    stage: outcome.stage,
    reason: outcome.reason && reasonSentence(session.texts.english, outcome.uri, outcome.reason, outcome.attempts),
    reason_detail: outcome.reason,
    ...(outcome.aliasOf === null ? {} : { alias_of: outcome.aliasOf }),
    attempts: outcome.attempts,
    title: outcome.title,
    raw_file_path: path(outcome.rawFilePath),
    converted_md_path: path(outcome.convertedMdPath),
    chunking_file_path: path(outcome.chunkingFilePath),
    chunks: outcome.chunks,
    ...(outcome.refused.length > 0
      ? { refused_chunks: outcome.refused.map(chunk => refusedJson(chunk, session)) }
      : {}),
  };
}

function refusedJson({ index, start, end, reason }: RefusedChunk, { texts }: Session): Record<string, unknown> {
  return { chunk: index + 1, start, end, reason: sentence(texts.english, reason), reason_detail: reason };
}

function runText(result: RunResult, place: Place): string {
  const { human } = place.session.texts;
  const path = (name: string): string => shownPath(place.session, place.workDir, name);
  return [
    human.say(`cli.run.${isLeft(result, place) ? 'left' : result.status}`, {
      run: result.runId,
      time: duration(result.durationMs, human.language),
    }),
    countsText(result, place),
    ...resumedText(result, place),
    ...(result.embedding ? [useText(human, result.embedding)] : []),
    ...result.outcomes.filter(outcome => outcome.reason !== null).map(outcome => outcomeText(outcome, place)),
    ...result.outcomes.flatMap(outcome => refusedText(outcome, human)),
    ...(place.server === undefined
      ? [human.say('cli.run.where', { folder: path('.'), journal: path(result.journal) })]
      : []),
    ...nextText(result, place),
  ].join('\n');
}

function refusedText({ uri, refused }: Outcome, words: Words): string[] {
  const lines = refused.map(({ index, start, end, reason }) =>
    words.say('cli.outcome.refused_chunk', { chunk: index + 1, start, end, reason: sentence(words, reason) }),
  );
  return lines.length > 0 ? [`  ${uri}`, ...lines.map(line => `    ${line}`)] : [];
}

function countsText({ counts, chunks, outcomes, reused }: RunResult, { session }: Place): string {
  const { human } = session.texts;
  const shown = (value: number): string => figure(value, human.language);
  const { discovered, completed, error, skipped, alias } = counts;
  const refused = outcomes.reduce((sum, outcome) => sum + outcome.refused.length, 0);
  return [
    human.say('cli.run.sources', { discovered: shown(discovered), completed: shown(completed) }),
    ...(error > 0 ? [human.say('cli.run.in_error', { count: shown(error) })] : []),
    ...(skipped > 0 ? [human.say('cli.run.skipped', { count: shown(skipped) })] : []),
    ...(alias > 0 ? [human.say('cli.run.aliases', { count: shown(alias) })] : []),
    human.say(isIndexed(outcomes) ? 'cli.run.chunks' : 'cli.run.chunks_made', { count: shown(chunks) }),
    ...(refused > 0 ? [human.say('cli.run.refused', { count: shown(refused) })] : []),
    ...(reused > 0 ? [human.say('cli.run.reused', { count: shown(reused) })] : []),
  ].join(', ');
}

function resumedText({ resumed }: RunResult, { session }: Place): string[] {
  if (!resumed) return [];
  const { human } = session.texts;
  const [kept, again] = [figure(resumed.kept, human.language), figure(resumed.again, human.language)];
  return [human.say('cli.run.resumed', { kept, again })];
}

function outcomeText(outcome: Outcome, { session }: Place): string {
  const { human } = session.texts;
  const reason = outcome.reason ? reasonSentence(human, outcome.uri, outcome.reason, outcome.attempts) : '';
  return `  ${human.say(`cli.outcome.${outcome.status}`)}  ${outcome.uri}\n    ${reason}`;
}

/** `--only CHUNKING` makes chunks too. */
const isIndexed = (outcomes: readonly Outcome[]): boolean => outcomes.some(({ stage }) => stage === 'INDEXING');

/** It goes on, on the server. */
const isLeft = ({ status }: RunResult, { server }: Place): boolean => status === 'parked' && server !== undefined;

function nextText(result: RunResult, place: Place): string[] {
  const { session, workDir, server } = place;
  const { human } = session.texts;
  const work_dir = server ?? workDirOption(session, workDir);
  const params = { run: result.runId, work_dir, collection: collectionOption(result) };
  if (isLeft(result, place)) return [human.say('cli.run.next_left', params)];
  if (result.status === 'parked') return [human.say('cli.run.next_resume', params)];
  if (result.counts.error > 0) return [human.say('cli.run.next_failed', params)];
  const isHere = server === undefined && result.chunks > 0 && isIndexed(result.outcomes);
  return isHere ? [human.say('cli.run.next_search', params)] : [];
}

const collectionOption = ({ collection }: RunResult): string =>
  collection === DEFAULT_COLLECTION ? '' : ` --collection ${collection}`;

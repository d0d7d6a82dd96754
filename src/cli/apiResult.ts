import { isAbsolute } from 'node:path';
import type { ApiIngestionResult } from '../engine/api/apiParts.ts';
import type { ApiRunResult } from '../model/api/apiEvent.ts';
import { resultJson } from '../model/api/resultJson.ts';
import type { Problem, Reason } from '../model/problem.ts';
import { errorObject, hint, sentence } from './describe.ts';
import type { VerbResult } from './results.ts';
import type { Session } from './session.ts';
import { duration, figure, type Words } from './texts.ts';
import { shownPath, workDirOption } from './workFolder.ts';

export interface Place {
  readonly session: Session;
  /** Absolute. */
  readonly workDir: string;
  /** Options by which a Temporal server that keeps the run is found again; absent: its journal is in the work folder. */
  readonly server?: string | undefined;
}

/** The end of an ingestion from an API in the contract's names, and for a person. */
export function apiResult(ingestion: ApiIngestionResult, place: Place): VerbResult {
  const { result, failure, status, settings } = ingestion;
  if (result) {
    const fails = settings.failOnDeadLetters && result.deadLetters > 0;
    const json = doneJson(ingestion, result, place);
    return { json, text: () => doneText(ingestion, result, place), exitCode: fails ? 1 : 0 };
  }
  const problem = failure ?? parkedProblem(ingestion, place);
  const json = status === 'cancelled' ? { status } : errorObject(place.session.texts.english, problem);
  // 2 would say that nothing was started: this run was, whoever must act now.
  return {
    json: { ...json, ...idsOf(ingestion, place) },
    text: () => endText(ingestion, problem, place),
    exitCode: 1,
    failure: status === 'cancelled' ? null : problem,
  };
}

export const idsOf = ({ runId }: { readonly runId: string }, { session, workDir, server }: Place) => ({
  run_id: runId,
  journal: server === undefined ? shownPath(session, workDir, `runs/${runId}/journal.jsonl`) : null,
});

/** A parked run has no result yet: in the contract's words it is an error, which says how to go on. */
export const parkedProblem = ({ runId }: { readonly runId: string }, place: Place): Problem => {
  const { session, workDir, server } = place;
  if (server !== undefined) return { kind: 'transient', code: 'left_on_server', params: { run: runId, server } };
  const params = { run: runId, work_dir: workDirOption(session, workDir) };
  return { kind: 'transient', code: 'parked', params };
};

function doneJson(ingestion: ApiIngestionResult, result: ApiRunResult, place: Place): VerbResult['json'] {
  const { session } = place;
  const filePlace = { session, outputDir: ingestion.settings.outputDir };
  const journal = idsOf(ingestion, place).journal;
  return resultJson(
    { ...ingestion, journal, result },
    {
      file: file => shownFile(file, filePlace),
      warning: warning => warningJson(session.texts.english, warning),
    },
  );
}

interface FilePlace {
  readonly session: Session;
  readonly outputDir: string;
}

/** Absolute when the output folder was given so, else relative to the current folder: a script can open it as it stands. */
export const shownFile = (file: string, { session, outputDir }: FilePlace): string =>
  isAbsolute(outputDir) ? file : shownPath(session, session.cwd, file);

function warningJson(words: Words, warning: Reason): Record<string, unknown> {
  const next = hint(words, warning);
  const { code, params } = warning;
  return { code, message: sentence(words, warning), ...(next === undefined ? {} : { hint: next }), params };
}

function doneText(ingestion: ApiIngestionResult, result: ApiRunResult, place: Place): string {
  const { human } = place.session.texts;
  const shown = (value: number): string => figure(value, human.language);
  const { pages, requests, retries, records, deadLetters, partitions, watermark } = result;
  const written = partitions.filter(({ isKept }) => !isKept).length;
  return [
    human.say('cli.run.success', { run: ingestion.runId, time: duration(ingestion.durationMs, human.language) }),
    human.say('cli.api.rows', { records: shown(records), pages: shown(pages), requests: shown(requests) }),
    human.say('cli.api.partitions', { count: shown(partitions.length), written: shown(written) }),
    ...(retries > 0 ? [human.say('cli.api.retries', { count: shown(retries) })] : []),
    ...(deadLetters > 0 ? [human.say('cli.api.dead_letters', { count: shown(deadLetters) })] : []),
    ...(watermark.after === null ? [] : [human.say('cli.api.watermark', { value: String(watermark.after) })]),
    ...result.warnings.map(warning => `${human.say('cli.level.warn')} ${sentence(human, warning)}`),
    ...whereText(ingestion, place),
  ].join('\n');
}

function whereText(ingestion: ApiIngestionResult, place: Place): readonly string[] {
  const { run_id, journal } = idsOf(ingestion, place);
  const folder = ingestion.settings.outputDir;
  return journal === null ? [] : [place.session.texts.human.say('cli.api.where', { folder, run_id, journal })];
}

function endText(ingestion: ApiIngestionResult, problem: Problem, place: Place): string {
  const { human } = place.session.texts;
  const work_dir = place.server ?? workDirOption(place.session, place.workDir);
  const params = { run: ingestion.runId, work_dir };
  const isLeft = ingestion.status === 'parked' && place.server !== undefined;
  return [
    human.say(`cli.run.${isLeft ? 'left' : ingestion.status}`, {
      ...params,
      time: duration(ingestion.durationMs, human.language),
    }),
    ...(ingestion.status === 'error' ? [sentence(human, problem)] : []),
    human.say(
      isLeft ? 'cli.run.next_left' : ingestion.status === 'parked' ? 'cli.run.next_resume' : 'cli.run.next_failed',
      params,
    ),
  ].join('\n');
}

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

export const idsOf = ({ runId }: { readonly runId: string }, { session, workDir }: Place) => ({
  run_id: runId,
  journal: shownPath(session, workDir, `runs/${runId}/journal.jsonl`),
});

/** A parked run has no result yet: in the contract's words it is an error, which says how to go on. */
const parkedProblem = ({ runId }: ApiIngestionResult, { session, workDir }: Place): Problem => ({
  kind: 'transient',
  code: 'parked',
  params: { run: runId, work_dir: workDirOption(session, workDir) },
});

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
    human.say('cli.api.where', { folder: ingestion.settings.outputDir, ...idsOf(ingestion, place) }),
  ].join('\n');
}

function endText(ingestion: ApiIngestionResult, problem: Problem, place: Place): string {
  const { human } = place.session.texts;
  const params = { run: ingestion.runId, work_dir: workDirOption(place.session, place.workDir) };
  return [
    human.say(`cli.run.${ingestion.status}`, { ...params, time: duration(ingestion.durationMs, human.language) }),
    ...(ingestion.status === 'error' ? [sentence(human, problem)] : []),
    human.say(ingestion.status === 'parked' ? 'cli.run.next_resume' : 'cli.run.next_failed', params),
  ].join('\n');
}

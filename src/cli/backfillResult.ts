import type { BackfillDay, BackfillResult } from '../model/api/describeBackfill.ts';
import type { Problem } from '../model/problem.ts';
import { idsOf, parkedProblem, shownFile, type Place } from './apiResult.ts';
import { errorObject, sentence } from './describe.ts';
import type { VerbResult } from './results.ts';
import { duration, figure } from './texts.ts';
import { workDirOption } from './workFolder.ts';

/** The end of a backfill in the contract's names, and for a person. */
export function backfillResult(result: BackfillResult, place: Place): VerbResult {
  const problem = problemOf(result, place);
  const json = {
    ...(problem ? errorObject(place.session.texts.english, problem) : { status: result.status }),
    ...(result.runId === null ? { run_id: null, journal: null } : idsOf({ runId: result.runId }, place)),
    days: result.days.map(day => dayJson(day, result, place)),
    ...countsOf(result),
    duration_ms: Math.round(result.durationMs),
  };
  const exitCode = result.status === 'success' ? 0 : 1;
  return { json, text: () => backfillText(result, problem, place), exitCode, failure: problem };
}

/** A parked backfill has no result yet: in the contract's words it is an error, which says how to go on. */
const problemOf = ({ status, failure, runId }: BackfillResult, place: Place): Problem | null =>
  status === 'parked' ? parkedProblem({ runId: runId ?? '' }, place) : failure;

function dayJson({ date, state, rows, file, error }: BackfillDay, { settings }: BackfillResult, place: Place) {
  const told = error === null || typeof error === 'string' ? error : sentence(place.session.texts.english, error);
  const shown = file === null ? null : shownFile(file, { session: place.session, outputDir: settings.outputDir });
  return { date, state, rows, file: shown, error: told };
}

const countsOf = ({ days }: BackfillResult) => ({
  planned: days.filter(({ isPlanned }) => isPlanned).length,
  done: days.filter(({ state }) => state === 'done').length,
  skipped: days.filter(({ state }) => state === 'skipped').length,
  failed: days.filter(({ state }) => state === 'failed').length,
});

function backfillText(result: BackfillResult, problem: Problem | null, place: Place): string {
  const { human } = place.session.texts;
  const { runId, status, days } = result;
  const work_dir = place.server ?? workDirOption(place.session, place.workDir);
  const params = { run: runId ?? '', work_dir };
  const isLeft = status === 'parked' && place.server !== undefined;
  const counts = Object.entries(countsOf(result)).map(([name, count]) => [name, figure(count, human.language)]);
  const shown = days.filter(({ isPlanned, state }) => isPlanned || state === 'failed').slice(0, SHOWN_DAYS);
  const time = duration(result.durationMs, human.language);
  return [
    ...(runId === null
      ? []
      : [
          human.say(status === 'partial' ? 'cli.backfill.partial' : `cli.run.${isLeft ? 'left' : status}`, {
            ...params,
            time,
          }),
        ]),
    human.say(runId === null ? 'cli.backfill.plan' : 'cli.backfill.counts', Object.fromEntries(counts)),
    ...shown.map(day => dayText(day, place)),
    ...(problem && status !== 'parked' ? [sentence(human, problem)] : []),
    ...(runId === null || status === 'success'
      ? []
      : [
          human.say(
            isLeft ? 'cli.run.next_left' : status === 'parked' ? 'cli.run.next_resume' : 'cli.run.next_failed',
            params,
          ),
        ]),
  ].join('\n');
}

/** More would push the counts out of sight; the JSON has all. */
const SHOWN_DAYS = 100;

function dayText({ date, state, rows, error }: BackfillDay, { session }: Place): string {
  const { human } = session.texts;
  const told =
    error === null
      ? ''
      : typeof error === 'string'
        ? human.say('cli.backfill.earlier', { code: error })
        : sentence(human, error);
  const count = rows === null ? '' : human.say('cli.backfill.rows', { rows: figure(rows, human.language) });
  return ['  ' + date, human.say(`cli.backfill.${state}`), count, told].filter(part => part !== '').join('  ');
}

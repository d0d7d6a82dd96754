import type { JournalEvent } from '../../model/event.ts';
import type { ApiProgress, BackfillProgress, RunSummary } from '../../model/view.ts';
import { describeEvents } from '../eventText.ts';
import { summarizeActivities } from '../historyText.ts';
import type { VerbResult } from '../results.ts';
import { inRunsFolder } from '../runsFolder.ts';
import type { Run, Session } from '../session.ts';
import { dateTime, duration, figure, type Words } from '../texts.ts';
import { shownPath, workDirOption } from '../workFolder.ts';

export const run: Run = async (args, session) => {
  const format = args.text('format') ?? 'compact';
  const runId = args.operands[0];
  return inRunsFolder(args, session, async folder => {
    if (runId === undefined) return listRuns(await folder.runs(), { format, session, workDir: folder.workDir });
    const { run: summary, events } = await folder.history(runId);
    return showRun(summary, events, { format, session });
  });
};

function listRuns(
  runs: readonly RunSummary[],
  { format, session, workDir }: Showing & { readonly workDir: string },
): VerbResult {
  const { human } = session.texts;
  return {
    json: { status: 'success', runs: runs.map(one => runJson(one, session)) },
    text: () =>
      runs.length === 0
        ? human.say('cli.history.none', { work_dir: workDirOption(session, workDir) })
        : runs
            .filter(({ api }) => !api?.parent)
            .map(one => runLine(one, session))
            .join('\n'),
    exitCode: 0,
    jsonAsked: format === 'json',
  };
}

function runJson(one: RunSummary, session: Session): Record<string, unknown> {
  const { discovered, completed, error, skipped, alias } = one.counts;
  // Of a run on a server that nobody has read yet a nought would be made up.
  const isRead = one.figures === undefined;
  return {
    run_id: one.runId,
    workflow_type: one.workflowType,
    status: one.status,
    started_at: one.startedAt,
    ended_at: one.endedAt,
    duration_ms: elapsed(one, session),
    sources: isRead ? { discovered, completed, error, skipped, alias } : null,
    open: isRead ? one.open : null,
    ...(one.api ? { api: isRead ? apiJson(one.api) : null } : {}),
    ...(one.backfill ? { backfill: isRead ? backfillJson(one.backfill) : null } : {}),
    input_file: one.inputFile === null ? null : shownPath(session, session.cwd, one.inputFile),
    owner: one.owner,
    failure: one.failure,
  };
}

const apiJson = ({ pages, rows, deadLetters, partitions, outputDir, parent }: ApiProgress) => ({
  ...{ pages, rows, partitions },
  dead_letters: deadLetters,
  output_dir: outputDir,
  parent_run_id: parent,
});

const backfillJson = ({ planned, done, failed, outputDir }: BackfillProgress) => ({
  ...{ planned, done, failed },
  output_dir: outputDir,
});

/** To the end, or until now while it runs; of a parked run only its end is not known. */
function elapsed(one: RunSummary, { now }: Session): number | null {
  if (one.endedAt === null && one.status !== 'RUNNING') return null;
  const end = one.endedAt === null ? now().getTime() : Date.parse(one.endedAt);
  return Math.max(0, end - Date.parse(one.startedAt));
}

function runLine(one: RunSummary, session: Session): string {
  const { human } = session.texts;
  const ms = elapsed(one, session);
  const params = {
    run: one.runId,
    status: statusText(one, human),
    started: dateTime(one.startedAt, human.language),
    time: ms === null ? '–' : duration(ms, human.language),
    discovered: one.figures === undefined ? figure(one.counts.discovered, human.language) : '–',
  };
  if (one.backfill) {
    const { planned, done, failed, outputDir } = one.backfill;
    const status = failed === 0 ? params.status : human.say('cli.history.days_failed', { ...params, count: failed });
    return human.say('cli.history.backfill', { ...params, status, planned, done, folder: outputDir });
  }
  if (one.api === null) return human.say('cli.history.run', params);
  const { pages, rows, outputDir } = one.api;
  const shown = { pages: figure(pages, human.language), rows: figure(rows, human.language), folder: outputDir };
  return human.say('cli.history.api_run', { ...params, ...shown });
}

/** Temporal's COMPLETED says that the run came to its end, not that every Source did. */
function statusText({ status, counts }: RunSummary, words: Words): string {
  const text = words.say(`cli.status.${status}`);
  return counts.error === 0 ? text : words.say('cli.history.in_error', { status: text, count: counts.error });
}

interface Showing {
  readonly format: string;
  readonly session: Session;
}

function showRun(one: RunSummary, events: readonly JournalEvent[], { format, session }: Showing): VerbResult {
  const { human } = session.texts;
  return {
    json: { status: 'success', run_id: one.runId, run_status: one.status, events },
    text: () =>
      [
        runLine(one, session),
        ...(format === 'full' ? describeEvents(human, events) : summarizeActivities(human, events)),
      ].join('\n'),
    exitCode: 0,
    jsonAsked: format === 'json',
  };
}

import { ACTIVITY_NAMES } from '../../model/workshop/activityFile.ts';
import type { Source } from '../../model/generated/types.ts';
import { ProblemError, toProblem, type Reason } from '../../model/problem.ts';
import type { Stage } from '../../model/stage.ts';
import type { Activity, ActivityContext } from '../activity.ts';
import type { RobotsGate } from '../robotsGate.ts';
import type { ActivityCode, ActivityDebug, ActivityEnd, ActivityProcess, SaidLine } from './activityProcess.ts';
import { checkReturned } from './checkReturned.ts';
import { endProblem, placed } from './endProblem.ts';
import { learnerConfig } from './learnerConfig.ts';
import { serveChunking } from './serveChunking.ts';
import { serveConversion } from './serveConversion.ts';
import { serveCrawling } from './serveCrawling.ts';
import type { Serve, ServedContext } from './servedContext.ts';
import { serveIndexing } from './serveIndexing.ts';
import { serveScraping } from './serveScraping.ts';

/** For itself; what it waits for from the engine does not count. */
export const ACTIVITY_DEADLINE_MS = 30_000;

export const SERVE: Readonly<Record<Stage, Serve>> = {
  CRAWLING: serveCrawling,
  SCRAPING: serveScraping,
  CONVERTION: serveConversion,
  CHUNKING: serveChunking,
  INDEXING: serveIndexing,
};

export interface LearnerStage {
  readonly stage: Stage;
  readonly code: ActivityCode;
  readonly away: ActivityProcess;
  readonly gate: RobotsGate;
  readonly deadlineMs?: number;
  readonly debug?: ActivityDebug;
  /** Instead of into the log. */
  onLine?(line: SaidLine): void;
}

/**
 * A learner's file in the place of a stage: same input, same artifact, same guards and limits, for all that touches the
 * world is done here. Throws what a stage throws, and config `activity_…` with the learner's own line.
 */
export const createLearnerActivity =
  (own: LearnerStage): Activity =>
  async (context, source) => {
    const served = SERVE[own.stage]({ context, source, gate: own.gate });
    const known = await served.before?.();
    if (known) return known;
    const done = await perform(own, { context, source, served });
    return 'skipped' in done ? { source, skipped: done.skipped } : served.finish(done.source);
  };

interface Performance {
  readonly context: ActivityContext;
  readonly source: Source;
  readonly served: ServedContext;
}

/** The activity itself, without what the engine makes of it. */
export async function perform(
  own: LearnerStage,
  { context, source, served }: Performance,
): Promise<{ readonly source: Source } | { readonly skipped: Reason }> {
  const { stage, code, away, debug } = own;
  const deadlineMs = own.deadlineMs ?? ACTIVITY_DEADLINE_MS;
  const end = await away.run({
    code,
    args: [source, learnerConfig(stage, context.input)],
    methods: Object.keys(served.calls),
    async answer(method, args) {
      context.signal.throwIfAborted();
      context.heartbeat();
      return served.calls[method]?.(...args);
    },
    deadlineMs,
    signal: context.signal,
    onLine: own.onLine ?? (line => logLine(context, { stage, uri: source.uri, line })),
    ...(debug ? { debug } : {}),
  });
  context.signal.throwIfAborted();
  const { entry: file } = code;
  if (end.kind === 'skipped') return { skipped: skipReason(end.reason, source.uri) };
  if (end.kind !== 'returned') return { skipped: refusal(end, { stage, file, deadlineMs }) };
  return { source: checkReturned({ stage, file, given: source, value: end.value, artifact: served.artifact() }) };
}

/** Words of our own are understood as ours: `skip('empty_page')`. */
const OWN_REASONS = ['empty_page', 'script_only'];

const skipReason = (reason: string, uri: string) =>
  OWN_REASONS.includes(reason)
    ? { code: reason, params: { uri } }
    : { code: 'skipped_by_activity', params: { uri, reason: reason.slice(0, 200) } };

interface NotReturned {
  readonly stage: Stage;
  readonly file: string;
  readonly deadlineMs: number;
}

const REFUSED_BY_ROBOTS = ['robots_disallowed', 'robots_unavailable'];

/** A page that robots.txt forbids is left aside; all else is thrown. */
function refusal(
  end: Exclude<ActivityEnd, { kind: 'returned' | 'skipped' }>,
  { stage, file, deadlineMs }: NotReturned,
): Reason {
  if (end.kind !== 'refused')
    throw new ProblemError(endProblem(end, { file, call: ACTIVITY_NAMES[stage].call, deadlineMs }));
  const { code, params } = toProblem(end.thrown);
  if (REFUSED_BY_ROBOTS.includes(code)) return { code, params };
  if (code === 'activity_call_wrong') throw new ProblemError(placed(code, end.frames[0] ?? { file }, params));
  throw end.thrown;
}

interface Said {
  readonly stage: Stage;
  readonly uri: string;
  readonly line: SaidLine;
}

function logLine({ ports: { log } }: ActivityContext, { stage, uri, line }: Said): void {
  if ('text' in line) log.write('info', 'activity_said', { stage, uri, text: line.text });
  else log.write('warn', 'activity_said_cut', { stage, uri, bytes: line.cutBytes });
}

/** Reads the file in a process of its own, before a run begins: does it compile, has it its function? Throws config. */
export async function checkActivityCode(stage: Stage, code: ActivityCode, away: ActivityProcess): Promise<void> {
  const end = await away.run({
    ...{ code, args: null, methods: [], deadlineMs: ACTIVITY_DEADLINE_MS },
    answer: () => Promise.resolve(undefined),
    signal: new AbortController().signal,
    onLine: () => undefined,
  });
  if (end.kind === 'returned' || end.kind === 'skipped' || end.kind === 'refused') return;
  const told = { file: code.entry, call: ACTIVITY_NAMES[stage].call, deadlineMs: ACTIVITY_DEADLINE_MS };
  throw new ProblemError(endProblem(end, told));
}

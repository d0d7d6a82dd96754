import { toProblem } from '../model/problem.ts';
import { diagnose, type Diagnosis } from '../model/temporal/diagnose.ts';
import type { Heard } from '../model/temporal/serverEvent.ts';

/** How long a run may say nothing before it is asked why: a worker that lives takes what waits within a second. */
const STILL_MS = 7_000;
/** The doctor pings each queue: one that found nothing comes back later and later. */
const AGAIN_MS = 10_000;
const LATEST_MS = 160_000;

/** What is known of why a run does not move. Changed in place. */
export interface Standing {
  movedAt: number;
  /** When the doctor is asked next, and how long after that again. */
  askAt: number;
  pauseMs: number;
  finding: Diagnosis | undefined;
}

export const newStanding = (now: number): Standing => ({
  ...{ movedAt: now, askAt: now + STILL_MS, pauseMs: AGAIN_MS },
  finding: undefined,
});

/** What somebody else than the server has done. */
export const isMove = ({ eventType }: { readonly eventType: string }): boolean =>
  eventType !== 'WorkflowTaskScheduled' && eventType !== 'WorkflowExecutionStarted';

export function noteMove(standing: Standing, heard: readonly Heard[], now: number): void {
  if (heard.some(({ events }) => events.some(isMove))) Object.assign(standing, newStanding(now));
}

/** A run that is on. */
export interface StandingRun {
  readonly runId: string;
  readonly standing: Standing;
}

/**
 * Asks of one run that has said nothing for a while, the one that was asked longest ago. True: there is news. A server that
 * does not answer is told by who lists the runs.
 */
export async function askWhy(
  runs: readonly StandingRun[],
  consult: (runId: string) => Promise<readonly Diagnosis[]>,
  now: () => number,
): Promise<boolean> {
  const due = runs.filter(({ standing }) => standing.askAt <= now());
  const [first] = due.sort((a, b) => a.standing.askAt - b.standing.askAt);
  if (!first) return false;
  const { standing, runId } = first;
  const { movedAt, finding: before } = standing;
  const findings = await consult(runId).catch((error: unknown) => [unanswered(error)]);
  if (standing.movedAt !== movedAt) return false;
  const finding = findings.find(({ ok }) => !ok);
  standing.finding = finding;
  standing.askAt = now() + (finding ? AGAIN_MS : standing.pauseMs);
  standing.pauseMs = finding ? AGAIN_MS : Math.min(LATEST_MS, standing.pauseMs * 2);
  return JSON.stringify(finding) !== JSON.stringify(before);
}

const unanswered = (error: unknown): Diagnosis => findingOfAway(toProblem(error));

/** Of every run of a server that is away. */
export function findingOfAway(connection: ReturnType<typeof toProblem>): Diagnosis {
  const [finding] = diagnose({ address: '', namespace: '', connection, queues: [], run: null });
  // SAFETY: a connection that was refused is always one finding.
  return finding as Diagnosis;
}

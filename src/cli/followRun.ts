import type { RunSummary } from '../model/view.ts';
import type { Session } from './session.ts';

const QUIET_SPELL_MS = 10_000;

type Figures = Readonly<Record<string, number>>;

/** A progress line on a terminal; where there is none, a log line every ten seconds. */
function teller({ report, stderr, now }: Session, name: 'progress' | 'api_progress' | 'backfill_progress') {
  let last = now().getTime();
  return (runId: string, figures: Figures, line: string): void => {
    if (stderr.isTTY) return report.progress(line);
    if (now().getTime() - last < QUIET_SPELL_MS) return;
    last = now().getTime();
    report.log.write('info', name, { run_id: runId, ...figures });
  };
}

/** Tells how a run goes on. */
export function followRun(session: Session): (run: RunSummary) => void {
  const tell = teller(session, 'progress');
  const words = session.texts.human;
  return ({ runId, counts: { discovered, completed, error }, open, waiting }) => {
    const figures = { ended: Math.max(0, discovered - open), discovered, completed, error, waiting };
    const line = words.say('cli.run.progress', figures);
    tell(runId, figures, waiting === 0 ? line : `${line}, ${words.say('cli.run.waiting', { count: waiting })}`);
  };
}

/** The same of an ingestion from an API. */
export function followApiRun(session: Session): (run: RunSummary) => void {
  const tell = teller(session, 'api_progress');
  return ({ runId, api, waiting }) => {
    const figures = { pages: api?.pages ?? 0, rows: api?.rows ?? 0, partitions: api?.partitions ?? 0, waiting };
    tell(runId, figures, session.texts.human.say('cli.api.progress', figures));
  };
}

/** The same of a backfill. */
export function followBackfill(session: Session): (run: RunSummary) => void {
  const tell = teller(session, 'backfill_progress');
  return ({ runId, backfill }) => {
    const { planned = 0, done = 0, failed = 0 } = backfill ?? {};
    const figures = { planned, done, failed };
    tell(runId, figures, session.texts.human.say('cli.backfill.progress', figures));
  };
}

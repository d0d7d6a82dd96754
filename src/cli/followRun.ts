import type { RunSummary } from '../model/view.ts';
import type { Session } from './session.ts';
import type { Words } from './texts.ts';

const QUIET_SPELL_MS = 10_000;

/** The same of an ingestion from an API. */
export function followApiRun({ report, texts, stderr, now }: Session): (run: RunSummary) => void {
  let last = now().getTime();
  return ({ runId, api, waiting }) => {
    const params = { pages: api?.pages ?? 0, rows: api?.rows ?? 0, partitions: api?.partitions ?? 0, waiting };
    if (stderr.isTTY) return report.progress(texts.human.say('cli.api.progress', params));
    if (now().getTime() - last < QUIET_SPELL_MS) return;
    last = now().getTime();
    report.log.write('info', 'api_progress', { run_id: runId, ...params });
  };
}

/** A run's changes as a progress line on a terminal, and as a log line every ten seconds where there is none. */
export function followRun(session: Session): (run: RunSummary) => void {
  const { report, texts, stderr, now } = session;
  let last = now().getTime();
  return run => {
    const { discovered, completed, error } = run.counts;
    const ended = Math.max(0, discovered - run.open);
    const params = { ended, discovered, completed, error, waiting: run.waiting };
    if (stderr.isTTY) return report.progress(progressLine(texts.human, params));
    if (now().getTime() - last < QUIET_SPELL_MS) return;
    last = now().getTime();
    report.log.write('info', 'progress', { run_id: run.runId, ...params });
  };
}

function progressLine(words: Words, params: Readonly<Record<string, number>> & { readonly waiting: number }): string {
  const line = words.say('cli.run.progress', params);
  return params.waiting === 0 ? line : `${line}, ${words.say('cli.run.waiting', { count: params.waiting })}`;
}

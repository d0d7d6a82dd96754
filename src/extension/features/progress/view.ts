import { endedOf, isOfApi, type RunSummary } from '../../../model/view.ts';
import { apiFigures } from '../../../model/apiText.ts';
import { resumedText } from '../../../model/againText.ts';
import { problemText } from '../../problemText.ts';
import type { Text } from '../../text.ts';

/** `Ingestion 32/60 · 2 errors` for all runs that are on. */
export function statusText(all: readonly RunSummary[], text: Text): { text: string; tooltip: string } {
  const running = all.filter(({ figures }) => figures === undefined);
  const sum = (figure: (run: RunSummary) => number) => running.reduce((total, run) => total + figure(run), 0);
  const [ended, errors] = [sum(endedOf), sum(run => run.counts.error)];
  const total = ended + sum(run => run.open);
  const count = text.say('progress.count', { ended: text.number(ended), total: text.number(total) });
  const apis = running.flatMap(run => apiFigures(run, text) ?? []);
  const parts = [
    ...(running.length === 0 ? [text.say('runStatus.RUNNING')] : []),
    ...(running.length > 0 && (total > 0 || apis.length === 0) ? [count] : []),
    ...apis,
    ...(errors > 0 ? [text.count('unit.error', errors)] : []),
  ].join(' · ');
  return {
    text: `$(database) ${text.say('status.text', { progress: parts })}`,
    tooltip: text.say('status.tooltip', { progress: parts }),
  };
}

export type EndAction =
  'showDataset' | 'showApiResult' | 'search' | 'showSources' | 'retryFailed' | 'resume' | 'openHistory';

export interface EndNotice {
  readonly severity: 'info' | 'warning';
  readonly message: string;
  readonly actions: readonly EndAction[];
}

/**
 * One sentence at the end of a run: how it ended, with figures, and what can be done next. Null for a parked run: what
 * parked it (a crash of the engine process) was said, with a button to resume.
 */
export function endNotice(run: RunSummary, text: Text): EndNotice | null {
  if (run.status === 'PARKED') return null;
  const counts = countsText(run, text);
  if (run.failure !== null) {
    const reason = problemText(run.failure, text);
    return {
      severity: 'warning',
      message: text.say('end.broken', { reason, counts }),
      actions: isOfApi(run) ? ['retryFailed', 'openHistory'] : ['openHistory', 'showSources'],
    };
  }
  const resumed = run.resumed === null ? [] : [text.say('end.resumed', { resumed: resumedText(run.resumed, text) })];
  const message = [text.say(`end.${run.status}`, { counts }), ...resumed].join(' ');
  if (run.status === 'CANCELED') return { severity: 'info', message, actions: ['resume', 'openHistory'] };
  if (run.counts.error > 0) return { severity: 'warning', message, actions: ['openHistory', 'retryFailed', 'search'] };
  if (run.api !== null) return { severity: 'info', message, actions: ['showDataset', 'showApiResult', 'openHistory'] };
  if (run.backfill) return { severity: 'info', message, actions: ['showDataset', 'openHistory'] };
  return { severity: 'info', message, actions: run.counts.completed > 0 ? ['search', 'openHistory'] : ['openHistory'] };
}

function countsText(run: RunSummary, text: Text): string {
  const { counts, open } = run;
  const figures = apiFigures(run, text);
  if (figures !== null) return figures;
  const parts = [text.count('end.completed', counts.completed)];
  if (counts.error > 0) parts.push(text.count('unit.error', counts.error));
  if (counts.skipped > 0) parts.push(text.count('end.skipped', counts.skipped));
  if (counts.alias > 0) parts.push(text.count('end.alias', counts.alias));
  if (open > 0) parts.push(text.count('end.open', open));
  return parts.join(', ');
}

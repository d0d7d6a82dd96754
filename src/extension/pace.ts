import { endedOf, type RunSummary } from '../model/view.ts';
import { apiFigures } from '../model/apiText.ts';
import type { Text } from './text.ts';

/** How many Sources had ended at a moment, in milliseconds. */
export interface Sample {
  readonly at: number;
  readonly ended: number;
}

/** Long enough to be steady, short enough to follow a site that slows down. */
const WINDOW_MS = 5000;

export function addSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...samples.filter(s => sample.at - s.at <= WINDOW_MS), sample];
}

/** Sources a second over the window; null until there is something to measure. */
export function rateOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < 500 || last.ended <= first.ended) return null;
  return (last.ended - first.ended) / ((last.at - first.at) / 1000);
}

type Progress = Pick<RunSummary, 'counts' | 'open' | 'waiting'> &
  Partial<Pick<RunSummary, 'api' | 'backfill' | 'figures'>>;

/** `32/60 · 12/s · 0:03`: ended of known, measured rate, time left at that rate; and how many wait for their next attempt. */
export function progressText(run: Progress, rate: number | null, text: Text): string {
  const waits = run.waiting > 0 ? ` · ${text.count('progress.waiting', run.waiting)}` : '';
  return `${paceText(run, rate, text)}${waits}`;
}

function paceText(run: Progress, rate: number | null, text: Text): string {
  if (run.figures !== undefined) return text.say(`tree.${run.figures}`);
  const figures = apiFigures(run, text);
  if (figures !== null) return figures;
  const ended = endedOf(run);
  const count = text.say('progress.count', { ended: text.number(ended), total: text.number(ended + run.open) });
  if (rate === null) return count;
  const perSecond = text.say('progress.rate', {
    rate: text.number(rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate)),
  });
  const left = text.say('progress.left', { time: text.duration((run.open / rate) * 1000) });
  return `${count} · ${perSecond} · ${left}`;
}

/** 0 … 100. */
export function progressPercent(run: Pick<RunSummary, 'counts' | 'open'>): number {
  const ended = endedOf(run);
  return ended + run.open === 0 ? 0 : (100 * ended) / (ended + run.open);
}

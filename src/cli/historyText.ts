import type { JournalEvent } from '../model/event.ts';
import { briefEvent } from '../model/history.ts';
import { addEvents, newTimeline, type Bar } from '../model/timeline.ts';
import { reasonSentence } from './describe.ts';
import { duration, type Words } from './texts.ts';

/** One line an activity: where it stands, time at work, attempts, and why it failed. */
export function summarizeActivities(words: Words, events: readonly JournalEvent[]): string[] {
  const uris = new Map<string, number>();
  const placeOf = (uri: string): number => uris.get(uri) ?? uris.set(uri, uris.size).size - 1;
  const briefs = events.map(event => briefEvent(event, placeOf));
  const timeline = newTimeline();
  addEvents(timeline, { events: briefs, uris: [...uris.keys()] });
  return [...timeline.rows.values()].flatMap(({ uri, bars }) =>
    [...new Set(bars.map(({ activity }) => activity))].map(activity => {
      const own = bars.filter(bar => bar.activity === activity);
      return activityLine(words, { uri, activity, bars: own });
    }),
  );
}

interface Activity {
  readonly uri: string;
  readonly activity: string;
  /** At least one. */
  readonly bars: readonly Bar[];
}

function activityLine(words: Words, { uri, activity, bars }: Activity): string {
  const kind = bars.at(-1)?.kind ?? 'open';
  const work = bars.filter(bar => bar.kind !== 'wait');
  const ms = work.reduce((sum, { from, to }) => sum + Math.max(0, (to ?? from) - from), 0);
  const { attempt = 1, reason } = work.at(-1) ?? {};
  const tail = [
    kind === 'open' ? '' : duration(ms, words.language),
    attempt > 1 ? words.say('cli.history.attempts', { count: attempt }) : '',
    reason ? reasonSentence(words, uri, reason) : '',
  ].filter(part => part !== '');
  return `  ${words.say(`history.kind.${kind}`).padEnd(12)}  ${activity.padEnd(10)}  ${uri}  ${tail.join(', ')}`.trimEnd();
}

import type { JournalEvent } from '../model/event.ts';
import { reasonSentence, sentence } from './describe.ts';
import { duration, type Words } from './texts.ts';

interface ActivityLine {
  readonly stage: string;
  readonly uri: string;
  readonly state: string;
  readonly attempts: number;
  /** Milliseconds since 1970; 0: not yet. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly reason: string;
}

/** One line an activity: where it stands, attempts, time, and why it failed. */
export function summarizeActivities(words: Words, events: readonly JournalEvent[]): string[] {
  const lines = new Map<string, ActivityLine>();
  for (const event of events) noteEvent(lines, event, words);
  return [...lines.values()].map(line => {
    const time = line.endedAt > 0 ? duration(Math.max(0, line.endedAt - line.startedAt), words.language) : '';
    const tries = line.attempts > 1 ? words.say('cli.history.attempts', { count: line.attempts }) : '';
    const tail = [time, tries, line.reason].filter(part => part !== '').join(', ');
    return `  ${words.say(`cli.state.${line.state}`).padEnd(12)}  ${line.stage.padEnd(10)}  ${line.uri}  ${tail}`.trimEnd();
  });
}

function noteEvent(lines: Map<string, ActivityLine>, event: JournalEvent, words: Words): void {
  if (!('activityType' in event.attributes)) return;
  const { activityId, activityType, uri } = event.attributes;
  const time = Date.parse(event.eventTime);
  const fresh = { stage: activityType, uri, state: 'SCHEDULED', attempts: 0, startedAt: time, endedAt: 0, reason: '' };
  const line = lines.get(activityId) ?? fresh;
  lines.set(activityId, { ...line, ...changeOf(event, words) });
}

/** What an event says anew of its activity. */
function changeOf(event: JournalEvent, words: Words): Partial<ActivityLine> {
  const time = Date.parse(event.eventTime);
  if (event.eventType === 'ActivityTaskStarted') {
    const { attempt } = event.attributes;
    return { state: 'RUNNING', attempts: attempt, ...(attempt === 1 ? { startedAt: time } : {}) };
  }
  if (event.eventType === 'ActivityTaskCompleted') {
    if (!('source' in event.attributes)) return { state: 'COMPLETED', endedAt: time };
    const { skipped, reused, uri } = event.attributes;
    const state = skipped ? 'SKIPPED' : reused ? 'REUSED' : 'COMPLETED';
    return { state, endedAt: time, reason: skipped ? reasonSentence(words, uri, skipped) : '' };
  }
  if (event.eventType === 'ActivityTaskFailed') {
    const waits = event.attributes.retryState === 'IN_PROGRESS';
    const reason = sentence(words, event.attributes.failure);
    return { state: waits ? 'WAITING' : 'ERROR', endedAt: waits ? 0 : time, reason };
  }
  return event.eventType === 'ActivityTaskCanceled' ? { state: 'CANCELED', endedAt: time } : {};
}

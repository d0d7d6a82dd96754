import type { HistoryEvent } from '../model/event.ts';
import { sentence } from './describe.ts';
import { duration, type Words } from './texts.ts';

/** One line an event: number, time, type, and its attributes as they stand. */
export const describeEvents = (events: readonly HistoryEvent[]): string[] =>
  events.map(
    ({ eventId, eventTime, eventType, attributes }) =>
      `${String(eventId).padStart(5)}  ${eventTime}  ${eventType.padEnd(28)}  ${JSON.stringify(attributes)}`,
  );

interface ActivityLine {
  readonly stage: string;
  readonly uri: string;
  state: string;
  attempts: number;
  startedAt: number;
  endedAt: number;
  reason: string;
}

/** One line an activity: where it stands, attempts, time, and why it failed. */
export function summarizeActivities(words: Words, events: readonly HistoryEvent[]): string[] {
  const lines = new Map<string, ActivityLine>();
  for (const event of events) noteEvent(lines, event, words);
  return [...lines.values()].map(line => {
    const time = line.endedAt > 0 ? duration(Math.max(0, line.endedAt - line.startedAt), words.language) : '';
    const tries = line.attempts > 1 ? words.say('cli.history.attempts', { count: line.attempts }) : '';
    const tail = [time, tries, line.reason].filter(part => part !== '').join(', ');
    return `  ${words.say(`cli.state.${line.state}`).padEnd(12)}  ${line.stage.padEnd(10)}  ${line.uri}  ${tail}`.trimEnd();
  });
}

function noteEvent(lines: Map<string, ActivityLine>, event: HistoryEvent, words: Words): void {
  if (!('activityType' in event.attributes)) return;
  const { activityId, activityType, uri } = event.attributes;
  const time = Date.parse(event.eventTime);
  const fresh = { stage: activityType, uri, state: 'SCHEDULED', attempts: 0, startedAt: time, endedAt: 0, reason: '' };
  const line = lines.get(activityId) ?? fresh;
  lines.set(activityId, line);
  switch (event.eventType) {
    case 'ActivityTaskStarted':
      Object.assign(line, { state: 'RUNNING', attempts: event.attributes.attempt });
      if (event.attributes.attempt === 1) line.startedAt = time;
      return;
    case 'ActivityTaskCompleted': {
      const { skipped, reused } = event.attributes;
      const state = skipped ? 'SKIPPED' : reused ? 'REUSED' : 'COMPLETED';
      Object.assign(line, { state, endedAt: time, reason: skipped ? sentence(words, skipped) : '' });
      return;
    }
    case 'ActivityTaskFailed': {
      const waits = event.attributes.retryState === 'IN_PROGRESS';
      const reason = sentence(words, event.attributes.failure);
      Object.assign(line, { state: waits ? 'WAITING' : 'ERROR', endedAt: waits ? 0 : time, reason });
      return;
    }
    case 'ActivityTaskCanceled':
      Object.assign(line, { state: 'CANCELED', endedAt: time });
  }
}

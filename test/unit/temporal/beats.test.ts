import { expect, test } from 'vitest';
import type { Heard, PendingActivity, ServerEvent } from '../../../src/model/temporal/serverEvent.ts';
import type { RunSummary } from '../../../src/model/view.ts';
import { newBeats, noteBeats, withBeats } from '../../../src/temporal/beats.ts';
import { run } from '../extension/views.ts';

const event = (eventId: number, eventType: string, attributes: ServerEvent['attributes']): ServerEvent => ({
  ...{ eventId, eventType, attributes, eventTime: '' },
});
const pending = (activityId: string, activityType: string, heartbeat: unknown): PendingActivity => ({
  ...{ activityId, activityType, heartbeat, attempt: 1, state: 'STARTED' },
});
const heard = (events: readonly ServerEvent[], told: readonly PendingActivity[]): Heard[] => [
  { execution: { workflowId: 'w', runId: 'r' }, isChild: false, events, pending: told },
];
const api = { pages: 10, rows: 100, deadLetters: 0, partitions: 0, outputDir: 'd', parent: null };
const ofApi: RunSummary = run({ workflowType: 'ApiIngestionWorkflow', api });

test('pages that an activity has read count before it has ended, and not twice when it has', () => {
  const beats = newBeats();
  const scheduled = event(5, 'ActivityTaskScheduled', { activityId: '1', activityType: 'API_PAGE' });
  const beat = pending('1', 'API_PAGE', { done: 2, rows: 20 });
  noteBeats(beats, heard([scheduled], [beat]));
  expect(withBeats(ofApi, beats).api).toMatchObject({ pages: 12, rows: 120 });
  noteBeats(beats, heard([event(7, 'ActivityTaskCompleted', { scheduledEventId: 5 })], []));
  // Asked before it had ended, heard after.
  noteBeats(beats, heard([], [beat]));
  expect(withBeats(ofApi, beats).api).toEqual(api);
  noteBeats(beats, heard([], [pending('2', 'API_PARTITION', { done: 3, rows: 30 })]));
  expect(withBeats(ofApi, beats).api).toMatchObject({ pages: 10, rows: 100, partitions: 3 });
});

test('steps of stages are one figure; whatever others tell is none, and a run that has ended has none', () => {
  const beats = newBeats();
  noteBeats(beats, heard([], [pending('1', 'INDEXING', { steps: 4 }), pending('2', 'CHUNKING', { steps: 3 })]));
  noteBeats(beats, heard([], [pending('3', 'theirs', { steps: 'many' }), pending('4', 'theirs', 'hello')]));
  expect(withBeats(run(), beats).steps).toBe(7);
  const over = run({ status: 'COMPLETED' });
  expect(withBeats(over, beats)).toBe(over);
});

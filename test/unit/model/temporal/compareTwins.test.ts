import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../../../src/model/event.ts';
import { foldRun, type RunState } from '../../../../src/model/runState.ts';
import { compareTwins } from '../../../../src/model/temporal/compareTwins.ts';
import { manyEvents } from '../../../webview/samples/stories.ts';

const story = (sources: number) => manyEvents({ sources, status: 'COMPLETED', startedAt: 0 }).events;

function folded(events: readonly HistoryEvent[]): RunState {
  const state = foldRun(events);
  if (!state) throw new Error('no start');
  return state;
}

/** The same with another hash for the n-th result of a stage; null: without that result. */
function changed(events: readonly HistoryEvent[], nth: number, sha256: string | null): HistoryEvent[] {
  let at = 0;
  return events.flatMap(event => {
    if (event.eventType !== 'ActivityTaskCompleted' || event.attributes.activityType !== 'CHUNKING') return [event];
    at += 1;
    if (at !== nth) return [event];
    return sha256 === null ? [] : [{ ...event, attributes: { ...event.attributes, sha256 } }];
  });
}

test('twins that made the same bytes are equal, whatever time they took', () => {
  const { artifacts, sources, differing } = compareTwins(folded(story(6)), folded(story(6)), 200);
  expect({ sources, differing, different: artifacts.different, missing: artifacts.missing }).toEqual({
    ...{ sources: 6, differing: 0, different: 0, missing: 0 },
  });
  expect(artifacts.equal).toBeGreaterThan(6);
});

test('an artifact of other bytes, and one that is not there, are told first', () => {
  const other = changed(changed(story(6), 4, 'f'.repeat(64)), 2, null);
  const { artifacts, differing, shown } = compareTwins(folded(story(6)), folded(other), 3);
  expect([artifacts.different, artifacts.missing, differing, shown.length]).toEqual([1, 1, 2, 3]);
  expect(shown.map(({ differs }) => differs)).toEqual([true, true, false]);
  const matches = shown.flatMap(({ stages }) => stages.map(({ artifact }) => artifact));
  expect(matches.filter(match => match === 'different' || match === 'missing')).toHaveLength(2);
});

test('a Source that only one of them has is a difference', () => {
  const { differing, shown } = compareTwins(folded(story(3)), folded(story(4)), 200);
  expect(differing).toBe(1);
  expect(shown[0]?.outcomes[0]).toBeNull();
});

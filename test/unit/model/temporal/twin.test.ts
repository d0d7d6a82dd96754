import { expect, test } from 'vitest';
import { isRunId } from '../../../../src/model/artifactName.ts';
import { findTwin, twinName } from '../../../../src/model/temporal/twin.ts';

const local = (runId: string) => ({ runId });
const there = (runId: string) => ({ runId, backEnd: 'temporal' as const });

test('a twin is called after the run that it is one of, and numbered where there is one already', () => {
  expect(twinName(local('day-1'), [])).toBe('day-1-temporal');
  expect(twinName(local('day-1'), [there('day-1-temporal')])).toBe('day-1-temporal-2');
  expect(twinName(there('day-1-temporal'), [local('day-1')])).toBe('day-1-local');
  expect(twinName(there('abc'), [])).toBe('abc-local');
});

test('a run finds its newest twin on the other back end, in both directions', () => {
  const runs = [there('day-1-temporal-2'), local('day-2'), there('day-1-temporal'), local('day-1')];
  expect(findTwin(local('day-1'), runs)).toBe(runs[0]);
  expect(findTwin(there('day-1-temporal'), runs)).toBe(runs[3]);
  expect(findTwin(local('day-2'), runs)).toBeUndefined();
  expect(findTwin(there('other'), runs)).toBeUndefined();
});

test('an id as long as it may be has a twin, too', () => {
  const long = 'a'.repeat(64);
  const name = twinName(local(long), []);
  expect(isRunId(name)).toBe(true);
  expect(findTwin(local(long), [there(name)])).toEqual(there(name));
});

import { expect, test } from 'vitest';
import { fail } from '../../../src/model/problem.ts';
import type { Diagnosis } from '../../../src/model/temporal/diagnose.ts';
import type { Heard } from '../../../src/model/temporal/serverEvent.ts';
import { askWhy, findingOfAway, newStanding, noteMove } from '../../../src/temporal/standing.ts';

const finding = (said: string, ok = false): Diagnosis => ({ about: 'queue', ok, said, params: {}, fix: 'startWorker' });
const heard = (eventType: string): Heard[] => [
  {
    ...{ execution: { workflowId: 'w', runId: 'r' }, isChild: false, pending: [] },
    events: [{ eventId: 1, eventTime: '', eventType, attributes: {} }],
  },
];

test('a run is asked why when it has said nothing for a while, and what was found goes when it moves', async () => {
  let now = 0;
  const standing = newStanding(now);
  const ask = (...found: Diagnosis[]) =>
    askWhy(
      [{ runId: 'r', standing }],
      () => Promise.resolve(found),
      () => now,
    );
  expect(await ask(finding('unserved'))).toBe(false);
  now = 8000;
  expect(await ask(finding('served', true), finding('unserved'))).toBe(true);
  expect(standing.finding?.said).toBe('unserved');
  now = 19_000;
  expect(await ask(finding('unserved'))).toBe(false);
  noteMove(standing, heard('WorkflowTaskScheduled'), now);
  expect(standing.finding).toBeDefined();
  noteMove(standing, heard('ActivityTaskStarted'), now);
  expect(standing.finding).toBeUndefined();
});

test('a run in which nothing is wrong is asked later and later, one that moved meanwhile is told nothing of', async () => {
  let now = 8000;
  const standing = newStanding(0);
  let asked = 0;
  const consult = () => Promise.resolve([finding('served', true)].slice((asked += 1) && 0));
  for (; now < 200_000; now += 1000) await askWhy([{ runId: 'r', standing }], consult, () => now);
  expect(asked).toBe(5);
  const late = newStanding(0);
  const moves = async () => {
    noteMove(late, heard('ActivityTaskStarted'), now);
    return [finding('unserved')];
  };
  expect(await askWhy([{ runId: 'r', standing: late }], moves, () => now)).toBe(false);
  expect(late.finding).toBeUndefined();
});

test('runs are asked one at a time, the one that waits longest first; a server that does not answer is a finding', async () => {
  const [one, other] = [newStanding(10), newStanding(0)];
  const runs = [
    { runId: 'one', standing: one },
    { runId: 'other', standing: other },
  ];
  const asked: string[] = [];
  const consult = (runId: string) => {
    asked.push(runId);
    return Promise.reject(fail('transient', 'temporal_unreachable', { address: 'h:1' }));
  };
  await askWhy(runs, consult, () => 20_000);
  expect(asked).toEqual(['other']);
  expect(other.finding).toMatchObject({ said: 'error.temporal_unreachable', fix: 'startServer' });
  const away = findingOfAway({ kind: 'config', code: 'temporal_namespace', params: { namespace: 'n' } });
  expect(away).toMatchObject({ fix: 'createNamespace', params: { namespace: 'n' } });
});

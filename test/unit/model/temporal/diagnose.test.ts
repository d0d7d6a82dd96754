import { describe, expect, test } from 'vitest';
import english from '../../../../l10n/bundle.l10n.json';
import french from '../../../../l10n/bundle.l10n.fr.json';
import {
  diagnose,
  type AskedQueue,
  type PendingActivity,
  type QueueFacts,
} from '../../../../src/model/temporal/diagnose.ts';
import { render } from '../../../../src/model/text.ts';

const TS: AskedQueue = { name: 'TS_WORKER_TASK_QUEUE', pingMs: 40, backlog: 0, backlogAgeMs: 0 };
const PY: AskedQueue = { name: 'PY_WORKER_TASK_QUEUE', backlog: 0, backlogAgeMs: 0 };
const ACTIVITY: PendingActivity = {
  type: 'SCRAPING',
  queue: TS.name,
  isStarted: false,
  attempt: 1,
  maximumAttempts: 5,
  failure: null,
  nextAttemptInMs: null,
  silentMs: null,
  heartbeatTimeoutMs: 120_000,
};

const facts = (more: Partial<QueueFacts> = {}): QueueFacts => ({
  address: '127.0.0.1:7233',
  namespace: 'workshop-ingestion',
  connection: null,
  queues: [TS],
  run: null,
  ...more,
});
const withActivity = (more: Partial<PendingActivity>, queue = TS): QueueFacts =>
  facts({ queues: [queue], run: { runId: 'r', decision: null, activities: [{ ...ACTIVITY, ...more }] } });
const withDecision = (message: string): QueueFacts =>
  facts({ run: { runId: 'r', activities: [], decision: { attempt: 3, message } } });
const refused = (code: string): QueueFacts =>
  facts({ connection: { kind: 'config', code, params: { address: '127.0.0.1:1', namespace: 'x' } } });

const WRONG: readonly (readonly [string, QueueFacts, said: string, fix: string])[] = [
  ['no server', refused('temporal_unreachable'), 'error.temporal_unreachable', 'startServer'],
  ['no namespace', refused('temporal_namespace'), 'error.temporal_namespace', 'createNamespace'],
  ['a key that is refused', refused('temporal_refused'), 'error.temporal_refused', 'openSettings'],
  ['nobody polls', facts({ queues: [{ ...TS, pingMs: null }] }), 'doctor.temporal.unserved', 'startWorker'],
  [
    'nobody polls the Python queue',
    facts({ queues: [TS, { ...PY, backlog: 2, backlogAgeMs: 9000 }] }),
    'doctor.temporal.unserved',
    'startPythonWorker',
  ],
  [
    'a worker without that activity',
    withActivity({
      failure: { type: 'NotFoundError', message: 'Activity function SCRAPING is not registered on this Worker' },
    }),
    'doctor.temporal.unknownActivity',
    'restartWorker',
  ],
  [
    'an activity that fails',
    withActivity({ attempt: 2, nextAttemptInMs: 2400, failure: { type: 'http_status', message: '429' } }),
    'doctor.temporal.failing',
    'openFailure',
  ],
  [
    'a heartbeat that is stuck',
    withActivity({ isStarted: true, silentMs: 91_000 }),
    'doctor.temporal.silent',
    'restartWorker',
  ],
  [
    'a worker of another version',
    withDecision('[TMPRL1100] Nondeterminism error: Activity machine does not handle this event'),
    'doctor.temporal.otherVersion',
    'restartWorker',
  ],
  [
    'a worker without that workflow',
    withDecision("Failed to initialize workflow of type 'X': no such function is exported by the workflow bundle"),
    'doctor.temporal.unknownWorkflow',
    'restartWorker',
  ],
  ['a decision that throws', withDecision('TypeError: x is undefined'), 'doctor.temporal.decision', 'restartWorker'],
];

describe.each(WRONG)('%s', (_name, known, said, fix) => {
  const [first, ...rest] = diagnose(known);

  test('is told first, with what to do', () => {
    expect(first).toMatchObject({ ok: false, said, fix });
    expect(rest.every(({ ok }) => ok)).toBe(true);
  });

  test.each([
    ['English', english],
    ['French', french],
  ])('has a whole sentence in %s', (_language, texts: Readonly<Record<string, string>>) => {
    for (const { said: key, params } of diagnose(known)) {
      if (key.startsWith('error.')) continue; // The connection's own, told where it is made.
      expect(texts[key], key).toBeDefined();
      expect(render(texts, key, params)).not.toMatch(/\{\w+\}/);
    }
    expect(texts[`doctor.fix.${fix}`]).toBeDefined();
  });
});

test('a run that moves has nothing to be told but what is in order', () => {
  const all = diagnose(withActivity({ isStarted: true, silentMs: 800 }));
  expect(all.map(({ said }) => said)).toEqual(['doctor.temporal.connected', 'doctor.temporal.served']);
  expect(all.every(({ ok, fix }) => ok && fix === null)).toBe(true);
});

test('an activity queue that somebody works on is busy, not forsaken', () => {
  const late = { ...PY, backlog: 40, backlogAgeMs: 60_000 };
  const busy = diagnose(withActivity({ queue: PY.name, isStarted: true }, late));
  expect(busy.map(({ said }) => said)).toContain('doctor.temporal.busy');
  const forsaken = diagnose(withActivity({ queue: PY.name }, late));
  expect(forsaken[0]).toMatchObject({ said: 'doctor.temporal.unserved', params: { count: 40, seconds: 60 } });
});

test('what came a moment ago is waited for', () => {
  expect(diagnose(facts({ queues: [{ ...PY, backlog: 1, backlogAgeMs: 900 }] })).every(({ ok }) => ok)).toBe(true);
});

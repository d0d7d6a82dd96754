import { ApplicationFailure } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/model/temporal/diagnose.ts';
import type { TemporalClient } from '../../src/temporal/client.ts';
import { consult } from '../../src/temporal/examine.ts';
import { installRuntime, quiet } from '../servers/quietRuntime.ts';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';

const server = orSkip('temporal', await startTemporal());
const QUEUE = 'doctor';

describe.skipIf(!server)('the queue doctor, on a real server', () => {
  let connection: Connection;
  let native: NativeConnection;
  let client: Client;
  const bundles = new Map<string, string>();
  const stops: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (!server) return;
    installRuntime();
    connection = await Connection.connect({ address: server.address });
    native = await NativeConnection.connect({ address: server.address });
    client = new Client({ connection, namespace: server.namespace });
    for (const version of ['first', 'second']) {
      const workflowsPath = new URL(`./doctor/${version}.ts`, import.meta.url).pathname;
      bundles.set(version, (await bundleWorkflowCode({ workflowsPath, logger: quiet })).code);
    }
  }, 120_000);

  afterAll(async () => {
    for (const stop of stops) await stop();
    await connection?.close();
    await native?.close();
    await server?.stop();
  });

  /** A worker on that queue; ends with the tests, or when its answer is called. */
  async function startWorker(
    taskQueue: string,
    version: string | null,
    activities: object = {},
  ): Promise<() => Promise<void>> {
    const code = version === null ? undefined : bundles.get(version);
    const worker = await Worker.create({
      ...{ connection: native, namespace: server?.namespace ?? '', taskQueue, activities, shutdownGraceTime: 0 },
      ...(code === undefined ? {} : { workflowBundle: { code } }),
      stickyQueueScheduleToStartTimeout: '1s',
    });
    const running = worker.run();
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      if (!stopping) worker.shutdown();
      return (stopping ??= running);
    };
    stops.push(stop);
    return stop;
  }

  const startRun = async (workflowId: string, taskQueue: string, work: string, type = 'Working'): Promise<string> => {
    await client.workflow.start(type, { taskQueue, workflowId, args: [work] });
    return workflowId;
  };

  /** As the extension and the command line ask. */
  const asker = (taskQueue: string): Pick<TemporalClient, 'place' | 'ask'> => ({
    place: {
      ...{ address: server?.address ?? '', namespace: server?.namespace ?? '', taskQueue },
      ...{ tls: false, tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' },
    },
    ask: question => question(client),
  });

  /** Asks until the worst finding is that one: a server needs a moment to know. */
  async function found(said: string, run: string, queue: string): Promise<Diagnosis> {
    let last: readonly Diagnosis[] = [];
    for (const until = Date.now() + 25_000; Date.now() < until;) {
      last = await consult(asker(queue), run);
      const [first] = last;
      if (first?.said === said) return first;
      await new Promise(resolve => setTimeout(resolve, 250));
    }
    throw new Error(`${said} was not found, but ${JSON.stringify(last)}`);
  }

  it('finds that nobody polls, although a worker that has ended is still listed', async () => {
    await (
      await startWorker(QUEUE, 'first')
    )();
    const run = await startRun('forsaken', QUEUE, QUEUE);
    expect(await found('doctor.temporal.unserved', run, QUEUE)).toMatchObject({
      fix: 'startWorker',
      params: { queue: QUEUE },
    });
  });

  it('finds that an activity waits on a queue that no worker of its kind polls', async () => {
    await startWorker('decides', 'first');
    const run = await startRun('half', 'decides', 'PY_NOBODY');
    const { fix, params } = await found('doctor.temporal.unserved', run, 'decides');
    expect({ fix, params }).toMatchObject({ fix: 'startPythonWorker', params: { queue: 'PY_NOBODY', count: 1 } });
  });

  it('finds a worker that does not know the activity', async () => {
    await startWorker('ignorant', 'first', { other: () => Promise.resolve() });
    const run = await startRun('unknown-activity', 'ignorant', 'ignorant');
    expect(await found('doctor.temporal.unknownActivity', run, 'ignorant')).toMatchObject({
      fix: 'restartWorker',
      params: { activity: 'work', queue: 'ignorant', attempt: 2 },
    });
  });

  it('finds an activity that fails, with its attempt and its last error', async () => {
    const refuse = (): never => {
      throw ApplicationFailure.create({ type: 'http_status', message: 'the site says 503' });
    };
    await startWorker('failing', 'first', { work: refuse });
    const run = await startRun('fails', 'failing', 'failing');
    const { params } = await found('doctor.temporal.failing', run, 'failing');
    expect(params).toMatchObject({ code: 'http_status', message: 'the site says 503', attempt: 2, maximum: 5 });
    expect(Number(params['seconds'])).toBeGreaterThan(30);
  });

  it('finds a worker that has fallen silent over an activity', async () => {
    let free = (): void => undefined;
    const held = new Promise<void>(resolve => (free = resolve));
    stops.unshift(() => Promise.resolve(free()));
    await startWorker('silent', 'first', { work: () => held });
    const run = await startRun('silence', 'silent', 'silent');
    expect(await found('doctor.temporal.silent', run, 'silent')).toMatchObject({
      about: 'heartbeat',
      params: { timeout: 8 },
    });
  });

  it('finds a worker of another code version', async () => {
    const stop = await startWorker('changing', 'first');
    const run = await startRun('versions', 'changing', 'PY_LATER');
    await found('doctor.temporal.unserved', run, 'changing');
    await stop();
    await startWorker('changing', 'second');
    await client.workflow.getHandle(run).cancel(); // Something to decide.
    const { params } = await found('doctor.temporal.otherVersion', run, 'changing');
    expect(params).toMatchObject({ run });
  });

  it('finds a worker that does not know the workflow', async () => {
    await startWorker('stranger', 'first');
    const run = await startRun('strange', 'stranger', '', 'Nowhere');
    await found('doctor.temporal.unknownWorkflow', run, 'stranger');
  });

  it('has nothing to say of a worker that answers', async () => {
    await startWorker('healthy', 'first');
    const all = await consult(asker('healthy'), null);
    expect(all.map(({ ok, said }) => [ok, said])).toEqual([
      [true, 'doctor.temporal.connected'],
      [true, 'doctor.temporal.served'],
    ]);
  });
});

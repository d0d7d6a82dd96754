import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';
import { startProgram, type RunningProgram } from './pythonWorker.ts';

/** The command line as it ships: its worker, on a real server. */
const server = orSkip('temporal', await startTemporal());
let folder = '';
let cli = '';

beforeAll(async () => {
  if (!server) return;
  // Inside the checkout, where a worker's packages are found.
  mkdirSync(path.resolve('.cache'), { recursive: true });
  folder = mkdtempSync(path.resolve('.cache/worker-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build, buildTemporal } = await import('../../build.mjs');
  mkdirSync(path.join(folder, 'root'));
  const outdir = path.join(folder, 'dist');
  await Promise.all([build({ outdir }), buildTemporal({ outdir: path.join(outdir, 'temporal') })]);
  cli = path.join(outdir, 'cli.js');
}, 120_000);
afterAll(async () => {
  await server?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

const programs = new Set<RunningProgram>();
afterAll(async () => {
  for (const program of programs) await program.letGo();
});

async function startWorker(...more: readonly string[]): Promise<RunningProgram> {
  const args = [
    cli,
    'temporal-worker',
    '--address',
    server?.address ?? '',
    '--root',
    path.join(folder, 'root'),
    ...more,
  ];
  const program = await startProgram({ command: process.execPath, args });
  programs.add(program);
  return program;
}

/** One that fails: its exit code, and the error that it tells. */
function refusal(...args: readonly string[]): {
  readonly code: number | null;
  readonly error: Record<string, unknown>;
} {
  const { status, stdout } = spawnSync(process.execPath, [cli, 'temporal-worker', ...args], { encoding: 'utf8' });
  // SAFETY: what is not the contract's error fails the expectations.
  return { code: status, error: (JSON.parse(stdout) as { error_detail: Record<string, unknown> }).error_detail };
}

describe.skipIf(!server)('temporal-worker', { timeout: 60_000 }, () => {
  async function withClient<Answer>(use: (client: Client) => Promise<Answer>): Promise<Answer> {
    const connection = await Connection.connect({ address: server?.address ?? '' });
    try {
      return await use(new Client({ connection, namespace: server?.namespace ?? '' }));
    } finally {
      await connection.close();
    }
  }

  const ping = (taskQueue: string): Promise<unknown> =>
    withClient(client =>
      client.workflow.execute('PingWorkflow', {
        ...{ taskQueue, workflowId: `ping-${crypto.randomUUID()}`, workflowExecutionTimeout: '20s' },
      }),
    );

  it('says in one line that it polls, serves, and ends when who started it has gone', async () => {
    const worker = await startWorker();
    expect(worker.line).toMatchObject({
      ...{ status: 'polling', address: server?.address, namespace: server?.namespace },
      ...{ task_queue: 'TS_WORKER_TASK_QUEUE', root: path.join(folder, 'root') },
      identity: expect.stringMatching(/^ingestion-workshop \d+\.\d+\.\d+ pid \d+ on /),
    });
    await ping('TS_WORKER_TASK_QUEUE');
    expect(await worker.letGo()).toBe(0);
    expect(isAlive(Number(worker.line['pid']))).toBe(false);
  });

  it('ends when the process that started it is killed', async () => {
    const worker = await startWorker();
    process.kill(worker.pid, 'SIGKILL');
    await worker.ended;
    await expect.poll(() => isAlive(Number(worker.line['pid'])), { timeout: 20_000 }).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('also where its stdin has nothing to say', async () => {
    const worker = [cli, 'temporal-worker', '--address', server?.address ?? '', '--root', path.join(folder, 'root')];
    const args = ['-c', '"$@" </dev/null & wait', 'sh', process.execPath, ...worker];
    const shell = await startProgram({ command: 'sh', args });
    process.kill(shell.pid, 'SIGKILL');
    await expect.poll(() => isAlive(Number(shell.line['pid'])), { timeout: 20_000 }).toBe(false);
  });

  it('lives on where its stdin has nothing to say, as under cron', async () => {
    const args = ['temporal-worker', '--address', server?.address ?? '', '--root', path.join(folder, 'root')];
    const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    await ping('TS_WORKER_TASK_QUEUE');
    child.kill('SIGTERM');
    expect(await ended).toEqual([143, null]);
  });

  it('shares a queue with others, each under a name of its own', async () => {
    const workers = await Promise.all([startWorker('--task-queue', 'both'), startWorker('--task-queue', 'both')]);
    const names = new Set(workers.map(({ line }) => line['identity']));
    expect(names.size).toBe(2);
    await ping('both');
    const [first, second] = workers;
    await first?.letGo();
    await ping('both');
    await second?.letGo();
  });

  describe('with an activity that runs', () => {
    let site: Server;
    let asked: Promise<unknown>;
    let answer: () => void;

    beforeAll(async () => {
      let heard: (value: unknown) => void = () => undefined;
      asked = new Promise(resolve => (heard = resolve));
      const held = new Promise<void>(resolve => (answer = resolve));
      site = createServer(async (request, response) => {
        if (request.url === '/robots.txt') return response.writeHead(404).end();
        heard(undefined);
        await held;
        return response.writeHead(200, { 'content-type': 'text/html' }).end('<p>Le tram part du port à minuit.</p>');
      });
      await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
    });
    afterAll(() => {
      site.closeAllConnections();
      site.close();
    });

    it('lets it finish when it is told to stop, and another worker goes on', async () => {
      // SAFETY: a server that listens on a port has an address of this kind.
      const { port } = site.address() as AddressInfo;
      const queue = 'graceful';
      const first = await startWorker('--task-queue', queue);
      await withClient(async client => {
        const handle = await client.workflow.start('IngestionWorkflow', {
          taskQueue: queue,
          workflowId: 'graceful',
          args: [{ sources: [{ uri: `http://127.0.0.1:${port}/page` }], stages: ['SCRAPING', 'CONVERTION'] }],
        });
        await asked;
        process.kill(Number(first.line['pid']), 'SIGTERM');
        answer();
        expect(await first.ended).toBe(0);
        const second = await startWorker('--task-queue', queue);
        expect(await handle.result()).toMatchObject({ completed: 1, error: 0 });
        const { events } = await handle.fetchHistory();
        const attempts = (events ?? []).flatMap(event => event.activityTaskStartedEventAttributes?.attempt ?? []);
        expect(attempts.length).toBeGreaterThan(1);
        expect(attempts.every(attempt => attempt === 1)).toBe(true);
        await second.letGo();
      });
    });
  });

  it('no server: says so soon, and where it was looked for', () => {
    expect(refusal('--address', '127.0.0.1:9')).toMatchObject({
      ...{ code: 1, error: { code: 'temporal_unreachable', params: { address: '127.0.0.1:9' } } },
    });
  });

  it('a namespace that is not there is named', () => {
    expect(refusal('--address', server?.address ?? '', '--namespace', 'elsewhere')).toMatchObject({
      ...{ code: 2, error: { code: 'temporal_namespace', params: { namespace: 'elsewhere' } } },
    });
  });

  it('a root that is not there is named, and not made', () => {
    const root = path.join(folder, 'elsewhere');
    expect(refusal('--address', server?.address ?? '', '--root', root)).toMatchObject({
      ...{ code: 2, error: { code: 'worker_root_missing', params: { root } } },
    });
  });

  it('TLS that the server does not speak is named', () => {
    expect(refusal('--address', server?.address ?? '', '--tls')).toMatchObject({
      ...{ code: 2, error: { code: 'temporal_tls' } },
    });
  });

  it('a certificate that is not there is named', () => {
    expect(refusal('--address', server?.address ?? '', '--tls-ca', '/nowhere/ca.pem')).toMatchObject({
      ...{ code: 2, error: { code: 'temporal_tls_file', params: { file: '/nowhere/ca.pem' } } },
    });
  });

  it('not installed: the command that installs it', () => {
    const alone = mkdtempSync(path.join(tmpdir(), 'worker-alone-'));
    try {
      const copied = path.join(alone, 'dist');
      spawnSync('cp', ['-r', path.join(folder, 'dist'), copied]);
      const args = [path.join(copied, 'cli.js'), 'temporal-worker', '--worker-dir', path.join(alone, 'none')];
      const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect(status).toBe(2);
      expect(JSON.parse(stdout)).toMatchObject({
        error_detail: {
          code: 'worker_not_installed',
          hint: expect.stringContaining(`temporal-worker --install --worker-dir "${path.join(alone, 'none')}"`),
        },
      });
    } finally {
      rmSync(alone, { recursive: true });
    }
  });

  it('is installed from the lists that ship, far from any checkout, and polls', { timeout: 300_000 }, async context => {
    const alone = mkdtempSync(path.join(tmpdir(), 'worker-installed-'));
    try {
      cpSync(path.join(folder, 'dist'), path.join(alone, 'dist'), { recursive: true });
      const program = path.join(alone, 'dist', 'cli.js');
      const into = ['--worker-dir', path.join(alone, 'packages')];
      const installing = [program, 'temporal-worker', '--install', ...into];
      const { stdout, stderr } = spawnSync(process.execPath, installing, { encoding: 'utf8' });
      // SAFETY: the contract's object.
      const said = JSON.parse(stdout) as { status: string; bytes: number };
      const isAway = said.status !== 'success' && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|EN?OENT/.test(stderr);
      if (isAway && !orSkip('temporal', { missing: `npm: ${stderr.slice(-300)}` })) return context.skip();
      expect(said).toMatchObject({ status: 'success' });
      expect(said.bytes).toBeLessThan(110e6);
      const worker = await startProgram({
        command: process.execPath,
        args: [program, 'temporal-worker', '--address', server?.address ?? '', '--task-queue', 'installed', ...into],
        env: { NODE_PATH: '' },
        cwd: alone,
      });
      programs.add(worker);
      await ping('installed');
      expect(await worker.letGo()).toBe(0);
    } finally {
      rmSync(alone, { recursive: true, maxRetries: 5 });
    }
  });

  it('installs nothing over what somebody else has there', () => {
    const theirs = path.join(folder, 'theirs');
    mkdirSync(theirs);
    writeFileSync(path.join(theirs, 'package.json'), '{"name": "theirs"}');
    expect(refusal('--install', '--worker-dir', theirs)).toMatchObject({
      ...{ code: 2, error: { code: 'worker_folder_foreign' } },
    });
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

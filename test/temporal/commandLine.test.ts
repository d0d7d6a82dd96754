// The real command line with a real server: it is started, left, followed again, cancelled, and told what is wrong.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { orSkip } from '../servers/required.ts';
import { serveDays, type DaysApi } from './api/days.ts';
import { openBench, type Working } from './ingestion/bench.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const bench = orSkip('temporal', await openBench());
const folder = mkdtempSync(path.join(tmpdir(), 'iw-command-'));

interface Ended {
  readonly code: number | null;
  readonly result: Record<string, unknown> & { error_detail?: { code: string } };
  readonly log: string;
}

describe.skipIf(!bench)('the command line with a Temporal server', () => {
  let site: PracticeSite;
  let worker: Working;
  let cwd: string;
  let server: readonly string[];
  beforeAll(async () => {
    // @ts-expect-error the build script is plain JavaScript
    const { build } = await import('../../build.mjs');
    await build({ outdir: path.join(folder, 'dist') });
    symlinkSync(path.resolve('workshop'), path.join(folder, 'workshop'), 'junction');
    site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
    cwd = bench!.newRoot();
    mkdirSync(cwd, { recursive: true });
    worker = await bench!.work({ root: cwd });
    server = ['--back-end', 'temporal', '--address', bench!.server.address, '--task-queue', worker.queue];
  });
  afterAll(async () => {
    await site?.close();
    await bench?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function start(...argv: readonly string[]): { child: ChildProcess; ended: Promise<Ended>; log(): string } {
    const program = path.join(folder, 'dist', 'cli.js');
    const child = spawn(process.execPath, [program, ...argv], { cwd, env: { ...process.env, LC_ALL: 'C' } });
    let [out, log] = ['', ''];
    child.stdout.on('data', part => (out += String(part)));
    child.stderr.on('data', part => (log += String(part)));
    const ended = new Promise<Ended>(resolve =>
      // SAFETY: the contract's object.
      child.once('close', code => resolve({ code, log, result: (out ? JSON.parse(out) : {}) as Ended['result'] })),
    );
    return { child, ended, log: () => log };
  }
  const cli = (...argv: readonly string[]): Promise<Ended> => start(...argv).ended;

  const inputFile = (name: string, ...pages: readonly string[]): string => {
    const sources = pages.map(page => ({ uri: new URL(page, site.url).href }));
    writeFileSync(path.join(cwd, name), JSON.stringify({ sources }));
    return name;
  };

  test('a run answers as locally, and its history is the server’s', async () => {
    const input = inputFile('some.json', '/', '/vie-pratique/tarifs', '/nulle-part');
    const { code, result, log } = await cli('ingest', input, '--run-id', 'some', ...server);
    expect(log).not.toContain('"level":"error"');
    expect(result).toMatchObject({
      ...{ status: 'partial', run_id: 'some', journal: null },
      sources: { discovered: 3, completed: 2, error: 1, skipped: 0, alias: 0 },
    });
    expect(code).toBe(1);
    expect((result['outcomes'] as { raw_file_path: string | null }[])[0]?.raw_file_path).toMatch(
      /^\.ingestion-workshop.runs.some.scraping./,
    );
    const { result: history } = await cli('history', 'some', ...server);
    expect(history).toMatchObject({ status: 'success', run_id: 'some', run_status: 'COMPLETED' });
    const { result: listed } = await cli('history', ...server);
    expect(listed['runs']).toMatchObject([{ run_id: 'some', status: 'COMPLETED' }]);
    const again = await cli('ingest', input, '--run-id', 'some', ...server);
    expect([again.code, again.result.error_detail?.code]).toEqual([2, 'run_exists']);
    const failed = await cli('resume', 'some', '--failed', ...server);
    expect(failed.result).toMatchObject({ status: 'partial', kept: 11 });
    const ended = await cli('resume', 'some', ...server);
    expect([ended.code, ended.result.error_detail?.code]).toEqual([2, 'run_ended']);
  });

  test('SIGINT leaves the run on the server; it is followed again and cancelled', async () => {
    site.faults.set('500', 100);
    const running = start('ingest', inputFile('down.json', '/vie-pratique/tarifs'), '--run-id', 'left', ...server);
    await vi.waitFor(
      async () => expect((await bench!.client.workflow.getHandle('left').describe()).historyLength).toBeGreaterThan(4),
      { timeout: 60_000, interval: 200 },
    );
    running.child.kill('SIGINT');
    const left = await running.ended;
    expect([left.code, left.result.error_detail?.code]).toEqual([130, 'left_on_server']);
    expect(String(left.result['error'])).toContain('resume left --back-end temporal');
    const canceled = await cli('resume', 'left', '--cancel', ...server);
    expect(canceled.result).toMatchObject({ status: 'cancelled', run_id: 'left' });
    site.faults.set('500', 0);
    const resumed = await cli('resume', 'left', ...server);
    expect([resumed.code, resumed.result['status']]).toEqual([0, 'success']);
  });

  test('a queue that nobody serves is named after ten seconds, with what to start', async () => {
    const nobody = [...server.slice(0, -1), 'NOBODY'];
    const running = start('ingest', inputFile('still.json', '/'), '--run-id', 'still', ...nobody);
    await vi.waitFor(() => expect(running.log()).toContain('temporal_still'), { timeout: 60_000, interval: 200 });
    expect(running.log()).toMatch(/NOBODY.*temporal-worker/s);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  test('a file that the workers’ machine does not have is named with its place', async () => {
    const uri = new URL('/vie-pratique/tarifs', site.url).href;
    const given = { uri, current_stage: 'SCRAPING', current_status: 'COMPLETED', raw_file_path: 'here-only.html' };
    writeFileSync(path.join(cwd, 'lacks.json'), JSON.stringify({ sources: [given] }));
    writeFileSync(path.join(cwd, 'here-only.html'), '<p>Le tram</p>');
    const elsewhere = await bench!.work({ root: bench!.newRoot() });
    const queue = [...server.slice(0, -1), elsewhere.queue];
    const { code, result } = await cli('ingest', 'lacks.json', '--run-id', 'lacks', '--from', 'CONVERTION', ...queue);
    expect([code, result['status']]).toEqual([1, 'partial']);
    const [outcome] = result['outcomes'] as { status: string; stage: string; reason: string }[];
    expect(outcome).toMatchObject({ status: 'ERROR', stage: 'CONVERTION' });
    expect(outcome?.reason).toContain('here-only.html');
    await elsewhere.stop();
  });

  describe('with an API', () => {
    let days: DaysApi;
    beforeAll(async () => void (days = await serveDays()));
    afterAll(() => days?.close());
    afterEach(() => days.failing.clear());

    const config = (name: string, last: string): string => {
      const more = { pagination: 'offset', start_param: 'from', end_param: 'to', max_attempts: 1, output_dir: name };
      const input = { base_url: days.url, start_date: '2026-01-01', end_date: last, ...more };
      writeFileSync(path.join(cwd, `${name}.api.json`), JSON.stringify(input));
      return `${name}.api.json`;
    };

    test('an ingestion answers as locally, its history is the server’s, and one that failed goes on', async () => {
      const asked = ['ingest-api', '--config', config('one', '2026-01-01')];
      days.failing.add('2026-01-01');
      const failed = await cli(...asked, '--run-id', 'one', ...server);
      expect([failed.code, failed.result.error_detail?.code]).toEqual([1, 'http_unavailable']);
      days.failing.clear();
      const resumed = await cli('resume', 'one', '--failed', ...server);
      expect(resumed.log).not.toContain('"level":"error"');
      expect([resumed.code, resumed.result]).toMatchObject([
        0,
        { status: 'success', run_id: 'one', journal: null, records_count: 3 },
      ]);
      const { result: history } = await cli('history', 'one', ...server);
      expect(history).toMatchObject({ status: 'success', run_id: 'one', run_status: 'COMPLETED' });
      const locally = await cli('ingest-api', '--config', config('locally', '2026-01-01'));
      expect(Object.keys(resumed.result)).toEqual(expect.arrayContaining(Object.keys(locally.result)));
      const again = await cli(...asked, '--run-id', 'one', ...server);
      expect([again.code, again.result.error_detail?.code]).toEqual([2, 'run_exists']);
    });

    test('a backfill is left by SIGINT, and cancelled; it goes on, and again with what failed', async () => {
      days.failing.add('2026-01-02');
      days.asked.length = 0;
      days.hold();
      const running = start('backfill', '--config', config('days', '2026-01-03'), '--run-id', 'days', ...server);
      await vi.waitFor(() => expect(days.asked).not.toEqual([]), { timeout: 60_000, interval: 100 });
      running.child.kill('SIGINT');
      const left = await running.ended;
      expect([left.code, left.result.error_detail?.code]).toEqual([130, 'left_on_server']);
      const canceled = await cli('resume', 'days', '--cancel', ...server);
      expect([canceled.code, canceled.result['status']]).toEqual([1, 'cancelled']);
      days.letGo();
      const partial = await cli('resume', 'days', ...server);
      expect([partial.code, partial.result['status']]).toEqual([1, 'partial']);
      days.failing.clear();
      const whole = await cli('resume', 'days', '--failed', ...server);
      expect([whole.code, whole.result['status']]).toEqual([0, 'success']);
      const { result: history } = await cli('history', 'days', ...server);
      expect(history).toMatchObject({ run_id: 'days', run_status: 'COMPLETED' });
    });
  });

  test('no server, a wrong namespace, and TLS where there is none are told within ten seconds', async () => {
    const input = inputFile('one.json', '/');
    const away = await cli('ingest', input, '--back-end', 'temporal', '--address', '127.0.0.1:1');
    expect([away.code, away.result.error_detail?.code]).toEqual([1, 'temporal_unreachable']);
    expect(String(away.result['error'])).toContain('127.0.0.1:1');
    const nowhere = await cli('ingest', input, ...server, '--namespace', 'nowhere');
    expect([nowhere.code, nowhere.result.error_detail?.code]).toEqual([2, 'temporal_namespace']);
    const tls = await cli('ingest', input, ...server, '--tls');
    expect([tls.code, tls.result.error_detail?.code]).toEqual([2, 'temporal_tls']);
  });
});

import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceSite.ts';

/** The real command line on the real practice site, killed for real. */
let folder: string;
let cli: string;
let site: PracticeSite;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-survive-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: path.join(folder, 'dist'), only: ['cli.js', 'cliEngine.js'] });
  symlinkSync(path.resolve('workshop'), path.join(folder, 'workshop'), 'junction');
  cli = path.join(folder, 'dist', 'cli.js');
  site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
}, 30_000);
afterAll(async () => {
  await site.close();
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  readonly result: {
    status?: string;
    run_id?: string;
    sources?: unknown;
    reused?: number;
    error_detail?: { code: string };
  };
}

function start(cwd: string, ...argv: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [cli, ...argv], { cwd, env: { ...process.env, LC_ALL: 'C' } });
  let out = '';
  child.stdout.on('data', part => (out += part));
  child.stderr.resume();
  const ended = new Promise<Ended>(resolve =>
    child.once('close', (code, signal) => resolve({ code, signal, result: out ? JSON.parse(out) : {} })),
  );
  return { child, ended };
}

function newFolder(name: string): string {
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  const input = `sources:\n  - uri: ${site.url}\n    max_depth: 2\n    options: {crawling_url_startswith: ["${site.url}"]}\n`;
  writeFileSync(path.join(cwd, 'in.yaml'), input);
  return cwd;
}

/** Every artifact of a run, by its name and the hash of its bytes. */
function artifactsOf(cwd: string): Record<string, string> {
  const runs = path.join(cwd, '.ingestion-workshop', 'runs', 'r');
  const found = readdirSync(runs, { recursive: true, encoding: 'utf8' }).filter(name => /\.(html|md|yaml)$/.test(name));
  return Object.fromEntries(
    found.sort().map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(path.join(runs, name)))
        .digest('hex'),
    ]),
  );
}

const lines = (cwd: string) =>
  readFileSync(path.join(cwd, '.ingestion-workshop/runs/r/journal.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

async function untilEvents(cwd: string, count: number): Promise<void> {
  for (let waited = 0; waited < 20_000; waited += 10) {
    try {
      if (lines(cwd).length >= count) return;
    } catch {
      // Not there yet, or its last line is being written.
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

test(
  'killed again and again, a run resumes to the same bytes, each result recorded once',
  { timeout: 90_000 },
  async () => {
    const whole = newFolder('whole');
    const uninterrupted = await start(whole, 'ingest', 'in.yaml', '--run-id', 'r').ended;
    expect(uninterrupted.result).toMatchObject({
      status: 'partial',
      sources: { completed: 38, error: 2, skipped: 3, alias: 1 },
    });

    const killed = newFolder('killed');
    const first = start(killed, 'ingest', 'in.yaml', '--run-id', 'r');
    await untilEvents(killed, 25);
    first.child.kill('SIGKILL');
    expect((await first.ended).signal).toBe('SIGKILL');
    for (const events of [150, 300, 420]) {
      const again = start(killed, 'resume', 'r');
      await untilEvents(killed, events);
      again.child.kill('SIGKILL');
      await again.ended;
    }
    const last = await start(killed, 'resume').ended;
    expect(last.result).toMatchObject({
      status: 'partial',
      run_id: 'r',
      sources: { completed: 38, error: 2, skipped: 3, alias: 1 },
    });
    expect(artifactsOf(killed)).toEqual(artifactsOf(whole));
    const done = lines(killed).filter(event => event.eventType === 'ActivityTaskCompleted');
    expect(new Set(done.map(event => event.attributes.activityId)).size).toBe(done.length);
  },
);

test('SIGINT parks a run; a second engine on it is told who holds it; it resumes', { timeout: 60_000 }, async () => {
  const cwd = newFolder('parked');
  const first = start(cwd, 'ingest', 'in.yaml', '--run-id', 'r');
  await untilEvents(cwd, 20);
  const second = await start(cwd, 'resume', 'r').ended;
  expect(second).toMatchObject({ code: 1, result: { error_detail: { code: 'busy' } } });
  first.child.kill('SIGINT');
  expect(await first.ended).toMatchObject({
    code: 130,
    result: {
      status: 'error',
      run_id: 'r',
      error_detail: { kind: 'transient', code: 'parked', hint: expect.stringContaining('resume r') },
    },
  });
  expect(lines(cwd).at(-1)).toMatchObject({ eventType: 'WorkflowExecutionPaused' });
  expect((await start(cwd, 'resume').ended).result).toMatchObject({ status: 'partial' });
  expect(await start(cwd, 'ingest', 'in.yaml', '--run-id', 'r').ended).toMatchObject({
    code: 2,
    result: { error_detail: { code: 'run_exists' } },
  });
});

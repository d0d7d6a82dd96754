import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';

/** The real command line on the real practice site, killed for real. */
let folder: string;
let cli: string;
let site: PracticeSite;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-survive-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: path.join(folder, 'dist') });
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

function newFolder(name: string, input = practiceInput()): string {
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, 'in.yaml'), input);
  return cwd;
}

const practiceInput = () =>
  `sources:\n  - uri: ${site.url}\n    max_depth: 2\n    options: {crawling_url_startswith: ["${site.url}"]}\n`;

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

/** Sixty pages that link to each other, each one its own; the first is asked for by name. */
async function startSixtyPages(): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    const at = Number(request.url?.slice(1) || 0);
    const isPage = /^\/\d*$/.test(request.url ?? '') && at < PAGES;
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end(isPage ? pageOf(at) : '');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: it listens on a port, not on a pipe.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return { url, close: () => server.close() };
}

const PAGES = 60;
const pageOf = (at: number): string => {
  const links = Array.from({ length: 8 }, (_, step) => (at * 7 + step) % PAGES).map(
    to => `<a href="/${to || ''}">Page ${to}</a>`,
  );
  const text = Array.from(
    { length: 5 },
    (_, line) => `<p>Ligne ${line} de la page ${at}, qui n’est pas celle d’une autre.</p>`,
  );
  return `<!doctype html><html lang="fr"><title>Page ${at}</title><main><h1>Page ${at}</h1>${text.join('')}</main>${links.join(' ')}`;
};

const journalOf = (cwd: string) => path.join(cwd, '.ingestion-workshop/runs/r/journal.jsonl');
const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** When the journal has grown by so many bytes: a moment that no clock of ours chose. */
async function untilGrown(file: string, bytes: number, isOver: () => boolean): Promise<void> {
  const from = sizeOf(file);
  while (sizeOf(file) < from + bytes && !isOver()) await new Promise(resolve => setTimeout(resolve, 1));
}

const KILLS = 30;

test(
  `killed ${KILLS} times at random moments, a run of sixty pages ends with the same bytes`,
  { timeout: 180_000 },
  async () => {
    const sixty = await startSixtyPages();
    const depth = `max_depth: 6\n    options: {crawling_url_startswith: ["${sixty.url}"]}`;
    const input = `sources:\n  - uri: ${sixty.url}\n    ${depth}\n`;
    const whole = newFolder('whole', input);
    const { result } = await start(whole, 'ingest', 'in.yaml', '--run-id', 'r').ended;
    expect(result).toMatchObject({ status: 'success', sources: { completed: PAGES } });

    const killed = newFolder('killed', input);
    const file = journalOf(killed);
    // A fortieth of the whole on average, so that there is something left to kill to the last.
    const most = sizeOf(journalOf(whole)) / 20;
    let kills = 0;
    let kept = Buffer.alloc(0);
    while (kills < KILLS) {
      const { child, ended } = start(
        killed,
        ...(kills === 0 ? ['ingest', 'in.yaml', '--run-id', 'r'] : ['resume', 'r']),
      );
      let over = false;
      void ended.then(() => (over = true));
      await untilGrown(file, 1 + Math.random() * most, () => over);
      child.kill('SIGKILL');
      expect((await ended).signal).toBe('SIGKILL');
      kills += 1;
      const journal = readFileSync(file);
      expect(journal.subarray(0, kept.length).equals(kept)).toBe(true);
      kept = journal.subarray(0, journal.lastIndexOf(10) + 1);
    }
    expect((await start(killed, 'resume').ended).result).toMatchObject({ status: 'success', sources: result.sources });
    sixty.close();
    expect(artifactsOf(killed)).toEqual(artifactsOf(whole));
    const events = lines(killed);
    const countsOf = (type: string) => {
      const ids = events.filter(event => event.eventType === type).map(event => event.attributes.activityId);
      return [...new Set(ids)].map(id => ids.filter(other => other === id).length);
    };
    expect(countsOf('ActivityTaskCompleted')).toEqual(Array.from({ length: PAGES * 5 }, () => 1));
    expect(Math.max(...countsOf('ActivityTaskStarted'))).toBeLessThanOrEqual(KILLS + 1);
    expect(events.filter(event => event.eventType === 'WorkflowExecutionUnpaused').length).toBeGreaterThan(KILLS / 2);
  },
);

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s parks a run; a second engine on it is told who holds it; it resumes',
  { timeout: 60_000 },
  async (signal, code) => {
    const cwd = newFolder(signal);
    const first = start(cwd, 'ingest', 'in.yaml', '--run-id', 'r');
    await untilEvents(cwd, 20);
    const second = await start(cwd, 'resume', 'r').ended;
    expect(second).toMatchObject({ code: 1, result: { error_detail: { code: 'busy' } } });
    first.child.kill(signal);
    expect(await first.ended).toMatchObject({
      code,
      result: {
        status: 'error',
        run_id: 'r',
        error_detail: { code: 'parked', hint: expect.stringContaining('resume r') },
      },
    });
    expect(lines(cwd).at(-1)).toMatchObject({ eventType: 'WorkflowExecutionPaused' });
    const again = await start(cwd, 'ingest', 'in.yaml', '--run-id', 'r', '--wait', '1').ended;
    expect(again).toMatchObject({ code: 2, result: { error_detail: { code: 'run_exists' } } });
    expect((await start(cwd, 'resume').ended).result).toMatchObject({ status: 'partial' });
  },
);

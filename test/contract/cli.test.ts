import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The command line as it ships, in processes of its own: what only a process shows. The rest is in test/unit/cli. */
/** English whatever the machine speaks. */
const env = { ...process.env, LC_ALL: 'C' };
let folder = '';
let cli = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-contract-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: join(folder, 'dist') });
  // The pages of the practice site lie beside dist/, as in the package.
  symlinkSync(resolve('workshop'), join(folder, 'workshop'), 'junction');
  cli = join(folder, 'dist', 'cli.js');
  writeFileSync(join(folder, 'bad.yaml'), 'sources:\n  - uri: https://example.org/\n    current_stage: CONVERSION\n');
  writeFileSync(join(folder, 'page.md'), '# A title\n\nSome words.\n'.repeat(2000));
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const run = (...argv: readonly string[]): Promise<Ended> =>
  new Promise(resolveEnd =>
    execFile(process.execPath, [cli, ...argv], { cwd: folder, env, maxBuffer: 1e8 }, (error, out, err) =>
      resolveEnd({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    ),
  );

test('--version is the version, --help the verbs', async () => {
  expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  expect((await run('--help')).out).toMatch(/^ +ingest /m);
});

describe('an error is one JSON object on stdout, exit 2, and no stack trace', () => {
  test.each([
    [['serch', 'x'], { code: 'unknown_verb', hint: expect.stringContaining('search') }],
    [['ingest', 'absent.yaml'], { code: 'file_not_found', file: 'absent.yaml' }],
    [['ingest', 'bad.yaml'], { code: 'bad_enum', file: 'bad.yaml', line: 3 }],
    [['resume'], { code: 'no_unfinished_run' }],
    [['history', 'nobody'], { code: 'run_unknown' }],
  ])('%s', async (argv, detail) => {
    const { code, out, err } = await run(...argv);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ status: 'error', error: expect.any(String), error_detail: detail });
    expect(out + err).not.toMatch(/^\s+at .*\(/m);
    for (const line of err.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ level: 'error' });
  });
});

test('looking makes no work folder', async () => {
  expect(JSON.parse((await run('search', 'x')).out)).toMatchObject({ status: 'success', results: [], model: null });
  expect(JSON.parse((await run('history')).out)).toEqual({ status: 'success', runs: [] });
  expect(readdirSync(folder)).not.toContain('.ingestion-workshop');
});

test('chunks, diagram and models come from the engine itself', async () => {
  const chunked = JSON.parse((await run('chunk', 'page.md')).out);
  expect(chunked.chunks[0]).toMatchObject({ start: 0, heading_path: ['A title'] });
  expect(JSON.parse((await run('diagram')).out).diagram).toContain('classDiagram');
  await run('models', '--language', 'python', '--out', 'm');
  expect(readdirSync(join(folder, 'm'))).toEqual(['models.py']);
});

test('a reader that leaves early harms nobody', async () => {
  const child = spawn(process.execPath, [cli, 'chunk', 'page.md'], { cwd: folder, env });
  let err = '';
  child.stderr.on('data', part => (err += part));
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise(done => child.once('close', done));
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('a command that nothing will ever end does not pass for success', async () => {
  const source = JSON.stringify(pathToFileURL(resolve('src/cli/runProcess.ts')).href);
  const script = `globalThis.__dirname = '.'; (await import(${source})).runProcess([], () => new Promise(() => {}))`;
  const node = ['--no-warnings', '--experimental-strip-types', '--input-type=module', '-e', script];
  const ended = await new Promise<Ended>(done =>
    execFile(process.execPath, node, (error, out, err) => done({ code: Number(error?.code ?? 0), out, err })),
  );
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.err)).toMatchObject({
    level: 'error',
    message: expect.stringContaining('without an answer'),
  });
});

test.skipIf(process.platform === 'win32').each([
  ['practice-site', 'SIGINT', 130],
  ['practice-site', 'SIGTERM', 143],
  ['practice-api', 'SIGTERM', 143],
] as const)('%s serves until %s, exit %i', async (verb, signal, expected) => {
  const child = spawn(process.execPath, [cli, verb], { cwd: folder, env });
  const line = await new Promise<string>(done => child.stdout.once('data', part => done(String(part))));
  const { status, url } = JSON.parse(line);
  expect(status).toBe('listening');
  expect((await fetch(url)).status).toBe(200);
  child.kill(signal);
  expect(await new Promise(done => child.once('close', done))).toBe(expected);
});

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cutChat, stallChat, startOpenaiServer, type FakeOpenaiServer } from '../fakes/openaiServer.ts';

/** `ask` as it ships, in a process of its own, streaming from a server of ours. */
const QUESTION = 'À quelle heure part le dernier tram du port ?';
const TEXT = 'Le dernier tram part du port à 23 h 40, le samedi à 1 h 10.';
/** What a terminal is to the command line; the stream stays a pipe that we read. */
const ON_TERMINAL = ['--import', 'data:text/javascript,process.stdout.isTTY=true'];
let folder = '';
let cli = '';
let server: FakeOpenaiServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ask-contract-'));
  // @ts-expect-error the build script is plain JavaScript
  const { build } = await import('../../build.mjs');
  await build({ outdir: join(folder, 'dist') });
  cli = join(folder, 'dist', 'cli.js');
  server = await startOpenaiServer();
  writeFileSync(join(folder, 'tram.md'), `# Tram\n\n${TEXT}\n`);
  const source = '  - uri: https://ville.example/tram\n    converted_md_path: tram.md\n';
  const at = '    current_stage: CONVERTION\n    current_status: COMPLETED\n';
  writeFileSync(join(folder, 'tram.ingest.yaml'), `sources:\n${source}${at}`);
  expect(await start(['ingest', 'tram.ingest.yaml']).ended).toMatchObject({ code: 0 });
}, 60_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => server.reset());

function start(argv: readonly string[], node: readonly string[] = []) {
  const env = { ...process.env, LC_ALL: 'C', OPENAI_API_KEY: 'sk-secret', OPENAI_BASE_URL: server.baseURL };
  const child = spawn(process.execPath, [...node, cli, ...argv], { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', part => (out += part));
  child.stderr.on('data', part => (err += part));
  const ended = new Promise<{ code: number | null; out: string; err: string }>(done =>
    child.once('close', code => done({ code, out, err })),
  );
  return { child, ended, out: () => out };
}

const ask = (node: readonly string[] = []) => start(['ask', QUESTION, '--chat-model', 'small'], node);

test('into a pipe it is one JSON object, with the citation of the passage that it was given', async () => {
  const { code, out } = await ask().ended;
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    ...{ status: 'success', answer: 'Le dernier tram part du port à 23 h 40 [1].', chat_model: 'small' },
    citations: [{ number: 1, uri: 'https://ville.example/tram' }],
  });
  const [chat] = server.asked;
  expect(chat).toMatchObject({ path: '/v1/chat/completions', body: { model: 'small', stream: true } });
  expect(chat?.body.messages?.at(-1)?.content).toContain(TEXT);
});

test.skipIf(process.platform === 'win32').each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)(
  '%s in the middle: exit %i, the server is let go, and the answer is whole JSON',
  async (signal, expected) => {
    const gone = new Promise(done =>
      server.always((asked, response) => {
        response.once('close', done);
        stallChat(asked, response);
        child.kill(signal);
      }),
    );
    const { child, ended } = ask();
    const { code, out } = await ended;
    expect(code).toBe(expected);
    expect(JSON.parse(out)).toMatchObject({ status: 'error', error_detail: { code: 'interrupted' } });
    await gone;
  },
);

test.skipIf(process.platform === 'win32')(
  'a terminal reads it while it is written; SIGINT ends the line, and says so below it',
  async () => {
    server.always(stallChat);
    const { child, ended, out } = ask(ON_TERMINAL);
    await expect.poll(out, { timeout: 10_000 }).toBe('Le dernier');
    child.kill('SIGINT');
    expect(await ended).toEqual({
      ...{ code: 130, out: 'Le dernier\n' },
      err: expect.stringMatching(/^Error: ask was stopped by a signal/),
    });
  },
);

test('a stream that is cut ends the line, and the error names the server', async () => {
  server.always(cutChat);
  const { code, out, err } = await ask(ON_TERMINAL).ended;
  expect([code, out]).toEqual([1, 'Le dernier\n']);
  expect(err).toContain(new URL(server.baseURL).host);
  expect(err).not.toContain('sk-secret');
});

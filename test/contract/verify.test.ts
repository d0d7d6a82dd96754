import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPracticeApi } from '../../src/adapters/practiceServer/practiceApi.ts';
import { startPracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import { engine } from '../../src/cli/engine.ts';
import { PRACTICE_SERVERS } from '../../src/cli/practiceServer.ts';
import { isSound } from '../../src/model/workshop/verdict.ts';
import { createFakePorts } from '../fakes/ports.ts';
import { orSkip } from '../servers/required.ts';
import { startTemporal } from '../servers/temporal.ts';

/** Every workshop that ships, and a small one with a check of each kind, played to its end with the built command line. */
const home = path.resolve('.');
const workshops = ['workshop', 'test/fixtures/workshops'].flatMap(room =>
  readdirSync(room)
    .map(name => path.join(room, name))
    .filter(folder => existsSync(path.join(folder, 'workshop.yaml'))),
);

const site = () => startPracticeSite({ contentDir: path.join(home, 'workshop/practice-site') });
const api = () => startPracticeApi({});

const NO_PLACE = {
  ...{ namespace: 'workshop-ingestion', tls: false, tlsCa: null, tlsCert: null, tlsKey: null, apiKey: '' },
};

interface Asked {
  readonly signal?: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
  moved?(): void;
}

const verify = (
  folder: string,
  { signal = new AbortController().signal, env = {}, moved = () => undefined }: Asked = {},
) =>
  engine.verifyWorkshop({
    ...{ folder: path.resolve(folder), file: 'workshop.yaml', home, env, signal, moved },
    log: createFakePorts().log,
    startWorker: ({ taskQueue, ...work }) =>
      engine.startWorker({
        ...{ ...work, folder: undefined, installCommand: '', dist: path.join(home, 'dist') },
        place: { ...NO_PLACE, address: env['TEMPORAL_ADDRESS'] ?? '', taskQueue },
      }),
    servers: Object.entries({ 'practice-site': site, 'practice-api': api }).map(([name, open]) => ({
      ...{ usual: new URL(PRACTICE_SERVERS[name]?.url ?? '').host, open },
    })),
  });

/** With a real Temporal server, where one can be had: its steps are played, too, by a worker that `verify` starts. */
const server = orSkip('temporal', await startTemporal());
afterAll(() => server?.stop());

describe.each(workshops)('%s', folder => {
  test(
    'every step fails at its start, knows its mistakes, and passes with its solution',
    { timeout: 900_000 },
    async () => {
      const env = server ? { TEMPORAL_ADDRESS: server.address } : {};
      const verdict = await verify(folder, { env });
      const { text } = await engine.describeVerdicts([verdict], 'en');
      expect(isSound(verdict), text()).toBe(true);
      const skipped = verdict.steps.filter(({ isSkipped }) => isSkipped);
      expect(skipped.length).toBeLessThan(verdict.steps.length);
      if (server) expect(skipped.flatMap(({ notes }) => notes[0]?.params['requires'])).not.toContain('temporal');
    },
  );
});

test('a workshop with faults is told with their lines, and nothing is tried', async () => {
  const verdict = await verify('test/golden/workshops/files-missing/in');
  expect(verdict.steps).toEqual([]);
  expect(verdict.problems[0]).toMatchObject({ file: 'workshop.yaml', line: expect.any(Number) as number });
  const { json, exitCode } = await engine.describeVerdicts([verdict], 'fr');
  expect(json).toMatchObject({ status: 'error', steps: [], problems: expect.any(Array) as unknown[] });
  expect(exitCode).toBe(1);
});

describe('a small workshop', () => {
  let folder: string;
  const description = (top: string) =>
    `id: small\ntitle: { en: Small }\nlanguages: [en]\n${top}\nparts:\n  - { id: all, title: { en: All }, goal: { en: G }, minutes: 0, steps: [{ id: one, kind: read, title: { en: One }, minutes: 0 }] }\n`;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'iw-small-'));
    mkdirSync(path.join(folder, 'en', 'all'), { recursive: true });
    writeFileSync(path.join(folder, 'en', 'all', 'one.md'), 'Read this.');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('a key that nothing reads is told with its line, and the rest is tried', async () => {
    writeFileSync(path.join(folder, 'workshop.yaml'), description('sumary: { en: One page. }'));
    const verdict = await verify(folder);
    expect(verdict).toMatchObject({ problems: [], steps: [{ id: 'one', findings: [] }] });
    const { json, text, exitCode } = await engine.describeVerdicts([verdict], 'fr');
    const told = { code: 'misspelt_key', file: 'workshop.yaml', line: 4, hint: 'Did you mean “summary”?' };
    expect(json).toMatchObject({ status: 'success', warnings: [told] });
    expect(text()).toContain('workshop.yaml:4:1');
    expect(exitCode).toBe(0);
  });

  test('a description that is no UTF-8 is refused', async () => {
    writeFileSync(path.join(folder, 'workshop.yaml'), Buffer.from(description('# d\u00e9but'), 'latin1'));
    expect(await verify(folder)).toMatchObject({ problems: [{ code: 'file_not_utf8', kind: 'config' }], steps: [] });
  });

  test.each([
    ['a folder of its name', (file: string) => mkdirSync(file)],
    ['a link to itself', (file: string) => symlinkSync(file, file)],
  ])('%s describes no workshop', async (_what, make) => {
    make(path.join(folder, 'workshop.yaml'));
    const { status, stdout } = spawnSync(process.execPath, ['dist/cli.js', 'verify', folder], { encoding: 'utf8' });
    expect([status, JSON.parse(stdout)]).toMatchObject([2, { error_detail: { code: 'workshop_unknown' } }]);
  });
});

test('a step that needs a server is tried where one is named and answers; else what is lacking is told', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'iw-needs-'));
  mkdirSync(path.join(folder, 'en', 'all'), { recursive: true });
  writeFileSync(path.join(folder, 'en', 'all', 'one.md'), 'Read this.');
  const step = '{ id: one, kind: read, title: { en: One }, minutes: 0, requires: [temporal] }';
  const part = `  - { id: all, title: { en: All }, goal: { en: G }, minutes: 0, steps: [${step}] }`;
  writeFileSync(
    path.join(folder, 'workshop.yaml'),
    `id: needs\ntitle: { en: Needs }\nlanguages: [en]\nparts:\n${part}\n`,
  );
  const server = createServer(socket => socket.end());
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  // SAFETY: it listens on a port.
  const { port } = server.address() as AddressInfo;
  try {
    const named = await verify(folder, { env: { TEMPORAL_ADDRESS: `127.0.0.1:${port}` } });
    expect(named).toMatchObject({ problems: [], steps: [{ isSkipped: false, findings: [] }] });
    const skipped = { isSkipped: true, notes: [{ code: 'skipped', params: { requires: 'temporal' } }] };
    expect((await verify(folder)).steps).toMatchObject([skipped]);
    // The discard service, which nobody runs.
    expect((await verify(folder, { env: { TEMPORAL_ADDRESS: '127.0.0.1:9' } })).steps).toMatchObject([skipped]);
  } finally {
    server.close();
    rmSync(folder, { recursive: true });
  }
});

test('who stops it leaves nothing behind', async () => {
  const sandboxes = () => readdirSync(tmpdir()).filter(name => name.startsWith('iw-verify-'));
  const before = sandboxes();
  const stop = new AbortController();
  await expect(
    verify('test/fixtures/workshops/checks', { signal: stop.signal, moved: () => stop.abort() }),
  ).rejects.toThrow();
  expect(sandboxes().filter(name => !before.includes(name))).toEqual([]);
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { IngestRequest, ResumeRequest, WorkFolder } from '../../../src/engine/workFolder.ts';
import { fail } from '../../../src/model/problem.ts';
import { command, COUNTS, fakeEngine, record, RESULT, RUN } from './fakeWorld.ts';
import { startedEvent } from '../../fakes/run.ts';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'cli-'));
  writeFileSync(join(cwd, 'in.yaml'), 'sources:\n  - uri: https://example.org/\n');
  writeFileSync(join(cwd, 'a.md'), 'one two\n\nthree');
  writeFileSync(join(cwd, 'latin.md'), Buffer.from([0xe9, 0x0a]));
});
afterAll(() => rmSync(cwd, { recursive: true }));

describe('ingest', () => {
  const asked: IngestRequest[] = [];
  const engine = fakeEngine({ folder: { ingest: async request => (asked.push(request), RESULT) } });

  test("answers in the contract's names, paths from the current folder", async () => {
    const { code, json } = await command(['ingest', 'in.yaml'], {
      engine: fakeEngine({ folder: { workDir: join(cwd, '.ingestion-workshop'), ingest: async () => RESULT } }),
      world: { cwd },
    });
    expect(code).toBe(1);
    expect(json()).toMatchObject({
      status: 'partial',
      run_id: 'r1',
      work_dir: '.ingestion-workshop',
      journal: join('.ingestion-workshop', 'runs', 'r1', 'journal.jsonl'),
      sources: COUNTS,
      chunks: 12,
      collection: 'default',
      reused: 2,
      duration_ms: 1235,
    });
    const [home, gone] = [json()['outcomes']].flat().map(record);
    expect(home).toMatchObject({ status: 'COMPLETED', reason: null, title: 'Home', attempts: 1, chunks: 12 });
    expect(home?.['converted_md_path']).toBe(join('.ingestion-workshop', 'runs', 'r1', 'conversion', 'home.md'));
    expect(gone).toMatchObject({ status: 'ERROR', reason_detail: { code: 'http_status', params: { status: 404 } } });
    expect(gone).not.toHaveProperty('alias_of');
  });

  test('passes on what the options say', async () => {
    const argv = 'ingest in.yaml --only SCRAPING --request-timeout 0.5 --max-attempts 2 --run-id mine --wait 3';
    const header = ['--header', 'Authorization: env:INGESTION_WORKSHOP_TOKEN'];
    await command([...argv.split(' '), ...header], {
      engine,
      world: { cwd, env: { INGESTION_WORKSHOP_TOKEN: 't0p' } },
    });
    const request = asked.at(-1);
    expect(request).toMatchObject({ runId: 'mine', wait: 3, headers: { Authorization: 't0p' } });
    expect(request?.options).toMatchObject({
      inputFile: join(cwd, 'in.yaml'),
      currentFolder: cwd,
      only: 'SCRAPING',
      from: null,
      requestTimeoutMs: 500,
      maximumAttempts: 2,
      concurrency: 4,
      headers: { Authorization: 'env:INGESTION_WORKSHOP_TOKEN' },
    });
  });

  test.each([
    ['1', 0],
    ['0', 1],
    ['34%', 0],
    ['33%', 1],
  ])('--max-errors %s with one Source of three in error exits %i', async (limit, code) => {
    const ran = await command(['ingest', 'in.yaml', '--max-errors', limit], { engine, world: { cwd } });
    expect(ran.code).toBe(code);
    expect(ran.json()['status']).toBe('partial');
  });

  test('a header variable that is not set is exit 2, and nothing is asked of the engine', async () => {
    const ran = await command(['ingest', 'in.yaml', '--header', 'X: env:INGESTION_WORKSHOP_NONE'], { world: { cwd } });
    expect(ran.code).toBe(2);
    expect(ran.detail()).toMatchObject({ code: 'header_variable_missing', kind: 'config' });
  });

  test('tells every fault of the input, the first one in full', async () => {
    const problems = [
      { code: 'bad_enum', params: {}, line: 3, column: 5 },
      { code: 'missing_field', params: {}, line: 9, column: 1 },
    ];
    const ran = await command(['ingest', 'in.yaml'], {
      engine: fakeEngine({ readInput: async () => ({ input: undefined, problems, warnings: [] }) }),
      world: { cwd },
    });
    expect(ran.code).toBe(2);
    expect(ran.detail()).toMatchObject({
      kind: 'config',
      code: 'bad_enum',
      file: 'in.yaml',
      line: 3,
      column: 5,
      problems,
    });
  });

  const input = {
    sources: [{ uri: 'https://h/' }],
    indexing_config: { collection_name: 'c', database_uri: 'sqlite:///index.sqlite', openai_embedding_model: 'small' },
  };
  const checking = (forecast: WorkFolder['forecast'], more: object = {}) =>
    command(['ingest', 'in.yaml', '--check'], {
      engine: fakeEngine({ readInput: async () => ({ input, problems: [], warnings: [] }), folder: { forecast } }),
      world: { cwd },
      ...more,
    });
  const use = { model: 'small', embedded: 40, fromCache: 2, tokens: 61_234, costUsd: 0.0012 };
  const FORECAST = { use, chunks: 42, known: 3, unknown: 2, usdPerMillionTokens: 0.02 };

  test('--check says what a paid model will take, as far as the texts are known', async () => {
    const ran = await checking(async () => FORECAST);
    expect(ran.json()).toMatchObject({
      status: 'valid',
      embedding: {
        ...{ model: 'small', lexical: false, embedded: 40, from_cache: 2, tokens: 61_234, cost_usd: 0.0012 },
        ...{ chunks: 42, sources_known: 3, sources_unknown: 2, usd_per_million_tokens: 0.02 },
      },
    });
    const { out } = await checking(async () => FORECAST, { tty: true });
    expect(out).toMatch(
      /Sources: 3, chunks: 42[\s\S]+to make with small: 40, [\s\S]+about 61,234 tokens, cost: \$0\.0012[\s\S]+: 2\.\n.+\$0\.02 a million/,
    );
    const nothing = { use: { ...use, embedded: 0 }, chunks: 0, known: 0, unknown: 1, usdPerMillionTokens: null };
    expect((await checking(async () => nothing, { tty: true })).out).not.toMatch(/chunks|\$/);
  });

  test('--check stays valid without a key, and tells it', async () => {
    const ran = await checking(async () => {
      throw fail('config', 'openai_key_missing', { model: 'small' });
    });
    expect([ran.code, ran.json()]).toEqual([
      0,
      expect.objectContaining({ embedding: null, warnings: [expect.objectContaining({ code: 'openai_key_missing' })] }),
    ]);
  });

  test('--check counts the Sources and lists the warnings', async () => {
    const warnings = [{ code: 'literal_password', params: {}, line: 2, column: 1 }];
    const readInput = async () => ({ input: { sources: [{ uri: 'https://example.org/' }] }, problems: [], warnings });
    const ran = await command(['ingest', 'in.yaml', '--check'], { engine: fakeEngine({ readInput }), world: { cwd } });
    expect(ran.code).toBe(0);
    expect(ran.json()).toMatchObject({ status: 'valid', sources: 1, warnings });
  });

  test.each([
    ['absent.yaml', 'file_not_found'],
    ['.', 'file_is_folder'],
    ['latin.md', 'file_not_utf8'],
  ])('%s is exit 2: %s', async (file, code) => {
    const ran = await command(['ingest', file], { world: { cwd } });
    expect(ran.code).toBe(2);
    expect(ran.detail()['code']).toBe(code);
  });

  test('reads - from stdin, as JSON when it looks so', async () => {
    const texts: unknown[] = [];
    const readInput: ReturnType<typeof fakeEngine>['readInput'] = async text => {
      texts.push(text);
      return { input: { sources: [] }, problems: [], warnings: [] };
    };
    await command(['ingest', '-', '--check'], {
      engine: fakeEngine({ readInput }),
      stdin: ' {"sources": []}',
      world: { cwd },
    });
    expect(texts).toMatchObject([{ language: 'json', file: null, cwd }]);
  });

  test('a run that another process holds is exit 1', async () => {
    const busy = fakeEngine({
      folder: { ingest: () => Promise.reject(fail('transient', 'busy', { owner: 'pid 7' })) },
    });
    const ran = await command(['ingest', 'in.yaml'], { engine: busy, world: { cwd } });
    expect(ran.code).toBe(1);
    expect(ran.detail()).toMatchObject({ code: 'busy', params: { owner: 'pid 7' } });
  });
});

describe('resume', () => {
  const asked: ResumeRequest[] = [];
  const options = { headers: { X: 'env:INGESTION_WORKSHOP_X' } };
  const folderWith = (...runs: (typeof RUN)[]) =>
    fakeEngine({
      folder: {
        runs: async () => runs,
        history: async () => ({ run: RUN, started: startedEvent([], { options }).attributes, events: [] }),
        resume: async request => (asked.push(request), RESULT),
      },
    });
  const env = { INGESTION_WORKSHOP_X: 'secret' };

  test('takes the newest run that stopped before its end, and its headers from the environment', async () => {
    const engine = folderWith({ ...RUN, runId: 'r3', status: 'COMPLETED' }, { ...RUN, runId: 'r2' }, RUN);
    await command(['resume'], { engine, world: { env } });
    expect(asked.at(-1)).toMatchObject({ runId: 'r2', failed: false, headers: { X: 'secret' } });
  });

  test('--failed takes the newest run with Sources in error', async () => {
    const engine = folderWith({ ...RUN, runId: 'r3', status: 'COMPLETED' }, RUN);
    await command(['resume', '--failed'], { engine, world: { env } });
    expect(asked.at(-1)).toMatchObject({ runId: 'r3', failed: true });
  });

  test('says what it kept and what ran again; a first run says nothing of the kind', async () => {
    const history = async () => ({ run: RUN, started: startedEvent([]).attributes, events: [] });
    const resumed = { ...RESULT, resumed: { kept: 1234, again: 2 } };
    const engine = fakeEngine({ folder: { history, resume: async () => resumed, ingest: async () => RESULT } });
    expect((await command(['resume', 'r1'], { engine })).json()).toMatchObject({ kept: 1234, ran_again: 2 });
    expect((await command(['resume', 'r1'], { engine, tty: true })).out).toContain(
      'results kept: 1,234, activities that ran again: 2',
    );
    const first = await command(['ingest', '-'], { engine, stdin: 'sources: []' });
    expect(first.json()).not.toHaveProperty('kept');
  });

  test('nothing to resume is exit 2', async () => {
    const ran = await command(['resume'], { engine: folderWith({ ...RUN, status: 'COMPLETED' }) });
    expect([ran.code, ran.detail()['code']]).toEqual([2, 'no_unfinished_run']);
    expect(ran.detail()['hint']).toContain('ingestion-workshop history lists');
  });
});

test('history lists runs with their time and counts', async () => {
  const done = { ...RUN, status: 'COMPLETED' as const, endedAt: '2026-11-21T09:00:02.000Z' };
  const ran = await command(['history'], { engine: fakeEngine({ folder: { runs: async () => [done, RUN] } }) });
  expect(ran.json()['runs']).toMatchObject([
    { run_id: 'r1', status: 'COMPLETED', duration_ms: 2000, sources: COUNTS, input_file: 'pages.ingest.yaml' },
    { status: 'PARKED', duration_ms: null },
  ]);
});

describe('chunk', () => {
  test('one file: its chunks with places and tokens', async () => {
    const ran = await command(['chunk', 'a.md'], { world: { cwd } });
    expect(ran.json()['chunks']).toEqual([
      { text: 'one two', start: 0, end: 7, tokens: 2, heading_path: [] },
      { text: 'three', start: 9, end: 14, tokens: 1, heading_path: [] },
    ]);
  });

  test('several files: a file each, one that fails leaves the others', async () => {
    const ran = await command(['chunk', 'a.md', 'latin.md', '--out-dir', 'out'], { world: { cwd } });
    expect(ran.code).toBe(1);
    expect(ran.json()).toMatchObject({
      status: 'partial',
      files: [
        { file: 'a.md', output: join('out', 'a.yaml'), chunks: 2 },
        { file: 'latin.md', output: null, error_detail: { code: 'file_not_utf8' } },
      ],
    });
    expect(readdirSync(join(cwd, 'out'))).toEqual(['a.yaml']);
    expect(JSON.parse(readFileSync(join(cwd, 'out', 'a.yaml'), 'utf8'))).toHaveLength(2);
  });

  test('a file that is missing: nothing is written', async () => {
    const ran = await command(['chunk', 'a.md', 'absent.md', '--out-dir', 'none'], { world: { cwd } });
    expect([ran.code, ran.detail()['code']]).toEqual([2, 'file_not_found']);
    expect(readdirSync(cwd)).not.toContain('none');
  });
});

describe('convert', () => {
  const converted = {
    outcome: 'converted',
    title: 'T',
    markdown: '# T\n',
    language: 'fr',
    author: null,
    published: null,
  } as const;
  const engine = fakeEngine({
    loadConverter: async () => ({
      convert: async html =>
        html.length > 0 ? { ...converted, removed: [] } : { outcome: 'skipped', reason: 'empty_page', title: '' },
    }),
  });

  test('one page: its Markdown and what is known of it', async () => {
    const ran = await command(['convert', '-'], { engine, stdin: '<p>' });
    expect(ran.json()).toMatchObject({ status: 'success', title: 'T', markdown: '# T\n', language: 'fr', removed: [] });
  });

  test('--markdown prints it bare, into a pipe too', async () => {
    expect((await command(['convert', '-', '--markdown'], { engine, stdin: '<p>' })).out).toBe('# T\n');
  });

  test('a page without text is exit 1', async () => {
    const ran = await command(['convert', '-'], { engine });
    expect([ran.code, ran.detail()['code'], ran.detail()['kind']]).toEqual([1, 'empty_page', 'data']);
  });
});

test('search with no index yet: no results', async () => {
  const search = async () => ({ results: [], words: [], nothingClose: false, model: null, durationMs: 0.1234 });
  const ran = await command(['search', 'où ?'], { engine: fakeEngine({ folder: { search } }) });
  expect(ran.json()).toEqual({ status: 'success', results: [], words: [], model: null, duration_ms: 0.12 });
});

test('models writes one file', async () => {
  const ran = await command(['models', '--language', 'python', '--out', 'm'], { world: { cwd } });
  expect(ran.json()).toEqual({ status: 'success', language: 'python', files: [join('m', 'models.py')] });
  expect(readFileSync(join(cwd, 'm', 'models.py'), 'utf8')).toBe('# python\n');
});

test('practice-site prints one line and serves until the signal', async () => {
  const stop = new AbortController();
  const calls: string[] = [];
  const startPracticeSite: ReturnType<typeof fakeEngine>['startPracticeSite'] = async ({ port, contentDir }) => {
    calls.push(`start ${port} ${contentDir}`);
    setTimeout(() => stop.abort(), 1);
    return { url: 'http://127.0.0.1:4173/', close: async () => void calls.push('close') };
  };
  const world = { signal: stop.signal };
  const ran = await command(['practice-site', '--port', '4173'], { engine: fakeEngine({ startPracticeSite }), world });
  expect(ran.json()).toMatchObject({ status: 'listening', url: 'http://127.0.0.1:4173/' });
  expect(ran.json()['token']).toMatch(/^[0-9a-f]{32}$/);
  expect(calls).toEqual([`start 4173 ${join('/opt/ingestion-workshop/workshop/practice-site')}`, 'close']);
});

test('practice-api prints one line and serves until the signal', async () => {
  const stop = new AbortController();
  const calls: unknown[] = [];
  const startPracticeApi: ReturnType<typeof fakeEngine>['startPracticeApi'] = async ({ token, ...request }) => {
    calls.push(request);
    setTimeout(() => stop.abort(), 1);
    return { url: `http://127.0.0.1:4174/#${token}`, close: async () => void calls.push('close') };
  };
  const argv = ['practice-api', '--port', '4174', '--rows', '1000000'];
  const ran = await command(argv, { engine: fakeEngine({ startPracticeApi }), world: { signal: stop.signal } });
  const { status, url, token } = ran.json();
  expect([status, url]).toEqual(['listening', `http://127.0.0.1:4174/#${token}`]);
  expect(calls).toEqual([{ host: '127.0.0.1', port: 4174, rows: 1_000_000 }, 'close']);
});

test('doctor RUN with a Temporal server says why it stands there, and what to do', async () => {
  const asked: unknown[] = [];
  const said = { said: 'doctor.temporal.unserved', params: { queue: 'Q', count: 1, seconds: 12 } };
  const ran = await command(['doctor', 'r1', '--address', 'temporal.example.org:7233'], {
    engine: fakeEngine({
      folder: { runs: async () => [] },
      consultTemporal: async (place, runId) => {
        asked.push([place.address, runId]);
        return [{ about: 'queue', ok: false, ...said, fix: 'startWorker' }];
      },
    }),
    world: { cwd },
  });
  expect(asked).toEqual([['temporal.example.org:7233', 'r1']]);
  expect(ran.code).toBe(1);
  const checks = [ran.json()['checks']].flat().map(record);
  expect(checks.find(check => check['name'] === 'temporal')).toMatchObject({
    ok: false,
    needed: true,
    detail: expect.stringContaining('Nobody takes work from Q'),
    fix: expect.stringContaining('temporal-worker'),
  });
});

test('doctor RUN says why it stands', async () => {
  const history = async () => ({ run: RUN, started: startedEvent([]).attributes, events: [] });
  const ran = await command(['doctor', 'r1'], {
    engine: fakeEngine({ folder: { history, runs: async () => [], sources: async () => [] } }),
    world: { cwd },
  });
  expect(ran.code).toBe(0);
  const checks = [ran.json()['checks']].flat().map(record);
  const run = { ok: false, needed: false, fix: expect.stringContaining('ingestion-workshop resume r1') };
  expect(checks.find(check => check['name'] === 'run')).toMatchObject(run);
  expect(checks.find(check => check['name'] === 'work_folder')).toMatchObject({ ok: true });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { loadConverter } from '../../src/adapters/converter/load.ts';
import { nodeHash } from '../../src/adapters/hash.ts';
import { createActivityProcess } from '../../src/adapters/learner/processes.ts';
import { readActivityCode } from '../../src/engine/learner/readActivityCode.ts';
import { runActivityCase } from '../../src/engine/learner/runActivityCase.ts';
import type { ActivityCase, ActivityTrial } from '../../src/model/workshop/activityCase.ts';
import { createFakeArtifacts, createFakePorts } from '../fakes/ports.ts';

/** A real process for each: about a tenth of a second. */
const log = createFakePorts().log;
const converter = loadConverter();

const shipped = (name: string) => readFileSync(path.resolve('workshop/activities', name), 'utf8');

type Files = Readonly<Record<string, string>>;
type Tried = Partial<ActivityCase>;

async function tryCode(files: Files, tried: Tried = {}, deadlineMs = 10_000): Promise<ActivityTrial> {
  const [entry = ''] = Object.keys(files);
  const artifacts = createFakeArtifacts(files);
  const code = await readActivityCode(entry, { artifacts, hash: nodeHash });
  return runActivityCase({
    code,
    case: { stage: 'SCRAPING', source: SOURCE, answers: ANSWERS, ...tried },
    away: createActivityProcess(log),
    world: { clock: systemClock, hash: nodeHash, converter: await converter, log },
    signal: new AbortController().signal,
    deadlineMs,
  });
}

const SOURCE = { uri: 'https://town.example/pass', metadata: { kept: true } };
const PAGE = `<html><head><title>The pass</title></head><body><nav><a href="/home">Home</a></nav>
<main><h1>The pass</h1><p>${'The pass costs twelve euros a month. '.repeat(10)}</p><a href="/night">Night</a></main></body></html>`;
const ANSWERS = { [SOURCE.uri]: { body: PAGE } };

const scrape = (body: string): Files => ({
  'activities/scraping.ts': `export default async function scrapeSource(context: any, source: any) {\n${body}\n}\n`,
});

describe('the activities that ship', () => {
  test('SCRAPING keeps the page as the server gave it', async () => {
    const { source, artifact, problem } = await tryCode({ 'activities/scraping.ts': shipped('scraping.ts') });
    expect(problem).toBeNull();
    expect(source).toMatchObject({ uri: SOURCE.uri, raw_file_path: 'case.html', metadata: { kept: true } });
    expect(artifact).toBe(PAGE);
  });
  test('SCRAPING leaves out what is no HTML', async () => {
    const answers = { [SOURCE.uri]: { body: '{}', headers: { 'content-type': 'application/json' } } };
    const { skipped } = await tryCode({ 'activities/scraping.ts': shipped('scraping.ts') }, { answers });
    expect(skipped).toMatchObject({ code: 'skipped_by_activity', params: { reason: 'application/json is no HTML' } });
  });
  test('CRAWLING discovers the links that the rules keep', async () => {
    const source = { ...SOURCE, max_depth: 1 };
    const files = { 'activities/crawling.ts': shipped('crawling.ts') };
    const { discovered, log: said } = await tryCode(files, { stage: 'CRAWLING', source });
    expect(discovered).toEqual(['https://town.example/home', 'https://town.example/night']);
    expect(said).toEqual(['2 links']);
  });
  test('CONVERTION writes the main content', async () => {
    const files = { 'activities/conversion.ts': shipped('conversion.ts') };
    const { artifact, source } = await tryCode(files, { stage: 'CONVERTION', work: PAGE });
    expect(artifact).toContain('# The pass\n\nThe pass costs twelve euros');
    expect(artifact).not.toContain('Home');
    expect(source?.metadata).toEqual({ kept: true, title: 'The pass' });
  });
  test('CHUNKING and INDEXING give chunks with their place', async () => {
    const work = '# Pass\n\nTwelve euros.\n\nA month.\n';
    const input = { recursive_chunking_config: { chunk_size: 20, chunk_overlap: 0 } };
    const chunking = { 'activities/chunking.ts': shipped('chunking.ts') };
    const { chunks, artifact } = await tryCode(chunking, { stage: 'CHUNKING', work, input });
    expect(chunks.map(({ text }) => text)).toContain('A month.');
    expect(artifact).toContain('heading_path');
    const source = { ...SOURCE, chunking_file_path: 'chunks.yaml' };
    const indexing = { 'activities/indexing.ts': shipped('indexing.ts') };
    const { chunks: added } = await tryCode(indexing, { stage: 'INDEXING', source, work: artifact ?? '' });
    expect(added).toHaveLength(chunks.length);
    expect(added[0]?.metadata).toMatchObject({ kept: true, start: 0, uri: SOURCE.uri });
  });
});

describe('bad code is explained with its own line', () => {
  const file = 'activities/scraping.ts';
  const cases: readonly (readonly [string, Files, object])[] = [
    ['does not compile', scrape('  const x: number = ;'), { code: 'activity_does_not_compile', line: 2, file }],
    ['throws', scrape('\n  null.x;'), { code: 'activity_threw', line: 3, file }],
    [
      'throws in a file that it imports',
      {
        'activities/scraping.ts': `import { help } from './help.ts';\n${Object.values(scrape('  return help();')).join('')}`,
        'activities/help.ts': 'export function help() {\n  throw new Error("no");\n}',
      },
      { code: 'activity_threw', line: 2, file: 'activities/help.ts' },
    ],
    [
      'throws in a file that an input two folders below names',
      {
        '../../activities/scraping.ts': `import { help } from '../../help.ts';\n${Object.values(scrape('  return help();')).join('')}`,
        '../../../help.ts': 'export function help() {\n  throw new Error("no");\n}',
      },
      { code: 'activity_threw', line: 2, file: '../../../help.ts' },
    ],
    [
      'never ends beside the input’s folder',
      { '../activities/scraping.ts': Object.values(scrape('\n  for (;;);')).join('') },
      { code: 'activity_too_slow', line: 3, file: '../activities/scraping.ts' },
    ],
    [
      'throws later',
      scrape('  setTimeout(() => {\n    throw new Error("late") }, 1);\n  return new Promise(() => 0);'),
      { code: 'activity_threw', line: 3 },
    ],
    ['spins for ever', scrape('  let n = 0;\n  for (;;) n += 1;'), { code: 'activity_too_slow', line: 3, file }],
    ['waits for ever', scrape('  return new Promise(() => 0);'), { code: 'activity_never_answered', file }],
    ['ends the process', scrape('  process.exit(3);'), { code: 'activity_exited', line: 2, params: { code: '3' } }],
    [
      'reads a file behind our back',
      scrape('  process.getBuiltinModule("fs").readFileSync("/etc/hostname");'),
      { code: 'activity_not_allowed', line: 2, params: { permission: 'FileSystemRead' } },
    ],
    [
      'deletes a file behind our back',
      scrape('  process.getBuiltinModule("fs").rmSync(import.meta.filename);'),
      { code: 'activity_not_allowed', line: 2, params: { permission: 'FileSystemWrite' } },
    ],
    [
      'asks the network itself',
      scrape('  await fetch(source.uri);'),
      { code: 'activity_not_allowed', line: 2, params: { permission: 'Network' } },
    ],
    [
      'returns nothing',
      scrape('  await context.write("x");'),
      { code: 'activity_returned_no_source', params: { found: 'undefined' } },
    ],
    [
      'returns a wrong field',
      scrape('  return { ...source, raw_file_path: await context.write("x"), mime_type: 7 };'),
      { code: 'activity_returned_wrong', params: { field: 'mime_type', found: '7' } },
    ],
    [
      'forgets a field',
      scrape('  return { raw_file_path: await context.write("x") };'),
      { code: 'activity_returned_wrong', params: { field: 'uri' } },
    ],
    [
      'changes its input',
      scrape(
        '  source.uri = "https://other.example/"; source.raw_file_path = await context.write("x"); return source;',
      ),
      { code: 'activity_changed_field', params: { field: 'uri' } },
    ],
    [
      'writes nothing',
      scrape('  return source;'),
      { code: 'activity_wrote_nothing', params: { field: 'raw_file_path' } },
    ],
    ['forgets the path', scrape('  await context.write("x"); return source;'), { code: 'activity_path_wrong' }],
    ['calls with a wrong value', scrape('\n  await context.write(7);'), { code: 'activity_call_wrong', line: 3 }],
    ['has no function', { 'activities/scraping.ts': 'export const x = 1;' }, { code: 'activity_no_function' }],
    [
      'fills its memory',
      scrape('  const all = []; for (;;) all.push(new Array(1e6).fill(1.5));'),
      { code: 'activity_exited' },
    ],
    ['kills itself', scrape('\n  process.kill(process.pid);'), { code: 'activity_exited', line: 3 }],
    ['aborts', scrape('\n  process.abort();'), { code: 'activity_exited', line: 3 }],
    [
      'throws what is no Error',
      scrape('  throw { status: 7 };'),
      { code: 'activity_threw_no_error', params: { message: '{ status: 7 }' } },
    ],
    [
      'has an Error without a stack',
      scrape('  throw Object.assign(new Error("why"), { stack: 7 });'),
      { code: 'activity_threw', params: { message: 'Error: why' } },
    ],
    [
      'returns a circle',
      scrape('  const it: any = { ...source }; it.metadata = { it }; return it;'),
      { code: 'activity_returned_no_json', params: { message: expect.stringMatching(/^TypeError: .*circular/) } },
    ],
    [
      'returns a getter that throws',
      scrape('  return {\n    get uri() {\n      throw new Error("late"); } };'),
      { code: 'activity_threw', line: 4 },
    ],
    [
      'returns far more than a Source',
      scrape('  return { ...source, metadata: { text: "x".repeat(2e6) } };'),
      { code: 'activity_returned_too_much', params: { most: 1_000_000 } },
    ],
    [
      'writes more than a page',
      scrape('\n  await context.write("x".repeat(20_000_001));'),
      { code: 'activity_call_wrong', line: 3, params: { found: 'length 20000001' } },
    ],
    [
      'hands over more than the engine would take in',
      scrape('\n  await context.write("x".repeat(60e6));'),
      { code: 'activity_call_wrong', line: 3, params: { found: '61 MB', expected: '≤ 48 MB' } },
    ],
    [
      'closes its own output',
      scrape('  process.stdout.write = () => { throw new Error("no output"); };\n  throw new Error("heard");'),
      { code: 'activity_threw', params: { message: 'Error: heard' } },
    ],
  ];
  test.each(cases)(
    'one that %s',
    async (name, files, expected) => {
      const { problem, source } = await tryCode(files, {}, /ever/.test(name) ? 700 : 20_000);
      expect(problem).toMatchObject({ kind: 'config', ...expected });
      expect(source).toBeNull();
    },
    60_000,
  );
  test.runIf(process.platform === 'linux')('one that fills its memory with bytes', async () => {
    const body = '  const all = [];\n  for (;;) all.push(Buffer.alloc(1e7));';
    const { problem } = await tryCode(scrape(body), {}, 20_000);
    expect(problem).toMatchObject({ code: 'activity_threw', line: 3 });
  });
  test('a message without end is cut, and stands on one line', async () => {
    const { problem } = await tryCode(scrape('\n  throw new Error("so\\nlong ".repeat(1e6));'));
    expect(problem).toMatchObject({ code: 'activity_threw', line: 3 });
    expect(String(problem?.params['message'])).toMatch(/^Error: so long so long .{250,290}…$/);
  });
  test('calls that nobody waits for are served a few at a time, and all of them', async () => {
    const body = `  await Promise.all(Array.from({ length: 9 }, (_, n) => context.write(String(n))));
  return { ...source, raw_file_path: await context.write('last') };`;
    expect(await tryCode(scrape(body))).toMatchObject({ problem: null, artifact: 'last' });
  });
  test('what is added piece by piece is counted together', async () => {
    const files = {
      'activities/indexing.ts': `export default async function index(context: any, source: any) {
  for (;;) await context.store.add({ text: 'x'.repeat(6e6) });
}`,
    };
    const source = { ...SOURCE, chunking_file_path: 'chunks.yaml' };
    const { problem, chunks } = await tryCode(files, { stage: 'INDEXING', source, work: '[]' });
    expect(problem).toMatchObject({ code: 'activity_call_wrong', line: 2, params: { call: 'store.add' } });
    expect(chunks).toHaveLength(3);
  });
  test('what the engine refuses goes through as it is', async () => {
    const answers = { [SOURCE.uri]: { status: 404 } };
    const { problem } = await tryCode(scrape('  await context.fetch(source.uri);'), { answers });
    expect(problem).toMatchObject({ kind: 'data', code: 'http_status', params: { status: 404 } });
  });
  test('a megabyte that is printed is cut', async () => {
    const body =
      '  for (let i = 0; i < 1000; i += 1) console.log("x".repeat(1000));\n  return { ...source, raw_file_path: await context.write("y") };';
    const { log: said, problem } = await tryCode(scrape(body));
    expect(problem).toBeNull();
    expect(said.join('').length).toBeLessThan(20_000);
    expect(said.at(-1)).toMatch(/^… \(98\d{4}\)$/);
  });
  test('its environment is empty and its folder is its own', async () => {
    const body =
      '  console.log(JSON.stringify(Object.keys(process.env)), process.cwd().includes("iw-activity-"));\n  context.skip("seen");';
    const { log: said } = await tryCode(scrape(body));
    expect(said).toEqual(['[] true']);
  });
});

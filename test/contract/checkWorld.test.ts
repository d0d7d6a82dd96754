import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { openCheckWorld } from '../../src/adapters/composeWorkshop.ts';
import { createTables } from '../../src/adapters/outputs/tables.ts';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import type { WorkFolder } from '../../src/engine/workFolder.ts';
import { judgeStep } from '../../src/engine/workshop/judgeStep.ts';
import { measure } from '../../src/engine/workshop/measure.ts';
import type { CheckWorld } from '../../src/engine/workshop/workshopPorts.ts';
import type { IngestionWorkflowInput, MeasureEnum, WorkshopCheck } from '../../src/model/generated/types.ts';
import { createFakePorts } from '../fakes/ports.ts';
import { fakeOptions } from '../fakes/run.ts';

/** A learner's folder after a real run on the practice site. */
let folder: string;
let site: PracticeSite;
let work: WorkFolder;
let world: CheckWorld;
const { log } = createFakePorts();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-checks-'));
  site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
  work = await openWorkFolder({ workDir: path.join(folder, '.ingestion-workshop'), log });
  const cli = path.join(folder, 'cli.js');
  writeFileSync(cli, FAKE_CLI);
  world = openCheckWorld({ folder, work, log, cli, deadlineMs: 5_000, caseDeadlineMs: 500 });
});
afterAll(async () => {
  await work.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

/** Answers with where it is and what it was asked. */
const FAKE_CLI = `
const [, , verb, ...rest] = process.argv;
if (verb === 'serve') setInterval(() => {}, 1000);
else if (verb === 'text') console.log('no JSON');
else { console.log(JSON.stringify({ status: 'success', folder: process.cwd(), rest })); process.exitCode = Number(rest[0] ?? 0); }
`;

const uri = (page: string) => new URL(page, site.url).href;
const input = (): IngestionWorkflowInput => ({
  sources: [{ uri: uri('vie-pratique/tarifs'), max_depth: 0 }],
  stages: ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING', 'INDEXING'],
});

const judge = async (check: Omit<WorkshopCheck, 'title'>, files: Readonly<Record<string, string>> = {}) => {
  const read = async (name: string) => files[name] ?? '';
  const checks: WorkshopCheck[] = [{ kind: 'cli', ...check, title: { en: 'It holds' } }];
  const step = { id: 'one', kind: 'do', title: { en: 'One' }, minutes: 1, checks } as const;
  const outcome = await judgeStep(world, { files: { read }, step }, {}, new AbortController().signal);
  return outcome.checks[0];
};
const truth = (of: MeasureEnum, source?: string) =>
  measure(world, { truth: of, question: { en: 'Combien coûte le pass ?' }, ...(source ? { source } : {}) });

test('before the first run there is nothing to look at', async () => {
  expect(await world.artifacts('SCRAPING')).toBeNull();
  expect(await world.events()).toBeNull();
  expect(await world.search('x', 5)).toBeNull();
  expect(await world.rows('data')).toBeNull();
  expect(await truth('tokens')).toBeNull();
});

describe('after a run', () => {
  beforeAll(async () => {
    const options = fakeOptions({
      inputFile: path.join(folder, 'inputs', 'one.ingest.yaml'),
      currentFolder: folder,
      maxPageBytes: 1_000_000,
      requestTimeoutMs: 30_000,
      allowPrivateHosts: true,
    });
    const { status } = await work.ingest({
      input: input(),
      options,
      headers: {},
      signal: new AbortController().signal,
    });
    expect(status).toBe('success');
  });

  test('artifacts have their place in the learner’s folder', async () => {
    const check = { kind: 'artifact', stage: 'SCRAPING', source: '/vie-pratique/tarifs' } as const;
    expect(await judge({ ...check, contains: ['<nav'], at_most: 1 })).toMatchObject({ state: 'passed' });
    const failed = await judge({ ...check, lacks: ['<nav'] });
    expect(failed?.where?.path).toMatch(/^\.ingestion-workshop\/runs\/[^/]+\/scraping\/.+\.html$/);
    expect(failed?.where?.line).toBeGreaterThan(1);
    expect(await judge({ ...check, stage: 'CONVERTION', lacks: ['<nav'], contains: ['# '] })).toMatchObject({
      state: 'passed',
    });
  });

  test('events are those of its journal', async () => {
    const check = { kind: 'event', event: 'ActivityTaskCompleted', stage: 'CHUNKING', source: '/tarifs' } as const;
    expect(await judge({ ...check, at_least: 1, at_most: 1 })).toMatchObject({ state: 'passed' });
    const where = { path: expect.stringMatching(/^\.ingestion-workshop\/runs\/.*journal\.jsonl$/) as string };
    expect(await judge({ ...check, at_least: 2 })).toMatchObject({ state: 'failed', where });
  });

  test('the index answers', async () => {
    const check = { kind: 'search', question: 'Combien coûte le pass jeune ?' } as const;
    expect(await judge({ ...check, source: '/vie-pratique/tarifs', rank: 1 })).toMatchObject({ state: 'passed' });
    const found = await judge({ ...check, rank: 1, lacks: ['e'] });
    expect(found).toMatchObject({
      state: 'failed',
      found: { code: 'passage_has' },
      where: { path: expect.stringContaining('/conversion/') as string },
    });
  });

  test('what a step measures is counted on it', async () => {
    expect(await truth('sources')).toBe(1);
    expect(await truth('sources', '/nowhere')).toBe(0);
    expect(await truth('requests')).toBe(1);
    const [artifacts, chunks, tokens, asked] = [
      await truth('artifacts'),
      await truth('chunks'),
      await truth('tokens'),
      await truth('tokens_per_question'),
    ];
    expect(artifacts).toBe((await countFiles()).length);
    expect(chunks).toBe(await inIndex());
    expect(await truth('attempts')).toBe(5);
    // One page of a few chunks: a question takes at most five of them along.
    expect(tokens).toBeGreaterThan(100);
    expect(asked).toBeGreaterThan(50);
    if ((chunks ?? 0) > 6) expect(asked).toBeLessThan(tokens ?? 0);
  });

  test('counts are those of the newest run of an input where one is named', async () => {
    const attempts = (file: string) =>
      measure(world, { truth: 'attempts', question: { en: 'How many?' }, input: file });
    expect(await attempts('inputs/one.ingest.yaml')).toBe(5);
    expect(await attempts('inputs/other.ingest.yaml')).toBeNull();
  });

  test('an artifact that was thrown away is told, and nobody is blamed', async () => {
    rmSync(path.join(folder, (await world.artifacts('CHUNKING'))![0]!.path));
    expect(await judge({ kind: 'artifact', stage: 'CHUNKING', at_least: 1 })).toMatchObject({
      state: 'unchecked',
      found: { code: 'file_missing' },
    });
  });
});

const countFiles = async () => [
  ...((await world.artifacts('CRAWLING')) ?? []),
  ...((await world.artifacts('SCRAPING')) ?? []),
  ...((await world.artifacts('CONVERTION')) ?? []),
  ...((await world.artifacts('CHUNKING')) ?? []),
];
const inIndex = async () => (await work.chunks({ collection: 'default', from: 0, count: 1 })).total;

test('rows are those of a Parquet file, or of a folder with its partitions', async () => {
  const tables = createTables();
  for (const day of ['01', '02']) {
    const place = { folder: path.join(folder, `data/partition_date=2026-01-${day}`), name: 'part.parquet' };
    const table = await tables.openTable(place, {
      columns: [{ name: 'id', type: { kind: 'integer', bits: 32 } }],
    });
    await table.append([{ id: 1 }, { id: 2 }]);
    await table.publish();
  }
  tables.close();
  expect(await world.rows('data')).toEqual({ columns: ['id', 'partition_date'], rows: 4 });
  expect(
    await judge({ kind: 'rows', file: 'data/partition_date=2026-01-01/part.parquet', columns: ['id'], at_most: 2 }),
  ).toMatchObject({ state: 'passed' });
  writeFileSync(path.join(folder, 'bad.parquet'), 'no table');
  expect(await judge({ kind: 'rows', file: 'bad.parquet', at_least: 1 })).toMatchObject({ state: 'unchecked' });
});

describe('the learner’s file', () => {
  const cases = JSON.stringify([
    {
      title: { en: 'a page' },
      source: { uri: 'https://town.example/' },
      work: '<p>Hello</p>',
      expect: { contains: ['Hello'] },
    },
  ]);
  const write = (text: string) => {
    mkdirSync(path.join(folder, 'activities'), { recursive: true });
    writeFileSync(path.join(folder, 'activities/conversion.ts'), text);
  };
  const tried = () =>
    judge(
      { kind: 'cases', stage: 'CONVERTION', module: 'activities/conversion.ts', file: 'c.json' },
      { 'c.json': cases },
    );
  const activity = (body: string) =>
    `export default async function convertSource(context: any, source: any) {\n${body}\n}\n`;

  test('is not there', async () => {
    rmSync(path.join(folder, 'activities'), { recursive: true, force: true });
    expect(await tried()).toMatchObject({ state: 'failed', found: { code: 'module_missing' } });
  });
  test('does its work', async () => {
    cpSync('workshop/activities', path.join(folder, 'activities'), { recursive: true });
    expect(await tried()).toMatchObject({ state: 'passed' });
  });
  test.for<[name: string, text: string, code: string, line: number | undefined]>([
    ['does not compile', 'export default async function convertSource( {', 'activity_does_not_compile', 1],
    ['throws', activity('\n  throw new Error("no");'), 'activity_threw', 3],
    ['never returns', activity('  for (;;) {}'), 'activity_too_slow', 2],
    [
      'waits for ever',
      activity('  await new Promise(() => setInterval(() => {}, 1000));'),
      'activity_never_answered',
      undefined,
    ],
    ['returns the wrong shape', activity('  return "Hello";'), 'activity_returned_no_source', undefined],
    ['imports what it may not', 'import "node:fs";\n' + activity('  return source;'), 'activity_import_refused', 1],
    ['ends the process', activity('  process.exit(0);'), 'activity_exited', 2],
  ])('%s', async ([, text, code, line]) => {
    write(text);
    const outcome = await tried();
    expect(outcome).toMatchObject({
      state: 'failed',
      expected: { code: 'case_works' },
      found: { code },
      where: { path: 'activities/conversion.ts' },
    });
    expect(outcome?.where?.line).toBe(line);
  });
});

describe('the command line', () => {
  const run = (...args: string[]) => world.cli.run(args, new AbortController().signal);

  test('runs in the learner’s folder', async () => {
    expect(await run('search', '3', 'x')).toMatchObject({ exit: 3, result: { status: 'success', rest: ['3', 'x'] } });
    expect(await run('text')).toEqual({ exit: 0, result: null });
  });
  test('is ended when it does not end, and when nobody waits for it any more', async () => {
    const impatient = openCheckWorld({ folder, work, log, cli: path.join(folder, 'cli.js'), deadlineMs: 300 });
    await expect(impatient.cli.run(['serve'], new AbortController().signal)).rejects.toMatchObject({
      problem: { code: 'command_too_slow' },
    });
    await expect(world.cli.run(['serve'], AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

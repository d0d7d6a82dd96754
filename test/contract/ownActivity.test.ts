import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { startPracticeSite, type PracticeSite } from '../../src/adapters/practiceServer/practiceSite.ts';
import type { RunResult, WorkFolder } from '../../src/engine/workFolder.ts';
import type { IngestionWorkflowInput } from '../../src/model/generated/types.ts';
import { STAGES } from '../../src/model/stage.ts';
import { ACTIVITY_NAMES } from '../../src/model/workshop/activityFile.ts';
import { fakeOptions } from '../fakes/run.ts';

/** Runs whose stages are all the learner's own files, on the practice site. */
let folder: string;
let site: PracticeSite;
let work: WorkFolder;
const said: unknown[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-own-'));
  cpSync('workshop/activities', path.join(folder, 'activities'), { recursive: true });
  site = await startPracticeSite({ contentDir: path.resolve('workshop/practice-site') });
  const log = { write: (_: string, code: string, fields?: object) => void said.push({ code, ...fields }) };
  work = await openWorkFolder({ workDir: path.join(folder, '.ingestion-workshop'), log });
});
afterAll(async () => {
  await work.close();
  await site.close();
  rmSync(folder, { recursive: true });
});

const own = (activities = 'activities'): IngestionWorkflowInput => ({
  sources: [
    {
      uri: new URL('magazine', site.url).href,
      max_depth: 1,
      options: { crawling_url_startswith: [new URL('none', site.url).href] },
    },
  ],
  stages_config: Object.fromEntries(
    STAGES.map(stage => [stage, { implementation: `${activities}/${ACTIVITY_NAMES[stage].file}` }]),
  ),
});

const run = (input: IngestionWorkflowInput, inputFile: string | null = null): Promise<RunResult> =>
  work.ingest({
    input,
    options: fakeOptions({ inputFile, currentFolder: folder, maxPageBytes: 1_000_000, requestTimeoutMs: 30_000 }),
    headers: {},
    signal: new AbortController().signal,
  });

const fileOf = (name: string) => path.join(folder, 'activities', name);

test('all five stages are done by files of the learner’s, and an edit runs again what depends on it', async () => {
  const first = await run(own());
  expect(first.outcomes.filter(({ status }) => status === 'ERROR')).toEqual([]);
  expect(first).toMatchObject({ status: 'success', reused: 0 });
  expect(first.chunks).toBeGreaterThan(0);
  expect(said).toContainEqual(expect.objectContaining({ code: 'activity_said', stage: 'CHUNKING' }));
  writeFileSync(fileOf('chunking.ts'), readFileSync(fileOf('chunking.ts'), 'utf8').replace('at most', 'not over'));
  const edited = await run(own());
  expect(await reused(edited)).toMatchObject({ CONVERTION: true, CHUNKING: false });
}, 120_000);

/** Of the run's first page, whether a stage's result came from an earlier run. */
async function reused({ runId }: RunResult): Promise<Record<string, boolean>> {
  const { events } = await work.history(runId);
  const ofFirst = events.flatMap(event =>
    event.eventType === 'ActivityTaskCompleted' &&
    'uri' in event.attributes &&
    event.attributes.activityId.startsWith('0-')
      ? [[event.attributes.activityType, 'reused' in event.attributes] as const]
      : [],
  );
  return Object.fromEntries(ofFirst);
}

test('an input in a folder of its own names files beside that folder, and none outside the current one', async () => {
  const input = path.join(folder, 'inputs', 'pages.ingest.yaml');
  const { status, outcomes } = await run(own('../activities'), input);
  expect({ status, errors: outcomes.filter(one => one.status === 'ERROR') }).toEqual({ status: 'success', errors: [] });
  const outside = { problem: { code: 'path_outside', params: { path: '../../activities/crawling.ts' } } };
  await expect(run(own('../../activities'), input)).rejects.toMatchObject(outside);
}, 120_000);

test('a page that the activity puts nothing of into the index is not said to have no text', async () => {
  const was = readFileSync(fileOf('indexing.ts'), 'utf8');
  writeFileSync(fileOf('indexing.ts'), 'export default async (_context: unknown, source: unknown) => source;');
  const { outcomes } = await run(own());
  writeFileSync(fileOf('indexing.ts'), was);
  expect(outcomes).toContainEqual(
    expect.objectContaining({
      status: 'SKIPPED',
      reason: { code: 'nothing_added', params: { uri: own().sources[0]?.uri } },
    }),
  );
}, 120_000);

test('a file that cannot run is told before anything is written', async () => {
  writeFileSync(fileOf('scraping.ts'), 'export default async function scrapeSource( {');
  const runs = (await work.runs()).length;
  await expect(run(own())).rejects.toMatchObject({
    problem: { kind: 'config', code: 'activity_does_not_compile', params: { file: 'activities/scraping.ts', line: 1 } },
  });
  expect(await work.runs()).toHaveLength(runs);
  rmSync(fileOf('scraping.ts'));
  await expect(run(own())).rejects.toMatchObject({ problem: { code: 'activity_file_missing' } });
}, 120_000);

test('what ships compiles with the types that ship, as strictly as TypeScript can', () => {
  const files = readdirSync('workshop/activities').map(name => path.resolve('workshop/activities', name));
  expect(files).toHaveLength(6);
  const options = { strict: true, noEmit: true, allowImportingTsExtensions: true, types: [] };
  const modules = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext };
  const program = ts.createProgram(files, {
    ...options,
    ...modules,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  const faults = ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
  expect(faults).toEqual([]);
  expect(existsSync(path.resolve('workshop/activities/ingestion-workshop.d.ts'))).toBe(true);
});

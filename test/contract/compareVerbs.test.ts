import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { followRuns } from '../../src/adapters/runs/followRuns.ts';
import { createCompareVerbs } from '../../src/engineHost/compareVerbs.ts';
import type { Held } from '../../src/engineHost/heldFolders.ts';
import { type CompareSetting } from '../../src/model/compareSettings.ts';
import type { IngestionWorkflowInput, Source } from '../../src/model/generated/types.ts';
import { runDefaults } from '../../src/model/runDefaults.ts';
import { createFakeLog } from '../fakes/ports.ts';

const URI = 'http://ville.test/tram';
const TEXT =
  '# Tram\n\nLe premier tram part à six heures du quai. Le dernier tram du dimanche part du quai des Tanneurs à 23 h 48.\n';
const LARGE: CompareSetting = { method: 'recursive', chunkSize: 300, chunkOverlap: 0, isCleaned: true };
const SMALL: CompareSetting = { ...LARGE, method: 'tokens', chunkSize: 12 };
const asked = { settings: [LARGE, SMALL], question: 'Quand part le dernier tram le dimanche ?', answer: 0 } as const;

const folder = mkdtempSync(path.join(tmpdir(), 'iw-compare-'));
const scratch = path.join(folder, 'tmp');
const workDir = path.join(folder, 'work');
const moved: number[] = [];
let held: Held;
let runId: string;
let tmp: string | undefined;

beforeAll(async () => {
  mkdirSync(scratch);
  writeFileSync(path.join(folder, 'tram.md'), TEXT);
  const work = await openWorkFolder({ workDir, log: createFakeLog() });
  const source: Source = {
    uri: URI,
    current_stage: 'CONVERTION',
    current_status: 'COMPLETED',
    converted_md_path: 'tram.md',
  };
  const options = { ...runDefaults('0'), inputFile: null, currentFolder: folder };
  const input: IngestionWorkflowInput = {
    sources: [source],
    recursive_chunking_config: { chunk_size: 300, chunk_overlap: 0 },
  };
  ({ runId } = await work.ingest({ input, options, headers: {}, signal: new AbortController().signal }));
  const nothing = () => undefined;
  const follower = await followRuns(workDir, {
    onRuns: nothing,
    onSources: nothing,
    onEnded: nothing,
    onProblem: nothing,
  });
  // SAFETY: an ingestion from an API is not asked for.
  held = { folder: work, follower, close: async () => (follower.close(), work.close()) } as unknown as Held;
});
beforeEach(() => {
  tmp = process.env['TMPDIR'];
  process.env['TMPDIR'] = scratch;
});
afterEach(() => {
  if (tmp === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = tmp;
});
afterAll(async () => {
  await held.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () =>
  createCompareVerbs({ hold: async () => held }, () => ({ compareMoved: ({ done }) => void moved.push(done) }));

test('two settings of a run are compared in a folder that goes; its index stays as it is', async () => {
  const before = readFileSync(path.join(workDir, 'index.sqlite'));
  const { verbs, close } = open();
  const place = { workDir, runId, uri: URI };
  expect(await verbs.comparedSetting(place)).toEqual(LARGE);
  const set = { file: 'q.yaml', text: `questions:\n  - question: Quel tram part du quai ?\n    expected: ${URI}\n` };
  const found = await verbs.compareSettings({ ...place, ...asked, id: 'one', set });
  expect(found.sides.map(({ answer }) => answer?.state)).toEqual(['whole', 'cut']);
  expect(found.sides.map(({ found: many }) => many)).toEqual([1, 1]);
  expect(found).toMatchObject({ pages: 1, missing: 0, questions: [{ ranks: [1, 1] }] });
  expect(readdirSync(scratch)).toHaveLength(2);
  await close();
  expect(readdirSync(scratch)).toEqual([]);
  expect(readFileSync(path.join(workDir, 'index.sqlite')).equals(before)).toBe(true);
});

test('a page without a text says so, and so does a run that is gone', async () => {
  const { verbs, close } = open();
  const ask = (place: { runId: string; uri: string }) =>
    verbs.compareSettings({ workDir, ...place, ...asked, id: 'two', set: null });
  await expect(ask({ runId, uri: 'http://ville.test/autre' })).rejects.toMatchObject({
    problem: { code: 'no_markdown' },
  });
  await expect(ask({ runId: 'gone', uri: URI })).rejects.toMatchObject({ problem: { code: 'run_gone' } });
  await close();
  expect(existsSync(scratch)).toBe(true);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorkFolder } from '../../src/adapters/compose.ts';
import { lookAtStep, type Looked } from '../../src/engineHost/checkWork.ts';
import type { WorkFolder } from '../../src/engine/workFolder.ts';
import type { WorkshopStep } from '../../src/model/generated/types.ts';
import { happened } from '../../src/model/workshop/foldProgress.ts';
import { newProgress, type Progress } from '../../src/model/workshop/progress.ts';
import type { Language } from '../../src/model/text.ts';
import { createFakePorts } from '../fakes/ports.ts';
import { fakeOptions } from '../fakes/run.ts';

/** A learner's folder with one activity, which throws in its third line. */
let folder: string;
let work: WorkFolder;
const MODULE = 'activities/scraping.ts';
const LONG = `  const long = '${'x'.repeat(300)}';`;
const { log } = createFakePorts();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'iw-check-work-'));
  mkdirSync(path.join(folder, 'activities'));
  const lines = ['export default async function scrapeSource() {', LONG, "  throw new Error('no luck');", '}'];
  writeFileSync(path.join(folder, MODULE), lines.join('\n'));
  work = await openWorkFolder({ workDir: path.join(folder, '.ingestion-workshop'), log });
});
afterAll(async () => {
  await work.close();
  rmSync(folder, { recursive: true });
});

const CASES = JSON.stringify([
  { title: { en: 'A page', fr: 'Une page' }, source: { uri: 'https://town.example/' }, expect: { skipped: 'x' } },
]);
const ON_CASES = { kind: 'cases', stage: 'SCRAPING', module: MODULE, file: 'cases.json' } as const;
const title = { en: 'It works', fr: 'Elle marche' };
const why = { en: 'Because.', fr: 'Parce que.' };
const STEP: WorkshopStep = { id: 'one', kind: 'do', title, minutes: 1 };

interface Asked {
  readonly language?: Language;
  readonly progress?: Progress;
}

const look = (
  step: Partial<WorkshopStep>,
  { language = 'en', progress = newProgress('w') }: Asked = {},
): Promise<Looked> =>
  lookAtStep(
    {
      ...{ log, progress, step: { ...STEP, ...step }, files: { read: async () => CASES } },
      hold: async () => ({ folder: work }),
      place: { folder, workDir: work.workDir, workshop: 'w' },
      speech: { language, languages: ['fr', 'en'] },
    },
    new AbortController().signal,
  );

test('a check that fails tells where and why, with the line and the one before it, long ones cut', async () => {
  const { outcome, verdict } = await look({ checks: [{ ...ON_CASES, title, why }] });
  expect([outcome.passed, verdict.passed]).toEqual([false, false]);
  expect(verdict.checks[0]).toMatchObject({
    ...{ title: 'It works', why: 'Because.', state: 'failed', isHidden: false },
    found: { code: 'activity_threw', params: { message: 'Error: no luck' } },
    where: { path: MODULE, line: 3 },
    frame: { from: 2, lines: [LONG.slice(0, 200), "  throw new Error('no luck');"] },
  });
});

test('it speaks the language that is asked for, else the first one of the workshop', async () => {
  const check = { ...ON_CASES, title, why };
  const french = await look({ checks: [check] }, { language: 'fr' });
  expect(french.verdict.checks[0]).toMatchObject({ title: 'Elle marche', why: 'Parce que.' });
  const only = { ...check, title: { fr: 'Elle marche' } };
  expect((await look({ checks: [only] })).verdict.checks[0]?.title).toBe('Elle marche');
});

test('what passes is told without a reason or a place', async () => {
  const { verdict, outcome } = await look({ checks: [{ kind: 'cases', title, why }] });
  const told = { title: 'It works', state: 'passed', isHidden: false, expected: null, found: null, where: null };
  expect(verdict.checks).toEqual([{ ...told, why: null, frame: null }]);
  expect(outcome.passed).toBe(true);
  expect(Date.parse(verdict.at)).not.toBeNaN();
});

test('a file that is not there is told, without lines', async () => {
  const gone = { ...ON_CASES, module: 'activities/gone.ts' };
  const { verdict } = await look({ checks: [{ ...gone, title }] });
  expect(verdict.checks[0]).toMatchObject({ found: { code: 'module_missing' }, frame: null });
});

test('a mistake that is known is told in the author’s words', async () => {
  const mistakes = [
    { files: 'm/other', found: 'something else', message: { en: 'Not this one.' } },
    { files: 'm/luck', found: 'no luck', message: { en: 'Do not throw.' } },
  ];
  const checks = [{ ...ON_CASES, title }];
  expect((await look({ checks, mistakes })).verdict.mistake).toBe('Do not throw.');
  expect((await look({ checks })).verdict.mistake).toBeNull();
});

test('the truth is measured for who has said a number, and for nobody else', async () => {
  const input = { sources: [{ uri: 'https://town.example/' }], stages: [] };
  const options = fakeOptions({ currentFolder: folder });
  await work.ingest({ input, options, headers: {}, signal: new AbortController().signal });
  const guess = { question: { en: 'How many?' }, unit: { en: 'Sources' }, truth: 'sources' } as const;
  const said = happened(newProgress('w'), 'one', { kind: 'guessed', guess: 3 }, 0);
  expect(await look({ guess })).toMatchObject({ truth: null, outcome: { passed: false } });
  expect(await look({ guess }, { progress: said })).toMatchObject({ truth: 1, outcome: { passed: true } });
  expect(await look({}, { progress: said })).toMatchObject({ truth: null, outcome: { passed: true } });
});

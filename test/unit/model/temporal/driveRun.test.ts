import fc from 'fast-check';
import { expect, test } from 'vitest';
import { artifactName, artifactPath } from '../../../../src/model/artifactName.ts';
import { outcomeOf } from '../../../../src/model/outcome.ts';
import { toProblem } from '../../../../src/model/problem.ts';
import type { RunState } from '../../../../src/model/runState.ts';
import type { IngestionWorkflowInput, Source } from '../../../../src/model/generated/types.ts';
import type { Activity } from '../../../../src/engine/activity.ts';
import type { OpenedCall } from '../../../../src/model/temporal/call.ts';
import { carryRun } from '../../../../src/model/temporal/carry.ts';
import { driveRun, type RunWorld } from '../../../../src/model/temporal/driveRun.ts';
import { driveSlice, openSlice } from '../../../../src/model/temporal/driveSlice.ts';
import type { Ended, World } from '../../../../src/model/temporal/driveSources.ts';
import { openExecution } from '../../../../src/model/temporal/openExecution.ts';
import { fromWire, toWire } from '../../../../src/model/temporal/wirePaths.ts';
import { fakeContext } from '../../../fakes/ports.ts';
import { linkedSite, nameOf, SITE_ROOT } from '../../../fakes/linkedSite.ts';
import { createRunPorts, fakeActivity, fakeOptions, runInMemory } from '../../../fakes/run.ts';

/** What goes over the wire is JSON. */
const sent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

interface Case {
  readonly sources: readonly Source[];
  readonly input?: Omit<Partial<IngestionWorkflowInput>, 'sources'>;
  readonly delays?: readonly number[];
  readonly concurrency?: number;
  readonly activities?: ReturnType<typeof linkedSite>;
  /** Whether the history is full, of whichever execution asks, by turns. */
  readonly full?: readonly boolean[];
  /** The first history, or slice, that is full when so many activities have run. */
  readonly fullAt?: number;
  readonly sliceFullAt?: number;
  readonly done?: OpenedCall;
}

/** The driver as workflows use it, with a world of fakes. */
async function drive(
  given: Case,
): Promise<{ state: RunState; slices: number; executions: number; ran: string[]; answers: number[] }> {
  const ports = createRunPorts();
  const site = given.activities ?? linkedSite(given.delays ?? [0]);
  const ran: string[] = [];
  let slices = 0;
  const answers: number[] = [];
  const full = [...(given.full ?? [])];
  const left = { run: given.fullAt, slice: given.sliceFullAt };
  /** Of one execution: it stays full. */
  const fullness = (kind: keyof typeof left): (() => boolean) => {
    let isFull = false;
    return () => {
      const isIt = ran.length >= (left[kind] ?? Infinity);
      if (isIt) left[kind] = undefined;
      return (isFull ||= isIt || (full.shift() ?? false));
    };
  };
  const world: World = {
    now: () => ports.clock.now().toISOString(),
    isCanceled: () => false,
    isFull: fullness('run'),
    putBack: () => new Promise(() => undefined),
    async perform({ stage, source }): Promise<Ended> {
      const activity: Activity = site[stage] ?? fakeActivity(stage);
      const { uri, raw_file_path, converted_md_path } = source.source;
      ran.push(`${stage} ${nameOf(uri)}`);
      const path = toWire(artifactPath('run-1', stage, artifactName(uri, ports.hash.sha256)), 'run-1') ?? '';
      const readInput = () => ports.artifacts.read(converted_md_path ?? raw_file_path ?? '');
      try {
        const result = await activity(fakeContext({ ports, artifactPath: path, readInput }), sent(source.source));
        const bytes = ports.artifacts.files.get(path);
        const artifact = bytes ? path : null;
        const sha256 = bytes ? ports.hash.sha256(bytes) : null;
        const key = { key: '', stage, code: '', config: '', input: '' };
        return { attempt: 1, done: sent({ ...result, source: result.source, artifact, sha256, key }) };
      } catch (thrown) {
        return { attempt: 1, failure: { ...toProblem(thrown), uri }, retryState: 'NON_RETRYABLE_FAILURE' };
      }
    },
  };
  const runWorld: RunWorld = {
    ...world,
    async runSlice(asked) {
      slices += 1;
      const call = sent(asked);
      const done = sent(await driveSlice(openSlice(call, { ...world, isFull: fullness('slice') }), call));
      answers.push(done.sources.flatMap(source => Object.keys(source.stages)).length);
      return done;
    },
  };
  const options = fakeOptions({ concurrency: given.concurrency ?? 2 });
  const input = { sources: [...given.sources], ...given.input };
  const start = { runId: 'run-1', startedAt: world.now(), isContinued: false };
  let run = { ...openExecution(input, { options, ...given.done }, start), world: runWorld };
  let executions = 1;
  for (; (await driveRun(run)) === 'FULL'; executions += 1) {
    const call: OpenedCall = sent({ options, done: carryRun(run.state), bytes: run.state.bytes });
    const next = openExecution(input, call, { ...start, isContinued: true });
    run = { ...next, world: { ...runWorld, isFull: fullness('run') } };
  }
  return { state: run.state, slices, answers, executions, ran };
}

const outcomesOf = (state: RunState) =>
  state.sources.map(source => [
    nameOf(source.source.uri),
    source.level,
    outcomeOf(state, source),
    fromWire(source.source.raw_file_path ?? ''),
    fromWire(source.source.converted_md_path ?? ''),
    [...source.activities.values()].map(one => [one.stage, one.status, fromWire(one.artifact ?? ''), one.sha256]),
  ]);

const START: readonly Source[] = [{ uri: SITE_ROOT, max_depth: 3 }];
const delays = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 });
const sizes = fc.integer({ min: 1, max: 4 });
const full = fc.array(fc.boolean(), { maxLength: 8 });

test('phases, slices and histories that are continued end with the same Sources as the local run', async () => {
  const expected = await runInMemory(START, { activities: linkedSite([0]), options: { concurrency: 1 } });
  await fc.assert(
    fc.asyncProperty(delays, sizes, full, async (times, bulk_size, ends) => {
      const input = { stages_config: { CRAWLING: { bulk_size }, CHUNKING: { bulk_size } } };
      const { state } = await drive({ sources: START, input, delays: times, full: ends });
      expect(outcomesOf(state)).toEqual(outcomesOf(expected.state));
    }),
    { numRuns: 25 },
  );
});

const LIMITED: readonly (readonly [string, NonNullable<Case['input']>])[] = [
  ['four pages at most', { crawling_config: { max_pages: 4 } }],
  ['some stages', { stages: ['SCRAPING', 'CONVERTION'] }],
];

test.each(LIMITED)('the same with %s', async (_name, input) => {
  const expected = await runInMemory(START, { activities: linkedSite([0]), input });
  const { state } = await drive({ sources: START, input: { ...input, stages_config: { CRAWLING: { bulk_size: 1 } } } });
  expect(outcomesOf(state)).toEqual(outcomesOf(expected.state));
});

test('Sources that fit one slice have no child, more have some', async () => {
  const sources = ['a', 'b', 'c'].map(name => ({ uri: SITE_ROOT + name }));
  expect((await drive({ sources })).slices).toBe(0);
  const input = { stages_config: { SCRAPING: { bulk_size: 2 } } };
  const { slices, executions } = await drive({ sources, input, fullAt: 12 });
  expect({ slices, executions }).toEqual({ slices: 2, executions: 2 });
});

test('a page and its twin in another slice: one is indexed, the other is its alias', async () => {
  const sources = ['p', 'a', 'q'].map(name => ({ uri: SITE_ROOT + name }));
  const { state, ran } = await drive({ sources, input: { stages_config: { SCRAPING: { bulk_size: 1 } } } });
  expect(state.sources.map(source => outcomeOf(state, source).status)).toEqual(['COMPLETED', 'COMPLETED', 'ALIAS']);
  expect(ran.filter(text => text.startsWith('INDEXING'))).toEqual(['INDEXING p', 'INDEXING a']);
});

test('a page whose twin could not be indexed is indexed itself', async () => {
  const sources = ['p', 'q'].map(name => ({ uri: SITE_ROOT + name }));
  const failing: Activity = async (context, source) => {
    if (nameOf(source.uri) === 'p') throw new Error('no room');
    return fakeActivity('INDEXING')(context, source);
  };
  const { state } = await drive({ sources, activities: { ...linkedSite([0]), INDEXING: failing } });
  expect(state.sources.map(source => outcomeOf(state, source).status)).toEqual(['ERROR', 'COMPLETED']);
});

test('a run that goes on does again what failed, and nothing else', async () => {
  const sources = ['a', 'p'].map(name => ({ uri: SITE_ROOT + name }));
  const failing: Activity = (_context, source) =>
    nameOf(source.uri) === 'p' ? Promise.reject(new Error('no')) : fakeActivity('CHUNKING')(_context, source);
  const first = await drive({ sources, activities: { ...linkedSite([0]), CHUNKING: failing } });
  const done: OpenedCall = sent({ options: fakeOptions(), done: carryRun(first.state), retryFailed: true });
  // Its artifacts are those of another world: CHUNKING reads none here.
  const chunk: Activity = async (_context, source) => ({ source });
  const { state, ran } = await drive({ sources, activities: { ...linkedSite([0]), CHUNKING: chunk }, done });
  expect(ran).toEqual(['CHUNKING p', 'INDEXING p']);
  expect(state.sources.map(source => outcomeOf(state, source).status)).toEqual(['COMPLETED', 'COMPLETED']);
  expect(state.resumption).toMatchObject({ reopened: 1, again: 1 });
  expect(state.sources[1]?.activities.get('CHUNKING')?.attempt).toBe(2);
});

test('a slice whose history is full answers what it has done, and the rest is cut into slices again', async () => {
  const sources = ['a', 'b', 'c', 'd'].map(name => ({ uri: SITE_ROOT + name }));
  const input = { stages_config: { SCRAPING: { bulk_size: 2 } } };
  const { state, ran, answers } = await drive({ sources, input, sliceFullAt: 3 });
  expect(state.sources.map(source => outcomeOf(state, source).status)).toEqual(sources.map(() => 'COMPLETED'));
  expect(new Set(ran).size).toBe(ran.length);
  // Of 2 Sources × 4 stages.
  expect(Math.min(...answers)).toBeLessThan(8);
});

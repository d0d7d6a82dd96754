import { expect, test } from 'vitest';
import type { RunState } from '../../../src/model/runState.ts';
import type { Stage } from '../../../src/model/stage.ts';
import { changedParts, changedSettings, findEarlier, whyAgain, type WhyAgain } from '../../../src/model/whyAgain.ts';
import { createRunPorts, failing, runInMemory, type FakeRun } from '../../fakes/run.ts';
import { fail } from '../../../src/model/problem.ts';

const URI = 'http://ville.test/a';

/** Runs of one page, one after the other, on one cache; the newest first. */
async function runsOf(...fakes: readonly FakeRun[]): Promise<RunState[]> {
  const ports = createRunPorts();
  const states: RunState[] = [];
  for (const [at, fake] of fakes.entries()) {
    const { state } = await runInMemory([URI], { ports, ...fake });
    // The fake calls every run the same.
    state.runId = `run-${at}`;
    states.unshift(state);
  }
  return states;
}

function why([now, ...earlier]: readonly RunState[], stage: Stage): WhyAgain | undefined {
  const source = now?.byUri.get(URI);
  const activity = source?.activities.get(stage);
  if (!now || !source || !activity) throw new Error(`${stage} did not run`);
  return whyAgain({ state: now, source, activity }, findEarlier(URI, stage, earlier));
}

const CHUNKED = { recursive_chunking_config: { chunk_size: 300 } };

test('the first time there is nothing to compare with', async () => {
  expect(why(await runsOf({}), 'CHUNKING')).toEqual({ because: 'first' });
});

test('what did not change is reused; servers and the index are asked all the same', async () => {
  const runs = await runsOf({}, {});
  expect([why(runs, 'CONVERTION'), why(runs, 'CHUNKING')]).toEqual([{ because: 'reused' }, { because: 'reused' }]);
  expect([why(runs, 'SCRAPING'), why(runs, 'INDEXING')]).toEqual([{ because: 'checked' }, { because: 'checked' }]);
});

test('a changed setting is named with both its values', async () => {
  const runs = await runsOf({}, { input: CHUNKED });
  expect(why(runs, 'CONVERTION')).toEqual({ because: 'reused' });
  expect(why(runs, 'CHUNKING')).toEqual({
    because: 'changed',
    parts: ['config'],
    settings: [{ name: 'recursive_chunking_config.chunk_size', before: null, after: '300' }],
  });
});

test('new code re-runs its stage, and what it made anew the next one', async () => {
  const activities = { CONVERTION: failing('CONVERTION') };
  const runs = await runsOf({}, { codeVersions: { CONVERTION: '2' }, activities });
  expect(why(runs, 'CONVERTION')).toEqual({ because: 'changed', parts: ['code'], settings: [] });
  // The same bytes as before: nothing after it runs.
  expect(why(runs, 'CHUNKING')).toEqual({ because: 'reused' });
});

test('a stage that a person asked for runs with nothing changed', async () => {
  const runs = await runsOf({}, { options: { from: 'CHUNKING' } });
  expect([why(runs, 'CONVERTION'), why(runs, 'CHUNKING')]).toEqual([{ because: 'reused' }, { because: 'asked' }]);
});

test('after a failure it is tried again; the result before it still counts', async () => {
  const broken = { activities: { CHUNKING: failing('CHUNKING', fail('data', 'made_up')) }, input: CHUNKED };
  expect(why(await runsOf(broken, { input: CHUNKED }), 'CHUNKING')).toEqual({ because: 'failed' });
  expect(why(await runsOf({}, broken, {}), 'CHUNKING')).toEqual({ because: 'reused' });
});

test('a result whose file is gone is made again', async () => {
  const ports = createRunPorts();
  const first = (await runInMemory([URI], { ports })).state;
  const artifacts = { ...ports.artifacts, reuse: async () => false };
  const second = (await runInMemory([URI], { ports: { ...ports, artifacts } })).state;
  expect(why([second, first], 'CHUNKING')).toEqual({ because: 'gone' });
});

test('the parts of a key are told apart', () => {
  const key = { key: 'k', stage: 'CHUNKING', code: 'a', config: 'b', input: 'c' } as const;
  expect(changedParts(key, key)).toEqual([]);
  expect(changedParts(key, { ...key, code: 'x', input: 'y' })).toEqual(['code', 'input']);
});

test('only the settings of the stage are compared; null and absent are the same', () => {
  const before = { sources: [], conversion_config: { keep: ['.a'] }, indexing_config: null };
  const after = { sources: [], conversion_config: { keep: ['.a', '.b'], main_content: null } };
  expect(changedSettings('CONVERTION', before, after)).toEqual([
    { name: 'conversion_config.keep', before: '[".a"]', after: '[".a",".b"]' },
  ]);
  expect(changedSettings('CHUNKING', before, after)).toEqual([]);
});

import { expect, test } from 'vitest';
import type { Activity } from '../../../src/engine/activity.ts';
import { expectationOf } from '../../../src/model/expectedIndex.ts';
import { fail, type Reason } from '../../../src/model/problem.ts';
import { failing, runInMemory, type FakeRun } from '../../fakes/run.ts';

async function expected(fake: FakeRun = {}, isRunning = false) {
  const { state } = await runInMemory(['https://x.example/'], fake);
  return expectationOf(state, state.sources[0]!, isRunning);
}

const skipping =
  (skipped: Reason): Activity =>
  async (_, source) => ({ source, skipped });
const reason = (code: string): Reason => ({ code, params: {} });

test('indexed: under the key of its activity, as many as were read', async () => {
  const INDEXING: Activity = async (_, source) => ({
    ...{ source, chunks: 2 },
    refused: [{ index: 2, start: 0, end: 1, reason: reason('openai_refused') }],
  });
  expect(await expected({ activities: { INDEXING } })).toMatchObject({ kind: 'rows', chunks: 3, wasIndexed: true });
});

test('chunks that INDEXING has not seen, and ones that it failed on', async () => {
  const only = await expected({ input: { stages: ['CRAWLING', 'SCRAPING', 'CONVERTION', 'CHUNKING'] } });
  expect(only).toMatchObject({ key: undefined, wasIndexed: false, input: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const failed = await expected({ activities: { INDEXING: failing('INDEXING', fail('data', 'zero_vector')) } });
  expect(failed).toMatchObject({ kind: 'rows', chunks: undefined, wasIndexed: false });
});

test.each([
  ['empty_page', { kind: 'none', reason: 'nothing_to_index' }],
  ['robots_disallowed', undefined],
])('a page left aside: %s', async (code, word) => {
  expect(await expected({ activities: { CHUNKING: skipping(reason(code)) } })).toEqual(word);
});

test.each([
  [404, { kind: 'none', reason: 'page_gone' }],
  [410, { kind: 'none', reason: 'page_gone' }],
  [403, undefined],
])('a page that answers %i', async (status, word) => {
  const SCRAPING = failing('SCRAPING', fail('data', 'http_status', { status }));
  expect(await expected({ activities: { SCRAPING } })).toEqual(word);
});

test('of two Sources that say the same, the second is to have nothing; a page asked for twice is one', async () => {
  const SCRAPING: Activity = async (context, source) => {
    await context.ports.artifacts.write(context.artifactPath, 'the same');
    return { source: { ...source, raw_file_path: context.artifactPath } };
  };
  const uris = ['https://x.example/a', 'https://x.example/b', 'https://x.example/a'];
  const { state } = await runInMemory(uris, { activities: { SCRAPING } });
  const words = state.sources.map(source => expectationOf(state, source, false));
  expect(words.map(word => word && (word.kind === 'none' ? word.reason : word.kind))).toEqual([
    'rows',
    'alias',
    undefined,
  ]);
});

test('while somebody runs it, what is under way says nothing', async () => {
  const park = new AbortController();
  const INDEXING: Activity = async () => {
    park.abort();
    throw new Error('stopped');
  };
  const fake = (): FakeRun => ({ activities: { INDEXING }, park: park.signal });
  const { state } = await runInMemory(['https://x.example/'], fake());
  const [source] = state.sources;
  expect(expectationOf(state, source!, true)).toBeUndefined();
  expect(expectationOf(state, source!, false)).toMatchObject({ kind: 'rows', wasIndexed: false });
});

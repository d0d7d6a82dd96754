import { expect, test } from 'vitest';
import { compareRuns } from '../../../src/model/compareRuns.ts';
import { fail } from '../../../src/model/problem.ts';
import { applyEvent, startRun, type RunState } from '../../../src/model/runState.ts';
import { createRunPorts, failing, runInMemory, startedEvent, type FakeRun } from '../../fakes/run.ts';
import { processorMs } from '../../fakes/processorTime.ts';

const [A, B, C] = ['a', 'b', 'c'].map(name => `http://ville.test/${name}`) as [string, string, string];

async function twoRuns(
  first: FakeRun,
  second: FakeRun,
  uris: readonly [string[], string[]] = [
    [A, B],
    [A, B],
  ],
) {
  const ports = createRunPorts();
  const before = (await runInMemory(uris[0], { ports, ...first })).state;
  const after = (await runInMemory(uris[1], { ports, ...second })).state;
  return [before, after] as const satisfies readonly [RunState, RunState];
}

test('two runs of the same are the same, though one reused what the other made', async () => {
  const [before, after] = await twoRuns({}, {});
  expect(compareRuns(before, after)).toEqual({
    settings: [],
    counts: { same: 2, different: 0, onlyBefore: 0, onlyAfter: 0 },
    differences: [],
  });
});

test('a changed setting: which stages, which part of the key, and whether the bytes differ', async () => {
  const smaller = { recursive_chunking_config: { chunk_size: 300 } };
  const [before, after] = await twoRuns({}, { input: smaller }, [[A], [A]]);
  const { settings, differences } = compareRuns(before, after);
  expect(settings).toEqual([{ name: 'recursive_chunking_config.chunk_size', before: null, after: '300' }]);
  // The fake writes the same bytes whatever the size: what is after it did not change.
  expect(differences[0]?.stages).toMatchObject([{ stage: 'CHUNKING', parts: ['config'], result: 'same' }]);
});

test('a new code that writes something else changes what comes after it', async () => {
  const changed: FakeRun = {
    codeVersions: { CONVERTION: '2' },
    activities: {
      CONVERTION: async (context, source) => {
        await context.ports.artifacts.write(context.artifactPath, 'otherwise');
        return { source: { ...source, converted_md_path: context.artifactPath } };
      },
    },
  };
  const { counts, differences } = compareRuns(...(await twoRuns({}, changed, [[A], [A]])));
  expect(counts).toMatchObject({ same: 0, different: 1 });
  expect(differences[0]?.stages.map(({ stage, parts, result }) => [stage, parts, result])).toEqual([
    ['CONVERTION', ['code'], 'different'],
    ['CHUNKING', ['input'], 'different'],
    ['INDEXING', ['input'], 'same'],
  ]);
});

test('another outcome has its reason, and the stage where they part', async () => {
  const broken = { activities: { SCRAPING: failing('SCRAPING', fail('data', 'http_status', { status: 404 })) } };
  const { differences } = compareRuns(...(await twoRuns({}, broken, [[A], [A]])));
  expect(differences).toMatchObject([{ uri: A, before: 'COMPLETED', after: 'ERROR', reasonBefore: null }]);
  expect(differences[0]?.reasonAfter?.params).toEqual({ status: 404 });
  expect(differences[0]?.stages[0]).toMatchObject({ stage: 'SCRAPING', parts: [], result: 'none' });
});

test('Sources that one run has only are told, the later run’s first', async () => {
  const { counts, differences } = compareRuns(
    ...(await twoRuns({}, {}, [
      [A, B],
      [C, B],
    ])),
  );
  expect(counts).toEqual({ same: 1, different: 0, onlyBefore: 1, onlyAfter: 1 });
  expect(differences.map(({ uri, before, after }) => [uri, before, after])).toEqual([
    [C, null, 'COMPLETED'],
    [A, 'COMPLETED', null],
  ]);
});

/** A run of so many pages, each crawled by this version of the code. */
function crawled(pages: number, code: string): RunState {
  const sources = Array.from({ length: pages }, (_, at) => ({ uri: `http://ville.test/${at}` }));
  const state = startRun(startedEvent(sources, { options: { only: 'CRAWLING' } }));
  for (const [at, source] of sources.entries()) {
    const ref = { activityId: `${at}-CRAWLING`, activityType: 'CRAWLING', uri: source.uri } as const;
    const key = { key: `${code} ${at}`, stage: 'CRAWLING', code, config: 'c', input: source.uri } as const;
    const head = { eventId: 2, eventTime: '2026-11-21T09:00:01.000Z' };
    applyEvent(state, { ...head, eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...key } });
    const done = { ...ref, attempt: 1, artifact: null, sha256: null, source };
    applyEvent(state, { ...head, eventType: 'ActivityTaskCompleted', attributes: done });
  }
  return state;
}

test('a list is cut, its figures are whole; a thousand Sources are compared in linear time', async () => {
  const [before, after] = [crawled(1000, '1'), crawled(1000, '2')];
  const { counts, differences } = compareRuns(before, after, 100);
  expect(await processorMs(() => compareRuns(before, after, 100))).toBeLessThan(500);
  expect([counts.different, differences.length]).toEqual([1000, 100]);
});

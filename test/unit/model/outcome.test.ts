import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../../src/model/event.ts';
import { contentTwin, countOutcomes, outcomeOf, statusOf } from '../../../src/model/outcome.ts';
import { foldRun } from '../../../src/model/runState.ts';
import { describeResult } from '../../../src/engine/describeResult.ts';
import { failing, fakeActivity, runInMemory, transient } from '../../fakes/run.ts';
import { fail } from '../../../src/model/problem.ts';
import type { Activity } from '../../../src/engine/activity.ts';

const uriOf = (name: string): string => `http://ville.test/${name}`;

/** How each page behaves, told by its name. */
const scrape: Activity = async (context, source) => {
  const name = source.uri.at(-1);
  if (name === 'f') throw fail('data', 'http_status', { status: 404 });
  if (name === 's') return { source, skipped: { code: 'empty_page', params: { uri: source.uri } } };
  if (name !== 't' && name !== 'u') return fakeActivity('SCRAPING')(context, source);
  await context.ports.artifacts.write(context.artifactPath, 'twins');
  return { source: { ...source, raw_file_path: context.artifactPath } };
};

/** A run of pages that end in every way, with a retry; its events. */
async function manyEnds(names: readonly string[]): Promise<readonly HistoryEvent[]> {
  const { events } = await runInMemory(names.map(uriOf), {
    activities: { SCRAPING: scrape, CHUNKING: failing('CHUNKING', transient()) },
  });
  return events;
}

test('whatever prefix of a history is folded, every Source has one outcome and they sum to the discovered', async () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'f', 's', 't', 'u', 'a#x'), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(names, async pages => {
      const events = await manyEnds(pages);
      for (let length = 1; length <= events.length; length += 1) {
        const state = foldRun(events.slice(0, length))!;
        const { discovered, completed, error, skipped, alias, open } = countOutcomes(state);
        expect(completed + error + skipped + alias + open).toBe(discovered);
        for (const source of state.sources) expect(outcomeOf(state, source).status).toBe(statusOf(state, source));
      }
      const { open } = countOutcomes(foldRun(events)!);
      expect(open).toBe(0);
    }),
    { numRuns: 8 },
  );
});

test('an alias names a Source that is COMPLETED', async () => {
  const state = foldRun(await manyEnds(['t', 'u', 'u#again', 'f', 'f#again']))!;
  const outcomes = state.sources.map(source => outcomeOf(state, source));
  expect(outcomes.map(({ status, aliasOf }) => [status, aliasOf])).toEqual([
    ['COMPLETED', null],
    ['ALIAS', uriOf('t')],
    ['ALIAS', uriOf('t')],
    ['ERROR', null],
    ['ERROR', null],
  ]);
});

test('a page that was indexed itself stays COMPLETED when its twin is mended later', async () => {
  const fails = failing('INDEXING', fail('config', 'index_locked'));
  const first = await runInMemory(['t', 'u'].map(uriOf), { activities: { SCRAPING: scrape, INDEXING: fails } });
  expect(first.state.sources.map(source => statusOf(first.state, source))).toEqual(['ERROR', 'COMPLETED']);
  const again = {
    eventId: first.events.length + 1,
    eventTime: '2026-11-21T10:00:00.000Z',
    eventType: 'WorkflowExecutionSignaled',
    attributes: { signalName: 'retryFailed', identity: 'test' },
  } as const;
  const { state } = await runInMemory([], { events: [...first.events, again], activities: { SCRAPING: scrape } });
  expect(state.sources.map(source => statusOf(state, source))).toEqual(['COMPLETED', 'COMPLETED']);
  expect(contentTwin(state, state.sources[1]!)).toBe(state.sources[0]);
});

test("a result's figures are the sums of its outcomes, also of a run that was stopped", async () => {
  const chunk: Activity = async (context, source) => ({
    ...(await fakeActivity('CHUNKING')(context, source)),
    chunks: 3,
  });
  const { events } = await runInMemory(['t', 'u', 'a', 'f', 's'].map(uriOf), {
    activities: { SCRAPING: scrape, CHUNKING: chunk },
  });
  const canceled = (at: number): HistoryEvent => ({
    eventId: at + 1,
    eventTime: '2026-11-21T10:00:00.000Z',
    eventType: 'WorkflowExecutionCanceled',
    attributes: { result: { discovered: 0, completed: 0, error: 0, skipped: 0, alias: 0 } },
  });
  for (let length = 1; length <= events.length; length += 1) {
    const state = foldRun([...events.slice(0, length), canceled(length)])!;
    const { counts, chunks, outcomes } = describeResult(state, 0);
    expect(chunks).toBe(outcomes.reduce((sum, outcome) => sum + outcome.chunks, 0));
    expect(counts.error).toBe(outcomes.filter(outcome => outcome.status === 'ERROR').length);
    expect(counts.completed + counts.error + counts.skipped + counts.alias).toBe(counts.discovered);
  }
});

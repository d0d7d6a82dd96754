import { expect, it } from 'vitest';
import { locateField } from '../../../src/engine/locateField.ts';
import { startRun } from '../../../src/model/runState.ts';

const state = startRun({
  ...{ eventId: 1, eventTime: '2026-11-21T09:00:00.000Z', eventType: 'WorkflowExecutionStarted' },
  attributes: {
    workflowId: 'r1',
    options: {
      inputFile: null,
      currentFolder: '/',
      only: null,
      from: null,
      to: null,
      sources: [],
      refresh: false,
      concurrency: 4,
    },
    input: {
      sources: [
        { uri: 'http://h/a', max_depth: 2, options: { crawling_url_startswith: ['http://h/'] } },
        { uri: 'http://h/b', max_depth: 2, current_status: 'ERROR' },
        { uri: 'http://h/c', mime_type: 'text/html' },
      ],
      recursive_chunking_config: { chunk_size: 500 },
    },
  },
} as never); // SAFETY: only what the run's start needs.

it('counts a field in the Sources of a run, with its values and where each is first', () => {
  expect(locateField(state, { type: 'Source', part: 'max_depth' })).toEqual({
    ...{ runId: 'r1', startedAt: '2026-11-21T09:00:00.000Z', total: 3, present: 2, different: 1 },
    values: [{ text: '2', count: 2, uri: 'http://h/a' }],
  });
});

it('finds what lies deeper, with the Source that it belongs to', () => {
  const { total, values } = locateField(state, { type: 'SourceOptions', part: 'crawling_url_startswith' });
  expect([total, values]).toEqual([1, [{ text: '["http://h/"]', count: 1, uri: 'http://h/a' }]]);
});

it('finds settings, which belong to no Source', () => {
  const { values } = locateField(state, { type: 'RecursiveChunkingStageConfiguration', part: 'chunk_size' });
  expect(values).toEqual([{ text: '500', count: 1, uri: null }]);
});

it('counts members of an enumeration by their names', () => {
  expect(locateField(state, { type: 'MimeTypesEnum', part: 'TEXT_HTML' })).toMatchObject({ total: 1, present: 1 });
  expect(locateField(state, { type: 'StatusEnum', part: 'COMPLETED' })).toMatchObject({ total: 1, present: 0 });
});

it('says so when there is nothing of a type', () => {
  expect(locateField(state, { type: 'Chunk', part: 'text' })).toMatchObject({ total: 0, present: 0, values: [] });
});

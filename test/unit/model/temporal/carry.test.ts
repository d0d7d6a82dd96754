import { expect, test } from 'vitest';
import { clearLaterStages } from '../../../../src/engine/activityInput.ts';
import type { EventBody, WebStarted } from '../../../../src/model/event.ts';
import type { Source } from '../../../../src/model/generated/types.ts';
import { artifactName, artifactPath } from '../../../../src/model/artifactName.ts';
import { applyEvent, startRun, type RunState } from '../../../../src/model/runState.ts';
import { STAGES, type Stage } from '../../../../src/model/stage.ts';
import { runDefaults } from '../../../../src/model/runDefaults.ts';
import type { CarriedSource } from '../../../../src/model/temporal/call.ts';
import { carryRun, packLinks, restoreRun, unpackLinks } from '../../../../src/model/temporal/carry.ts';
import { cutPiece, cutPieces, LARGEST_GROWTH, refuseGrowth } from '../../../../src/model/temporal/carried.ts';
import { hostsFor } from '../../../../src/model/temporal/driveSources.ts';
import { jsonBytes, LARGEST_PAYLOAD } from '../../../../src/model/temporal/phases.ts';

const ROOT: Source = { uri: 'https://ville.test/', max_depth: 1, options: { crawling_url_startswith: ['https://v'] } };
const sha256 = (text: string): string => text.length.toString(16).padStart(8, 'a').repeat(8);
const started = (sources: Source[], runId = 'run-1'): WebStarted => ({
  eventId: 1,
  eventTime: '2026-11-22T10:00:00.000Z',
  eventType: 'WorkflowExecutionStarted',
  attributes: {
    ...{ workflowType: 'IngestionWorkflow', workflowId: runId, input: { sources }, identity: '' },
    options: { ...runDefaults('test'), inputFile: null, currentFolder: '' },
  },
});

function tell(state: RunState, ...bodies: readonly EventBody[]): void {
  for (const body of bodies)
    applyEvent(state, { ...body, eventId: state.lastEventId + 1, eventTime: '2026-11-22T10:00:01.000Z' });
}

const FIELDS = { SCRAPING: 'raw_file_path', CONVERTION: 'converted_md_path', CHUNKING: 'chunking_file_path' } as const;

/** All stages of a Source, as a worker does them. */
function complete(state: RunState, uri: string, discovered: Source[] = []): void {
  for (const stage of STAGES) {
    const ref = { activityId: `x-${stage}`, activityType: stage, uri };
    const before = state.byUri.get(uri)!.source;
    const file =
      stage === 'INDEXING' ? null : `.ingestion-workshop/${artifactPath('run-1', stage, artifactName(uri, sha256))}`;
    const field = FIELDS[stage as keyof typeof FIELDS];
    const metadata = { title: 'Les « tarifs » d’été' };
    const source: Source = {
      ...clearLaterStages({ ...before, ...(field ? { [field]: file } : {}) }, stage),
      ...{
        current_stage: stage,
        current_status: 'COMPLETED',
        error: null,
        ...(stage === 'CRAWLING' ? {} : { metadata }),
      },
    };
    const done = {
      artifact: file,
      sha256: file && sha256(file),
      source,
      ...(stage === 'CRAWLING' ? { discovered } : {}),
    };
    tell(
      state,
      { eventType: 'ActivityTaskScheduled', attributes: { ...ref, stage, key: '', code: '', config: '', input: '' } },
      { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt: 1, identity: '' } },
      { eventType: 'ActivityTaskCompleted', attributes: { ...ref, attempt: 1, ...done } },
    );
  }
}

const facts = (state: RunState) =>
  state.sources.map(({ admitted, source, level, found, activities }) => [
    ...[JSON.stringify(admitted), JSON.stringify(source), level, found],
    [...activities.values()].map(({ stage, status, artifact, sha256: hash, attempt, failure }) => [
      ...[stage, status, artifact, hash, attempt, failure],
    ]),
  ]);

const again = (state: RunState, sources: Source[]): RunState => {
  const carried: CarriedSource[] = JSON.parse(JSON.stringify(carryRun(state)));
  return restoreRun(started(sources, state.runId), carried, 'run');
};

const link = (uri: string): Source => ({ uri, max_depth: 0, parent_uri: ROOT.uri, options: ROOT.options! });

test('a state that was carried is the same, to the order of its fields', () => {
  const state = startRun(started([ROOT]));
  complete(state, ROOT.uri, [link('https://ville.test/a'), { ...link('https://ville.test/b'), max_depth: 7 }]);
  complete(state, 'https://ville.test/a');
  expect(state.sources).toHaveLength(3);
  expect(facts(again(state, [ROOT]))).toEqual(facts(state));
});

test('of a Source that is done its address, its title and the hashes are carried, and no path', () => {
  const state = startRun(started([ROOT]));
  complete(state, ROOT.uri, [link('https://ville.test/a')]);
  complete(state, 'https://ville.test/a');
  const carried = carryRun(state)[1];
  expect(carried).toMatchObject({ source: 'https://ville.test/a', from: 0, stages: { INDEXING: null } });
  expect(Object.keys(carried?.now ?? {})).toEqual(['metadata']);
  expect(JSON.stringify(carried)).not.toContain('scraping');
  expect(jsonBytes(carried)).toBeLessThan(550);
});

test.each<[string, (source: Source) => Source, string | null]>([
  ['a file of another name', source => ({ ...source, raw_file_path: 'pages/a.html' }), 'pages/a.html'],
  ['no file', source => source, null],
  ['a field that is no more there', ({ uri }) => ({ uri }), null],
  ['an error', source => ({ ...source, current_status: 'ERROR', error: 'empty', x: { y: [1, null] } }), null],
])('what another program answers with %s is carried whole', (_, change, artifact) => {
  const [first] = [{ uri: 'https://ville.test/p', mime_type: 'text/html' }];
  const state = startRun(started([first]));
  const ref = { activityId: '0-SCRAPING', activityType: 'SCRAPING' as Stage, uri: first.uri };
  const key = { stage: 'SCRAPING' as Stage, key: '', code: '', config: '', input: '' };
  tell(
    state,
    { eventType: 'ActivityTaskScheduled', attributes: { ...ref, ...key } },
    { eventType: 'ActivityTaskStarted', attributes: { ...ref, attempt: 3, identity: '' } },
    {
      eventType: 'ActivityTaskCompleted',
      attributes: { ...ref, attempt: 3, artifact, sha256: null, source: change(first) },
    },
  );
  const restored = again(state, [first]);
  expect(restored.sources[0]?.source).toEqual(state.sources[0]?.source);
  expect(facts(restored)[0]?.[4]).toEqual(facts(state)[0]?.[4]);
});

test('links travel as addresses where the page tells the rest', () => {
  const links = [link('https://ville.test/a'), { uri: 'https://ville.test/b' }];
  expect(packLinks(ROOT, links)).toEqual(['https://ville.test/a', links[1]]);
  expect(unpackLinks(ROOT, packLinks(ROOT, links))).toEqual(links);
  const many = Array.from({ length: 10_000 }, (_, at) => link(`https://ville.test/page/${at}`));
  expect(jsonBytes(packLinks(ROOT, many))).toBeLessThan(400_000);
});

test('pieces of a text are the text, and each fits a payload, whatever it is made of', () => {
  const text = JSON.stringify(['é"\\\n', '😀', 'a'.repeat(50)]);
  const count = cutPiece(text, 0, 7).pieces;
  expect(Array.from({ length: count }, (_, at) => cutPiece(text, at, 7).text).join('')).toBe(text);
  for (const heavy of ['"', '\\', '語', '😀']) {
    const pieces = cutPieces(JSON.stringify(heavy.repeat(700_000)));
    for (const piece of pieces) expect(jsonBytes(piece)).toBeLessThan(LARGEST_PAYLOAD);
  }
});

test('a stage that makes its Source too large is refused, one that found it so is not', () => {
  const large = { ...ROOT, metadata: { text: 'x'.repeat(LARGEST_GROWTH) } };
  expect(() => refuseGrowth(ROOT, large)).toThrow('source_too_large');
  expect(() => refuseGrowth(large, { ...large, metadata: { ...large.metadata, title: 'a' } })).not.toThrow();
});

test('of many hosts of an input those travel that a Source is of', () => {
  const { sources } = startRun(started([ROOT]));
  const hosts = Array.from({ length: 60 }, (_, at) => `h${at}.test:443`);
  expect(hostsFor([...hosts, 'ville.test:443'], sources)).toEqual(['ville.test:443']);
  expect(hostsFor(hosts.slice(0, 50), sources)).toHaveLength(50);
});

import type { HistoryEvent } from '../../../src/model/event.ts';
import { briefEvent, type HistoryBatch } from '../../../src/model/history.ts';
import { fail, type Problem } from '../../../src/model/problem.ts';
import type { Stage } from '../../../src/model/stage.ts';
import { foldRun, type RunState } from '../../../src/model/runState.ts';
import { compareTwins } from '../../../src/model/temporal/compareTwins.ts';
import type { RunSummary, SourceOutcome } from '../../../src/model/view.ts';
import type { StageExplained } from '../../../src/model/stageExplained.ts';
import type { HistoryHostVerbs, HistorySource } from '../../../src/protocol/history.ts';
import type { Handlers } from '../../../src/protocol/peer.ts';
import type { Samples } from '../fakeHost.ts';
import { manyEvents, orva, type Story } from './stories.ts';

const subject = { workDir: '/orva/.ingestion-workshop', runId: '20261121-090000-k3f9' };

/** A story as a host tells it: events from an index on, 4,000 at a time, as the real one does. */
function host(story: Story, more: Partial<Handlers<HistoryHostVerbs>> = {}): Handlers<HistoryHostVerbs> {
  const { events } = story;
  return {
    open: () => ({
      ...{ run: summaryOf(story), sources: story.sources, picked: null },
      place: `.ingestion-workshop/runs/${subject.runId}/journal.jsonl`,
    }),
    events: ({ from }) => batchOf(events, from, story.fault ?? null),
    lines: ({ ids }) => ids.map(id => JSON.stringify(events[id - 1])),
    find: ({ text, from }) =>
      events
        .slice(from)
        .filter(event => JSON.stringify(event).toLowerCase().includes(text))
        .map(({ eventId }) => eventId),
    explain: ({ uri }) => explained(uri),
    twinEvents: ({ from }) => batchOf(events, from, null),
    compareTwin: () => compareTwins(folded(events), folded(events), 200),
    ...{ openArtifact: () => undefined, openCode: () => undefined, openText: () => undefined, copy: () => undefined },
    ...{ save: () => true, act: () => undefined, restore: () => undefined },
    ...more,
  };
}

const BATCH = 4000;

function batchOf(events: readonly HistoryEvent[], from: number, fault: Problem | null): HistoryBatch {
  const uris: string[] = [];
  const placeOf = (uri: string) => {
    const known = uris.indexOf(uri, Math.max(0, uris.length - 40));
    return known < 0 ? uris.push(uri) - 1 : known;
  };
  const brief = events.slice(from, from + BATCH).map(event => briefEvent(event, placeOf));
  return { events: brief, uris, total: events.length, fault };
}

function summaryOf({ status, events, sources }: Story): RunSummary {
  const count = (...outcomes: SourceOutcome[]) => sources.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const last = events.at(-1)?.eventTime ?? '';
  return {
    ...{ runId: subject.runId, status, startedAt: events[0]?.eventTime ?? '2026-11-21T09:00:00.000Z' },
    endedAt: status === 'RUNNING' || status === 'PARKED' ? null : last,
    counts: {
      ...{ discovered: sources.length, completed: count('COMPLETED'), error: count('ERROR') },
      ...{ skipped: count('SKIPPED'), alias: count('ALIAS') },
    },
    ...{ open: count('IN_PROGRESS', 'DISCOVERED'), waiting: 0 },
    ...{ results: 30, inFlight: 3, resumed: null, changed: null },
    ...{ workflowType: 'IngestionWorkflow', api: null },
    ...{ inputFile: '/orva/orva.ingest.yaml', owner: status === 'RUNNING' ? 'pid 4711' : null, failure: null },
  };
}

const hash = (letter: string) => letter.repeat(64);

function explained(uri: string): readonly StageExplained[] {
  const slug = uri.split('/').at(-1) ?? 'page';
  const one = (stage: Stage, file: string | null, more: Partial<StageExplained> = {}): StageExplained => ({
    stage,
    key: { key: hash('b4'), stage, code: hash('1'), config: hash('2'), input: hash('3') },
    ...{ artifact: file, why: { because: 'first' }, earlier: null },
    ...more,
  });
  const earlier = { runId: 'before', startedAt: '2026-11-20T16:40:00.000Z' };
  const settings = [{ name: 'recursive_chunking_config.chunk_size', before: '700', after: '500' }];
  return [
    one('SCRAPING', `runs/${subject.runId}/scraping/${slug}-3f09c1a2.html`),
    one('CONVERTION', `runs/${subject.runId}/conversion/${slug}-3f09c1a2.md`, { earlier, why: { because: 'checked' } }),
    one('CHUNKING', `runs/${subject.runId}/chunking/${slug}-3f09c1a2.yaml`, {
      ...{ earlier, why: { because: 'changed', parts: ['config', 'input'], settings } },
    }),
    one('INDEXING', null, { earlier, why: { because: 'reused' } }),
  ];
}

const plainHost = () => host(orva(Date.now() - 88_000));

const refusing = (verb: keyof HistoryHostVerbs, problem: Problem): Partial<Handlers<HistoryHostVerbs>> => ({
  [verb]: () => {
    throw Object.assign(fail(problem.kind, problem.code, problem.params), { problem });
  },
});

/** A run that goes on: `globalThis.story.grow(n)` writes so many events more. */
function live(): Handlers<HistoryHostVerbs> {
  const story = manyEvents({ sources: 900, status: 'RUNNING', startedAt: Date.now() - 60_000 });
  const rest = story.events.splice(20);
  const grow = (count: number): RunSummary => {
    story.events.push(...rest.splice(0, count));
    return summaryOf(story);
  };
  Object.assign(globalThis, { story: { grow, left: () => rest.length } });
  return host(story);
}

function folded(events: readonly HistoryEvent[]): RunState {
  const state = foldRun(events);
  if (!state) throw new Error('a story begins with its start');
  return state;
}

/** The same input on Temporal: slower, one artifact of other bytes, one that is not there yet. */
function beside(): Handlers<HistoryHostVerbs> {
  const made = { sources: 12, status: 'COMPLETED' } as const;
  const [here, there] = [Date.parse('2026-11-21T09:00:00Z'), Date.parse('2026-11-21T09:05:00Z')];
  const story = manyEvents({ ...made, startedAt: here });
  let chunked = 0;
  const events = manyEvents({ ...made, startedAt: there }).events.flatMap(event => {
    const at = there + (Date.parse(event.eventTime) - there) * 1.4;
    const later = { ...event, eventTime: new Date(at).toISOString() };
    if (later.eventType !== 'ActivityTaskCompleted' || later.attributes.activityType !== 'CHUNKING') return [later];
    chunked += 1;
    if (chunked === 5) return [];
    return chunked === 3 ? [{ ...later, attributes: { ...later.attributes, sha256: 'f'.repeat(64) } }] : [later];
  });
  const twin: RunSummary = {
    ...{ ...summaryOf({ ...story, events }), runId: `${subject.runId}-temporal`, backEnd: 'temporal' },
  };
  const ends = host(story);
  return {
    ...ends,
    open: () => ({ ...{ run: summaryOf(story), sources: story.sources, picked: null, place: 'journal.jsonl' }, twin }),
    twinEvents: ({ from }) => batchOf(events, from, null),
    compareTwin: () => compareTwins(folded(story.events), folded(events), 200),
  };
}

/** As a Temporal server would tell it: activity types that are no stages, nothing known beside the events. */
function foreign(): Story {
  const story = orva(Date.parse('2026-11-21T09:00:00Z'));
  const types: Readonly<Record<string, string>> = {
    SCRAPING: 'PY-scraping_activity',
    CONVERTION: 'TS_CONVERSION_HTML',
  };
  const events = story.events.map(event => {
    const { attributes } = event;
    if (!('activityType' in attributes)) return event;
    // SAFETY: the type is a server's own; a page must not care.
    return {
      ...event,
      attributes: { ...attributes, activityType: types[attributes.activityType] ?? 'PY-other' },
    } as HistoryEvent;
  });
  return { ...story, status: 'TERMINATED', events };
}

const corrupt: Problem = {
  ...{ kind: 'data', code: 'journal_corrupt', file: `${subject.workDir}/runs/x/journal.jsonl`, line: 61 },
  params: { file: `${subject.workDir}/runs/x/journal.jsonl`, line: 61, byte: 24_118 },
};

const none: HistorySource[] = [];

export const samples: Samples<HistoryHostVerbs> = {
  plain: () => ({ subject, handlers: plainHost() }),
  done: () => ({
    subject,
    handlers: host(manyEvents({ sources: 30, status: 'COMPLETED', startedAt: Date.parse('2026-11-21T09:00:00Z') })),
  }),
  parked: () => {
    const story = orva(Date.parse('2026-11-21T09:00:00Z'));
    return { subject, handlers: host({ ...story, status: 'PARKED', events: story.events.slice(0, 90) }) };
  },
  twin: () => ({ subject: { ...subject, twinId: `${subject.runId}-temporal` }, handlers: beside() }),
  foreign: () => ({ subject, handlers: host(foreign(), { explain: () => [] }) }),
  empty: () => ({ subject, handlers: host({ status: 'RUNNING', events: [], sources: none }) }),
  corrupt: () => {
    const story = orva(Date.parse('2026-11-21T09:00:00Z'));
    return {
      subject,
      handlers: host({ ...story, status: 'PARKED', events: story.events.slice(0, 60), fault: corrupt }),
    };
  },
  gone: () => ({
    subject,
    handlers: host(orva(0), refusing('open', { kind: 'data', code: 'run_gone', params: { run: subject.runId } })),
  }),
  engineGone: () => ({
    subject,
    handlers: host(orva(0), refusing('events', { kind: 'system', code: 'engine_gone', params: {} })),
  }),
  noArtifact: () => ({
    subject,
    handlers: host(
      orva(Date.now() - 88_000),
      refusing('openArtifact', { kind: 'data', code: 'artifact_missing', params: { path: 'a.md' } }),
    ),
  }),
  many: () => ({
    subject,
    handlers: host(manyEvents({ sources: 5000, status: 'COMPLETED', startedAt: Date.parse('2026-11-21T09:00:00Z') })),
  }),
  live: () => ({ subject, handlers: live() }),
};

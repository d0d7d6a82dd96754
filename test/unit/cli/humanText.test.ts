import { describe, expect, test } from 'vitest';
import type { EventBody, HistoryEvent } from '../../../src/model/event.ts';
import { apiFaultNames } from '../../../src/adapters/practiceServer/api/faultCatalogue.ts';
import { faultNames } from '../../../src/adapters/practiceServer/site/faults.ts';
import { chooseTexts, dateTime } from '../../../src/cli/texts.ts';
import { reasonSentence } from '../../../src/cli/describe.ts';
import { followRun } from '../../../src/cli/followRun.ts';
import { startedEvent } from '../../fakes/run.ts';
import { command, fakeEngine, RESULT, RUN, type Ran } from './fakeWorld.ts';

const ELSEWHERE = '/ada/other folder';
const { english, human: french } = await chooseTexts({ LANG: 'fr_FR.UTF-8' });

const folder = {
  workDir: ELSEWHERE,
  ingest: async () => RESULT,
  runs: async () => [{ ...RUN, status: 'COMPLETED' as const, counts: { ...RUN.counts, error: 2 } }],
};

const ingest = (options: readonly string[], setting: Parameters<typeof command>[1] = {}): Promise<Ran> =>
  command(['ingest', '-', ...options], { tty: true, engine: fakeEngine({ folder }), stdin: 'sources: []', ...setting });

describe('the end of a run', () => {
  test('counts the chunks as the run’s own', async () => {
    expect((await ingest([])).out).toContain('chunks indexed: 12');
  });

  test('proposes commands that find the same work folder', async () => {
    expect((await ingest(['--work-dir', 'other folder'])).out).toContain(
      'ingestion-workshop resume r1 --failed --work-dir "other folder"',
    );
    const usual = fakeEngine({ folder: { ...folder, workDir: '/ada/.ingestion-workshop' } });
    expect((await ingest([], { engine: usual })).out).not.toContain('--work-dir');
  });
});

describe('a reason', () => {
  const refused = { code: 'connection_failed', params: { host: '127.0.0.1:4173', uri: 'u', reason: 'ECONNREFUSED' } };

  test('says how often it was tried, who must act, and that the practice site may be what is missing', () => {
    const text = reasonSentence(english, 'u', refused, 5);
    expect(text).toMatch(/^Tried 5 times: .+ retry what failed\. .*practice-site --port 4173$/);
    expect(reasonSentence(english, 'u', { ...refused, params: { host: 'a.org', reason: 'x' } })).not.toContain(
      'practice',
    );
  });

  test('that came at once counts no attempts', () => {
    expect(reasonSentence(english, 'u', { code: 'http_status', params: { status: 404 } }, 3)).toMatch(
      /^u answered 404/,
    );
  });
});

test('the progress line tells what waits', () => {
  const lines: string[] = [];
  const report = { progress: (line: string) => void lines.push(line), settle: () => {}, log: { write: () => {} } };
  const stderr = { isTTY: true, write: () => {} };
  // SAFETY: only what a progress line asks for.
  const session = { report, stderr, now: () => new Date(0), texts: { english, human: english } } as never;
  followRun(session)({ ...RUN, waiting: 2 });
  followRun(session)(RUN);
  expect(lines).toEqual([expect.stringMatching(/waiting for a retry: 2$/), expect.not.stringContaining('waiting')]);
});

describe('history', () => {
  test('says in one word and a number what is in error', async () => {
    const ran = await command(['history'], { tty: true, engine: fakeEngine({ folder }) });
    expect(ran.out).toMatch(/completed, 2 in error {2}2026-11-21 \d\d:00/);
  });

  test('of a run on a server whose figures nobody has read makes none up', async () => {
    const runs = async () => [{ ...RUN, figures: 'unread' as const }];
    const ran = await command(['history', '--json'], { engine: fakeEngine({ folder: { ...folder, runs } }) });
    const [unread]: readonly object[] = JSON.parse(ran.out).runs;
    expect(unread).toMatchObject({ run_id: RUN.runId, sources: null, open: null });
  });

  const ref = { activityId: 'a', activityType: 'SCRAPING' as const, uri: 'http://h/' };
  const failure = { kind: 'data' as const, code: 'http_status', params: { status: 404, uri: 'http://h/' } };
  const attributes = { ...ref, attempt: 1, failure, retryState: 'NON_RETRYABLE_FAILURE' as const };
  const event: HistoryEvent = {
    ...{ eventId: 7, eventTime: '2026-11-21T09:00:00.000Z' },
    ...{ eventType: 'ActivityTaskFailed', attributes },
  };
  const told = { run: RUN, started: startedEvent([]).attributes, events: [event] };
  const engine = fakeEngine({ folder: { history: async () => told } });

  test('in full is lines for a person on a terminal', async () => {
    const { out } = await command(['history', 'r1', '--format', 'full'], { tty: true, engine });
    expect(out).toMatch(/^ +7 {2}2026-11-21 \d\d:\d\d:\d\d {2}ActivityTaskFailed\n +SCRAPING {2}http:\/\/h\/\n/m);
    expect(out).toContain('attempt: 1, retryState: NON_RETRYABLE_FAILURE\n');
    expect(out).toContain('http://h/ answered 404');
    expect(out).not.toContain('{');
  });

  test('in short is a line an activity, in the words of the time axis', async () => {
    const at = (second: number, body: EventBody): HistoryEvent => ({
      ...{ eventId: second + 1, eventTime: `2026-11-21T09:00:0${second}.000Z` },
      ...body,
    });
    const begun = { ...ref, identity: 'pid 1' };
    const events = [
      at(0, { eventType: 'ActivityTaskStarted', attributes: { ...begun, attempt: 1 } }),
      at(1, {
        eventType: 'ActivityTaskFailed',
        attributes: { ...attributes, failure: { ...failure, kind: 'transient' }, retryState: 'IN_PROGRESS' },
      }),
      at(4, { eventType: 'ActivityTaskStarted', attributes: { ...begun, attempt: 2 } }),
      at(6, { eventType: 'ActivityTaskFailed', attributes: { ...attributes, attempt: 2 } }),
      at(6, { eventType: 'ActivityTaskStarted', attributes: { ...begun, uri: 'http://i/', attempt: 1 } }),
      at(7, { eventType: 'WorkflowExecutionPaused', attributes: { reason: 'SIGINT', identity: 'pid 1' } }),
    ];
    const parked = fakeEngine({ folder: { history: async () => ({ ...told, events }) } });
    const { out } = await command(['history', 'r1'], { tty: true, engine: parked });
    expect(out).toContain('  failed        SCRAPING    http://h/  3 s, attempts: 2, http://h/ answered 404');
    expect(out).toContain('  cut off       SCRAPING    http://i/  1 s');
  });

  test('in full into a pipe stays JSON', async () => {
    const ran = await command(['history', 'r1', '--format', 'full'], { engine });
    expect(ran.json()['events']).toEqual([event]);
  });
});

test('dates are written as each language does, 24 h', () => {
  const local = new Date(2026, 10, 22, 1, 57).toISOString();
  expect(dateTime(local, 'en')).toBe('2026-11-22 01:57');
  expect(dateTime(local, 'fr')).toMatch(/^22 nov\. 2026,? (à )?01:57$/);
});

describe('a warning of the input', () => {
  const params = { key: 'max_dept', type: 'Source', nearest: 'max_depth', field: 'sources[0].max_dept' };
  const near = { code: 'did_you_mean', params: { nearest: 'max_depth' } };
  const warnings = [{ code: 'misspelt_key', params, line: 3, column: 5, hint: near }];
  const input = { sources: [{ uri: 'https://example.org/' }] };
  const engine = fakeEngine({ folder, readInput: async () => ({ input, problems: [], warnings }) });

  test.each([[[]], [['--check']]])('stands at its place, and says first what was meant %s', async options => {
    const { out, err } = await ingest(options, { engine });
    expect(out + err).toContain('-:3:5: Did you mean “max_depth”?');
  });

  test('has its place and its hint in the log too', async () => {
    const line = JSON.parse((await ingest([], { engine, tty: false })).err.split('\n')[0] ?? '');
    expect(line).toMatchObject({ file: '-', line: 3, column: 5, hint: 'Did you mean “max_depth”?' });
  });
});

describe('search in a collection that is not there', () => {
  const search = async () => ({
    results: [],
    words: [],
    nothingClose: false,
    model: null,
    collections: ['a', 'b'],
    durationMs: 1,
  });
  const engine = fakeEngine({ folder: { search } });
  const argv = ['search', 'x', '--collection', 'nope'];

  test('says so to a person, and which ones are', async () => {
    expect((await command(argv, { tty: true, engine })).out).toMatch(/no collection “nope”.*: a, b\.\n$/);
  });

  test('warns a program', async () => {
    const warning = { code: 'collection_missing', params: { collection: 'nope', collections: 'a, b' } };
    expect((await command(argv, { engine })).json()).toMatchObject({ results: [], warnings: [warning] });
  });
});

describe('help', () => {
  test.each([
    ['practice-site', 4173, faultNames],
    ['practice-api', 4174, apiFaultNames],
  ])('of %s has a line to copy and the names of the faults', async (verb, port, names) => {
    const { out } = await command([verb, '--help']);
    expect(out).toContain(`curl http://127.0.0.1:${port}/_faults -H 'Authorization: Bearer TOKEN'`);
    for (const name of names) expect(out).toContain(name);
  });

  test('in French names values in French', async () => {
    const { out } = await command(['ingest', '--help'], { world: { env: { LANG: 'fr_FR.UTF-8' } } });
    expect(out).toContain('ingest ENTRÉE [options]');
    for (const head of ['--only ÉTAPE', '--wait SECONDES', '--work-dir DOSSIER', '--source ADRESSE'])
      expect(out).toContain(head);
    const window = await command(['ingest', '--help'], {
      world: { env: { INGESTION_WORKSHOP_LANGUAGE: 'fr', LC_ALL: 'en_US.UTF-8' } },
    });
    expect(window.out).toBe(out);
    const missing = await command(['ingest'], { tty: true, world: { env: { LANG: 'fr' } } });
    expect(missing.err).toContain('ENTRÉE');
    expect(french.say('cli.placeholder.FILE')).toBe('FICHIER');
  });
});

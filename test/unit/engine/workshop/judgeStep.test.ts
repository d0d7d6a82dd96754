import { describe, expect, test } from 'vitest';
import { judgeStep } from '../../../../src/engine/workshop/judgeStep.ts';
import type { CheckWorld } from '../../../../src/engine/workshop/workshopPorts.ts';
import type { JournalEvent } from '../../../../src/model/event.ts';
import type { WorkshopCheck, WorkshopStep } from '../../../../src/model/generated/types.ts';
import { fail } from '../../../../src/model/problem.ts';
import type { StepAnswers } from '../../../../src/model/workshop/stepOutcome.ts';
import { createFakeCheckWorld, TRIAL } from '../../../fakes/checkWorld.ts';

const STEP: WorkshopStep = { id: 'one', kind: 'do', title: { en: 'One' }, minutes: 1 };

interface Tried {
  readonly there?: Partial<CheckWorld>;
  readonly answers?: StepAnswers;
  readonly step?: Partial<WorkshopStep>;
  readonly files?: Readonly<Record<string, string>>;
  readonly language?: string;
}

async function judge(checks: readonly Omit<WorkshopCheck, 'title'>[], tried: Tried = {}) {
  const { there, answers = {}, step, files = {}, language } = tried;
  const read = async (name: string) => files[name] ?? Promise.reject(fail('config', 'workshop_file_missing', { path: name }));
  const titled = checks.map((check, at): WorkshopCheck => ({ kind: 'cli', ...check, title: { en: `Check ${at}` } }));
  const at = { files: { read }, step: { ...STEP, checks: titled, ...step }, ...(language ? { language } : {}) };
  return judgeStep(createFakeCheckWorld(there), at, answers, new AbortController().signal);
}

/** The first check, as it is judged. */
const first = async (check: Omit<WorkshopCheck, 'title'>, tried: Tried = {}) => (await judge([check], tried)).checks[0];
const said = (code: string, params: object = {}) => expect.objectContaining({ code, params: expect.objectContaining(params) as object });

test('each check is told as it begins, by its place', async () => {
  const told: number[] = [];
  const checks: WorkshopCheck[] = ['one', 'two'].map(title => ({ kind: 'cli', title: { en: title }, run: 'doctor' }));
  const at = { files: { read: async () => '' }, step: { ...STEP, checks }, begins: (check: number) => void told.push(check) };
  await judgeStep(createFakeCheckWorld(), at, {}, new AbortController().signal);
  expect(told).toEqual([0, 1]);
});

describe('artifact', () => {
  const artifacts: CheckWorld['artifacts'] = async () => [
    { uri: 'https://town.example/pass', path: 'w/pass.md', text: '# Pass\n\nTwelve euros a month.' },
    { uri: 'https://town.example/night', path: 'w/night.md', text: '# Night\n\nAccept all cookies' },
  ];
  const there = { artifacts };
  const of = { kind: 'artifact', stage: 'CONVERTION' } as const;

  test('passes when each file of the Source holds what it must', async () => {
    const check = { ...of, source: '/pass', contains: ['Twelve'], lacks: ['cookies'], max_tokens: 6, at_most: 1 };
    expect(await first(check, { there })).toEqual({ check: 0, state: 'passed', expected: null, found: null, where: null });
  });
  test('tells the line of a text that must not be there', async () => {
    expect(await first({ ...of, lacks: ['cookies'] }, { there })).toMatchObject({
      state: 'failed',
      expected: { code: 'text_unwanted', params: { text: 'cookies' } },
      found: { code: 'text_found', params: { path: 'w/night.md', line: 3, excerpt: '# Night Accept all cookies' } },
      where: { path: 'w/night.md', line: 3, column: 12 },
    });
  });
  test('tells what is missing, too long, too few, too many', async () => {
    expect(await first({ ...of, contains: ['Twelve'] }, { there })).toMatchObject({ found: said('text_missing'), where: { path: 'w/night.md' } });
    expect(await first({ ...of, max_tokens: 5 }, { there })).toMatchObject({ found: said('tokens_count', { tokens: 6 }) });
    expect(await first({ ...of, at_least: 3 }, { there })).toMatchObject({ expected: said('artifact_at_least', { count: 3 }), found: said('count_found', { count: 2 }) });
    expect(await first({ ...of, at_most: 1 }, { there })).toMatchObject({ expected: said('artifact_at_most', { count: 1 }) });
    expect(await first({ ...of, source: '/gone', lacks: ['x'] }, { there })).toMatchObject({ found: said('count_found', { count: 0 }) });
    expect(await first({ ...of, source: '/gone', at_most: 0 }, { there })).toMatchObject({ state: 'passed' });
  });
  test('fails before the first run, and says nothing where the disk fails', async () => {
    expect(await first({ ...of, at_least: 1 })).toMatchObject({ state: 'failed', found: said('no_run') });
    const broken = { artifacts: async () => Promise.reject(fail('data', 'journal_corrupt', { file: 'j', line: 3, byte: 9 })) };
    expect(await first({ ...of, at_least: 1 }, { there: broken })).toMatchObject({ state: 'unchecked', found: said('journal_corrupt') });
  });
});

describe('event', () => {
  const event = (eventId: number, eventType: string, attributes: object = {}) =>
    // SAFETY: what a check of events reads of them.
    ({ eventId, eventTime: '2026-11-21T09:00:00.000Z', eventType, attributes }) as unknown as JournalEvent;
  const events = [
    event(1, 'WorkflowExecutionStarted'),
    event(2, 'ActivityTaskStarted', { activityType: 'SCRAPING', uri: 'https://town.example/pass', attempt: 1 }),
    event(3, 'ActivityTaskStarted', { activityType: 'SCRAPING', uri: 'https://town.example/pass', attempt: 2 }),
  ];
  const there = { events: async () => ({ path: 'w/journal.jsonl', events }) };
  const started = { kind: 'event', event: 'ActivityTaskStarted', stage: 'SCRAPING', source: '/pass' } as const;

  test('passes by type, stage, Source and attributes', async () => {
    expect(await first({ ...started, attributes: { attempt: 2 }, at_least: 1, at_most: 1 }, { there })).toMatchObject({ state: 'passed' });
  });
  test('tells the nearest one, and where', async () => {
    expect(await first({ ...started, attributes: { attempt: 3 }, at_least: 1 }, { there })).toMatchObject({
      expected: said('event_at_least', { of: ' (SCRAPING, /pass, attempt = 3)', count: 1 }),
      found: said('event_differs', { name: 'attempt', value: '2', line: 3 }),
      where: { path: 'w/journal.jsonl', line: 3 },
    });
    expect(await first({ ...started, at_most: 1 }, { there })).toMatchObject({ state: 'failed', where: { line: 3 }, found: said('count_found', { count: 2 }) });
    expect(await first({ ...started, stage: 'CHUNKING', at_least: 1 }, { there })).toMatchObject({ found: said('count_found', { count: 0 }) });
    expect(await first({ ...started, at_least: 1 })).toMatchObject({ state: 'failed', found: said('no_run') });
  });
  test('tells a run that went through at one go where it was to be resumed', async () => {
    const resumed = { kind: 'event', event: 'WorkflowExecutionUnpaused', at_least: 1 } as const;
    const judged = (...more: JournalEvent[]) =>
      first(resumed, { there: { events: async () => ({ path: 'w/journal.jsonl', events: [...events, ...more] }) } });
    const [unpaused, completed] = ['WorkflowExecutionUnpaused', 'WorkflowExecutionCompleted'].map((type, at) => event(at + 4, type));
    expect(await judged(event(4, 'WorkflowExecutionCompleted'))).toMatchObject({ state: 'failed', found: said('never_interrupted') });
    expect(await judged()).toMatchObject({ state: 'failed', found: said('count_found', { count: 0 }) });
    expect(await judged(unpaused!, completed!)).toMatchObject({ state: 'passed' });
  });
});

describe('rows', () => {
  const there = { rows: async () => ({ columns: ['id', 'name'], rows: 10 }) };
  const of = { kind: 'rows', file: 'data' } as const;

  test('are judged by columns and count', async () => {
    expect(await first({ ...of, columns: ['id'], at_least: 10, at_most: 10 }, { there })).toMatchObject({ state: 'passed' });
    expect(await first({ ...of, columns: ['id', 'price'] }, { there })).toMatchObject({ found: said('rows_columns_missing', { missing: 'price' }), where: { path: 'data' } });
    expect(await first({ ...of, at_least: 11 }, { there })).toMatchObject({ expected: said('rows_at_least', { count: 11 }), found: said('count_found', { count: 10 }) });
    expect(await first({ ...of, at_least: 1 })).toMatchObject({ state: 'failed', found: said('rows_no_file', { file: 'data' }) });
  });
});

describe('search', () => {
  const found = [
    { uri: 'https://town.example/home', text: 'Menu, Home, Night bus', score: 2 },
    { uri: 'https://town.example/night', text: 'The last bus leaves at 00:40.', score: 1 },
  ];
  const there: Partial<CheckWorld> = {
    search: async (_, k) => found.slice(0, k),
    artifacts: async stage => (stage === 'CONVERTION' ? [{ uri: found[0]!.uri, path: 'w/home.md', text: 'a\n\nMenu, Home' }] : []),
  };
  const asked = { kind: 'search', question: 'last bus?' } as const;

  test('passes by Source and rank, by texts up to a rank', async () => {
    expect(await first({ ...asked, source: '/night', rank: 2, contains: ['00:40'], lacks: ['Menu'] }, { there })).toMatchObject({ state: 'passed' });
    expect(await first({ ...asked, rank: 1, contains: ['Menu'] }, { there })).toMatchObject({ state: 'passed' });
    expect(await first({ ...asked, contains: ['00:40', 'Menu'], at_least: 2 }, { there })).toMatchObject({ state: 'passed' });
  });
  test('tells the rank, the passage, and the line of its Markdown', async () => {
    expect(await first({ ...asked, source: '/night', rank: 1 }, { there })).toMatchObject({ expected: said('search_finds', { source: '/night', rank: 1 }), found: said('search_rank', { rank: 2 }) });
    expect(await first({ ...asked, source: '/gone' }, { there })).toMatchObject({ found: said('search_other', { count: 2 }) });
    expect(await first({ ...asked, rank: 1, lacks: ['Menu'] }, { there })).toMatchObject({ found: said('passage_has', { rank: 1 }), where: { path: 'w/home.md', line: 3, column: 1 } });
    expect(await first({ ...asked, rank: 1, contains: ['00:40'] }, { there })).toMatchObject({ found: said('passage_lacks', { uri: found[0]!.uri }) });
    expect(await first({ ...asked, k: 1, at_least: 2 }, { there })).toMatchObject({ expected: said('results_at_least', { count: 2 }) });
    expect(await first({ ...asked, at_least: 1 })).toMatchObject({ state: 'failed', found: said('no_index') });
  });
});

describe('cli', () => {
  const result = { status: 'success', results: [{ rank: 1 }], error: 'No index yet.' };
  const asked = { kind: 'cli', arguments: ['search', 'x'] } as const;
  const there = (exit: number, answer: typeof result | null = result) => ({ cli: { run: async () => ({ exit, result: answer }) } });

  test('a doctor that is not content is quoted', async () => {
    const well = { ok: true, needed: true, detail: 'Node 24' };
    const checks = [well, { ok: false, needed: false, detail: 'no key' }, { ok: false, needed: true, detail: 'Nobody takes work.' }];
    const run = async () => ({ exit: 1, result: { status: 'error', checks } });
    expect(await first({ ...asked, exit: 0 }, { there: { cli: { run } } })).toMatchObject({ found: said('cli_exited', { exit: 1, error: 'Nobody takes work.' }) });
  });
  test('a problem is told by its code, for each language, and at its place', async () => {
    const answering = (error_detail: object) => ({ cli: { run: async () => ({ exit: 2, result: { status: 'error', error: 'Not an address.', error_detail } }) } });
    const detail = { kind: 'config', code: 'bad_address', params: { value: 'your-site', more: {} } };
    const told = { found: { code: 'bad_address', params: { value: 'your-site' } } };
    expect(await first({ ...asked, exit: 0 }, { there: answering(detail) })).toMatchObject({ ...told, where: null });
    const placed = { ...detail, file: 'inputs/a.ingest.yaml', line: 3, column: 10 };
    expect(await first({ ...asked, exit: 0 }, { there: answering(placed) })).toMatchObject({ ...told, where: { path: 'inputs/a.ingest.yaml', line: 3, column: 10 } });
    expect(await first({ ...asked, exit: 0 }, { there: answering({ code: 7 }) })).toMatchObject({ found: said('cli_exited', { exit: 2, error: 'Not an address.' }) });
  });
  test('is judged by exit code and result', async () => {
    expect(await first({ ...asked, result: { status: 'success', 'results[0].rank': 1 } }, { there: there(0) })).toMatchObject({ state: 'passed' });
    expect(await first({ ...asked, exit: 1 }, { there: there(1) })).toMatchObject({ state: 'passed' });
    expect(await first({ ...asked, exit: 0 }, { there: there(2) })).toMatchObject({ expected: said('cli_exit', { exit: 0 }), found: said('cli_exited', { exit: 2, error: 'No index yet.' }) });
    expect(await first({ ...asked, result: { 'results[0].rank': 2 } }, { there: there(0) })).toMatchObject({ found: said('cli_result_is', { value: '1' }) });
    expect(await first({ ...asked, result: { status: 'x' } }, { there: there(0, null) })).toMatchObject({ found: said('cli_no_result') });
    // A command that fails has no right result.
    expect(await first({ ...asked, result: { status: 'success' } }, { there: there(1) })).toMatchObject({ state: 'failed' });
  });
});

describe('quiz and guess', () => {
  const why = { en: 'Because.' };
  const quiz = { question: { en: '?' }, answers: [{ text: { en: 'a' }, right: true, why }, { text: { en: 'b' }, why }, { text: { en: 'c' }, right: true, why }] };

  test('a quiz is passed by its right answers and no other', async () => {
    const ticking = (...ticked: number[]) => first({ kind: 'quiz' }, { step: { quiz }, answers: { ticked } });
    expect(await ticking(0, 2)).toMatchObject({ state: 'passed' });
    expect(await ticking(0, 1)).toMatchObject({ state: 'failed', found: said('quiz_wrong', { wrong: 1, missing: 1 }) });
    expect(await ticking()).toMatchObject({ found: said('quiz_not_answered') });
  });
  test('it counts without a check that names it', async () => {
    expect(await judge([], { step: { quiz } })).toEqual({ passed: false, checks: [], mistake: null });
    expect(await judge([], { step: { quiz }, answers: { ticked: [2, 0] } })).toMatchObject({ passed: true });
  });
  test('a guess is to be said', async () => {
    const guess = { question: { en: '?' }, unit: { en: 'x' }, truth: 'tokens' } as const;
    expect(await judge([], { step: { guess } })).toMatchObject({ passed: false });
    expect(await judge([], { step: { guess }, answers: { guess: 0 } })).toMatchObject({ passed: true });
    expect(await judge([])).toEqual({ passed: true, checks: [], mistake: null });
  });
});

describe('cases', () => {
  const check = { kind: 'cases', stage: 'CONVERTION', module: 'activities/conversion.ts', file: 'cases.json' } as const;
  const source = { uri: 'https://town.example/pass' };
  const cases = (...list: object[]) => ({ 'cases.json': JSON.stringify(list.map(one => ({ title: { en: 'a page', fr: 'une page' }, source, ...one }))) });
  const trial = (made: object) => ({ trial: async () => ({ ...TRIAL, source, artifact: '# Pass\n\nMenu', ...made }) });
  const tried = (expect_: object, made: object = {}) => first(check, { files: cases({ expect: expect_ }), there: trial(made) });

  test('pass when all that is named holds', async () => {
    const made = { source: { ...source, metadata: { title: 'Pass' } }, discovered: ['b', 'a'], chunks: [{ text: 'é'.repeat(3) }] };
    const all = { source: { 'metadata.title': 'Pass', error: null }, contains: ['Pass'], lacks: ['Cookie'], discovered: ['a', 'b'], chunks: { at_least: 1, at_most: 1, longest: 3 } };
    expect(await tried(all, made)).toMatchObject({ state: 'passed' });
    expect(await tried({ skipped: 'empty_page' }, { skipped: { code: 'empty_page', params: {} } })).toMatchObject({ state: 'passed' });
    expect(await tried({ skipped: 'bored' }, { skipped: { code: 'skipped_by_activity', params: { reason: 'bored' } } })).toMatchObject({ state: 'passed' });
    expect(await tried({ chunks: { metadata: { 'at.line': 2, gone: null } } }, { chunks: [{ text: 'a', metadata: { at: { line: 2 } } }] })).toMatchObject({ state: 'passed' });
    expect(await tried({ problem: 'activity_threw' }, { problem: fail('config', 'activity_threw').problem })).toMatchObject({ state: 'passed' });
  });
  test.for<[expectation: object, made: object, expected: string, found: string]>([
    [{ source: { 'metadata.title': 'Pass' } }, {}, 'case_returns', 'case_returned_nothing'],
    [{ source: { uri: 'x' } }, {}, 'case_returns', 'case_returned'],
    [{ contains: ['Twelve'] }, {}, 'case_contains', 'case_wrote'],
    [{ contains: ['Twelve'] }, { artifact: null }, 'case_contains', 'case_wrote_nothing'],
    [{ contains: ['Twelve'] }, { artifact: null, chunks: [{ text: 'Ten' }] }, 'case_contains', 'case_wrote'],
    [{ lacks: ['Menu'] }, {}, 'case_lacks', 'case_wrote_text'],
    [{ discovered: ['a'] }, { discovered: [] }, 'case_discovers', 'case_discovered'],
    [{ discovered: [] }, { discovered: ['a'] }, 'case_discovers_not', 'case_discovered'],
    [{ chunks: { at_least: 2 } }, { chunks: [{ text: 'a' }] }, 'case_chunks_at_least', 'case_chunks'],
    [{ chunks: { at_most: 0 } }, { chunks: [{ text: 'a' }] }, 'case_chunks_at_most', 'case_chunks'],
    [{ chunks: { longest: 2 } }, { chunks: [{ text: 'abc' }] }, 'case_chunks_longest', 'case_chunk_length'],
    [{ chunks: { metadata: { title: 'Pass' } } }, { chunks: [{ text: 'a' }] }, 'case_chunk_metadata', 'case_chunk_metadata_is'],
    [{ chunks: { metadata: { title: 'Pass' } } }, { chunks: [{ text: 'a', metadata: { title: 'Pass' } }, { text: 'b', metadata: { title: 'Fare' } }] }, 'case_chunk_metadata', 'case_chunk_metadata_is'],
    [{ skipped: 'empty_page' }, {}, 'case_skips', 'case_not_skipped'],
    [{ skipped: 'bored' }, { skipped: { code: 'skipped_by_activity', params: { reason: 'tired' } } }, 'case_skips', 'case_skipped'],
    [{ contains: ['Menu'] }, { skipped: { code: 'skipped_by_activity', params: { reason: 'bored' } } }, 'case_works', 'case_skipped'],
    [{ problem: 'http_status' }, {}, 'case_ends_with', 'case_no_problem'],
  ])('%j, and it gives %j', async ([expectation, made, expected, found]) => {
    expect(await tried(expectation, made)).toMatchObject({
      state: 'failed',
      expected: said(expected, { case: 'a page' }),
      found: said(found),
      where: { path: 'activities/conversion.ts' },
    });
  });
  test('a problem of the code is told with its line, even of a hidden case', async () => {
    const problem = { ...fail('config', 'activity_threw', { file: 'activities/conversion.ts', line: 7, message: 'x' }).problem, file: 'activities/conversion.ts', line: 7 };
    const files = cases({ hidden: true, expect: { contains: ['x'] } });
    const outcome = await first({ ...check, hidden: true }, { files, there: trial({ problem, source: null }), language: 'fr' });
    expect(outcome).toMatchObject({ expected: said('case_works', { case: 'une page' }), found: said('activity_threw', { line: 7 }), where: { path: 'activities/conversion.ts', line: 7 } });
  });
  test('code that broke is a mistake by what broke it, not by the case that met it', async () => {
    const message = { en: 'm' };
    const problem = fail('config', 'activity_threw', { message: 'no await' }).problem;
    const mistake = async (found: string, made: object) => {
      const at = { files: cases({ expect: { contains: ['Twelve'] } }), there: trial(made), step: { mistakes: [{ files: 'any', found, message }] } };
      return (await judge([check], at)).mistake;
    };
    expect(await mistake('a page', {})).toBe(0);
    expect(await mistake('a page', { problem })).toBeNull();
    expect(await mistake('case_works', { problem })).toBeNull();
    expect(await mistake('no await', { problem })).toBe(0);
  });
  test('a hidden case, or check, keeps its details back', async () => {
    const secret = { expect: { contains: ['Twelve'] } };
    const ofCase = await first(check, { files: cases({ ...secret, hidden: true }), there: trial({}) });
    expect(ofCase).toMatchObject({ expected: said('case_hidden'), found: { code: 'case_hidden_fails', params: {} } });
    const ofCheck = await first({ ...check, hidden: true }, { files: cases(secret), there: trial({}) });
    expect(ofCheck).toEqual({ check: 0, state: 'failed', expected: null, found: { code: 'hidden_fails', params: {} }, where: null });
  });
  test('the first case that fails is told, and no later one is tried', async () => {
    const asked: unknown[] = [];
    const there: Partial<CheckWorld> = {
      trial: async (_, one) => {
        asked.push(one);
        return { ...TRIAL, source: one.source, artifact: one.work ?? null };
      },
    };
    const files = cases({ work: 'yes', expect: { contains: ['yes'] } }, { work: 'no', expect: { contains: ['yes'] } }, { expect: { contains: ['yes'] } });
    expect(await first(check, { files, there })).toMatchObject({ found: said('case_wrote', { excerpt: 'no' }) });
    expect(asked).toEqual([{ stage: 'CONVERTION', source, work: 'yes' }, { stage: 'CONVERTION', source, work: 'no' }]);
  });
  test('a file that is not there is told; cases that cannot be read are not the learner’s fault', async () => {
    const files = cases({ expect: { contains: ['x'] } });
    expect(await first(check, { files })).toMatchObject({ state: 'failed', found: said('module_missing') });
    expect(await first(check, { files: { 'cases.json': '[\n{"title": "x"}]' } })).toMatchObject({ state: 'unchecked', found: said('cases_missing', { file: 'cases.json', line: 2, field: '[0]' }) });
  });
});

describe('a declared mistake', () => {
  const text = (found: string) => ({ artifacts: async () => [{ uri: 'u', path: 'p.md', text: found }] });
  const checks = [
    { kind: 'artifact', stage: 'CONVERTION', lacks: ['Menu', 'Cookie'], hidden: true },
    { kind: 'artifact', stage: 'CONVERTION', contains: ['Twelve'] },
  ] as const;
  const message = { en: 'm' };
  const mistakes = [
    { files: 'any', message },
    { files: 'cookie', found: 'Cookie', message },
    { files: 'second', check: 'Check 1', message },
  ];
  test.for<[text: string, mistake: number | null]>([
    ['Twelve', null],
    ['Twelve, Menu', 0],
    ['Twelve, Cookie', 1],
    ['Ten', 2],
  ])('%s', async ([found, mistake]) => {
    expect(await judge(checks, { there: text(found), step: { mistakes } })).toMatchObject({ mistake });
  });
});

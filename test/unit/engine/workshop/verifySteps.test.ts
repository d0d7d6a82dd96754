import { describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../../src/engine/workshop/verify/stepTrial.ts';
import { verifyCases } from '../../../../src/engine/workshop/verify/verifyCases.ts';
import { verifySteps } from '../../../../src/engine/workshop/verify/verifySteps.ts';
import type { LearnerFolder } from '../../../../src/engine/workshop/workshopPorts.ts';
import type { Workshop, WorkshopCheck, WorkshopStep } from '../../../../src/model/generated/types.ts';
import { fail } from '../../../../src/model/problem.ts';
import { createFakeCheckWorld } from '../../../fakes/checkWorld.ts';

/** A folder in memory. Its artifacts are its files; `write NAME TEXT` writes one, `fail` ends with 1. */
function openSandbox(): Sandbox & { readonly written: Map<string, string>; readonly served: string[] } {
  const served: string[] = [];
  const written = new Map<string, string>();
  const learner: LearnerFolder = {
    list: async () => [...written.keys()].sort(),
    read: async path => bytesOf(written.get(path)),
    write: async (path, bytes) => void written.set(path, new TextDecoder().decode(bytes)),
    remove: async path => void written.delete(path),
  };
  return {
    written,
    served,
    learner,
    cli: {
      async run([verb, name = '', text = '']) {
        if (verb === 'write') written.set(name, text);
        return { exit: verb === 'fail' ? 1 : 0, result: { error: 'It failed.' } };
      },
    },
    look: use =>
      use(
        createFakeCheckWorld({
          artifacts: async () => [...written].map(([path, text]) => ({ uri: path, path, text })),
          events: async () => (written.has('run.txt') ? { path: 'j', events: [] } : null),
        }),
      ),
    async keep() {
      const before = [...written];
      return async () => {
        written.clear();
        for (const [path, text] of before) written.set(path, text);
      };
    },
    serve: async requires => {
      served.push(requires.join());
      return async () => void served.push('ended');
    },
    has: async requirement => requirement === 'python',
  };
}

const bytesOf = (text: string | undefined) => (text === undefined ? null : new TextEncoder().encode(text));

const FILES: Readonly<Record<string, string>> = {
  'start/a.txt': 'to do',
  'solution/a.txt': 'done',
  'wrong/a.txt': 'almost',
  'other/a.txt': 'forgotten',
};
const files = { list: async () => Object.keys(FILES), read: async (path: string) => bytesOf(FILES[path]) };

const holds = (text: string, title = 'It is done', source = 'a.txt'): WorkshopCheck => ({ kind: 'artifact', stage: 'SCRAPING', source, contains: [text], title: { en: title } });
const STEP: WorkshopStep = { id: 'one', kind: 'do', title: { en: 'One' }, minutes: 1, checks: [holds('done')], solution: { files: 'solution' } };

async function verify(...steps: Partial<WorkshopStep>[]) {
  const workshop: Workshop = {
    ...{ id: 'w', title: { en: 'W' }, languages: ['en'], start: 'start' },
    parts: [{ id: 'p', title: { en: 'P' }, minutes: 1, steps: steps.map((step, at) => ({ ...STEP, id: `s${at}`, ...step })) }],
  };
  const sandbox = openSandbox();
  const verdicts = await verifySteps({ sandbox, workshop, files, signal: new AbortController().signal, moved: () => undefined });
  return { verdicts, sandbox, codes: verdicts.map(({ findings }) => findings.map(({ code }) => code)) };
}
const codesOf = async (step: Partial<WorkshopStep>) => (await verify(step)).codes[0];

test('a step that fails at its start and passes with its solution is sound, and the next one begins there', async () => {
  const more = { checks: [holds('more')], solution: { run: ['write a.txt "done and more"'] } };
  const { verdicts, sandbox } = await verify({}, more);
  expect(verdicts).toEqual(['s0', 's1'].map(id => ({ workshop: 'w', id, isSkipped: false, findings: [], notes: [] })));
  expect([...sandbox.written]).toEqual([['a.txt', 'done and more']]);
});

describe('is told', () => {
  test('a step that passes at its start', async () => {
    expect(await codesOf({ checks: [holds('to do')], solution: { run: ['history'] } })).toEqual(['passes_at_start']);
  });
  test('a solution that fails, with what was found', async () => {
    const { verdicts } = await verify({ solution: { files: 'wrong' } });
    const found = { code: 'text_missing', params: { path: 'a.txt', excerpt: 'almost' } };
    expect(verdicts[0]?.findings).toMatchObject([{ code: 'solution_fails', params: { check: 'It is done' }, found }]);
  });
  test('a line that fails; the next step is tried all the same', async () => {
    const { verdicts, codes } = await verify({ solution: { run: ['fail'] } }, {});
    expect(codes).toEqual([['line_fails'], []]);
    expect(verdicts[0]?.findings[0]?.params).toEqual({ line: 'fail', exit: 1, reason: 'It failed.' });
  });
  test('a check that holds early, as a note', async () => {
    const { verdicts } = await verify({ checks: [holds('o', 'Early'), holds('done')] });
    expect(verdicts[0]).toMatchObject({ findings: [], notes: [{ code: 'holds_at_start', params: { check: 'Early' } }] });
  });
  test('a check that cannot be looked at', async () => {
    const cases = { kind: 'cases', stage: 'SCRAPING', module: 'a.txt', file: 'gone.json', title: { en: 'C' } } as const;
    expect(await codesOf({ checks: [cases, holds('done')] })).toEqual(['unchecked_at_start', 'solution_fails']);
  });
  test('what is guessed and cannot be measured', async () => {
    const guess = { question: { en: '?' }, unit: { en: 'x' }, truth: 'attempts' } as const;
    expect(await codesOf({ kind: 'predict', checks: [], solution: null, guess })).toEqual(['no_truth']);
    expect(await codesOf({ kind: 'predict', checks: [], solution: { run: ['write run.txt x'] }, guess })).toEqual([]);
  });
  test('what is not here', async () => {
    const { verdicts } = await verify({ requires: ['python', 'temporal'] }, { requires: ['python'] });
    expect(verdicts[0]).toMatchObject({ isSkipped: true, findings: [], notes: [{ code: 'skipped', params: { requires: 'temporal' } }] });
    expect(verdicts[1]).toMatchObject({ isSkipped: false, findings: [] });
  });
});

test('what a step needs beside a server is there while it is tried, and only where something of it is looked at', async () => {
  const needs = { requires: ['python'] } satisfies Partial<WorkshopStep>;
  const read = { ...needs, kind: 'read', checks: [], solution: null } satisfies Partial<WorkshopStep>;
  const { sandbox } = await verify(needs, read, { ...needs, solution: { run: ['fail'] } });
  expect(sandbox.served).toEqual(['python', 'ended', 'python', 'ended']);
});

test('what only a person can break is looked at as it begins, and said', async () => {
  const { verdicts } = await verify({ kind: 'break', solution: null }, { solution: null });
  expect(verdicts).toMatchObject([
    { findings: [], notes: [{ code: 'by_hand' }] },
    { findings: [{ code: 'solution_fails' }], notes: [] },
  ]);
  expect(await codesOf({ kind: 'break', solution: null, checks: [holds('to do')] })).toEqual(['passes_at_start']);
});

describe('a declared mistake', () => {
  const message = { en: 'm' };
  const almost = { files: 'wrong', found: 'almost', message };
  test('gets its message, and leaves nothing behind', async () => {
    const { codes, sandbox } = await verify({ mistakes: [almost, { files: 'other', message }] });
    expect(codes).toEqual([[]]);
    expect([...sandbox.written]).toEqual([['a.txt', 'done']]);
  });
  test('that passes, that is not known, or that is taken for another one is told', async () => {
    const solved = { files: 'solution', found: 'x', message };
    expect(await codesOf({ mistakes: [solved] })).toEqual(['mistake_passes']);
    expect(await codesOf({ mistakes: [{ ...almost, found: 'nothing like it' }] })).toEqual(['mistake_unknown']);
    const { verdicts } = await verify({ mistakes: [{ ...almost, found: null }, { ...almost, files: 'other', found: null }] });
    expect(verdicts[0]?.findings).toMatchObject([{ code: 'mistake_other', params: { mistake: 'other', other: 'wrong' } }]);
  });
  test('may show in what the solution’s lines make of it', async () => {
    const late = holds('never', 'Late', 'b.txt');
    const solution = { files: 'solution', run: ['write b.txt never'] };
    const { codes } = await verify({ checks: [holds('done'), late], solution, mistakes: [{ files: 'solution', check: 'Late', message }] });
    expect(codes).toEqual([[]]);
  });
});

test('cases are few where a learner could code around them', async () => {
  const source = { uri: 'https://town.example/' };
  const one = (hidden: boolean) => ({ title: { en: 't' }, source, hidden, expect: { contains: ['x'] } });
  const read = async (path: string) =>
    path === 'c.json' ? bytesOf(JSON.stringify([one(false), one(true)])) : files.read(path);
  const check: WorkshopCheck = { kind: 'cases', stage: 'SCRAPING', module: 'a.txt', file: 'c.json', title: { en: 'C' } };
  const step: WorkshopStep = { ...STEP, kind: 'code', checks: [check] };
  expect(await verifyCases({ files: { ...files, read }, step })).toEqual([
    { code: 'few_cases', params: { file: 'c.json', shown: 1, hidden: 1, fewest: 4 } },
  ]);
});

test('it ends when it is stopped', async () => {
  const stop = new AbortController();
  const workshop: Workshop = { id: 'w', title: { en: 'W' }, languages: ['en'], parts: [{ id: 'p', title: { en: 'P' }, minutes: 1, steps: [STEP] }] };
  const moved = () => stop.abort(fail('transient', 'interrupted', { verb: 'verify' }));
  await expect(verifySteps({ sandbox: openSandbox(), workshop, files, signal: stop.signal, moved })).rejects.toMatchObject({
    problem: { code: 'interrupted' },
  });
});

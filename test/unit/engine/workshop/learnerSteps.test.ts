import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applySolution } from '../../../../src/engine/workshop/applySolution.ts';
import { copyStart } from '../../../../src/engine/workshop/copyStart.ts';
import { jumpTo, planJump } from '../../../../src/engine/workshop/jumpTo.ts';
import { planSolution } from '../../../../src/engine/workshop/planSolution.ts';
import { planReset, resetSteps } from '../../../../src/engine/workshop/resetStep.ts';
import { undoReset } from '../../../../src/engine/workshop/undoReset.ts';
import type { CommandLine } from '../../../../src/engine/workshop/workshopPorts.ts';
import { happened } from '../../../../src/model/workshop/foldProgress.ts';
import { createFakeDesk, fakeWorkshop } from '../../../fakes/learnerDesk.ts';

const WORKSHOP = fakeWorkshop({
  first: {
    read: {},
    input: { solution: { files: 'solutions/input/', run: ['ingest input.yaml', 'search "two words"'] } },
    code: {
      solution: { files: 'solutions/code' },
      mistakes: [{ files: 'mistakes/menu', message: { en: 'The menu' } }],
      actions: [{ open: 'notes.md' }],
    },
  },
  second: {
    more: { solution: { files: 'solutions/more', run: ['empty-index'] } },
    server: { requires: ['temporal'], solution: { run: ['ingest --temporal'] } },
  },
  third: { last: { solution: { files: 'solutions/last' } } },
});

const FILES = {
  'start/code.ts': 'start',
  'start/input.yaml': 'faulty',
  'start/notes.md': 'notes',
  'solutions/input/input.yaml': 'right',
  'solutions/code/code.ts': 'solved',
  'solutions/more/code.ts': 'solved twice',
  'solutions/last/new.ts': 'new',
  'mistakes/menu/wrong.ts': 'wrong',
};
const START = { 'code.ts': 'start', 'input.yaml': 'faulty', 'notes.md': 'notes' };

const deskWith = (learner: Readonly<Record<string, string>>) => createFakeDesk(WORKSHOP, FILES, learner);
const no = () => Promise.reject(new Error('there is nothing to put back'));

/** Answers 0 to all but what is refused, and remembers what it was asked. */
function createLines(refused = '') {
  const asked: (readonly string[])[] = [];
  const moved: string[] = [];
  const cli: CommandLine = {
    async run(args) {
      asked.push(args);
      return args[0] === refused ? { exit: 1, result: { error: 'no such page' } } : { exit: 0, result: {} };
    },
  };
  const stop = new AbortController();
  const work = {
    ...{ cli, signal: stop.signal },
    moved: (done: number, total: number, line: string) => void moved.push(`${done}/${total} ${line}`.trim()),
    emptyWorkFolder: () => Promise.resolve('2026-11-23T09-00-00-000Z'),
  };
  return { asked, moved, work, stop };
}

describe('the starting files', () => {
  test('are copied into an empty folder, and a second time nothing is new', async () => {
    const desk = deskWith({});
    expect(await copyStart(WORKSHOP, desk.files, desk.learner)).toEqual(Object.keys(START));
    expect(desk.learner.texts()).toEqual(START);
    expect(await copyStart(WORKSHOP, desk.files, desk.learner)).toEqual([]);
  });

  test('fill files that say nothing, and leave others alone', async () => {
    const desk = deskWith({ 'code.ts': ' \n', 'mine.txt': 'mine' });
    await copyStart(WORKSHOP, desk.files, desk.learner);
    expect(desk.learner.texts()).toEqual({ ...START, 'mine.txt': 'mine' });
  });

  test('write over nothing: the first file that differs is named, and none is written', async () => {
    const mine = { 'input.yaml': 'mine', 'notes.md': 'mine, too' };
    const desk = deskWith(mine);
    await expect(copyStart(WORKSHOP, desk.files, desk.learner)).rejects.toMatchObject({
      problem: { kind: 'usage', code: 'start_file_differs', params: { path: 'input.yaml', more: 1 } },
    });
    expect(desk.learner.texts()).toEqual(mine);
  });

  test('where it was begun only bring what is missing: what is there is the learner’s, an empty file too', async () => {
    const mine = { 'input.yaml': 'mine', 'code.ts': '' };
    const desk = deskWith(mine);
    const brought = await copyStart(WORKSHOP, desk.files, desk.learner, true);
    expect(desk.learner.texts()).toEqual({ ...START, ...mine });
    expect(brought).toEqual(Object.keys(START).filter(name => !Object.keys(mine).includes(name)));
  });

  test('are none where the workshop has none', async () => {
    const desk = deskWith({});
    expect(await copyStart(fakeWorkshop({ first: { read: {} } }, null), desk.files, desk.learner)).toEqual([]);
  });
});

describe('a solution', () => {
  test('is shown beside what the learner has, with its lines', async () => {
    const desk = deskWith(START);
    expect(await planSolution(WORKSHOP, 'input', desk)).toEqual({
      files: [{ path: 'input.yaml', before: 'faulty', after: 'right' }],
      run: ['ingest input.yaml', 'search "two words"'],
    });
    expect(await planSolution(WORKSHOP, 'last', desk)).toEqual({
      files: [{ path: 'new.ts', before: null, after: 'new' }],
      run: [],
    });
    await expect(planSolution(WORKSHOP, 'nowhere', desk)).rejects.toMatchObject({
      problem: { code: 'workshop_no_such_step', params: { step: 'nowhere' } },
    });
  });

  test('is applied, files first, then its lines as a shell would split them', async () => {
    const { asked, moved, work } = createLines();
    const desk = deskWith({ ...START, 'input.yaml': 'mine' });
    const done = await applySolution(desk, 'input', work);
    expect(done).toMatchObject({ files: ['input.yaml'], ran: 2 });
    expect(desk.learner.texts()).toEqual({ ...START, 'input.yaml': 'right' });
    expect(asked).toEqual([['ingest', 'input.yaml'], ['search', 'two words']]);
    expect(moved).toEqual(['0/2 ingest input.yaml', '1/2 search "two words"', '2/2']);
    expect(await undoReset(desk, no)).toEqual({ reason: 'solution', files: ['input.yaml'] });
    expect(desk.learner.texts()).toEqual({ ...START, 'input.yaml': 'mine' });
  });

  test('a line that fails is told with what it said, and what was written can be taken back', async () => {
    const { work } = createLines('ingest');
    const desk = deskWith(START);
    await expect(applySolution(desk, 'input', work)).rejects.toMatchObject({
      problem: { code: 'solution_line_failed', params: { line: 'ingest input.yaml', exit: 1, reason: 'no such page' } },
    });
    await undoReset(desk, no);
    expect(desk.learner.texts()).toEqual(START);
  });

  test('that pulls the plug kills its first line, whose end is then no fault', async () => {
    const unplugging = fakeWorkshop({
      first: { cut: { solution: { run: ['ingest input.yaml', 'resume'], unplug_after: 2 } } },
      second: { last: {} },
    });
    const { work } = createLines();
    const told: (number | null | undefined)[] = [];
    const cli: CommandLine = {
      async run([verb], _signal, unplugAfter) {
        told.push(unplugAfter);
        return { exit: verb === 'ingest' ? 1 : 0, result: null };
      },
    };
    await applySolution(createFakeDesk(unplugging, FILES, START), 'cut', { ...work, cli });
    await jumpTo(createFakeDesk(unplugging, FILES, START), 'second', { ...work, cli });
    expect(told).toEqual([2, null, 2, null]);
  });

  test('that is there already makes no backup', async () => {
    const desk = deskWith({ ...START, 'code.ts': 'solved' });
    expect(await applySolution(desk, 'code', createLines().work)).toEqual({ backup: null, files: [], ran: 0 });
  });
});

describe('a reset', () => {
  const MINE = { 'code.ts': 'mine', 'input.yaml': 'mine', 'new.ts': 'mine', 'wrong.ts': 'mine', 'own.txt': 'mine' };

  test.for([
    [{ step: 'code' }, { 'code.ts': 'start', 'input.yaml': 'mine', 'new.ts': 'mine', 'notes.md': 'notes' }],
    [{ step: 'more' }, { 'code.ts': 'solved', 'input.yaml': 'mine', 'new.ts': 'mine', 'wrong.ts': 'mine' }],
    [{ part: 'first' }, { 'code.ts': 'start', 'input.yaml': 'faulty', 'new.ts': 'mine', 'notes.md': 'notes' }],
    [{ part: 'third' }, { 'code.ts': 'mine', 'input.yaml': 'mine', 'wrong.ts': 'mine' }],
    [{}, START],
  ] as const)('of %j gives the files as its first step begins, and leaves what is not its own', async ([scope, left]) => {
    const desk = deskWith(MINE);
    const planned = await planReset(WORKSHOP, scope, desk);
    const { files } = await resetSteps(desk, scope);
    expect(files).toEqual(planned.map(({ path }) => path));
    expect(desk.learner.texts()).toEqual({ ...left, 'own.txt': 'mine' });
  });

  test('forgets what was remembered of its steps, and undo brings that back, too', async () => {
    const desk = deskWith(MINE);
    const open = (step: string) => desk.progress.change(now => happened(now, step, { kind: 'opened' }, 0));
    for (const step of ['input', 'more', 'code']) await open(step);
    const before = desk.remembered();
    await resetSteps(desk, { part: 'first' });
    expect([Object.keys(desk.remembered().steps), desk.remembered().current?.step]).toEqual([['more'], 'read']);
    await undoReset(desk, no);
    expect(desk.remembered()).toEqual(before);
  });

  test('that has nothing to do makes no backup, so that undo has nothing to take back', async () => {
    const desk = deskWith(START);
    expect((await resetSteps(desk, {})).backup).toBeNull();
    await expect(undoReset(desk, no)).rejects.toMatchObject({ problem: { code: 'workshop_nothing_to_undo' } });
  });

  test('undone after more was written: that is kept, too, and the next undo goes one further back', async () => {
    const desk = deskWith({ ...START, 'code.ts': 'one' });
    await resetSteps(desk, { step: 'code' });
    await desk.learner.write('code.ts', new TextEncoder().encode('two'));
    await resetSteps(desk, { step: 'code' });
    await desk.learner.write('code.ts', new TextEncoder().encode('three'));
    await undoReset(desk, no);
    expect(desk.learner.texts()['code.ts']).toBe('two');
    await undoReset(desk, no);
    expect(desk.learner.texts()['code.ts']).toBe('one');
    const [, kept] = await desk.backups.list();
    const snapshot = await desk.backups.open(kept?.name ?? '');
    expect(new TextDecoder().decode(snapshot.files.get('code.ts') ?? undefined)).toBe('three');
  });

  const ids = WORKSHOP.parts.flatMap(({ steps }) => steps.map(({ id }) => id));
  const scopes = [{}, ...WORKSHOP.parts.map(({ id }) => ({ part: id })), ...ids.map(step => ({ step }))];
  const names = ['code.ts', 'input.yaml', 'notes.md', 'new.ts', 'wrong.ts', 'own.txt', 'deep/own.txt'];
  const folders = fc.dictionary(fc.constantFrom(...names), fc.constantFrom('', 'start', 'solved', 'faulty', 'mine'));

  test('then undo is the identity, whatever is in the folder and whatever was done in it', () =>
    fc.assert(
      fc.asyncProperty(folders, fc.constantFrom(...scopes), fc.array(fc.constantFrom(...ids)), async (mine, scope, opened) => {
        const desk = deskWith(mine);
        for (const [at, step] of opened.entries())
          await desk.progress.change(now => happened(now, step, { kind: 'checked', passed: at % 2 === 0 }, at));
        const [texts, progress] = [desk.learner.texts(), desk.remembered()];
        const { backup } = await resetSteps(desk, scope);
        if (backup !== null) await undoReset(desk, no);
        expect([desk.learner.texts(), desk.remembered()]).toEqual([texts, progress]);
      }),
      { numRuns: 300 },
    ));
});

describe('a jump', () => {
  test('leaves out what needs a server', () => {
    expect(planJump(WORKSHOP, 'third')).toEqual([
      { step: 'input', lines: ['ingest input.yaml', 'search "two words"'] },
      { step: 'code', lines: [] },
      { step: 'more', lines: ['empty-index'] },
      { step: 'server', lines: [] },
    ]);
    expect(planJump(WORKSHOP, 'first')).toEqual([]);
  });

  test('makes the state in which the part begins, each line on the files of its step', async () => {
    const { asked, moved, work } = createLines();
    const desk = deskWith({ 'code.ts': 'mine', 'new.ts': 'mine', 'own.txt': 'mine' });
    const seen: (string | undefined)[] = [];
    const looking: CommandLine = {
      run: (args, signal) => {
        seen.push(desk.learner.texts()['code.ts']);
        return work.cli.run(args, signal);
      },
    };
    const done = await jumpTo(desk, 'third', { ...work, cli: looking });
    expect(done).toMatchObject({ ran: 3, step: 'last', files: ['code.ts', 'input.yaml', 'new.ts', 'notes.md'] });
    expect(desk.learner.texts()).toEqual({ ...START, 'code.ts': 'solved twice', 'input.yaml': 'right', 'own.txt': 'mine' });
    expect(asked.map(([verb]) => verb)).toEqual(['ingest', 'search', 'empty-index']);
    expect(seen).toEqual(['start', 'start', 'solved twice']);
    expect(moved.at(-1)).toBe('3/3');
  });

  test('is taken back with the work folder', async () => {
    const mine = { 'code.ts': 'mine', 'own.txt': 'mine' };
    const desk = deskWith(mine);
    await jumpTo(desk, 'second', createLines().work);
    const restored: (string | null)[] = [];
    const undone = await undoReset(desk, async backup => void restored.push(backup));
    expect(undone.reason).toBe('jump');
    expect(restored).toEqual(['2026-11-23T09-00-00-000Z']);
    expect(desk.learner.texts()).toEqual(mine);
  });

  test('from an empty work folder, undo empties it: what the jump ran is not there as before it', async () => {
    const desk = deskWith({});
    await jumpTo(desk, 'second', { ...createLines().work, emptyWorkFolder: async () => null });
    const restored: (string | null)[] = [];
    await undoReset(desk, async backup => void restored.push(backup));
    expect(restored).toEqual([null]);
  });

  test('stopped in the middle loses nothing: undo gives all of it back', async () => {
    const { work, stop, asked } = createLines();
    const mine = { 'code.ts': 'solved twice', 'input.yaml': 'mine' };
    const desk = deskWith(mine);
    const cli: CommandLine = {
      run: (args, signal) => {
        stop.abort();
        return work.cli.run(args, signal);
      },
    };
    await expect(jumpTo(desk, 'third', { ...work, cli })).rejects.toThrow();
    expect(asked).toHaveLength(1);
    expect(desk.learner.texts()['code.ts']).toBe('start');
    await undoReset(desk, async () => undefined);
    expect(desk.learner.texts()).toEqual(mine);
  });
});

import { describe, expect, test } from 'vitest';
import { answersOf, forgetSteps, happened, LONGEST_LOOK, type StepHappening } from '../../../../src/model/workshop/foldProgress.ts';
import { folderIn, newProgress, readProgress, type Progress } from '../../../../src/model/workshop/progress.ts';

const START = Date.parse('2026-11-23T09:00:00.000Z');
const MINUTE = 60_000;

/** Each at its minute. */
const tell = (...said: readonly [minute: number, step: string, what: StepHappening][]): Progress =>
  said.reduce((progress, [minute, step, what]) => happened(progress, step, what, START + minute * MINUTE), newProgress('small'));

const opened = { kind: 'opened' } as const;

describe('what a learner did, folded', () => {
  test('a step is open from the first look on, and its time goes on until another one is looked at', () => {
    const { steps, current } = tell([0, 'why', opened], [3, 'run', opened], [4, 'why', opened], [6, 'run', opened]);
    expect(steps['why']).toMatchObject({ state: 'open', startedAt: '2026-11-23T09:00:00.000Z', spentMs: 5 * MINUTE });
    expect(steps['run']).toMatchObject({ startedAt: '2026-11-23T09:03:00.000Z', spentMs: MINUTE });
    expect(current).toEqual({ step: 'run', seenAt: '2026-11-23T09:06:00.000Z' });
  });

  test('a verdict that comes late takes nobody back, nor does a look at the page before', () => {
    const late = tell([0, 'why', opened], [1, 'run', opened], [2, 'why', { kind: 'checked', passed: true }], [3, 'why', { kind: 'seen' }]);
    expect(late.current?.step).toBe('run');
    expect(late.steps['why']).toMatchObject({ state: 'passed', spentMs: MINUTE });
    expect(late.steps['run']?.spentMs).toBe(2 * MINUTE);
  });

  test('a break is not counted as work, and a clock that goes back takes nothing away', () => {
    const long = tell([0, 'why', opened], [90, 'why', { kind: 'seen' }]);
    expect(long.steps['why']?.spentMs).toBe(LONGEST_LOOK);
    expect(happened(long, 'why', { kind: 'seen' }, START).steps['why']?.spentMs).toBe(LONGEST_LOOK);
  });

  test('a step fails, passes, and stays passed when something else is tried afterwards', () => {
    const check = (passed: boolean) => ({ kind: 'checked', passed }) as const;
    const failed = tell([0, 'run', opened], [1, 'run', check(false)]);
    expect(failed.steps['run']).toMatchObject({ state: 'failed', passedAt: null, checked: 1 });
    const passed = happened(failed, 'run', check(true), START + 2 * MINUTE);
    expect(passed.steps['run']).toMatchObject({ state: 'passed', passedAt: '2026-11-23T09:02:00.000Z' });
    const later = happened(passed, 'run', check(false), START + 3 * MINUTE);
    expect(later.steps['run']).toMatchObject({ state: 'passed', passedAt: '2026-11-23T09:02:00.000Z', checked: 3 });
  });

  test('the first guess is kept, hints count up only, ticks are the last ones', () => {
    const { steps } = tell(
      [0, 's', { kind: 'guessed', guess: 4 }],
      [0, 's', { kind: 'guessed', guess: 9 }],
      [0, 's', { kind: 'hintShown', hint: 1 }],
      [0, 's', { kind: 'hintShown', hint: 0 }],
      [0, 's', { kind: 'ticked', ticked: [0] }],
      [0, 's', { kind: 'ticked', ticked: [1, 2] }],
      [0, 's', { kind: 'solutionShown' }],
    );
    const step = steps['s'];
    expect(step).toMatchObject({ guess: 4, hints: 2, ticked: [1, 2], solutionShown: true });
    expect(step && answersOf(step)).toEqual({ guess: 4, ticked: [1, 2] });
  });

  test('a step that is reset is as if nobody had been there, and who resets it stays at it', () => {
    const both = tell([0, 'why', opened], [1, 'run', opened]);
    expect(forgetSteps(both, ['run'])).toEqual({ ...tell([0, 'why', opened], [1, 'why', opened]), current: both.current });
    expect(forgetSteps(both, ['why']).current?.step).toBe('run');
    expect(forgetSteps(both, ['why', 'run'])).toMatchObject({ current: { step: 'why' }, steps: {} });
    expect(forgetSteps(newProgress('small'), ['why']).current).toBeNull();
  });
});

describe('a progress file', () => {
  const whole = tell([0, 'why', opened], [1, 'why', { kind: 'ticked', ticked: [1] }], [2, 'run', opened]);
  const text = JSON.stringify(whole);

  test('is read as it was written', () => expect(readProgress(text)).toEqual({ progress: whole }));

  test('that cannot be read may still say where its workshop lies', () => {
    const away = JSON.stringify({ version: 2, folder: 'C:\\a "b"\\é', more: 1 });
    expect([away, away.slice(0, -5), text, '{"folder": 3}', ''].map(folderIn)).toEqual([
      ...['C:\\a "b"\\é', 'C:\\a "b"\\é'],
      ...[null, null, null],
    ]);
  });

  test('of another version is told as such', () => {
    const fault = { code: 'progress_other_version', params: { version: 2, known: 1 } };
    expect(readProgress(JSON.stringify({ ...whole, version: 2 }))).toEqual({ fault });
  });

  test.for([
    ['no text', ''],
    ['torn', text.slice(0, -9)],
    ['a list', '[]'],
    ['nothing in it', '{}'],
    ['an unknown state', text.replace('"open"', '"ready"')],
    ['a time that is a text', text.replace('"spentMs":120000', '"spentMs":"long"')],
    ['a time below zero', text.replace('"spentMs":120000', '"spentMs":-1')],
    ['ticks that are texts', text.replace('[1]', '["1"]')],
    ['at no step', text.replace('"step":"run"', '"step":null')],
    ['a time that is none', text.replace('2026-11-23T09:00', 'yesterday')],
  ])('is broken: %s', ([, broken]) => {
    expect(broken).not.toBe(text);
    expect(readProgress(broken ?? '')).toEqual({ fault: { code: 'progress_broken', params: {} } });
  });
});

import { describe, expect, it } from 'vitest';
import type { PartOutline, StepMark } from '../../../src/model/workshop/outline.ts';
import type { CheckView, StepView, Verdict } from '../../../src/model/workshop/stepView.ts';
import { resultText } from '../../../webview/step/resultText.ts';
import { factsOf, heard, timesOff, verdictText } from '../../../webview/step/verdictText.ts';
import { stretchesOf } from '../../../webview/step/stretches.ts';
import { textIn } from '../extension/catalogue.ts';

const [en, fr] = [textIn('en'), textIn('fr')];
const MINUTE = 60_000;
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

const mark = (minutes: number, spent = 0, more: Partial<StepMark> = {}): StepMark => ({
  ...{ id: `s${minutes}`, number: '1.2', title: 'Keep the article', kind: 'code', minutes, spentMs: spent * MINUTE },
  ...{ standing: 'failed', isOptional: false, lacks: [] },
  ...more,
});

describe('the line of steps', () => {
  const lengths = (...steps: readonly StepMark[]) =>
    stretchesOf(steps).map(({ from, width, usedFrom, used }) => [from, width, usedFrom, used].map(Math.round));

  it('fills its width with the planned minutes; what was used lies on the same scale', () => {
    expect(lengths(mark(4, 5), mark(12, 3), mark(4))).toEqual([
      [0, 20, 0, 25],
      [20, 60, 25, 15],
      [80, 20, 40, 0],
    ]);
  });

  it('shrinks the plan where more was used than planned: nothing leaves the line', () => {
    expect(lengths(mark(10, 40), mark(10))).toEqual([
      [0, 25, 0, 100],
      [25, 25, 100, 0],
    ]);
  });

  it('gives a step of no minutes a place, too', () => {
    expect(lengths(mark(0), mark(3))).toEqual([
      [0, 25, 0, 0],
      [25, 75, 0, 0],
    ]);
    expect(lengths()).toEqual([]);
  });
});

const check = (title: string, more: Partial<CheckView> = {}): CheckView => ({
  ...{ title, state: 'passed', isHidden: false, expected: null, found: null, why: null, where: null, frame: null },
  ...more,
});

const FAILED: Verdict = {
  ...{ passed: false, at: '2026-11-21T09:11:00.000Z', tookMs: 812, mistake: 'You converted the `page`.' },
  checks: [
    check('The title comes from the page'),
    check('Neither menu nor *banner*', {
      state: 'failed',
      expected: { code: 'case_contains', params: { case: 'Tram A', text: '# Tram A' } },
      found: { code: 'case_wrote', params: { excerpt: '[Accueil](/) `x`' } },
      where: { path: 'activities/conversion.ts', line: 14 },
      why: 'It is **paid** for.',
    }),
    check('Search finds it', { state: 'unchecked', found: { code: 'no_run_to_show', params: {} } }),
  ],
};

const part: PartOutline = { id: 'p', number: 1, title: 'P', minutes: 8, spentMs: 0, steps: [mark(8)] };
const view = (more: Partial<StepView> = {}): StepView => ({
  ...{ workshop: 'W', part, goal: null, step: mark(8), before: null, after: null, text: '', pictures: {} },
  ...{ buttons: [], debugs: null, checks: 3, tries: 1, verdict: FAILED, hints: [], hintsShown: 0 },
  ...{
    hasSolution: false,
    solutionHasFiles: false,
    solutionShown: false,
    canReset: false,
    quiz: null,
    guess: null,
    bets: [],
    answers: [],
  },
  ...{ lesson: null, seen: null },
  ...more,
});

describe('the copied result', () => {
  it('holds each check, and below what does not hold: the mistake, expected, found, where, why, as text', () => {
    expect(plain(resultText(mark(8), FAILED, fr))).toBe(`1.2 Keep the article
21 nov. 2026, 09:11

✓ The title comes from the page
✗ Neither menu nor banner
  You converted the page.
  Attendu : « Tram A » : « # Tram A » est dans ce qu’elle écrit.
  Trouvé : Elle a écrit : [Accueil](/) \`x\`
  Où : activities/conversion.ts, ligne 14
  It is paid for.
? Search finds it
  Non vérifié : Il n’y a pas encore d’exécution. Lancez une entrée : son historique sera ici.
`);
  });
});

describe('what is heard of a look', () => {
  it('is how much passes, and the mistake, else the first check that does not hold', () => {
    expect(heard(view(), en)).toBe('Not yet. Checks passed: 1 of 3. You converted the page.');
    expect(heard(view({ verdict: { ...FAILED, mistake: null } }), en)).toBe(
      'Not yet. Checks passed: 1 of 3. Neither menu nor banner',
    );
  });

  it('is the failure even of a step that had passed before', () => {
    const broken = view({ step: mark(8, 0, { standing: 'passed' }) });
    const said = 'It passed before, and does not any more. Checks passed: 1 of 3.';
    expect(verdictText(broken, en)).toBe(said);
    expect(heard(broken, en)).toBe(`${said} You converted the page.`);
    const passed = view({ step: mark(8, 0, { standing: 'passed' }), verdict: { ...FAILED, passed: true } });
    expect(heard(passed, en)).toBe('Passed.');
  });

  it('is new with each look, also where it found the same', () => {
    const again = view({ verdict: { ...FAILED, at: '2026-11-21T09:12:00.000Z' } });
    expect(factsOf(again)).not.toBe(factsOf(view()));
    expect(factsOf(view({ hintsShown: 2, tries: 9 }))).toBe(factsOf(view()));
  });
});

it.each([
  [5000, 49_558, 9.9],
  [4000, 49_558, 12],
  [100, 150, 1.5],
  [49_000, 49_558, 1],
  [0, 10, null],
  [10, 0, null],
])('a guess of %d for %d is off %s times', (value, truth, times) => {
  expect(timesOff(value, truth)).toBe(times);
});

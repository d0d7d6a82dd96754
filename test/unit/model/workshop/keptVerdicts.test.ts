import { expect, test } from 'vitest';
import {
  LONGEST_VERDICT,
  MOST_VERDICTS,
  readVerdicts,
  withVerdict,
  writeVerdicts,
  type KeptVerdicts,
} from '../../../../src/model/workshop/keptVerdicts.ts';
import { CHECK, VERDICT } from '../../../fakes/verdict.ts';

const one: KeptVerdicts = withVerdict(new Map(), 'a', { look: 2, verdict: VERDICT });
const texts = (value: object): string => JSON.stringify({ ...JSON.parse(writeVerdicts(one)), ...value });

test('what was written is read', () => {
  expect(readVerdicts(writeVerdicts(one)).get('a')).toMatchObject({ look: 2, verdict: VERDICT });
});

test.each([
  ['half of it', writeVerdicts(one).slice(0, 80)],
  ['another version', texts({ version: 2 })],
  ['another shape', '[]'],
  ['a list that is none', texts({ verdicts: {} })],
])('of %s nothing is shown', (_what, text) => {
  expect(readVerdicts(text).size).toBe(0);
});

test.each([
  ['a verdict without its checks', { ...VERDICT, checks: null }],
  ['one of no time', { ...VERDICT, at: 'soon' }],
  ['a check in a state that there is not', { ...VERDICT, checks: [{ ...CHECK, state: 'great' }] }],
  ['a reason that is a sentence', { ...VERDICT, checks: [{ ...CHECK, found: 'no' }] }],
  ['a place that is none', { ...VERDICT, checks: [{ ...CHECK, where: { path: 7 } }] }],
  ['a frame without lines', { ...VERDICT, checks: [{ ...CHECK, frame: { from: 1, lines: 'x' } }] }],
])('%s is left out, and the others are read', (_what, verdict) => {
  const verdicts = [
    { step: 'broken', look: 1, verdict },
    { step: 'a', look: 2, verdict: VERDICT },
  ];
  expect([...readVerdicts(texts({ verdicts })).keys()]).toEqual(['a']);
});

test('a step has one, its newest', () => {
  const again = withVerdict(one, 'a', { look: 3, verdict: { ...VERDICT, passed: true } });
  expect([...again]).toMatchObject([['a', { look: 3, verdict: { passed: true } }]]);
});

test('a verdict that says too much is not kept, nor the one that it follows', () => {
  const verdict = { ...VERDICT, mistake: 'x'.repeat(LONGEST_VERDICT) };
  expect(withVerdict(one, 'a', { look: 3, verdict }).size).toBe(0);
});

test('the oldest leave the file', () => {
  const all = Array.from({ length: MOST_VERDICTS + 1 }, (_, at) => `s${at}`).reduce<KeptVerdicts>(
    (kept, step) => withVerdict(kept, step, { look: 1, verdict: VERDICT }),
    new Map(),
  );
  const steps = [...readVerdicts(writeVerdicts(all)).keys()];
  expect([steps.length, steps[0]]).toEqual([MOST_VERDICTS, 's1']);
});

import { afterAll, expect, test } from 'vitest';
import { createPatternMatchers } from '../../src/adapters/quality/patternMatcher.ts';

const patient = createPatternMatchers({ deadlineMs: 60_000 });
const hasty = createPatternMatchers({ deadlineMs: 200 });
afterAll(() => [patient, hasty].forEach(({ close }) => close()));

test('texts are matched in code points, anywhere, time after time', { timeout: 60_000 }, async () => {
  const match = patient.openMatcher('^.é?$', true);
  expect(await match(['🚋', 'xÉ', 'abc', ''])).toEqual(Uint8Array.of(1, 1, 0, 0));
  expect(await match([])).toEqual(new Uint8Array());
  expect(await match(['a'])).toEqual(Uint8Array.of(1));
});

test(
  'a pattern that backtracks for ever is given up, once and for all; another goes on',
  { timeout: 60_000 },
  async () => {
    const slow = hasty.openMatcher('^(a+)+$', false);
    const other = patient.openMatcher('a', false);
    const text = `${'a'.repeat(60)}!`;
    const refused = { code: 'pattern_too_slow', params: { pattern: '^(a+)+$', seconds: 0.2 } };
    expect(await slow([text])).toEqual(refused);
    expect(await slow(['a'])).toEqual(refused);
    expect(await other([text, 'b'])).toEqual(Uint8Array.of(1, 0));
  },
);

test('what is no pattern is told', { timeout: 60_000 }, async () => {
  const match = patient.openMatcher('(', false);
  expect(await match(['a'])).toMatchObject({ code: 'pattern_invalid', params: { pattern: '(' } });
});

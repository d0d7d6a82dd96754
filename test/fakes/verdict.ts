import type { CheckView, Verdict } from '../../src/model/workshop/stepView.ts';

export const CHECK: CheckView = {
  ...{ title: 'The title is there', state: 'failed', isHidden: false, why: 'A passage tells its page.' },
  expected: { code: 'text_wanted', params: { text: 'Pass' } },
  found: { code: 'count_found', params: { count: 2 } },
  where: { path: 'activities/conversion.ts', line: 3 },
  frame: { from: 2, lines: ['const page = 1;', 'return page;'] },
};

export const VERDICT: Verdict = {
  ...{ passed: false, at: '2026-11-21T09:00:00.000Z', tookMs: 12, mistake: null },
  checks: [CHECK, { ...CHECK, state: 'passed', expected: null, found: null, where: null, frame: null, why: null }],
};

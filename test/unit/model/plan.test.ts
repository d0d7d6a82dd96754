import fc from 'fast-check';
import { expect, test } from 'vitest';
import { givenStage, planSource } from '../../../src/model/plan.ts';
import { STAGES, type Stage } from '../../../src/model/stage.ts';

const SOURCE = { uri: 'http://ville.test/a' };
const ALL = { only: null, from: null };
const modes = (...[source, input, choice]: Parameters<typeof planSource>) =>
  STAGES.map(stage => planSource(source, input, choice)[stage]).join(' ');

test('without a choice every stage that is asked for runs', () => {
  expect(modes(SOURCE, { sources: [] }, ALL)).toBe('run run run run run');
  expect(modes(SOURCE, { sources: [], stages: ['SCRAPING', 'CONVERTION'] }, ALL)).toBe('none run run none none');
  expect(modes(SOURCE, { sources: [], stages: [] }, ALL)).toBe('none none none none none');
});

test('--only does that stage anew on what was there before it; --from goes on after it', () => {
  expect(modes(SOURCE, { sources: [] }, { only: 'CONVERTION', from: null })).toBe('carry carry force none none');
  expect(modes(SOURCE, { sources: [] }, { only: null, from: 'CONVERTION' })).toBe('carry carry force run run');
});

test('what a Source brings along is not made again', () => {
  const page = { ...SOURCE, current_stage: 'SCRAPING', current_status: 'COMPLETED', raw_file_path: 'a.html' } as const;
  const markdown = { ...page, current_stage: 'CONVERTION', converted_md_path: 'a.md' } as const;
  expect(modes(page, { sources: [] }, ALL)).toBe('none none run run run');
  expect(modes(markdown, { sources: [] }, ALL)).toBe('none none none run run');
  expect(modes(markdown, { sources: [] }, { only: 'CHUNKING', from: null })).toBe('none none none force none');
});

test('a stage that is said to be done, without its file, is done again', () => {
  for (const current_stage of STAGES) {
    expect(givenStage({ ...SOURCE, current_stage, current_status: 'COMPLETED' })).toBeUndefined();
    expect(givenStage({ ...SOURCE, current_stage, current_status: 'ERROR', raw_file_path: 'a.html' })).toBeUndefined();
  }
});

test('whatever is chosen, nothing that was not asked for runs, and at most one stage is forced', () => {
  const stage = fc.option(fc.constantFrom(...STAGES), { nil: null });
  fc.assert(
    fc.property(fc.subarray<Stage>([...STAGES]), stage, stage, (stages, only, from) => {
      const plan = planSource(SOURCE, { sources: [], stages }, { only, from });
      for (const one of STAGES) if (!stages.includes(one)) expect(plan[one]).toBe('none');
      expect(STAGES.filter(one => plan[one] === 'force').length).toBeLessThanOrEqual(1);
    }),
  );
});

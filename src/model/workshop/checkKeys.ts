import type { CheckKindEnum, StepKindEnum } from '../generated/types.ts';

interface Keys {
  /** Of each group one at the least. */
  readonly needs: readonly (readonly string[])[];
  readonly may: readonly string[];
}

const TEXTS = ['contains', 'lacks'];
const COUNTS = ['at_least', 'at_most'];

/** What each kind of check reads beside `kind`, `title`, `why` and `hidden`. */
export const CHECK_KEYS: Readonly<Record<CheckKindEnum, Keys>> = {
  artifact: { needs: [['stage'], [...TEXTS, 'max_tokens', ...COUNTS]], may: ['source'] },
  event: { needs: [['event'], COUNTS], may: ['stage', 'source', 'attributes'] },
  rows: { needs: [['file'], ['columns', ...COUNTS]], may: [] },
  search: { needs: [['question'], ['source', ...TEXTS, ...COUNTS]], may: ['k', 'rank'] },
  cases: { needs: [['module'], ['file'], ['stage']], may: [] },
  cli: { needs: [['arguments'], ['exit', 'result']], may: [] },
  quiz: { needs: [], may: [] },
};

/** What a kind of step cannot do without. */
export const STEP_NEEDS: Readonly<Record<StepKindEnum, readonly string[]>> = {
  read: [],
  do: ['checks', 'solution'],
  code: ['checks', 'solution', 'hints', 'mistakes'],
  predict: ['guess'],
  // What only a person can break has no solution.
  break: ['checks'],
  quiz: ['quiz'],
  discuss: ['answers'],
};

/** Of a step of code: where to look, which call, almost the line; and the three likely mistakes. */
export const CODE_HINTS = 3;
export const CODE_MISTAKES = 3;

/** Results that a search looks at where its check does not say. */
export const DEFAULT_K = 5;

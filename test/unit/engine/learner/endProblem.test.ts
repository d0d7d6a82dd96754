import { expect, test } from 'vitest';
import english from '../../../../l10n/bundle.l10n.json';
import french from '../../../../l10n/bundle.l10n.fr.json';
import { endProblem } from '../../../../src/engine/learner/endProblem.ts';
import { render } from '../../../../src/model/text.ts';

const told = { file: 'activities/scraping.ts', call: 'scrapeSource', deadlineMs: 30_000 };
type End = Parameters<typeof endProblem>[0];
const [own, message] = [{ file: 'activities/help.ts', line: 7, name: 'help' }, 'Error: no'];
const ends: readonly (readonly [End, End])[] = [
  [
    { kind: 'threw', message, frames: [own] },
    { kind: 'threw', message, frames: [] },
  ],
  [
    { kind: 'exited', code: '3', frames: [own] },
    { kind: 'exited', code: 'SIGABRT', frames: [] },
  ],
  [
    { kind: 'not_compiled', message, place: own },
    { kind: 'not_compiled', message, place: null },
  ],
  [
    { kind: 'not_allowed', permission: 'Network', resource: 'fetch', frames: [own] },
    { kind: 'not_allowed', permission: 'Network', resource: 'fetch', frames: [] },
  ],
];

test.each(ends)('a place that is known is named, and a line that nobody knows is not: $kind', (known, unknown) => {
  for (const [catalogue, line] of [
    [english, 'line'],
    [french, 'ligne'],
  ] as const) {
    const say = (end: End) => {
      const { code, params } = endProblem(end, told);
      return render(catalogue, `error.${code}`, params);
    };
    expect(say(known)).toMatch(new RegExp(`^activities/help.ts, ${line} 7\\W`));
    expect(say(unknown)).toMatch(/^activities\/scraping\.ts\W*:/);
    expect(say(unknown)).not.toMatch(new RegExp(`${line} \\d|[{}]`));
  }
  expect(endProblem(known, told)).toMatchObject({ file: own.file, line: 7 });
  expect(endProblem(unknown, told)).toMatchObject({ file: told.file });
  expect(endProblem(unknown, told)).not.toHaveProperty('line');
});

test.each<End>([
  { kind: 'no_error', message },
  { kind: 'no_json', message },
  { kind: 'too_much', length: 2_000_000, most: 1_000_000 },
  { kind: 'no_function', found: 'undefined' },
  { kind: 'too_slow', frames: [] },
])('$kind has a file and no line', end => {
  expect(endProblem(end, told)).toMatchObject({ file: told.file });
  expect(endProblem(end, told)).not.toHaveProperty('line');
});

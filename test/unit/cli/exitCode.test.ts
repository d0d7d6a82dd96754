import { expect, test } from 'vitest';
import { exitCodeOf } from '../../../src/cli/describe.ts';

test.each([
  ['disk_full', 1],
  ['index_corrupt', 1],
  ['no_permission', 2],
  ['bad_enum', 2],
] as const)('%s ends with %i: the world failed, or a person must change the call', (code, exit) => {
  expect(exitCodeOf({ kind: 'config', code, params: {} })).toBe(exit);
});

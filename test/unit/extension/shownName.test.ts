import path from 'node:path';
import { expect, it } from 'vitest';
import { shownName } from '../../../src/extension/features/quality/shownName.ts';

it('is the way in the workspace, and outside it the name alone', () => {
  expect(shownName('data\\bronze/a.parquet')).toBe('data/bronze/a.parquet');
  expect(shownName(path.resolve('/home/somebody/rules.json'))).toBe('rules.json');
});

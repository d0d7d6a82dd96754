import { test } from 'vitest';
import { trials } from './trials.ts';

// Two for each legal load; test/contract/datasetTrials.test.ts runs more.
test('no row that stays is lost or doubled: every legal load, a source that changes, runs that die anywhere', () =>
  trials(0, 124));

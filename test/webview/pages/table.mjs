import { gridTests } from './tableGrid.mjs';
import { partCases, partTests } from './tableParts.mjs';

export const cases = [
  ...['noRows', 'noColumns', 'failedOpen', 'gone', 'engineGone', 'rowsFail', 'columnProblem', 'folder', 'slow'],
  ...partCases,
];

export const tests = { ...gridTests, ...partTests };

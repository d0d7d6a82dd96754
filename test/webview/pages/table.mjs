import { partCases, partTests } from './tableParts.mjs';

export const cases = ['noRows', 'failedOpen', 'gone', 'engineGone', 'folder', ...partCases];

export const tests = { ...partTests };

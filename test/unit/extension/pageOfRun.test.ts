import { expect, test } from 'vitest';
import { pageName, readPageOfRun } from '../../../src/extension/pageOfRun.ts';

const page = { workDir: '/work', runId: 'r1', uri: 'http://localhost/vie/tarifs', title: ' Tarifs ' };

test('a tab is called by its page’s title, else by the path of its address', () => {
  expect(pageName(page)).toBe('Tarifs');
  expect(pageName({ ...page, title: null })).toBe('vie/tarifs');
  expect(pageName({ ...page, title: ' ', uri: 'http://localhost/' })).toBe('http://localhost/');
  expect(pageName({ ...page, title: null, uri: 'no address' })).toBe('no address');
});

test('what was kept of a tab is read again, and what something else wrote is not', () => {
  expect(readPageOfRun(page)).toEqual(page);
  expect(readPageOfRun({ ...page, title: 3 })).toEqual({ ...page, title: null });
  for (const other of [null, 'r1', {}, { ...page, runId: 1 }]) expect(readPageOfRun(other)).toBeUndefined();
});

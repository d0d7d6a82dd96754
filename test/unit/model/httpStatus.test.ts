import { expect, it } from 'vitest';
import { isPageStatus, problemOfStatus } from '../../../src/model/httpStatus.ts';

it.each([
  [401, 'config', 'http_unauthorised'],
  [407, 'config', 'http_unauthorised'],
  [403, 'data', 'http_forbidden'],
  [404, 'data', 'http_status'],
  [410, 'data', 'http_status'],
  [418, 'data', 'http_status'],
  [408, 'transient', 'http_unavailable'],
  [425, 'transient', 'http_unavailable'],
  [429, 'transient', 'http_unavailable'],
  [500, 'transient', 'http_unavailable'],
  [503, 'transient', 'http_unavailable'],
  [501, 'data', 'http_status'],
  [206, 'data', 'http_status'],
])('%d is %s, %s', (status, kind, code) => {
  expect(problemOfStatus(status, 'http://ville.fr/')).toEqual({
    kind,
    code,
    params: { status, uri: 'http://ville.fr/' },
  });
});

it('a piece of a page is no page', () => {
  expect([200, 204, 206, 304, 404].map(isPageStatus)).toEqual([true, true, false, false, false]);
});

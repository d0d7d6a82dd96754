import { describe, expect, it } from 'vitest';
import { parseRetryAfter } from '../../../src/model/retryAfter.ts';

const now = new Date('2026-11-21T09:00:00Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    [' 120 ', 120_000],
    ['99999999999999999999', 2_147_483_647],
    ['Sat, 21 Nov 2026 09:00:30 GMT', 30_000],
    ['Saturday, 21-Nov-26 09:00:30 GMT', 30_000],
    ['Sat Nov 21 09:00:30 2026', 30_000],
    ['Tue Dec  1 09:00:00 2026', 864_000_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
  ])('%j waits %d ms', (value, ms) => expect(parseRetryAfter(value, now)).toBe(ms));

  it.each([
    ...['', 'soon', '-5', '1.5', '1e3', '5 minutes', 'Sat, 21 Foo 2026 09:00:30 GMT', 'Sat, 21 anF 2026 09:00:30 GMT'],
    ...['Sat, 31 Feb 2026 09:00:30 GMT', 'Sat, 21 Nov 2026 25:00:00 GMT', '2026-11-21T09:00:30Z', null, undefined],
  ])('%j is as if it were not there', value => expect(parseRetryAfter(value, now)).toBeUndefined());
});

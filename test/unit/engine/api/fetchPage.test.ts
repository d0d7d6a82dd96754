import { expect, test } from 'vitest';
import { exchangePage, parsePage } from '../../../../src/engine/api/fetchPage.ts';
import { resolveApiInput } from '../../../../src/model/api/settings.ts';
import { createFakeHttp, type FakeAnswer } from '../../../fakes/http.ts';
import { createFakeClock } from '../../../fakes/ports.ts';

const BASE = 'http://127.0.0.1:9/rows';
const settings = resolveApiInput({ base_url: BASE, start_date: '2026-01-01', end_date: '2026-01-01' });
const to = (location: string): FakeAnswer => ({ status: 302, headers: { location } });

test('the headers of a configuration go to the origin of its address, and to no other', async () => {
  const http = createFakeHttp({
    [BASE]: to('/moved'),
    'http://127.0.0.1:9/moved': to('https://example.org/rows'),
    'https://example.org/rows': '[]',
  });
  const run = {
    settings,
    headers: { authorization: 'Bearer x' },
    userAgent: 'test',
    ports: { http, clock: createFakeClock() },
  };
  await exchangePage(run, BASE, new AbortController().signal);
  const asked = http.requests.filter(({ url }) => !url.endsWith('/robots.txt'));
  expect(asked.map(({ url, headers }) => [url, headers['authorization']])).toEqual([
    [BASE, 'Bearer x'],
    ['http://127.0.0.1:9/moved', 'Bearer x'],
    ['https://example.org/rows', undefined],
  ]);
});

test('an answer of 204 is the end of a list', () => {
  // SAFETY: all of an answer that is read here.
  const answer = { status: 204, headers: {}, body: new Uint8Array(), finalUri: BASE };
  expect(parsePage({ settings }, BASE, answer as never)).toEqual({ rows: [], next: null, isSilent: false });
});

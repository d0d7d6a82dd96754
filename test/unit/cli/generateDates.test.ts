import { describe, expect, test } from 'vitest';
import { command } from './fakeWorld.ts';

const dates = (start: string, end: string, setting = {}) =>
  command(['generate-dates', '--start-date', start, '--end-date', end], setting);

describe('generate-dates', () => {
  test('lists the days of a range, both ends in it, over a leap day', async () => {
    const ran = await dates('2024-02-28', '2024-03-01');
    expect(ran).toMatchObject({ code: 0, out: '{"dates":["2024-02-28","2024-02-29","2024-03-01"]}\n' });
  });

  test('says the same on a terminal', async () => {
    expect((await dates('2026-03-01', '2026-03-01', { tty: true })).out).toBe('{"dates":["2026-03-01"]}\n');
  });

  test('works under Node 20', async () => {
    expect((await dates('2026-03-01', '2026-03-01', { world: { nodeVersion: '20.0.0' } })).code).toBe(0);
  });

  test.each([
    ['2026-02-29', '2026-03-01', 'api_bad_date'],
    ['2026-1-01', '2026-03-01', 'api_bad_date'],
    ['2026-03-02', '2026-03-01', 'api_dates_reversed'],
  ])('refuses %s to %s', async (start, end, code) => {
    const ran = await dates(start, end);
    expect(ran.code).toBe(2);
    expect(ran.json()).toMatchObject({ status: 'error', error_detail: { kind: 'usage', code } });
  });

  test('says which date is missing', async () => {
    const ran = await command(['generate-dates', '--start-date', '2026-03-01']);
    expect([ran.code, ran.detail()]).toMatchObject([
      2,
      { code: 'argument_missing', params: { argument: '--end-date' } },
    ]);
  });
});
